"""What must be there before anything runs: the tables, the engine's among them, and Demo Company where asked for."""

from flytower.config import Settings
from flytower.contract.clock import system_clock
from flytower.jobs import engine
from flytower.model.database import Database
from flytower.storage.local import LocalBlobs


def prepare(settings: Settings) -> None:
    """Bring the database to the newest migration and the engine's tables with it; make Demo Company where asked."""
    database = Database(settings.resolved_database_url)
    try:
        database.migrate()
        engine.prepare(database)
        if settings.demo:
            from flytower.jobs import demo  # noqa: PLC0415  it loads what takes pictures in, which is much

            demo.seed(database, LocalBlobs(settings.blobs_dir), settings, system_clock)
    finally:
        database.dispose()

"""Migrations, by Alembic: a module of its own, loaded only where the tables are made or looked at."""

from pathlib import Path

from alembic import command
from alembic.config import Config
from alembic.runtime.migration import MigrationContext
from alembic.script import ScriptDirectory
from sqlalchemy import Connection


def upgrade(connection: Connection) -> None:
    """Bring the tables to the newest migration, inside the connection's transaction."""
    command.upgrade(migration_config(connection), "head")


def is_at_head(connection: Connection) -> bool:
    """Tell whether the tables are those of the newest migration."""
    current = MigrationContext.configure(connection).get_current_heads()
    return set(current) == set(ScriptDirectory.from_config(migration_config()).get_heads())


def migrations_directory() -> Path:
    """Return where the migrations lie: inside the installed package, else at the top of the source tree."""
    package = Path(__file__).parent.parent
    installed = package / "_migrations"
    return installed if installed.is_dir() else package.parent.parent / "alembic"


def migration_config(connection: Connection | None = None) -> Config:
    """Return Alembic's configuration; migrations run on the given connection, inside its transaction."""
    config = Config()
    config.set_main_option("script_location", str(migrations_directory()).replace("%", "%%"))
    config.attributes["connection"] = connection
    return config

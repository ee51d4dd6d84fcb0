"""Run by Alembic: on the connection the program gives, else (command line) on the configured database."""

from alembic import context

from flytower.config import Settings
from flytower.model import Base, Database


def is_ours(_thing, name, kind, reflected, _compare_to):
    """The job engine's tables may share the database; they are none of Alembic's business."""
    return not (kind == "table" and reflected and name not in Base.metadata.tables)


def run(connection):
    context.configure(
        connection=connection,
        target_metadata=Base.metadata,
        include_object=is_ours,
        render_as_batch=True,  # SQLite can't alter a column in place
    )
    with context.begin_transaction():
        context.run_migrations()


given = context.config.attributes.get("connection")
if given is not None:
    run(given)
else:
    with Database(Settings.load().resolved_database_url).engine.begin() as own:
        run(own)

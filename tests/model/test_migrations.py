import pytest
from alembic import command
from alembic.autogenerate import compare_metadata
from alembic.runtime.migration import MigrationContext
from sqlalchemy import inspect, text
from sqlalchemy.exc import DBAPIError

from flytower.model import Base
from flytower.model.migrations import migration_config, migrations_directory


def test_newest_migration_makes_exactly_the_tables_of_the_models(empty_database):
    empty_database.migrate()
    with empty_database.engine.begin() as connection:
        context = MigrationContext.configure(connection, opts={"compare_type": True})
        assert compare_metadata(context, Base.metadata) == []


def test_a_database_is_at_head_once_migrated(empty_database):
    assert not empty_database.is_at_head()
    empty_database.migrate()
    assert empty_database.is_at_head()


def test_migrating_again_changes_nothing(empty_database):
    empty_database.migrate()
    empty_database.migrate()
    assert empty_database.is_at_head()


def test_every_migration_can_be_undone(empty_database):
    empty_database.migrate()
    with empty_database.engine.begin() as connection:
        command.downgrade(migration_config(connection), "base")
    with empty_database.engine.connect() as connection:
        assert inspect(connection).get_table_names() == ["alembic_version"]


def test_a_migration_that_fails_leaves_nothing(empty_database):
    with empty_database.engine.begin() as connection:
        connection.execute(text("CREATE TABLE outbox_mail (x INTEGER)"))  # the last table the first migration makes
    with pytest.raises(DBAPIError, match="outbox_mail"):
        empty_database.migrate()
    with empty_database.engine.connect() as connection:
        assert inspect(connection).get_table_names() == ["outbox_mail"]


def test_tables_of_others_are_left_alone(empty_database):
    empty_database.migrate()
    with empty_database.engine.begin() as connection:
        connection.execute(text("CREATE TABLE workflow_status (x INTEGER)"))
    with empty_database.engine.begin() as connection:
        command.check(migration_config(connection))


def test_migrations_lie_beside_the_source_when_not_installed_as_a_package():
    assert (migrations_directory() / "env.py").is_file()
    assert not (migrations_directory() / "__init__.py").exists()  # it would shadow the library

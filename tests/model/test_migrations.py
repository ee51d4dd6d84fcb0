import pytest
from alembic import command
from alembic.autogenerate import compare_metadata
from alembic.runtime.migration import MigrationContext
from sqlalchemy import inspect, select, text
from sqlalchemy.exc import DBAPIError

from flytower.model import Asset, Base, Folder
from flytower.model.migrations import migration_config, migrations_directory

NOW = "2020-06-09 00:00:00.000000"

TEXTS = (
    *("original_path", "original_file", "optimized_path", "optimized_file", "color_mode", "icc_profile", "description"),
    *("comments", "user_data", "sku", "url_modifier", "url_post_apply_modifier", "create_user", "last_modify_user"),
)
"""Columns of an asset that are text and must be there."""

OLD_ROWS = {
    "company": {"id": 1, "name": "Demo", "root_path": "Demo/", "created": NOW},
    "folder": {
        "id": 1,
        "company_id": 1,
        "path": "Demo/",
        "created": NOW,
        "last_modified": NOW,
        "child_last_modified": NOW,
    },
    "asset": {
        **dict.fromkeys(TEXTS, ""),
        **dict.fromkeys(("created", "last_modified"), NOW),
        **dict.fromkeys(("ready_for_publish", "has_alpha"), False),
        **dict.fromkeys(("file_size", "height", "resolution", "anchor_x", "anchor_y"), 0),
        "id": 7,
        "company_id": 1,
        "folder_id": 1,
        "type": "Image",
        "name": "shoe",
        "file_name": "shoe.jpg",
        "trash_state": "NotInTrash",
        "width": 5,
        "details": "{}",
    },
}
"""A row of each table that the second migration changes, and what they need."""


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


def test_what_the_first_migration_kept_survives_the_second(empty_database):
    """SQLite has to copy the table of assets for it."""
    with empty_database.engine.begin() as connection:
        command.upgrade(migration_config(connection), "0001")
        for table, columns in OLD_ROWS.items():
            names, values = ", ".join(columns), ", ".join(f":{name}" for name in columns)
            connection.execute(text(f"INSERT INTO {table} ({names}) VALUES ({values})"), columns)  # noqa: S608  our own words
    empty_database.migrate()
    with empty_database.transaction() as session:
        (asset,) = session.scalars(select(Asset))
        (folder,) = session.scalars(select(Folder))
        assert (asset.id, asset.name, asset.width, asset.details) == (7, "shoe", 5, {})
        assert (asset.owner_id, asset.published, asset.metadata_values, folder.in_trash) == (None, None, None, False)


def test_tables_of_others_are_left_alone(empty_database):
    empty_database.migrate()
    with empty_database.engine.begin() as connection:
        connection.execute(text("CREATE TABLE workflow_status (x INTEGER)"))
    with empty_database.engine.begin() as connection:
        command.check(migration_config(connection))


def test_migrations_lie_beside_the_source_when_not_installed_as_a_package():
    assert (migrations_directory() / "env.py").is_file()
    assert not (migrations_directory() / "__init__.py").exists()  # it would shadow the library

"""Databases to test on: SQLite always, PostgreSQL where its programs are installed."""

import shutil
from datetime import UTC, datetime
from zoneinfo import ZoneInfo

import pytest
from sqlalchemy import create_engine, delete, text

from flytower.model import Asset, Base, Database, User, companies, folders, jobs

NOW = datetime(2020, 6, 9, 15, 34, 49, 777123, tzinfo=UTC)


@pytest.fixture(scope="session")
def postgres(postgres_server):
    """A running server: its URL, with a place for the name of a database, and an engine to make databases with."""
    administration = create_engine(postgres_server.format("postgres"), isolation_level="AUTOCOMMIT")
    yield postgres_server, administration
    administration.dispose()


def make_database(postgres, name):
    url, administration = postgres
    with administration.connect() as connection:
        connection.execute(text(f"DROP DATABASE IF EXISTS {name}"))
        connection.execute(text(f"CREATE DATABASE {name}"))
    return Database(url.format(name))


@pytest.fixture(scope="session")
def migrated_postgres(postgres):
    database = make_database(postgres, "migrated")
    database.migrate()
    yield database
    database.dispose()


@pytest.fixture(scope="session")
def sqlite_template(tmp_path_factory):
    path = tmp_path_factory.mktemp("template") / "flytower.sqlite3"
    database = Database(f"sqlite:///{path}")
    database.migrate()
    database.dispose()
    return path


ON_BOTH = ["sqlite", pytest.param("postgres", marks=pytest.mark.postgres)]


@pytest.fixture(params=ON_BOTH)
def database(request, tmp_path):
    """A migrated database without any row."""
    if request.param == "sqlite":
        path = tmp_path / "flytower.sqlite3"
        shutil.copy(request.getfixturevalue("sqlite_template"), path)
        made = Database(f"sqlite:///{path}")
        yield made
        made.dispose()
        return
    made = request.getfixturevalue("migrated_postgres")
    yield made
    with made.transaction() as session:  # quicker than another database for each test
        for table in reversed(Base.metadata.sorted_tables):
            session.execute(delete(table))


@pytest.fixture(params=ON_BOTH)
def empty_database(request, tmp_path):
    """A database without any table."""
    if request.param == "sqlite":
        made = Database(f"sqlite:///{tmp_path / 'flytower.sqlite3'}")
    else:
        made = make_database(request.getfixturevalue("postgres"), "empty")
    yield made
    made.dispose()


@pytest.fixture
def session(database):
    with database.transaction() as session:
        yield session


@pytest.fixture
def company(session):
    return companies.create(session, "Demo Company", NOW)


@pytest.fixture
def add_asset(session, company):
    """Makes an asset; what is not given is as plain as can be."""

    def add(name, *, folder="", owner=company, **values):
        path = owner.root_path + folder
        given = {"type": "Image", "file_name": f"{name}.jpg", "created": NOW, "last_modified": NOW, **values}
        asset = Asset(
            company_id=owner.id,
            folder_id=folders.ensure(session, owner.id, path, NOW).id,
            name=name,
            create_user="user@example.com",
            last_modify_user="user@example.com",
            **given,
        )
        session.add(asset)
        session.flush()
        return asset

    return add


@pytest.fixture
def user(session):
    made = User(email="user@example.com", first_name="A", last_name="B", password_hash="-", created=NOW)
    session.add(made)
    session.flush()
    return made


@pytest.fixture
def add_job(session, company, user):
    """Makes a job with some items."""

    def add(name="Export", items=0, *, now=NOW, owner=company, kind="export"):
        new = jobs.NewJob(
            company_id=owner.id,
            user_id=user.id,
            mail_user_id=user.id,
            kind=kind,
            type="Export",
            original_name=name,
            version="2014-04-03",
            payload={"fmt": "orig"},
            email_setting="None",
        )
        return jobs.create(session, new, [jobs.NewItem(asset_id=n) for n in range(items)], now, ZoneInfo("UTC"))

    return add

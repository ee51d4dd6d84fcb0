"""Databases to test on: SQLite always, PostgreSQL where its programs are installed."""

import os
import pwd
import shutil
import signal
import subprocess
import tempfile
import time
from contextlib import contextmanager
from datetime import UTC, datetime
from pathlib import Path
from zoneinfo import ZoneInfo

import pytest
from sqlalchemy import create_engine, delete, text
from sqlalchemy.exc import OperationalError

from flytower.model import Asset, Base, Database, User, companies, folders, jobs

NOW = datetime(2020, 6, 9, 15, 34, 49, 777123, tzinfo=UTC)


def program(name):
    """The newest installed one, in the path or where Debian keeps them."""
    installed = sorted(Path("/usr/lib/postgresql").glob(f"*/bin/{name}"), key=lambda path: int(path.parts[4]))
    return str(installed[-1]) if installed else shutil.which(name)


def unprivileged():
    """As whom PostgreSQL is to run, which refuses to be root, and how to become that user."""
    if os.geteuid() != 0:
        return [], os.geteuid()
    known = {user.pw_name: user.pw_uid for user in pwd.getpwall()}
    user = known.get("postgres", known.get("nobody"))
    if user is None:
        pytest.skip("PostgreSQL does not run as root, and there is nobody else to be")
    return [f"--reuid={user}", f"--regid={user}", "--clear-groups"], user


def wait_for(server, url):
    engine = create_engine(url.format("postgres"))
    for _ in range(200):
        try:
            engine.connect().close()
        except OperationalError:
            assert server.poll() is None, "PostgreSQL ended at once"
            time.sleep(0.05)
        else:
            engine.dispose()
            return
    pytest.fail("PostgreSQL did not start")


@contextmanager
def postgres_server():
    initdb, postgres, setpriv = program("initdb"), program("postgres"), shutil.which("setpriv")
    if not (initdb and postgres and setpriv):
        pytest.skip("PostgreSQL is not installed")
    become, user = unprivileged()
    home = Path(tempfile.mkdtemp(prefix="flytower-postgres-"))
    os.chown(home, user, -1)
    data = str(home / "data")
    url = f"postgresql+psycopg://postgres@/{{}}?host={home}"
    create = [initdb, "-D", data, "-U", "postgres", "-E", "UTF8", "--locale=C.UTF-8", "--no-sync"]
    serve = [
        postgres,
        "-D",
        data,
        "-c",
        "listen_addresses=",
        "-c",
        f"unix_socket_directories={home}",
        "-c",
        "fsync=off",
    ]
    quiet = {"stdout": subprocess.DEVNULL, "stderr": subprocess.DEVNULL, "cwd": home}
    try:
        subprocess.run([setpriv, *become, *create], check=True, **quiet, timeout=60)  # noqa: S603  programs found above
        # Whatever happens to this process, the server goes with it.
        server = subprocess.Popen([setpriv, *become, "--pdeathsig=QUIT", *serve], **quiet)  # noqa: S603
        try:
            wait_for(server, url)
            yield url
        finally:
            server.send_signal(signal.SIGQUIT)
            server.wait(20)
    finally:
        shutil.rmtree(home)


@pytest.fixture(scope="session")
def postgres():
    """A running server: its URL, with a place for the name of a database, and an engine to make databases with."""
    with postgres_server() as url:
        administration = create_engine(url.format("postgres"), isolation_level="AUTOCOMMIT")
        yield url, administration
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

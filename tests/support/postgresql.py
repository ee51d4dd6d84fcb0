"""A real PostgreSQL, started for the tests where its programs are installed, and gone with them."""

import os
import pwd
import shutil
import signal
import subprocess
import tempfile
import time
import uuid
from contextlib import contextmanager
from pathlib import Path

import pytest
from sqlalchemy import NullPool, create_engine, text
from sqlalchemy.exc import OperationalError


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
def running_postgresql():
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


def new_database(server_url):
    """Create an empty database and return its URL."""
    name = f"test_{uuid.uuid4().hex}"
    administration = create_engine(server_url.format("postgres"), isolation_level="AUTOCOMMIT", poolclass=NullPool)
    with administration.connect() as connection:
        connection.execute(text(f"CREATE DATABASE {name}"))
    return server_url.format(name)

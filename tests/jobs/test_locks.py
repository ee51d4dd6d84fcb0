"""Names held by processes, and given up by the system when those die."""

import subprocess
import sys

import pytest
from sqlalchemy import NullPool, create_engine, text

from flytower.jobs.locks import FileLocks, PostgresLocks, locks_for

HOLD = """
import sys
from pathlib import Path
from flytower.jobs.locks import FileLocks
print(FileLocks(Path(sys.argv[1])).take("vm-0"), flush=True)
sys.stdin.read()
"""


@pytest.fixture
def locks(tmp_path):
    made = FileLocks(tmp_path / "locks")
    yield made
    made.close()


def test_name_is_held_by_one(locks, tmp_path):
    other = FileLocks(tmp_path / "locks")
    assert locks.take("vm-0")
    assert not other.take("vm-0")
    assert other.take("vm-1")
    other.close()


def test_holder_can_not_take_it_twice(locks):
    assert locks.take("vm-0")
    assert not locks.take("vm-0")


def test_dropped_name_is_free(locks, tmp_path):
    locks.take("vm-0")
    locks.drop("vm-0")
    other = FileLocks(tmp_path / "locks")
    assert other.take("vm-0")
    other.close()


def test_name_of_a_killed_process_is_free(locks, tmp_path):
    command = [sys.executable, "-c", HOLD, str(tmp_path / "locks")]
    with subprocess.Popen(command, stdin=subprocess.PIPE, stdout=subprocess.PIPE) as holder:  # noqa: S603
        assert holder.stdout.readline() == b"True\n"
        assert not locks.take("vm-0")
        holder.kill()
        holder.wait()
        assert locks.take("vm-0")


def test_files_are_for_sqlite(tmp_path):
    assert isinstance(locks_for("sqlite:///x", tmp_path), FileLocks)


@pytest.fixture
def pair(postgres_url):
    """Two processes' worth of locks on one PostgreSQL database."""
    made = PostgresLocks(postgres_url), PostgresLocks(postgres_url)
    yield made
    for locks in made:
        locks.close()


@pytest.mark.postgres
def test_name_on_postgres_is_held_by_one(pair):
    one, other = pair
    assert one.take("vm-0")
    assert not one.take("vm-0")
    assert not other.take("vm-0")
    one.drop("vm-0")
    assert other.take("vm-0")


@pytest.mark.postgres
def test_name_on_postgres_is_free_when_its_holder_is_gone(pair):
    one, other = pair
    one.take("vm-0")
    one.close()
    assert other.take("vm-0")


@pytest.mark.postgres
def test_name_lost_with_the_connection_is_taken_again(pair, postgres_url):
    one, other = pair
    one.take("vm-0")
    administration = create_engine(postgres_url, isolation_level="AUTOCOMMIT", poolclass=NullPool)
    with administration.connect() as connection:
        connection.execute(text("SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE pid <> pg_backend_pid()"))
    assert not one.check()  # it finds out
    assert one.check()  # and has it back
    assert not other.take("vm-0")


@pytest.mark.postgres
def test_name_that_somebody_else_took_meanwhile_is_still_wanted(pair, postgres_url):
    one, other = pair
    one.take("vm-0")
    administration = create_engine(postgres_url, isolation_level="AUTOCOMMIT", poolclass=NullPool)
    with administration.connect() as connection:
        connection.execute(text("SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE pid <> pg_backend_pid()"))
    assert other.take("vm-0")
    assert not one.check()
    assert not one.check()
    other.drop("vm-0")
    assert one.check()

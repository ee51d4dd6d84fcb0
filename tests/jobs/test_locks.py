"""Names held by processes, and given up by the system when those die."""

import subprocess
import sys

import pytest

from flytower.jobs.locks import FileLocks, locks_for

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

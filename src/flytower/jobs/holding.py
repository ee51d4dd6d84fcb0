"""Transactions that own their job: what a run writes, it writes in one of these."""

import fcntl
import os
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from sqlalchemy.orm import Session

from flytower.jobs.kind import Workplace
from flytower.model import Job, job_work


class Abandoned(BaseException):
    """This process is about to end: what it does is left to whoever takes the work over."""


@contextmanager
def held(place: Workplace, job_id: int, run: str) -> Iterator[tuple[Session, Job | None]]:
    """Give a transaction that holds the job, or None for it when the job is not this run's any more.

    Raises Abandoned in a process that is about to end.
    """
    if place.closing.is_set():
        raise Abandoned
    with place.turn(), place.database.transaction() as session:
        yield session, job_work.hold(session, job_id, run)


@contextmanager
def turn(path: Path) -> Iterator[None]:
    """Wait for one's turn among all threads and processes that use this file.

    SQLite lets one write at a time, and has the others sleep and look again, for 0.1 s in the end: with several
    executors they would sleep a third of the time. This queue wakes the next one at once.
    """
    handle = os.open(path, os.O_RDWR | os.O_CREAT | os.O_CLOEXEC, 0o600)
    try:
        fcntl.flock(handle, fcntl.LOCK_EX)
        yield
    finally:
        os.close(handle)

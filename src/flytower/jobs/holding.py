"""Transactions that own their job: what a run writes, it writes in one of these."""

from collections.abc import Iterator
from contextlib import contextmanager

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
    with place.database.transaction() as session:
        yield session, job_work.hold(session, job_id, run)

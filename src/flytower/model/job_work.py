"""What executors do to a job: take it up, work its items off, and end it. All of it may be done again after a crash."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from sqlalchemy import func, select, update
from sqlalchemy.orm import Session
from sqlalchemy.orm.util import identity_key

from flytower.model.job_tables import ENDED, SETTLED, ItemState, Job, JobItem, JobState

COUNTERS = ("success_count", "error_count", "warning_count", "duplicate_count", "update_count")
"""Columns of Job that :func:`count` raises."""


@dataclass(frozen=True, slots=True, kw_only=True)
class ItemResult:
    """How an item ended; None leaves a column as it is."""

    state: ItemState
    asset_id: int | None = None
    blob_hash: str | None = None
    file_name: str | None = None
    file_size: int | None = None
    crc32: int | None = None


def hold(session: Session, job_id: int, run: str) -> Job | None:
    """Return the job locked for this transaction, or None when the run is not its current one any more."""
    condition = (Job.id == job_id, Job.run == run, Job.state.in_((JobState.QUEUED, JobState.RUNNING)))
    return session.scalar(select(Job).where(*condition).with_for_update().execution_options(populate_existing=True))


def unfinished(session: Session, job_id: int) -> Sequence[int]:
    """Return the positions of the items that still need work, in order."""
    return session.scalars(
        select(JobItem.position)
        .where(JobItem.job_id == job_id, JobItem.state.not_in(SETTLED))
        .order_by(JobItem.position)
    ).all()


def items(session: Session, job_id: int, positions: Sequence[int] | None = None) -> Sequence[JobItem]:
    """Return a job's items in order: all, or those at these positions."""
    query = select(JobItem).where(JobItem.job_id == job_id)
    if positions is not None:
        query = query.where(JobItem.position.in_(positions))
    return session.scalars(query.order_by(JobItem.position)).all()


def begin_item(session: Session, job_id: int, position: int) -> int | None:
    """Note that work on an item begins; return how often it has, this time included, or None when it had ended."""
    return session.execute(
        update(JobItem)
        .where(JobItem.job_id == job_id, JobItem.position == position, JobItem.state.not_in(SETTLED))
        .values(state=ItemState.RUNNING.value, attempts=JobItem.attempts + 1)
        .returning(JobItem.attempts)
    ).scalar_one_or_none()


def settle_item(session: Session, job_id: int, position: int, result: ItemResult, now: datetime) -> bool:
    """Note how an item ended; False, and nothing changes, when it had ended before."""
    values: dict[str, Any] = {"state": result.state.value, "finished": now}
    for name in ("asset_id", "blob_hash", "file_name", "file_size", "crc32"):
        if getattr(result, name) is not None:
            values[name] = getattr(result, name)
    changed: Any = session.execute(
        update(JobItem)
        .where(JobItem.job_id == job_id, JobItem.position == position, JobItem.state.not_in(SETTLED))
        .values(values)
    )
    return bool(changed.rowcount)


def count(session: Session, job_id: int, now: datetime, **more: int) -> None:
    """Raise a job's counters (names of :data:`COUNTERS`) and note that it moves on."""
    if more.keys() - set(COUNTERS):
        raise TypeError(f"no counters: {sorted(more.keys() - set(COUNTERS))}")
    session.flush()
    raised = {name: getattr(Job, name) + number for name, number in more.items() if number}
    statement = update(Job).where(Job.id == job_id).values({**raised, "last_progress": now})
    session.execute(statement.execution_options(synchronize_session=False))
    held = session.identity_map.get(identity_key(Job, job_id))
    if held is not None:
        session.expire(held, [*raised, "last_progress"])


def end(job: Job, state: JobState, now: datetime) -> None:
    """End a job that the caller holds."""
    job.state = state.value
    job.run = None
    job.ended = job.last_progress = now
    job.progress_message = ""


def running(session: Session) -> Sequence[Job]:
    """Return every job that is neither over nor paused, oldest first: what must have a living run."""
    states = (*ENDED, JobState.PAUSED)
    return session.scalars(select(Job).where(Job.state.not_in(states)).order_by(Job.id)).all()


def waiting_for_posts(session: Session, kind: str, before: datetime) -> Sequence[Job]:
    """Return active jobs of a kind whose last POST came before that moment and that were not told to end."""
    return session.scalars(
        select(Job)
        .where(Job.kind == kind, Job.state.not_in(ENDED), Job.last_post < before, Job.end_requested.is_(False))
        .order_by(Job.id)
    ).all()


def progress(session: Session, job_ids: Sequence[int]) -> dict[int, dict[str, int]]:
    """Return how many items of each job are in each state, in one query."""
    found: dict[int, dict[str, int]] = {job_id: {} for job_id in job_ids}
    query = (
        select(JobItem.job_id, JobItem.state, func.count())
        .where(JobItem.job_id.in_(job_ids))
        .group_by(JobItem.job_id, JobItem.state)
    )
    for job_id, state, number in session.execute(query):
        found[job_id][state] = number
    return found

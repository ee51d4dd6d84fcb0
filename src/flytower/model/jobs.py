"""Jobs as callers see them: submitting, finding and listing. What executors do to them is in ``job_work``."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any
from zoneinfo import ZoneInfo

from sqlalchemy import Row, Select, func, insert, literal, select
from sqlalchemy.orm import Session

from flytower.contract.handles import JobHandle, parse_job_handle
from flytower.model.base import UtcDateTime, millisecond_end
from flytower.model.companies import Company
from flytower.model.job_tables import ENDED, ItemState, Job, JobItem, JobState
from flytower.model.users import User

LONGEST_NAME = 255
"""Of a submitted job name, in characters."""


@dataclass(frozen=True, slots=True, kw_only=True)
class NewJob:
    """A job to be made; the attributes are those of :class:`Job`."""

    company_id: int
    user_id: int
    mail_user_id: int
    kind: str
    type: str
    original_name: str
    version: str
    payload: dict[str, Any]
    email_setting: str
    locale: str = "en-US"
    description: str = ""
    client_address: str | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class NewItem:
    """One piece of work of a job; the attributes are those of :class:`JobItem`."""

    asset_id: int | None = None
    source: dict[str, Any] | None = None


def create(session: Session, new: NewJob, items: Iterable[NewItem], now: datetime, zone: ZoneInfo) -> Job:
    """Make a queued job with its items; its name carries the time in the zone (wire fact B9)."""
    job = Job(
        **{name: getattr(new, name) for name in NewJob.__slots__},
        name=f"{new.original_name}_{_stamp(now, zone)}",
        state=JobState.QUEUED.value,
        submitted=now,
    )
    session.add(job)
    session.flush()
    append_items(session, job, items)
    return job


def append_items(session: Session, job: Job, items: Iterable[NewItem]) -> None:
    """Add work to a job, behind what it has."""
    rows = [
        {
            "job_id": job.id,
            "position": position,
            "state": ItemState.NEW.value,
            "attempts": 0,
            "asset_id": item.asset_id,
            "source": item.source or {},
        }
        for position, item in enumerate(items, start=job.total_items)
    ]
    if rows:
        session.execute(insert(JobItem), rows)
        job.total_items += len(rows)
        session.flush()


def _stamp(now: datetime, zone: ZoneInfo) -> str:
    local = now.astimezone(zone)
    return f"{local:%Y-%m-%d-%H:%M:%S}.{local.microsecond // 1000:03d}"


def by_id(session: Session, job_id: int) -> Job | None:
    """Return the job with this id."""
    return session.get(Job, job_id)


def by_handle(session: Session, company_id: int, text: str) -> Job | None:
    """Return a company's job that a handle names in any form and stage of its life.

    The submitted form names no single run: it means the newest job of that name. Raises ValueError for no handle.
    """
    handle = parse_job_handle(text)
    if handle.company_id != company_id:
        return None
    return session.scalar(_newest_first(_named_by(handle)).limit(1))


def by_original_name(session: Session, company_id: int, name: str) -> Sequence[Job]:
    """Return a company's jobs submitted under this name, newest first."""
    return session.scalars(
        _newest_first(select(Job).where(Job.company_id == company_id, Job.original_name == name))
    ).all()


def find(session: Session, company_id: int, text: str) -> Job | None:
    """Return a company's job by handle of any form, or the newest by submitted name."""
    try:
        return by_handle(session, company_id, text)
    except ValueError:
        return next(iter(by_original_name(session, company_id, text)), None)


def handle_of(job: Job) -> str:
    """Return the handle of the run: ``j|6||Add_2020-06-11-12:28:16.666|319``."""
    return str(JobHandle(job.company_id, run_name=job.name, job_id=job.id))


def submitted_handle_of(job: Job) -> str:
    """Return the handle as submitJob answers it: ``j|6|Add||``."""
    return str(JobHandle(job.company_id, schedule_name=job.original_name))


@dataclass(frozen=True, slots=True, kw_only=True)
class JobFilter:
    """Which jobs a listing wants; None is no condition.

    Attributes:
        company_ids: whose; None for every company.
        user_id: who submitted.
        started_from: earliest start; with started_to, the latest, both included.
    """

    company_ids: Iterable[int] | None = None
    job_id: int | None = None
    original_name: str | None = None
    user_id: int | None = None
    started_from: datetime | None = None
    started_to: datetime | None = None


def active(session: Session, wanted: JobFilter) -> Sequence[Row[tuple[Job, str]]]:
    """Return jobs that are not over, with their submitters' addresses, oldest first."""
    query = matching(wanted).where(Job.state.not_in(ENDED)).order_by(Job.id)
    return session.execute(query).all()


def matching(wanted: JobFilter) -> Select[tuple[Job, str]]:
    """Return the query for jobs and their submitters' addresses, unsorted."""
    query = select(Job, User.email).join(User, User.id == Job.user_id).join(Company, Company.id == Job.company_id)
    start = func.coalesce(Job.started, Job.submitted)
    if wanted.company_ids is not None:
        query = query.where(Job.company_id.in_(list(wanted.company_ids)))
    if wanted.started_from is not None:
        query = query.where(start >= literal(wanted.started_from, UtcDateTime))
    if wanted.started_to is not None:
        query = query.where(start < literal(millisecond_end(wanted.started_to), UtcDateTime))
    equal = {Job.id: wanted.job_id, Job.original_name: wanted.original_name, Job.user_id: wanted.user_id}
    return query.where(*[column == value for column, value in equal.items() if value is not None])


def _named_by(handle: JobHandle) -> Select[tuple[Job]]:
    query = select(Job).where(Job.company_id == handle.company_id)
    if handle.job_id is not None:
        return query.where(Job.id == handle.job_id)
    if handle.run_name:
        return query.where(Job.name == handle.run_name)
    return query.where(Job.original_name == handle.schedule_name)


def _newest_first(query: Select[tuple[Job]]) -> Select[tuple[Job]]:
    return query.order_by(Job.id.desc())

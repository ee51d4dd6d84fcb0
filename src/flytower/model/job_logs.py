"""Job logs: the summary of each job, and its rows."""

from collections.abc import Sequence
from dataclasses import dataclass

from sqlalchemy import ColumnElement, Row, func, select
from sqlalchemy.orm import Session, aliased

from flytower.contract.constants import JobLogSortField
from flytower.model.companies import Company
from flytower.model.insertion import insert_absent
from flytower.model.job_tables import Job, JobLogEntry
from flytower.model.jobs import JobFilter, matching
from flytower.model.users import User

_SORT = {
    JobLogSortField.JOB_NAME: Job.name,
    JobLogSortField.LOG_TYPE: Job.kind,  # each kind begins with a log type of its own
    JobLogSortField.START_DATE: func.coalesce(Job.started, Job.submitted),
    JobLogSortField.COMPANY_NAME: Company.name,
    JobLogSortField.USER_ID: Job.user_id,
    JobLogSortField.EMAIL: User.email,
    JobLogSortField.FILE_ERROR_COUNT: Job.error_count,
    JobLogSortField.FILE_WARNING_COUNT: Job.warning_count,
    JobLogSortField.FILE_SUCCESS_COUNT: Job.success_count,
}


@dataclass(frozen=True, slots=True, kw_only=True)
class SummaryOrder:
    """How job logs are sorted, and how many are wanted."""

    field: JobLogSortField = JobLogSortField.START_DATE
    descending: bool = True
    limit: int = 1000


@dataclass(frozen=True, slots=True, kw_only=True)
class DetailPage:
    """Which rows of each log are wanted.

    Attributes:
        log_types: only these; none for all.
        by_type: sort by log type, then by date; otherwise by date.
    """

    log_types: frozenset[str] = frozenset()
    by_type: bool = False
    descending: bool = False
    limit: int = 1000
    offset: int = 0


def summaries(session: Session, wanted: JobFilter, order: SummaryOrder) -> Sequence[Row[tuple[Job, str]]]:
    """Return jobs, running or over, with their submitters' addresses."""
    column = _SORT[order.field]
    sort = (column.desc(), Job.id.desc()) if order.descending else (column.asc(), Job.id.asc())
    return session.execute(matching(wanted).order_by(*sort).limit(order.limit)).all()


def counts(session: Session, job_ids: Sequence[int], page: DetailPage) -> dict[int, int]:
    """Return how many rows of the wanted types each of these jobs has on all pages; jobs without any are left out."""
    query = select(JobLogEntry.job_id, func.count()).where(*_wanted(job_ids, page)).group_by(JobLogEntry.job_id)
    return {job_id: count for job_id, count in session.execute(query)}  # noqa: C416  a Row is no pair to mypy


def details(session: Session, job_ids: Sequence[int], page: DetailPage) -> dict[int, list[JobLogEntry]]:
    """Return a page of each job's rows, all in one query."""
    number = func.row_number().over(partition_by=JobLogEntry.job_id, order_by=_order(JobLogEntry, page)).label("number")
    numbered = select(JobLogEntry, number).where(*_wanted(job_ids, page)).subquery()
    entry = aliased(JobLogEntry, numbered)
    query = select(entry).where(numbered.c.number > page.offset, numbered.c.number <= page.offset + page.limit)
    found: dict[int, list[JobLogEntry]] = {job_id: [] for job_id in job_ids}
    for row in session.scalars(query.order_by(numbered.c.job_id, numbered.c.number)):
        found[row.job_id].append(row)
    return found


def add(session: Session, entry: JobLogEntry) -> bool:
    """Write a row, unless the job has one with its sequence key; tell whether it is new.

    ``entry`` is not added to the session: it only carries the values.
    """
    names = [column.key for column in JobLogEntry.__mapper__.column_attrs if column.key != "id"]
    row = {name: getattr(entry, name) for name in names if getattr(entry, name) is not None}
    return insert_absent(session, JobLogEntry, [row], ("job_id", "sequence_key")) == 1


def _wanted(job_ids: Sequence[int], page: DetailPage) -> list[ColumnElement[bool]]:
    conditions: list[ColumnElement[bool]] = [JobLogEntry.job_id.in_(job_ids)]
    if page.log_types:
        conditions.append(JobLogEntry.log_type.in_(page.log_types))
    return conditions


def _order(table: type[JobLogEntry], page: DetailPage) -> list[ColumnElement[object]]:
    columns = [table.log_type, table.created, table.id] if page.by_type else [table.created, table.id]
    return [column.desc() if page.descending else column.asc() for column in columns]

"""getActiveJobs, getJobLogs and getJobLogDetails."""

from collections.abc import Sequence
from typing import Final

from sqlalchemy import Row

from flytower.contract.constants import JobDetailSortField, JobLogSortField, SortDirection
from flytower.contract.faults import invalid_parameter
from flytower.contract.handles import parse_job_handle
from flytower.contract.operation import EVERYBODY, Call, Role, operation
from flytower.contract.types.jobs import ActiveJobArray
from flytower.model import Company, Job, JobState, job_logs, job_work, jobs
from flytower.model.job_logs import DetailPage, SummaryOrder
from flytower.model.jobs import JobFilter
from flytower.operations import access, job_view, parameters
from flytower.operations.jobs_records import (
    GetActiveJobsParam,
    GetActiveJobsReturn,
    GetJobLogDetailsParam,
    GetJobLogDetailsReturn,
    GetJobLogsParam,
    GetJobLogsReturn,
)

_READERS = EVERYBODY - {Role.WEB_SERVICE_USER}
_WATCHERS = _READERS - {Role.IMAGE_PORTAL_USER}

MOST_ROWS: Final = 1000
"""Rows of a log on a page, and logs in a list."""

MOST_DETAILED_LOGS: Final = 100
"""Logs whose rows one answer has: the newest."""


@operation(roles=_WATCHERS)
def get_active_jobs(call: Call, param: GetActiveJobsParam) -> GetActiveJobsReturn:
    """Return the jobs that have not ended, oldest first; those that no executor has taken up yet are ``New``.

    ``includeWaitingJobs`` false leaves out the latter. A handle or name that no active job has leaves nothing.
    """
    wanted = JobFilter(
        company_ids=access.companies_of(call, param.company_handle),
        job_id=_job_id(call, param.job_handle),
        original_name=param.original_name,
    )
    found = [
        (job, email)
        for job, email in jobs.active(call.session, wanted)
        if param.include_waiting_jobs is not False or job.state != JobState.QUEUED
    ]
    progress = job_work.progress(call.session, [job.id for job, _ in found])
    server = call.settings.server_name
    items = [job_view.active_job(job, email, progress[job.id], server) for job, email in found]
    return GetActiveJobsReturn(job_array=ActiveJobArray(items=items))


@operation(roles=_READERS)
def get_job_logs(call: Call, param: GetJobLogsParam) -> GetJobLogsReturn:
    """Return the summaries of jobs, running or over; by default the newest 1,000, the newest first.

    ``startDate`` and ``endDate`` bound the start. A sort field without direction sorts upwards.
    """
    wanted = JobFilter(
        company_ids=access.companies_of(call, param.company_handle),
        user_id=None if param.user_handle is None else access.user_of(call, param.user_handle, None).id,
        started_from=param.start_date,
        started_to=param.end_date,
    )
    limit = parameters.at_least(param.num_rows, 1, "numRows") or MOST_ROWS
    newest_first = param.sort_by is None and param.sort_direction is None
    order = SummaryOrder(
        field=param.sort_by or JobLogSortField.START_DATE,
        descending=newest_first or param.sort_direction is SortDirection.DESCENDING,
        limit=min(limit, MOST_ROWS),
    )
    logs = [job_view.job_log(job, email) for job, email in job_logs.summaries(call.session, wanted, order)]
    return GetJobLogsReturn(job_log_array=job_view.log_array(logs))


@operation(roles=_READERS)
def get_job_log_details(call: Call, param: GetJobLogDetailsParam) -> GetJobLogDetailsReturn:
    """Return logs with a page of their rows; a job that runs shows the rows so far and no ``endDate``.

    ``jobHandle`` names one job in any form (30001 where it names none), ``originalName`` every job submitted under that
    name; with neither, all of the company's are meant. The newest log comes first, so that a name used twice shows its
    latest job first, and at most 100 are answered. ``detailTotalRows`` counts the rows of the wanted types.
    """
    company = access.company_of(call, param.company_handle)
    page = _page(param)
    found = _logged(call, company, param)
    ids = [job.id for job, _ in found]
    rows = job_logs.details(call.session, ids, page)
    totals = job_logs.counts(call.session, ids, page)
    logs = [
        job_view.with_details(job_view.job_log(job, email), rows[job.id], totals.get(job.id, 0)) for job, email in found
    ]
    return GetJobLogDetailsReturn(job_log_array=job_view.log_array(logs))


def _logged(call: Call, company: Company, param: GetJobLogDetailsParam) -> Sequence[Row[tuple[Job, str]]]:
    job_id = None
    if param.job_handle is not None:
        job_id = _job_id(call, param.job_handle, company)
        if not job_id:
            raise invalid_parameter("jobHandle", param.job_handle, "there is no such job")
    wanted = JobFilter(company_ids=[company.id], job_id=job_id, original_name=param.original_name)
    return job_logs.summaries(call.session, wanted, SummaryOrder(limit=MOST_DETAILED_LOGS))


_NO_JOB: Final = 0


def _job_id(call: Call, handle: str | None, company: Company | None = None) -> int | None:
    """Return the id of the job that a handle names, 0 where it names none, None without a handle."""
    if handle is None:
        return None
    try:
        company_id = parse_job_handle(handle).company_id
        job = jobs.by_handle(call.session, company_id if company is None else company.id, handle)
    except ValueError as error:
        raise invalid_parameter("jobHandle", handle, str(error)) from None
    return _NO_JOB if job is None else job.id


def _page(param: GetJobLogDetailsParam) -> DetailPage:
    limit = min(parameters.at_least(param.records_per_page, 1, "recordsPerPage") or MOST_ROWS, MOST_ROWS)
    number = parameters.at_least(param.results_page, 0, "resultsPage") or 1
    return DetailPage(
        log_types=frozenset(parameters.texts(param.log_type_array, "logTypeArray", MOST_ROWS)),
        by_type=param.sort_by is JobDetailSortField.LOG_TYPE,
        descending=param.sort_direction is SortDirection.DESCENDING,
        limit=limit,
        offset=(number - 1) * limit,
    )

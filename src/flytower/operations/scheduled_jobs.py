"""Jobs that wait for their time: listing, pausing, running and removing them. Not written yet."""

from flytower.contract.operation import not_written
from flytower.contract.record import Record
from flytower.contract.types.scheduled_jobs import ScheduledJobArray
from flytower.operations.submissions import SUBMITTERS


class GetScheduledJobsParam(Record):
    """Which scheduled jobs; nothing asks for all that the caller can see."""

    company_handle: str | None = None
    job_handle: str | None = None
    original_name: str | None = None  # as submitted


class GetScheduledJobsReturn(Record):
    """Jobs that are to run later or again."""

    job_array: ScheduledJobArray


not_written("Return the jobs that wait for their time", GetScheduledJobsParam, GetScheduledJobsReturn, roles=SUBMITTERS)


class PauseJobParam(Record):
    """Which scheduled job."""

    company_handle: str
    job_handle: str


class PauseJobReturn(Record):
    """Nothing."""


not_written("Keep a scheduled job from running until it is resumed", PauseJobParam, PauseJobReturn, roles=SUBMITTERS)


class ResumeJobParam(Record):
    """Which paused job."""

    company_handle: str
    job_handle: str


class ResumeJobReturn(Record):
    """Nothing."""


not_written("Let a paused job run at its times again", ResumeJobParam, ResumeJobReturn, roles=SUBMITTERS)


class ExecuteJobParam(Record):
    """Which scheduled job."""

    company_handle: str
    job_handle: str


class ExecuteJobReturn(Record):
    """Nothing."""


not_written("Run a scheduled job now, besides its times", ExecuteJobParam, ExecuteJobReturn, roles=SUBMITTERS)


class DeleteJobParam(Record):
    """Which job, scheduled or active."""

    company_handle: str
    job_handle: str


class DeleteJobReturn(Record):
    """Nothing."""


not_written("Remove a scheduled job, or stop an active one", DeleteJobParam, DeleteJobReturn, roles=SUBMITTERS)

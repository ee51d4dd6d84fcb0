"""submitJob and stopJob."""

from collections.abc import Callable
from datetime import datetime
from typing import Any, Final
from zoneinfo import ZoneInfo

from flytower.contract.faults import FaultCode, IpsApiFault, invalid_parameter, missing_parameter
from flytower.contract.operation import Call, operation
from flytower.contract.record import Record, fields_of
from flytower.model import Company, Job, jobs
from flytower.model.job_tables import ENDED
from flytower.operations import access
from flytower.operations.export_job import export_submission
from flytower.operations.jobs_records import StopJobParam, StopJobReturn, SubmitJobParam, SubmitJobReturn
from flytower.operations.publish_submissions import image_serving_submission
from flytower.operations.submissions import (
    LONGEST_DESCRIPTION,
    LONGEST_LOCALE,
    SUBMITTERS,
    Submission,
    checked_name,
    checked_text,
    not_implemented_job,
)
from flytower.operations.upload_submissions import directory_submission, urls_submission

_SUBMISSIONS: Final[dict[str, Callable[[Call, Company, Any], Submission]]] = {
    "export_job": export_submission,
    "upload_urls_job": urls_submission,
    "upload_directory_job": directory_submission,
    "image_serving_publish_job": image_serving_submission,
}
"""What makes a job of each job element, by its field; the others are not implemented."""

_JOB_ELEMENTS: Final = {
    field.name: field.wire_name for field in fields_of(SubmitJobParam) if field.name.endswith("_job")
}


@operation(
    roles=SUBMITTERS,
    missing="jobs but exportJob, uploadUrlsJob, uploadDirectoryJob and imageServingPublishJob; execTime, execSchedule",
)
def submit_job(call: Call, param: SubmitJobParam) -> SubmitJobReturn:
    """Submit one job to run now; answer its handle, ``j|<company>|<jobName>||``.

    Job, items and the engine's run are committed together. Faults: 30002 without a job element or name; 30001 for
    several job elements, for execTime or execSchedule, which do not exist yet, and for what the element's own checks
    find; 30000 for an element that is not implemented; 20002 and 20007 for userHandle, who is sent the mails.
    """
    company = access.company_of(call, param.company_handle)
    _refuse_times(param)
    name = checked_name(param.job_name)
    reader = None if param.user_handle is None else access.user_of(call, param.user_handle, company)
    submission = _submission(call, company, param)
    new = jobs.NewJob(
        company_id=company.id,
        user_id=call.caller.user_id,
        mail_user_id=call.caller.user_id if reader is None else reader.id,
        kind=submission.kind,
        type=submission.type.value,
        original_name=name,
        version=str(call.version),
        payload=submission.payload,
        email_setting=submission.email_setting.value,
        locale=checked_text(param.locale, "locale", LONGEST_LOCALE) or call.locale,
        description=checked_text(param.description, "description", LONGEST_DESCRIPTION),
    )
    job = jobs.create(call.session, new, submission.items, call.now(), ZoneInfo(call.settings.time_zone))
    call.engine.submit(call.session, job.id, str(company.id))
    return SubmitJobReturn(job_handle=jobs.submitted_handle_of(job))


@operation(roles=SUBMITTERS)
def stop_job(call: Call, param: StopJobParam) -> StopJobReturn:
    """Stop a job that has not ended. Fault 30001 for a handle that names none, or one that is over."""
    company = access.company_of(call, param.company_handle)
    job = _job(call, company, param.job_handle)
    call.session.refresh(job, with_for_update=True)
    if job.state in ENDED:
        raise invalid_parameter("jobHandle", param.job_handle, "the job has ended")
    call.engine.stop(call.session, job)
    return StopJobReturn()


def _refuse_times(param: SubmitJobParam) -> None:
    for field, value in (("execTime", param.exec_time), ("execSchedule", param.exec_schedule)):
        if value is not None:
            shown = value.isoformat() if isinstance(value, datetime) else value
            raise invalid_parameter(field, shown, "this server does not implement it; leave it out to run the job now")


def _submission(call: Call, company: Company, param: SubmitJobParam) -> Submission:
    given: dict[str, Record] = {
        name: getattr(param, name) for name in _JOB_ELEMENTS if getattr(param, name) is not None
    }
    if not given:
        raise missing_parameter("exportJob, or another job element")
    if len(given) > 1:
        names = ", ".join(_JOB_ELEMENTS[name] for name in given)
        raise IpsApiFault(FaultCode.INVALID_PARAMETER, f"Invalid job: it has {names}, and only one of them is allowed")
    ((name, element),) = given.items()
    if name not in _SUBMISSIONS:
        raise not_implemented_job(_JOB_ELEMENTS[name])
    return _SUBMISSIONS[name](call, company, element)


def _job(call: Call, company: Company, handle: str) -> Job:
    """Return the company's job; another company's is as unknown as one that does not exist."""
    try:
        job = jobs.by_handle(call.session, company.id, handle)
    except ValueError as error:
        raise invalid_parameter("jobHandle", handle, str(error)) from None
    if job is None:
        raise invalid_parameter("jobHandle", handle, "there is no such job")
    return job

"""The upload servlet's POST: makes or finds the job, and hands it the files; and uploadPost, which brings none.

Source: IPS reference, Uploading assets by HTTP POST.
"""

from collections.abc import Sequence
from typing import Final, NamedTuple
from zoneinfo import ZoneInfo

from flytower.contract.constants import EmailSetting, JobType
from flytower.contract.faults import invalid_parameter, missing_parameter
from flytower.contract.operation import Call, Operation, operation
from flytower.contract.paths import normalised_path, split_file_path
from flytower.contract.record import to_plain
from flytower.contract.types.upload_jobs import UploadPostJob
from flytower.contract.types.upload_post import UploadPostParam, UploadPostReturn
from flytower.contract.version import V2014
from flytower.model import Company, Job, JobState, blobs, jobs
from flytower.model.assets import LONGEST_NAME
from flytower.model.folders import LONGEST_PATH
from flytower.model.job_tables import ENDED
from flytower.operations.access import company_of
from flytower.operations.gate import no_permission
from flytower.operations.submissions import (
    LONGEST_DESCRIPTION,
    LONGEST_LOCALE,
    SUBMITTERS,
    checked_name,
    checked_text,
)
from flytower.operations.upload_options import check_upload_options
from flytower.storage.blobs import Received

KIND: Final = "upload_post"
_DEFAULTS: Final = UploadPostJob(
    overwrite=False, ready_for_publish=False, create_mask=False, email_setting=EmailSetting.NONE
)


class UploadedFile(NamedTuple):
    """One file of a POST: the name that came with it, "" for none, and its content, which is no blob yet."""

    name: str
    received: Received


class Upload(NamedTuple):
    """One POST: its parameters and its files."""

    param: UploadPostParam
    files: Sequence[UploadedFile]


@operation(roles=SUBMITTERS, since=V2014, missing="no file can come with it: files go to the upload servlet")
def upload_post(call: Call, param: UploadPostParam) -> UploadPostReturn:
    """Begin or end an upload job without sending a file. Faults as :func:`take_upload`."""
    return take_upload(call, Upload(param, ()))


def take_upload(call: Call, upload: Upload) -> UploadPostReturn:
    """Add files to the upload job that the parameters name, or to a new one, and have it take them in.

    Raises:
        AuthorizationFault: 20000, 20003 or 20006 for the company.
        IpsApiFault: 30001 or 30002 for names, paths and jobs that do not fit.
    """
    param, files = upload
    company = company_of(call, param.company_handle)
    if not call.caller.is_ips_admin and call.caller.roles[company.id] not in SUBMITTERS:
        raise no_permission(call.operation)
    targets = _targets(company, param, files)
    job = _job(call, company, param)
    for file in files:
        blobs.remember(call.session, call.blobs.keep(file.received), call.now())
    jobs.append_items(
        call.session,
        job,
        [
            jobs.NewItem(source={"blob": file.received.blob.hash, "folder": folder, "file_name": name})
            for file, (folder, name) in zip(files, targets, strict=True)
        ],
    )
    job.last_post = call.now()
    job.end_requested = job.end_requested or bool(param.end_job)
    call.engine.submit(call.session, job.id, str(company.id))
    return UploadPostReturn(job_handle=jobs.handle_of(job))


def _targets(company: Company, param: UploadPostParam, files: Sequence[UploadedFile]) -> list[tuple[str, str]]:
    """Return the folder and name that each file is to have."""
    if param.file_name and len(files) > 1:
        raise invalid_parameter("fileName", param.file_name, f"it names one file, and {len(files)} were sent")
    try:
        below = normalised_path(param.dest_folder or "")
    except ValueError as wrong:
        raise invalid_parameter("destFolder", param.dest_folder, str(wrong)) from None
    return [_target(company, below, param, file.name) for file in files]


def _target(company: Company, below: str, param: UploadPostParam, sent_name: str) -> tuple[str, str]:
    """Return where a file goes: by its name alone if that begins with the company's root, else below that folder."""
    name = (param.file_name or sent_name).strip()
    field = "fileName" if param.file_name else "filename"
    if not name:
        raise missing_parameter("fileName")
    try:
        whole = name if name.lstrip("/").startswith(company.root_path) else f"{below}{name}"
        folder, file_name = split_file_path(whole, company.root_path)
    except ValueError as wrong:
        raise invalid_parameter(field, name, str(wrong)) from None
    if len(folder) > LONGEST_PATH or len(file_name) > LONGEST_NAME:
        raise invalid_parameter(field, name, "it is too long")
    return folder, file_name


def _job(call: Call, company: Company, param: UploadPostParam) -> Job:
    if param.job_name and param.job_handle:
        raise invalid_parameter("jobHandle", param.job_handle, "jobName is given too; a POST has one of them")
    if param.job_handle:
        return _known_job(call, company, param.job_handle)
    if not param.job_name:
        raise missing_parameter("jobName or jobHandle")
    return _new_job(call, company, param, checked_name(param.job_name))


def _known_job(call: Call, company: Company, handle: str) -> Job:
    """Return the job that an earlier POST began, held against whoever else would change it."""
    try:
        job = jobs.by_handle(call.session, company.id, handle)
    except ValueError as wrong:
        raise invalid_parameter("jobHandle", handle, str(wrong)) from None
    if job is None or job.kind != KIND:
        raise invalid_parameter("jobHandle", handle, "there is no such upload job")
    call.session.refresh(job, with_for_update=True)
    if job.state in (*ENDED, JobState.STOPPING) or job.end_requested:
        raise invalid_parameter("jobHandle", handle, "the job has ended or was told to end")
    if job.client_address != call.client_address:
        raise invalid_parameter("jobHandle", handle, "the job's POSTs come from another address")
    return job


def _new_job(call: Call, company: Company, param: UploadPostParam, name: str) -> Job:
    options = param.upload_params or _DEFAULTS
    check_upload_options("uploadParams", options)
    new = jobs.NewJob(
        company_id=company.id,
        user_id=call.caller.user_id,
        mail_user_id=call.caller.user_id,
        kind=KIND,
        type=JobType.POST_UPLOAD.value,
        original_name=checked_name(name),
        version=str(call.version),
        payload=to_plain(options),
        email_setting=options.email_setting,
        locale=checked_text(param.locale, "locale", LONGEST_LOCALE) or call.locale,
        description=checked_text(param.description, "description", LONGEST_DESCRIPTION),
        client_address=call.client_address,
    )
    return jobs.create(call.session, new, (), call.now(), ZoneInfo(call.settings.time_zone))


UPLOAD_POST: Final = Operation(
    name="uploadFile",
    function=take_upload,
    param=UploadPostParam,
    answer=UploadPostReturn,
    roles=SUBMITTERS,
    since=None,
    until=None,
)
"""The servlet as the gate sees it; in no list of operations."""

"""From jobs and their log rows to the ActiveJob and JobLog records of answers (wire facts B9 to B12)."""

from collections.abc import Sequence
from typing import Any, Final

from flytower.contract.constants import JobLogType, TaskState
from flytower.contract.constants import JobState as VendorState
from flytower.contract.record import Record, from_plain
from flytower.contract.types.asset_jobs import ExportJob
from flytower.contract.types.job_logs import JobLog, JobLogArray, JobLogDetail, JobLogDetailArray, JobLogDetailAuxArray
from flytower.contract.types.jobs import (
    ActiveJob,
    TaskItemProgressArray,
    TaskProgress,
    TaskProgressArray,
)
from flytower.contract.types.upload_jobs import UploadDirectoryJob, UploadPostJob, UploadUrlsJob
from flytower.model import ItemState, Job, JobLogEntry, JobState, assets, companies, jobs
from flytower.model.job_tables import SETTLED

_EXPORT: Final = "export"

_ELEMENTS: Final[dict[str, tuple[str, type[Record]]]] = {
    _EXPORT: ("export_job", ExportJob),
    "upload_urls": ("upload_urls_job", UploadUrlsJob),
    "upload_directory": ("upload_directory_job", UploadDirectoryJob),
    "upload_post": ("upload_post_job", UploadPostJob),
}
"""Field of ActiveJob and record of the job element, by kind."""

_UPLOAD_DEFAULTS: Final[dict[str, Any]] = {
    "preserve_publish_state": False,
    "preserve_crop": True,
    "photoshop_options": {"process": "None"},
    "post_script_options": {
        "process": "None",
        "resolution": 72.0,
        "colorspace": "Auto",
        "alpha": False,
        "extract_search_words": False,
    },
    "pdf_options": {
        "process": "None",
        "resolution": 72.0,
        "colorspace": "Auto",
        "pdf_catalog": True,
        "extract_search_words": False,
        "extract_links": True,
    },
    "illustrator_options": {"process": "None", "resolution": 72.0, "colorspace": "Auto", "alpha": False},
    "color_management_options": {"color_management": "Default"},
    "auto_set_creation_options": {},
    "media_options": {},
    "in_design_options": {"process": "None"},
}
"""Options that an upload did not give, as the echoed job element shows them (recorded, wire fact B12)."""

_DEFAULTS: Final = {
    "upload_urls": {**_UPLOAD_DEFAULTS, "post_job_only_if_files": False},
    "upload_directory": {**_UPLOAD_DEFAULTS, "post_job_only_if_files": False},
    "upload_post": _UPLOAD_DEFAULTS,
}

_TASKS: Final = {_EXPORT: "com.scene7.export.ExportAsyncTaskMonitor"}
_UPLOAD_TASK: Final = "com.scene7.upload.UploadAsyncTaskMonitor"
"""taskType; that of uploads is recorded (wire fact B12), that of exports named after it."""

_MESSAGES: Final = {_EXPORT: "Exporting files"}
_UPLOAD_MESSAGE: Final = "Optimizing files"

_STATES: Final = {
    JobState.QUEUED: VendorState.NEW,
    JobState.RUNNING: VendorState.RUNNING,
    JobState.STOPPING: VendorState.STOPPING,
    JobState.PAUSED: VendorState.WAITING_COORDINATOR,
}


def begin_type(kind: str) -> JobLogType:
    """Return the log type that a job of this kind begins with (wire facts B10 and B11)."""
    return JobLogType.BEGIN_EXPORT_JOB if kind == _EXPORT else JobLogType.BEGIN_UPLOAD


def active_job(job: Job, email: str, progress: dict[str, int], server_name: str) -> ActiveJob:
    """Return an active job. The lists that became its items are left empty in the echoed element, as recorded."""
    done = sum(progress.get(state, 0) for state in SETTLED)
    fraction = done / job.total_items if job.total_items else 0.0
    moment = job.last_progress or job.started or job.submitted
    field, record = _ELEMENTS[job.kind]
    task = TaskProgress(
        task_type=_TASKS.get(job.kind, _UPLOAD_TASK),
        task_state=(TaskState.PROCESSING if job.started else TaskState.NEW).value,
        num_processed=done,
        num_processing=progress.get(ItemState.RUNNING, 0),
        num_pending=progress.get(ItemState.NEW, 0),
        progress=fraction,
        progress_message="",
        last_progress_update=moment,
        task_item_progress_array=TaskItemProgressArray(items=[]),
    )
    values: dict[str, Any] = {
        "company_handle": companies.handle_of(job.company_id),
        "job_handle": jobs.handle_of(job),
        "name": job.name,
        "original_name": job.original_name,
        "type": job.type,
        "state": _STATES[JobState(job.state)].value,
        "submit_user_email": email,
        "locale": job.locale,
        "description": job.description or None,
        "server_name": server_name,
        "start_date": job.started or job.submitted,
        "trigger_time": job.submitted,
        "total_size": 0,
        "progress": int(fraction * 100),
        "progress_message": job.progress_message or _MESSAGES.get(job.kind, _UPLOAD_MESSAGE),
        "last_progress_update": moment,
        "task_progress_array": TaskProgressArray(items=[task]),
        field: from_plain(record, {**_DEFAULTS.get(job.kind, {}), **job.payload}),
    }
    return ActiveJob(**values)


def job_log(job: Job, email: str) -> JobLog:
    """Return the summary of a job, running or over."""
    return JobLog(
        company_handle=companies.handle_of(job.company_id),
        job_handle=jobs.handle_of(job),
        job_name=job.name,
        original_job_name=job.original_name,
        submit_user_email=email,
        log_type=begin_type(job.kind).value,
        job_sub_type="",
        start_date=job.started or job.submitted,
        end_date=job.ended,
        description=job.description,
        file_success_count=job.success_count,
        file_error_count=job.error_count,
        file_warning_count=job.warning_count,
        file_duplicate_count=job.duplicate_count,
        file_update_count=job.update_count,
        total_file_count=0,
        transfer_success_count=0,
        transfer_error_count=0,
        transfer_warning_count=0,
        fatal_error=job.fatal_error,
    )


def with_details(log: JobLog, rows: Sequence[JobLogEntry], total: int) -> JobLog:
    """Return a log with a page of its rows, and how many there are on all pages."""
    array = JobLogDetailArray.trusted({"items": [_detail(row) for row in rows]})
    return log.replace(detail_total_rows=total, detail_array=array)


def log_array(logs: Sequence[JobLog]) -> JobLogArray:
    """Return logs as an array."""
    return JobLogArray(items=list(logs))


def _detail(row: JobLogEntry) -> JobLogDetail:
    return JobLogDetail.trusted(
        {
            "log_message": row.message,
            "log_type": row.log_type,
            "date_created": row.created,
            "asset_name": row.asset_name or None,
            "asset_type": row.asset_type or None,
            "asset_handle": None if row.asset_id is None else assets.handle_of(row.asset_id),
            "aux_array": JobLogDetailAuxArray(items=[]),
        }
    )

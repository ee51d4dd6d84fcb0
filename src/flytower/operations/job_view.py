"""From jobs and their log rows to the ActiveJob and JobLog records of answers (wire facts B9 to B12)."""

from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any, Final

from flytower.contract.constants import JobLogType, PublishType, TaskState
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
from flytower.contract.types.publish_jobs import ImageServingPublishJob
from flytower.contract.types.upload_jobs import UploadDirectoryJob, UploadPostJob, UploadUrlsJob
from flytower.model import ItemState, Job, JobLogEntry, JobState, assets, companies, jobs
from flytower.model.job_tables import SETTLED

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
        "process": "render",
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

_FOLLOWED_UPLOAD_DEFAULTS: Final = {**_UPLOAD_DEFAULTS, "post_job_only_if_files": False}
"""Those of the uploads that another job may follow."""


@dataclass(frozen=True, slots=True, kw_only=True)
class _Face:
    """How one kind of job looks.

    Attributes:
        element: field of ActiveJob that has the job element; record: the element.
        begins: log type that a job of this kind begins with (wire facts B10 and B11).
        message: what it says it is doing until it says something else.
        tasks: taskType of each of its tasks. The items are those of the first; the others have nothing to do here.
        defaults: options that were not given.
    """

    element: str
    record: type[Record]
    begins: JobLogType
    message: str
    tasks: Sequence[str] = ()
    defaults: dict[str, Any] = field(default_factory=dict)


def _upload(name: str, record: type[Record], defaults: dict[str, Any]) -> _Face:
    """Return the face of an upload: tasks and message are recorded (wire fact B12)."""
    return _Face(
        element=name,
        record=record,
        begins=JobLogType.BEGIN_UPLOAD,
        message="Optimizing files",
        tasks=("com.scene7.upload.UploadAsyncTaskMonitor", "com.scene7.autoset.AutoSetAsyncTaskMonitor"),
        defaults=defaults,
    )


_FACES: Final = {
    "export": _Face(
        element="export_job",
        record=ExportJob,
        begins=JobLogType.BEGIN_EXPORT_JOB,
        message="Exporting files",
        tasks=("com.scene7.export.ExportAsyncTaskMonitor",),  # named after those of uploads
    ),
    "upload_urls": _upload("upload_urls_job", UploadUrlsJob, _FOLLOWED_UPLOAD_DEFAULTS),
    "upload_directory": _upload("upload_directory_job", UploadDirectoryJob, _FOLLOWED_UPLOAD_DEFAULTS),
    "upload_post": _upload("upload_post_job", UploadPostJob, _UPLOAD_DEFAULTS),
    "publish_image_serving": _Face(  # recorded (wire fact B12)
        element="image_serving_publish_job",
        record=ImageServingPublishJob,
        begins=JobLogType.BEGIN_IMAGE_SERVING_PUBLISH,
        message="Starting to generate manifest files.",
        defaults={"http_completion_url": ""},
    ),
}
"""By kind."""

_SUB_TYPES: Final = {
    PublishType.FULL: "full",
    PublishType.FULL_WITH_SEARCH: "fullwithsearch",
    PublishType.INCREMENTAL: "increment",
}
"""jobSubType of publishes to the image server; other jobs have an empty one. IPS reference: JobLog."""

_STATES: Final = {
    JobState.QUEUED: VendorState.NEW,
    JobState.RUNNING: VendorState.RUNNING,
    JobState.STOPPING: VendorState.STOPPING,
    JobState.PAUSED: VendorState.WAITING_COORDINATOR,
}


def active_job(job: Job, email: str, progress: dict[str, int], server_name: str) -> ActiveJob:
    """Return an active job. The lists that became its items are left empty in the echoed element, as recorded.

    Its progress is that of the task that is least far, and 0 without tasks: both fit what is recorded.
    """
    face = _FACES[job.kind]
    tasks = [_task(job, name, {} if number else progress) for number, name in enumerate(face.tasks)]
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
        "progress": int(min((task.progress for task in tasks), default=0.0) * 100),
        "progress_message": job.progress_message or face.message,
        "last_progress_update": _last_progress(job),
        "task_progress_array": TaskProgressArray(items=tasks),
        face.element: from_plain(face.record, {**face.defaults, **job.payload}),
    }
    return ActiveJob(**values)


def _task(job: Job, task_type: str, progress: dict[str, int]) -> TaskProgress:
    """Return a task that has these numbers of items by state."""
    done = sum(progress.get(state, 0) for state in SETTLED)
    everything = sum(progress.values())
    return TaskProgress(
        task_type=task_type,
        task_state=(TaskState.PROCESSING if job.started and everything else TaskState.NEW).value,
        num_processed=done,
        num_processing=progress.get(ItemState.RUNNING, 0),
        num_pending=progress.get(ItemState.NEW, 0),
        progress=done / everything if everything else 0.0,
        progress_message="",
        last_progress_update=_last_progress(job),
        task_item_progress_array=TaskItemProgressArray(items=[]),
    )


def _last_progress(job: Job) -> datetime:
    return job.last_progress or job.started or job.submitted


def job_log(job: Job, email: str) -> JobLog:
    """Return the summary of a job, running or over."""
    return JobLog(
        company_handle=companies.handle_of(job.company_id),
        job_handle=jobs.handle_of(job),
        job_name=job.name,
        original_job_name=job.original_name,
        submit_user_email=email,
        log_type=_FACES[job.kind].begins.value,
        job_sub_type=_SUB_TYPES.get(job.payload.get("publish_type", ""), ""),
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

"""Publishes to the image server: what is marked for publish becomes published, all of it at once.

This server's image server reads the assets themselves, so nothing is sent: a publish notes which assets it took along,
and its log says so. IPS reference, Publishing, and the publish rows of Job Log Types.
"""

from collections.abc import Sequence
from typing import Any, Final, NoReturn

from sqlalchemy import Row
from sqlalchemy.orm import Session

from flytower.contract.constants import JobLogType, PublishType
from flytower.jobs.kind import JobKind, LogRow, Outcome, Pending, Settle, Task, Workplace
from flytower.jobs.upload_rows import file_type
from flytower.model import Job, export_work, job_logs, publishing
from flytower.model.job_work import count

_STARTING: Final = "Starting to generate manifest files."  # recorded (wire fact B12)


def _begin(place: Workplace, session: Session, job: Job) -> Sequence[Pending]:
    """Write the first rows, once. There is nothing to do item by item."""
    job.progress_message = _STARTING
    for row in _first_rows(job):
        written = job_logs.add(session, row.entry(job.id, place.now()))
        if written and row.log_type is JobLogType.IMAGE_SERVING_PUBLISH_WARNING:
            count(session, job.id, place.now(), warning_count=1)
    return ()


def _first_rows(job: Job) -> list[LogRow]:
    rows = [
        LogRow(key="begin", log_type=JobLogType.BEGIN_IMAGE_SERVING_PUBLISH, message="The publish has begun"),
        LogRow(key="original-name", log_type=JobLogType.ORIGINAL_JOB_NAME, message=job.original_name),
    ]
    if job.payload.get("http_completion_url"):
        ignored = "Option httpCompletionUrl is not implemented yet and was ignored"
        rows.append(LogRow(key="warning", log_type=JobLogType.IMAGE_SERVING_PUBLISH_WARNING, message=ignored))
    return rows


def _end(place: Workplace, session: Session, job: Job) -> None:
    """Note what is published now, and what no longer is."""
    now = place.now()
    changed_only = job.payload["publish_type"] == PublishType.INCREMENTAL
    withdrawn = publishing.withdraw(session, job.company_id)
    published = publishing.publish(session, job.company_id, now, changed_only=changed_only)
    export_work.settle_all(session, [], [_row(asset).columns(job.id, now) for asset in published])
    end = LogRow(key="end", log_type=JobLogType.END_IMAGE_SERVING_PUBLISH, message=_summary(len(published), withdrawn))
    job_logs.add(session, end.entry(job.id, now))
    count(session, job.id, now, success_count=len(published))


def _summary(published: int, withdrawn: int) -> str:
    return f"The publish has ended: {published} published, {withdrawn} withdrawn"


def _row(asset: Row[Any]) -> LogRow:
    return LogRow(
        key=f"asset:{asset.id}",
        log_type=JobLogType.IMAGE_SERVING_PUBLISH_SUCCESS,
        message=f"{asset.file_name or asset.name} was published",
        asset_name=asset.name,
        asset_type=file_type(asset.type),
        asset_id=asset.id,
    )


def _do(_place: Workplace, task: Task) -> Settle:
    _no_items(task)


def _failed(_session: Session, task: Task, _reason: str) -> Outcome:
    _no_items(task)


def _no_items(task: Task) -> NoReturn:
    raise LookupError(f"publish {task.job_id} has an item {task.position}, and a publish has none")


def _never(_job: Job) -> bool:
    return False


IMAGE_SERVING: Final = JobKind(
    begin=_begin, do=_do, failed=_failed, end=_end, stays_open=_never, name="Image Serving publish"
)

"""The job log of an export: which rows it writes, and what they say. Wire fact B10.

Recorded are the rows of success. Errors and warnings of the real service are not known: their types are named after
those (see `JobLogType`), they stand where the success would, and no assetName but that of the ZIP begins with "http",
since clients take the first that does for the URL.
"""

from typing import Final

from flytower.contract.constants import JobLogFileType, JobLogType
from flytower.jobs.kind import LogRow, Outcome
from flytower.model import ItemState
from flytower.model.job_work import ItemResult
from flytower.storage.blobs import Blob

NOTHING_EXPORTED: Final = "No file could be exported, so there is nothing to download"


class Subject:
    """The asset that a row is about."""

    def __init__(self, position: int, asset_id: int | None, asset_name: str, file_name: str) -> None:
        self.key = f"item:{position}"
        self.asset_id = asset_id
        self.asset_name = asset_name
        self.file_name = file_name

    def row(self, key: str, log_type: JobLogType, message: str) -> LogRow:
        """Return a row about this asset."""
        return LogRow(
            key=key,
            log_type=log_type,
            message=message,
            asset_name="" if self.asset_name.startswith("http") else self.asset_name,
            asset_type=JobLogFileType.EXPORT_JOB_RENDERED_FILE,
            asset_id=self.asset_id,
        )


def exported(source: str, name: str) -> str:
    """Return the message of a file that made it into the ZIP."""
    return f"{source} is exported to {name}"


def success(item: Subject, blob: Blob, name: str, warnings: tuple[str, ...] = ()) -> Outcome:
    """Return how an item ends that gave a file of this name."""
    rows = [item.row(item.key, JobLogType.EXPORT_JOB_RENDER_FILE_SUCCESS, exported(item.file_name, name))]
    for number, warning in enumerate(warnings):
        message = f"{item.file_name}: {warning}"
        rows.append(item.row(f"{item.key}:warning:{number}", JobLogType.EXPORT_JOB_RENDER_FILE_WARNING, message))
    return Outcome(
        result=ItemResult(
            state=ItemState.DONE, blob_hash=blob.hash, file_name=name, file_size=blob.size, crc32=blob.crc32
        ),
        rows=rows,
        counts={"success_count": 1, "warning_count": 1 if warnings else 0},
    )


def failure(item: Subject, reason: str) -> Outcome:
    """Return how an item ends that gave no file."""
    message = f"{item.file_name or item.asset_name} could not be exported: {reason}"
    return Outcome(
        result=ItemResult(state=ItemState.ERROR),
        rows=[item.row(item.key, JobLogType.EXPORT_JOB_RENDER_FILE_ERROR, message)],
        counts={"error_count": 1},
    )


def ignored_row(options: str) -> LogRow:
    """Return the row that tells of options without effect on originals."""
    return LogRow(
        key="ignored",
        log_type=JobLogType.EXPORT_JOB_RENDER_FILE_WARNING,
        message=f"Originals are exported as they are: {options} has no effect",
    )


def zip_row(url: str) -> LogRow:
    """Return the last row of an export that gave something."""
    return LogRow(
        key="zip",
        log_type=JobLogType.ZIP_FILE_EXPORT_JOB_SUCCESS,
        message=f"{url} has been created",
        asset_name=url,
        asset_type=JobLogFileType.EXPORT_JOB_ZIP,
    )


def no_zip_row() -> LogRow:
    """Return the last row of an export that gave nothing."""
    return LogRow(
        key="zip",
        log_type=JobLogType.ZIP_FILE_EXPORT_JOB_ERROR,
        message=NOTHING_EXPORTED,
        asset_type=JobLogFileType.EXPORT_JOB_ZIP,
    )

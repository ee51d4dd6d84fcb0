"""The job log of an upload: which rows it writes, and what they say. Wire fact B11; IPS reference, JobLog.

The order of the first rows and the beginning of a success's message are recorded; the other messages are our words.
"""

from collections.abc import Iterable, Sequence
from typing import Any, Final

from flytower.contract.constants import AssetType, JobLogFileType, JobLogType
from flytower.jobs.kind import LogRow, Outcome, Task
from flytower.model import Asset, ItemState
from flytower.model.job_work import ItemResult

_FILE_TYPES: Final = {AssetType.IMAGE: JobLogFileType.MASTER_IMAGE, AssetType.ANIMATED_GIF: JobLogFileType.MASTER_IMAGE}


def first_rows(name: str, client: str, warnings: Iterable[str]) -> list[LogRow]:
    """Return the rows an upload begins with; the client is the host that the files come from."""
    rows = [
        LogRow(key="begin", log_type=JobLogType.BEGIN_UPLOAD, message="The upload has begun"),
        LogRow(key="original-name", log_type=JobLogType.ORIGINAL_JOB_NAME, message=name),
        LogRow(key="client", log_type=JobLogType.JOB_CLIENT, message=client),
    ]
    for number, warning in enumerate(warnings):
        rows.append(LogRow(key=f"warning:{number}", log_type=JobLogType.UPLOAD_WARNING, message=warning))
    return rows


def last_row() -> LogRow:
    """Return the row an upload ends with."""
    return LogRow(key="end", log_type=JobLogType.END_UPLOAD, message="The upload has ended")


def taken_in(task: Task, asset: Asset, path: str, *, updated: bool) -> Outcome:
    """Return how an item ends whose file became an asset, or replaced the file of one."""
    log_type = JobLogType.FILE_UPDATED if updated else JobLogType.UPLOAD_SUCCESS
    return Outcome(
        result=ItemResult(
            state=ItemState.DONE, asset_id=asset.id, file_name=asset.file_name, file_size=asset.file_size
        ),
        rows=[_row(task, log_type, f"{path} was processed into IPS", asset)],
        counts={"update_count" if updated else "success_count": 1},
    )


def skipped(task: Task, asset: Asset, path: str) -> Outcome:
    """Return how an item ends whose file is there already and is not to be overwritten."""
    return Outcome(
        result=ItemResult(state=ItemState.SKIPPED, asset_id=asset.id),
        rows=[_row(task, JobLogType.DUPLICATE_SKIPPED, f"{path} was skipped, since there is such an asset", asset)],
        counts={"duplicate_count": 1},
    )


def refused(task: Task, reason: str) -> Outcome:
    """Return how an item ends whose file did not become an asset."""
    message = f"{task.source['folder']}{task.source['file_name']} could not be uploaded: {reason}"
    return Outcome(
        result=ItemResult(state=ItemState.ERROR),
        rows=[LogRow(key=task.key, log_type=JobLogType.UPLOAD_ERROR, message=message)],
        counts={"error_count": 1},
    )


def ignored_options(payload: dict[str, Any], honoured: Sequence[str]) -> list[str]:
    """Return a warning for each option that asks for something and has no effect here."""
    return [
        f"Option {_wire_name(name)} is not implemented yet and was ignored"
        for name, value in payload.items()
        if name not in honoured and _asks(value)
    ]


def _wire_name(name: str) -> str:
    head, *tail = name.split("_")
    return head + "".join(part.capitalize() for part in tail)


def _asks(value: Any) -> bool:
    """Tell whether an option's value asks for more than what is done anyway; clients send many that do not."""
    if isinstance(value, dict):
        for switch, off in (("process", "None"), ("color_management", "Default"), ("amount", 0)):
            if switch in value:
                return bool(value[switch]) and value[switch] != off
        return any(_asks(part) for part in value.values())
    if isinstance(value, list):
        return bool(value)
    return bool(value)


def _row(task: Task, log_type: JobLogType, message: str, asset: Asset) -> LogRow:
    return LogRow(
        key=task.key,
        log_type=log_type,
        message=message,
        asset_name=asset.name,
        asset_type=file_type(asset.type),
        asset_id=asset.id,
    )


def file_type(asset_type: str) -> str:
    """Return the JobLogFileType of an asset's row."""
    known = _FILE_TYPES.get(AssetType(asset_type))
    if known is None:
        known = next((kind for kind in JobLogFileType if kind.value == asset_type), JobLogFileType.NO_TYPE)
    return known.value

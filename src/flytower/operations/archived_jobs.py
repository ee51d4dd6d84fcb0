"""Logs of jobs that were put away, and how far uploads are; none of these operations has any behaviour yet.

Source: the published SDK reference of 2017-10-29-beta and later, names and types only: what is said here of their
meaning is inferred. Roles are those of their siblings getJobLogDetails and getAssetJobLogs.
"""

from typing import Final

from flytower.contract.constants import JobDetailSortField, SortDirection
from flytower.contract.operation import EVERYBODY, Role, not_written
from flytower.contract.record import Record
from flytower.contract.types.common import StringArray
from flytower.contract.types.job_logs import AssetJobLogArray, JobLogArray
from flytower.contract.types.upload_tasks import ClusterUploadTaskStatusArray
from flytower.contract.version import V2017, V2021

_READERS: Final = EVERYBODY - {Role.WEB_SERVICE_USER}


class GetArchivedJobLogDetailsParam(Record):
    """Which log, and which of its rows, as getJobLogDetails has it."""

    company_handle: str
    job_handle: str
    log_type_array: StringArray | None = None  # only rows of these types
    records_per_page: int | None = None  # rows of the log
    results_page: int | None = None  # from 1
    sort_by: JobDetailSortField | None = None
    sort_direction: SortDirection | None = None


class GetArchivedJobLogDetailsReturn(Record):
    """Logs with a page of their rows."""

    job_log_array: JobLogArray


class GetAssetArchivedJobLogsParam(Record):
    """Of which asset."""

    company_handle: str
    asset_handle: str


class GetAssetArchivedJobLogsReturn(Record):
    """What jobs did with the asset."""

    job_log_array: AssetJobLogArray


class GetUploadTaskStatusParam(Record):
    """Of which upload."""

    job_handle: str


class GetUploadTaskStatusReturn(Record):
    """What each server says."""

    upload_task_status_array: ClusterUploadTaskStatusArray


not_written(
    "Return logs that were put away, with their rows",
    GetArchivedJobLogDetailsParam,
    GetArchivedJobLogDetailsReturn,
    roles=_READERS,
    since=V2021,
)
not_written(
    "Return what jobs whose logs were put away did with an asset",
    GetAssetArchivedJobLogsParam,
    GetAssetArchivedJobLogsReturn,
    roles=_READERS,
    since=V2021,
)
not_written(
    "Return how far the files of an upload are",
    GetUploadTaskStatusParam,
    GetUploadTaskStatusReturn,
    roles=_READERS,
    since=V2017,
)

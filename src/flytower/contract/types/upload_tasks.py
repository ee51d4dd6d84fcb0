"""How far an upload is.

Source: the published SDK reference of 2017-10-29-beta and later. It has names and types only, so that what is said here
of their meaning is inferred.
"""

from datetime import datetime

from flytower.contract.record import Record
from flytower.contract.version import V2017


class UploadRenditionTask(Record):
    """One rendition that is made of an uploaded file, such as an encoding of a video."""

    __since__ = V2017

    rendition: str
    workflow_state: str
    progress: float


class UploadRenditionTaskArray(Record):
    """Renditions in the making."""

    __since__ = V2017

    items: list[UploadRenditionTask]


class UploadTask(Record):
    """One uploaded file."""

    __since__ = V2017

    file: str
    processing_status: str
    workflow_state: str
    progress: float
    renditions: UploadRenditionTaskArray


class UploadTaskArray(Record):
    """Uploaded files."""

    __since__ = V2017

    items: list[UploadTask]


class UploadTaskStatus(Record):
    """The files of one upload job, on one server."""

    __since__ = V2017

    job_handle: str
    is_job_stopped: bool
    last_added: datetime
    last_completed: datetime | None = None
    task_array: UploadTaskArray


class UploadTaskStatusArray(Record):
    """Upload jobs of one server."""

    __since__ = V2017

    items: list[UploadTaskStatus]


class ClusterUploadTaskStatus(Record):
    """What one server says of an upload, or why it can't."""

    __since__ = V2017

    status_array: UploadTaskStatusArray | None = None
    error: str | None = None


class ClusterUploadTaskStatusArray(Record):
    """What the servers say."""

    __since__ = V2017

    items: list[ClusterUploadTaskStatus]

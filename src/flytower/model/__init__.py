"""What exists: the tables, their rules and queries. SQL stays in this room.

One module per resource holds its class and its functions: ``companies.by_handle(session, ...)``. Functions take a
session and neither commit nor roll back.
"""

from flytower.model.assets import Asset
from flytower.model.base import Base
from flytower.model.blobs import Blob
from flytower.model.companies import Company
from flytower.model.database import Database
from flytower.model.exports import Export
from flytower.model.folders import Folder
from flytower.model.image_formats import ImageFormat
from flytower.model.job_tables import ItemState, Job, JobItem, JobLogEntry, JobState
from flytower.model.outbox import MailState, OutboxMail
from flytower.model.users import Membership, User

__all__ = [
    "Asset",
    "Base",
    "Blob",
    "Company",
    "Database",
    "Export",
    "Folder",
    "ImageFormat",
    "ItemState",
    "Job",
    "JobItem",
    "JobLogEntry",
    "JobState",
    "MailState",
    "Membership",
    "OutboxMail",
    "User",
]

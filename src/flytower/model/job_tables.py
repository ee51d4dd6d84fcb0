"""The tables of jobs: the truth about what runs, whatever the engine thinks."""

from datetime import datetime
from enum import StrEnum
from typing import Any

from sqlalchemy import BigInteger, ForeignKey, Index, String, Text, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column

from flytower.model.base import NEVER_REUSED, Base, BigId, Code


class JobState(StrEnum):
    """Where a job is in its life; it is active until it is done or stopped."""

    QUEUED = "queued"
    RUNNING = "running"
    STOPPING = "stopping"
    PAUSED = "paused"
    DONE = "done"
    STOPPED = "stopped"


ENDED = (JobState.DONE, JobState.STOPPED)
"""States of a job that is over."""


class ItemState(StrEnum):
    """Where one item of a job is."""

    NEW = "new"
    RUNNING = "running"
    DONE = "done"
    ERROR = "error"
    SKIPPED = "skipped"


SETTLED = (ItemState.DONE, ItemState.ERROR, ItemState.SKIPPED)
"""States of an item that needs no more work."""


class Job(Base):
    """One submitted job.

    Attributes:
        user_id: who submitted it; mail_user_id: who gets its mails.
        kind: ``export``, ``upload_urls``, ``upload_directory``, ``upload_post`` or ``publish_image_serving``: which
            code runs it.
        type: the vendor's job type in getActiveJobs, such as ``UrlUpload``.
        original_name: the submitted name; name: that, "_" and the time of submission (wire fact B9).
        version: date of the API version it was submitted in.
        payload: the job element as plain data.
        run: id of the engine's current run: an older run finds another id here and stops.
        progress_message: shown in getActiveJobs.
        end_requested: (POST uploads) no more files will come; last_post: when the last ones came.
        client_address: (POST uploads) the one address that may add files.
    """

    __tablename__ = "job"
    __table_args__ = (
        Index(None, "company_id", "original_name"),
        Index(None, "company_id", "name"),
        Index(None, "company_id", "submitted"),
        Index(None, "state"),
        NEVER_REUSED,
    )

    id: Mapped[int] = mapped_column(BigId, primary_key=True)
    company_id: Mapped[int] = mapped_column(BigId, ForeignKey("company.id"))
    user_id: Mapped[int] = mapped_column(BigId, ForeignKey("user_account.id"))
    mail_user_id: Mapped[int] = mapped_column(BigId, ForeignKey("user_account.id"))
    kind: Mapped[str]
    type: Mapped[str]
    original_name: Mapped[str] = mapped_column(Code)
    name: Mapped[str] = mapped_column(Code)
    locale: Mapped[str] = mapped_column(default="en-US")
    description: Mapped[str] = mapped_column(Text, default="")
    version: Mapped[str]
    payload: Mapped[dict[str, Any]]
    state: Mapped[str] = mapped_column(default=JobState.QUEUED.value)
    run: Mapped[str | None]
    submitted: Mapped[datetime]
    started: Mapped[datetime | None]
    ended: Mapped[datetime | None]
    last_progress: Mapped[datetime | None]
    progress_message: Mapped[str] = mapped_column(default="")
    total_items: Mapped[int] = mapped_column(default=0)
    success_count: Mapped[int] = mapped_column(default=0)
    error_count: Mapped[int] = mapped_column(default=0)
    warning_count: Mapped[int] = mapped_column(default=0)
    duplicate_count: Mapped[int] = mapped_column(default=0)
    update_count: Mapped[int] = mapped_column(default=0)
    fatal_error: Mapped[bool] = mapped_column(default=False)
    email_setting: Mapped[str] = mapped_column(default="None")
    client_address: Mapped[str | None]
    end_requested: Mapped[bool] = mapped_column(default=False)
    last_post: Mapped[datetime | None]


class JobItem(Base):
    """One piece of a job's work: an asset to export, a file to take in.

    Attributes:
        position: from 0, in the order of submission.
        attempts: how often the work began; raised before it begins.
        asset_id: the asset exported or made; no foreign key, since history outlives the asset.
        source: what to work on (uploads: blob hash, URL or path, file name, folder; exports: why it is refused).
        blob_hash: the result's bytes (exports), with file_name, file_size and crc32.
    """

    __tablename__ = "job_item"

    job_id: Mapped[int] = mapped_column(BigId, ForeignKey("job.id", ondelete="CASCADE"), primary_key=True)
    position: Mapped[int] = mapped_column(primary_key=True, autoincrement=False)
    state: Mapped[str] = mapped_column(default=ItemState.NEW.value)
    attempts: Mapped[int] = mapped_column(default=0)
    asset_id: Mapped[int | None] = mapped_column(BigId)
    source: Mapped[dict[str, Any]] = mapped_column(default=dict)
    blob_hash: Mapped[str | None] = mapped_column(String(64))
    file_name: Mapped[str | None]
    file_size: Mapped[int | None] = mapped_column(BigInteger)
    crc32: Mapped[int | None] = mapped_column(BigInteger)
    finished: Mapped[datetime | None]


class JobLogEntry(Base):
    """One row of a job's log, as getJobLogDetails shows it.

    Attributes:
        sequence_key: unique in the job, such as ``item:12`` or ``zip``: redone work can't write a row twice.
        asset_id: None where the row has no assetHandle; no foreign key, since history outlives the asset.
        aux: name and value pairs of auxArray, in order.
    """

    __tablename__ = "job_log"
    __table_args__ = (UniqueConstraint("job_id", "sequence_key"), Index(None, "job_id", "created"))

    id: Mapped[int] = mapped_column(BigId, primary_key=True)
    job_id: Mapped[int] = mapped_column(BigId, ForeignKey("job.id", ondelete="CASCADE"))
    sequence_key: Mapped[str] = mapped_column(Code)
    created: Mapped[datetime]
    log_type: Mapped[str] = mapped_column(Code)
    message: Mapped[str] = mapped_column(Text)
    asset_name: Mapped[str] = mapped_column(Text, default="")
    asset_type: Mapped[str] = mapped_column(default="")
    asset_id: Mapped[int | None] = mapped_column(BigId)
    aux: Mapped[list[Any]] = mapped_column(default=list)

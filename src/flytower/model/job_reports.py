"""What a mail about a job tells of its log."""

from collections.abc import Sequence
from typing import Final

from sqlalchemy import select
from sqlalchemy.orm import Session

from flytower.contract.constants import JobLogType
from flytower.model.job_tables import JobLogEntry

_PROBLEMS: Final = [
    kind.value for kind in JobLogType if kind.value.endswith(("Error", "Warning")) or kind is JobLogType.FATAL_ERROR
]


def problems(session: Session, job_id: int, limit: int) -> Sequence[str]:
    """Return the first messages of a job's errors and warnings."""
    return session.scalars(
        select(JobLogEntry.message)
        .where(JobLogEntry.job_id == job_id, JobLogEntry.log_type.in_(_PROBLEMS))
        .order_by(JobLogEntry.id)
        .limit(limit)
    ).all()


def download_url(session: Session, job_id: int) -> str | None:
    """Return the URL of a job's ZIP, which is the assetName of its row (wire fact B10)."""
    return session.scalar(
        select(JobLogEntry.asset_name).where(
            JobLogEntry.job_id == job_id, JobLogEntry.log_type == JobLogType.ZIP_FILE_EXPORT_JOB_SUCCESS.value
        )
    )

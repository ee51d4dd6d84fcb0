"""What an export job reads and writes many rows of at once: its assets, its finished files, its log."""

from collections.abc import Sequence
from typing import Any

from sqlalchemy import Row, and_, insert, select, update
from sqlalchemy.orm import Session

from flytower.model.assets import Asset, batches
from flytower.model.blobs import Blob
from flytower.model.job_tables import SETTLED, ItemState, Job, JobItem, JobLogEntry


def pending(session: Session, job: Job) -> Sequence[Row[Any]]:
    """Return what is to be exported, for each unfinished item in order.

    Columns: position, asset_id (of the item); id, type, sub_type, name, file_name, trash_state, width, height,
    blob_hash (of the asset, all None when the company has no such asset any more); size, crc32 (of its original, None
    when nothing is known of it).
    """
    asset = and_(Asset.id == JobItem.asset_id, Asset.company_id == job.company_id)
    return session.execute(
        select(
            JobItem.position,
            JobItem.asset_id,
            Asset.id,
            Asset.type,
            Asset.sub_type,
            Asset.name,
            Asset.file_name,
            Asset.trash_state,
            Asset.width,
            Asset.height,
            Asset.blob_hash,
            Blob.size,
            Blob.crc32,
        )
        .outerjoin(Asset, asset)
        .outerjoin(Blob, Blob.hash == Asset.blob_hash)
        .where(JobItem.job_id == job.id, JobItem.state.not_in(SETTLED))
        .order_by(JobItem.position)
    ).all()


def settle_all(session: Session, items: Sequence[dict[str, Any]], rows: Sequence[dict[str, Any]]) -> None:
    """End many items and write their log rows; the caller holds the job, and none of the items had ended.

    ``items`` are columns of JobItem with job_id and position, all of them the same columns; ``rows`` are those of
    JobLogEntry.
    """
    if items:
        session.execute(update(JobItem), items)
    if rows:
        session.execute(insert(JobLogEntry), rows)


def finished(session: Session, job_id: int) -> Sequence[Row[Any]]:
    """Return position, file_name, file_size, crc32 and blob_hash of the files an export made, in order."""
    return session.execute(
        select(JobItem.position, JobItem.file_name, JobItem.file_size, JobItem.crc32, JobItem.blob_hash)
        .where(JobItem.job_id == job_id, JobItem.state == ItemState.DONE.value)
        .order_by(JobItem.position)
    ).all()


def messages(session: Session, job_id: int, keys: Sequence[str]) -> dict[str, str]:
    """Return the messages of a job's log rows by their sequence keys."""
    found: dict[str, str] = {}
    for some in batches(keys):
        query = select(JobLogEntry.sequence_key, JobLogEntry.message).where(
            JobLogEntry.job_id == job_id, JobLogEntry.sequence_key.in_(some)
        )
        found.update((row.sequence_key, row.message) for row in session.execute(query))
    return found


def reword(session: Session, job_id: int, messages: dict[str, str]) -> None:
    """Replace the messages of a job's log rows, given by their sequence keys."""
    for key, message in messages.items():
        session.execute(
            update(JobLogEntry)
            .where(JobLogEntry.job_id == job_id, JobLogEntry.sequence_key == key)
            .values(message=message)
        )

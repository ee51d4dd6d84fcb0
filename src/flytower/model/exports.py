"""Finished exports: what their ZIPs hold, and until when they can be fetched."""

import uuid
from datetime import datetime
from typing import Any

from sqlalchemy import BigInteger, ForeignKey, Uuid, delete, select
from sqlalchemy.orm import Mapped, Session, mapped_column

from flytower.model.base import Base, BigId


class Export(Base):
    """The ZIP of one export job.

    Attributes:
        token: the unguessable name in its URL.
        manifest: the ZIP's entries as plain data, in order.
        size: of the ZIP, in bytes.
        etag: strong, made of the manifest.
    """

    __tablename__ = "export"

    job_id: Mapped[int] = mapped_column(
        BigId, ForeignKey("job.id", ondelete="CASCADE"), primary_key=True, autoincrement=False
    )
    company_id: Mapped[int] = mapped_column(BigId, ForeignKey("company.id"))
    token: Mapped[uuid.UUID] = mapped_column(Uuid, unique=True)
    manifest: Mapped[list[Any]]
    size: Mapped[int] = mapped_column(BigInteger)
    etag: Mapped[str]
    created: Mapped[datetime]
    expires: Mapped[datetime] = mapped_column(index=True)


def by_job(session: Session, job_id: int) -> Export | None:
    """Return a job's export."""
    return session.get(Export, job_id)


def by_token(session: Session, token: uuid.UUID) -> Export | None:
    """Return the export of this name; it may have expired."""
    return session.scalar(select(Export).where(Export.token == token))


def delete_expired(session: Session, now: datetime) -> int:
    """Remove the exports whose time is over; return how many."""
    result: Any = session.execute(delete(Export).where(Export.expires <= now))
    return int(result.rowcount)

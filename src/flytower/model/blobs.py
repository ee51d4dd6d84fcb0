"""What is known of stored bytes without reading them."""

from datetime import datetime
from typing import Protocol

from sqlalchemy import BigInteger, String
from sqlalchemy.orm import Mapped, Session, mapped_column

from flytower.model.base import Base
from flytower.model.insertion import insert_absent


class StoredBlob(Protocol):
    """What a blob store says of a content, as ``storage.Blob`` does."""

    @property
    def hash(self) -> str:
        """BLAKE3 digest in hex."""
        ...

    @property
    def size(self) -> int:
        """In bytes."""
        ...

    @property
    def crc32(self) -> int:
        """Unsigned."""
        ...


class Blob(Base):
    """One stored content.

    Attributes:
        hash: its BLAKE3 digest, 64 lower-case hex digits: its name in the blob store.
        size: in bytes.
        crc32: unsigned, as ZIP entries carry it.
    """

    __tablename__ = "blob"

    hash: Mapped[str] = mapped_column(String(64), primary_key=True)
    size: Mapped[int] = mapped_column(BigInteger)
    crc32: Mapped[int] = mapped_column(BigInteger)
    created: Mapped[datetime]


def remember(session: Session, blob: StoredBlob, now: datetime) -> None:
    """Note a stored content, unless it is known."""
    row = {"hash": blob.hash, "size": blob.size, "crc32": blob.crc32, "created": now}
    insert_absent(session, Blob, [row], ("hash",))


def by_hash(session: Session, blob_hash: str) -> Blob | None:
    """Return what is known of a content."""
    return session.get(Blob, blob_hash)

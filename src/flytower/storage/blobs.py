"""What a blob store promises, whatever holds the bytes: the local disk now, an object store one day."""

import re
from collections.abc import Iterable, Iterator
from datetime import datetime
from pathlib import Path
from typing import BinaryIO, NamedTuple, Protocol

CHUNK = 256 * 1024
"""Bytes handed out at a time when a blob is read or streamed."""

_HASH = re.compile(r"[0-9a-f]{64}")


class Blob(NamedTuple):
    """One stored content.

    `hash` is its BLAKE3 digest in 64 lower-case hex digits and its only name; `size` is in bytes; `crc32` is the
    unsigned CRC-32 that ZIP entries carry, so that an export never reads the bytes to sum them.
    """

    hash: str
    size: int
    crc32: int


class Received(NamedTuple):
    """Content that lies in `scratch()`, summed and synced, and is no blob yet: to be kept or discarded."""

    path: Path
    blob: Blob


class BlobError(Exception):
    """A blob could not be stored or read as promised."""


class BlobMissing(BlobError):  # noqa: N818 - reads as what happened
    """No blob has this hash."""

    def __init__(self, blob_hash: str) -> None:
        super().__init__(f"blob {blob_hash} is missing")
        self.hash = blob_hash


class BlobDamaged(BlobError):  # noqa: N818 - reads as what happened
    """A blob has not the number of bytes that was promised."""

    def __init__(self, blob_hash: str, expected: int, found: int) -> None:
        super().__init__(f"blob {blob_hash} should have {expected} bytes and has {found}")
        self.hash = blob_hash
        self.expected = expected
        self.found = found


class TooLarge(BlobError):  # noqa: N818 - reads as what happened
    """A stream went on past its limit; nothing of it was kept."""

    def __init__(self, limit: int) -> None:
        super().__init__(f"the content is larger than the limit of {limit} bytes")
        self.limit = limit


def checked_hash(blob_hash: str) -> str:
    """Return the hash, or raise ValueError when it is anything but 64 lower-case hex digits."""
    if _HASH.fullmatch(blob_hash) is None:
        raise ValueError(f"not a blob hash: {blob_hash[:80]!r}")
    return blob_hash


class Blobs(Protocol):
    """A store of immutable contents, each named by the hash of its bytes.

    Every method that takes a hash raises ValueError for a malformed one, and `BlobMissing` for one that is not
    stored (except `exists` and `delete`). All methods are safe to call from several processes at once.
    """

    def put(self, stream: BinaryIO | Iterable[bytes], *, limit: int | None = None) -> Blob:
        """Store what the stream gives, in one pass and without holding it in memory.

        Durable on return; all or nothing; the same content is stored once. Raises `TooLarge` as soon as the stream
        gives more than `limit` bytes, and whatever the stream raises; both leave nothing behind.
        """
        ...

    def receive(self, stream: BinaryIO | Iterable[bytes], *, limit: int | None = None) -> Received:
        """Take what the stream gives into `scratch()`, as `put` does, for a caller who can't tell yet if it is wanted.

        Exactly one of `keep` and `discard` ends it. Raises what `put` raises, and leaves nothing behind then.
        """
        ...

    def keep(self, received: Received) -> Blob:
        """Make received content a blob; costs a rename."""
        ...

    def discard(self, received: Received) -> None:
        """Remove received content; nothing happens when it was kept or discarded before."""
        ...

    def adopt(self, path: Path) -> Blob:
        """Store a finished regular file of `scratch()` by taking it over: the path is gone afterwards.

        The caller has closed the file and keeps no other name of it. Raises ValueError for what is no regular file.
        """
        ...

    def open(self, blob_hash: str) -> BinaryIO:
        """Open a blob for reading; the caller closes it."""
        ...

    def path(self, blob_hash: str) -> Path:
        """Return a local file with the blob's bytes, never to be written to; for codecs, which want paths."""
        ...

    def size(self, blob_hash: str) -> int:
        """Return the stored size in bytes."""
        ...

    def exists(self, blob_hash: str) -> bool:
        """Tell whether the blob is stored."""
        ...

    def delete(self, blob_hash: str) -> bool:
        """Remove a blob that nothing refers to any more; False when there was none."""
        ...

    def read_range(self, blob_hash: str, offset: int, length: int) -> Iterator[bytes]:
        """Give `length` bytes from `offset` on, in pieces of at most `CHUNK`.

        Raises ValueError at the call when the range is not inside the blob, and `BlobDamaged` while iterating when
        the bytes end early.
        """
        ...

    def copy_to(self, blob_hash: str, destination: Path) -> None:
        """Give the blob's bytes a new name outside the store, by hard link where possible.

        The destination must not exist (FileExistsError) and may only be read: it can share its bytes with the store.
        """
        ...

    def scratch(self) -> Path:
        """Return a directory for temporary files that `adopt` can take over without copying."""
        ...

    def sweep_scratch(self, older_than_seconds: float, now: datetime) -> int:
        """Remove what killed processes left in `scratch()`, untouched for so long; return how many files went."""
        ...

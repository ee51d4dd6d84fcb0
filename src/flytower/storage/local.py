"""Blobs as plain files in one directory tree."""

import os
import secrets
import stat
from collections.abc import Iterable, Iterator
from contextlib import suppress
from datetime import datetime
from pathlib import Path
from typing import BinaryIO

from blake3 import blake3

from flytower.storage.blobs import CHUNK, Blob, BlobDamaged, BlobMissing, Received, TooLarge, checked_hash
from flytower.storage.copying import copy_range, write_all

try:
    from isal.isal_zlib import crc32
except ImportError:
    from zlib import crc32

_READ = 1 << 20
_READ_ONLY = 0o440  # a hard link to a blob shares its bytes: nobody may write to them


class LocalBlobs:
    """A `Blobs` in a directory: `ab/cd/<hash>` under the root, temporary files in `scratch`, on one file system.

    A blob appears under its name by a rename, after its bytes were synced: a file of that name is always whole,
    and a killed process leaves nothing but a scratch file.
    """

    def __init__(self, root: Path) -> None:
        self._root = root.absolute()
        self._scratch = self._root / "scratch"
        self._scratch.mkdir(parents=True, exist_ok=True)

    def put(self, stream: BinaryIO | Iterable[bytes], *, limit: int | None = None) -> Blob:
        """See `Blobs.put`."""
        temporary = self._temporary()
        try:
            with temporary.open("xb", buffering=0) as file:
                blob = _digest(_pieces(stream), file, limit)
                return self._keep(temporary, file, blob)
        finally:
            temporary.unlink(missing_ok=True)

    def receive(self, stream: BinaryIO | Iterable[bytes], *, limit: int | None = None) -> Received:
        """See `Blobs.receive`."""
        temporary = self._temporary()
        try:
            with temporary.open("xb", buffering=0) as file:
                blob = _digest(_pieces(stream), file, limit)
                os.fsync(file.fileno())
        except BaseException:
            temporary.unlink(missing_ok=True)
            raise
        return Received(temporary, blob)

    def keep(self, received: Received) -> Blob:
        """See `Blobs.keep`."""
        with received.path.open("rb", buffering=0) as file:
            self._keep(received.path, file, received.blob)
        self.discard(received)
        return received.blob

    def discard(self, received: Received) -> None:
        """See `Blobs.discard`."""
        received.path.unlink(missing_ok=True)

    def adopt(self, path: Path) -> Blob:
        """See `Blobs.adopt`."""
        if not stat.S_ISREG(path.lstat().st_mode):
            raise ValueError(f"not a regular file: {path}")
        with path.open("rb", buffering=0) as file:
            blob = _digest(_pieces(file), None, None)
            self._keep(path, file, blob)
        path.unlink(missing_ok=True)
        return blob

    def open(self, blob_hash: str) -> BinaryIO:
        """See `Blobs.open`."""
        try:
            return self._name(blob_hash).open("rb")
        except FileNotFoundError:
            raise BlobMissing(blob_hash) from None

    def path(self, blob_hash: str) -> Path:
        """See `Blobs.path`."""
        self.size(blob_hash)
        return self._name(blob_hash)

    def size(self, blob_hash: str) -> int:
        """See `Blobs.size`."""
        try:
            return os.stat(self._place(blob_hash)).st_size  # noqa: PTH116 - a Path costs three times the call
        except FileNotFoundError:
            raise BlobMissing(blob_hash) from None

    def exists(self, blob_hash: str) -> bool:
        """See `Blobs.exists`."""
        return self._name(blob_hash).exists()

    def delete(self, blob_hash: str) -> bool:
        """See `Blobs.delete`."""
        try:
            self._name(blob_hash).unlink()
        except FileNotFoundError:
            return False
        return True

    def read_range(self, blob_hash: str, offset: int, length: int) -> Iterator[bytes]:
        """See `Blobs.read_range`."""
        size = self.size(blob_hash)
        if offset < 0 or length < 0 or offset + length > size:
            raise ValueError(f"bytes {offset} to {offset + length} are not inside blob {blob_hash} of {size} bytes")
        return self._read(blob_hash, offset, length)

    def copy_to(self, blob_hash: str, destination: Path) -> None:
        """See `Blobs.copy_to`."""
        source = self.path(blob_hash)
        try:
            destination.hardlink_to(source)
        except (FileExistsError, FileNotFoundError):
            raise
        except OSError:  # another file system, one without links, or too many links already
            self._copy(blob_hash, destination)

    def scratch(self) -> Path:
        """See `Blobs.scratch`."""
        return self._scratch

    def sweep_scratch(self, older_than_seconds: float, now: datetime) -> int:
        """See `Blobs.sweep_scratch`; directories go once they are empty and as old."""
        before = now.timestamp() - older_than_seconds
        swept = 0
        for directory, _, files in os.walk(self._scratch, topdown=False):
            place = Path(directory)
            for name in files:
                swept += _remove_if_older(place / name, before)
            if place != self._scratch:
                _remove_if_older(place, before)
        return swept

    def _temporary(self) -> Path:
        return self._scratch / f"put-{secrets.token_hex(16)}"

    def _name(self, blob_hash: str) -> Path:
        return Path(self._place(blob_hash))

    def _place(self, blob_hash: str) -> str:
        checked_hash(blob_hash)
        return f"{self._root}/{blob_hash[:2]}/{blob_hash[2:4]}/{blob_hash}"

    def _keep(self, temporary: Path, file: BinaryIO, blob: Blob) -> Blob:
        """Give a complete temporary file its blob's name, durably, unless the same content is there already."""
        target = self._name(blob.hash)
        if not _is_whole(target, blob.size):
            os.fchmod(file.fileno(), _READ_ONLY)
            os.fsync(file.fileno())
            self._make_directories(target.parent)
            temporary.replace(target)
        _sync_directory(target.parent)
        return blob

    def _make_directories(self, directory: Path) -> None:
        for place in (directory.parent, directory):
            with suppress(FileExistsError):
                place.mkdir()
                _sync_directory(place.parent)

    def _read(self, blob_hash: str, offset: int, length: int) -> Iterator[bytes]:
        with self.open(blob_hash) as buffered:
            file = buffered.fileno()
            done = 0
            while done < length:
                data = os.pread(file, min(CHUNK, length - done), offset + done)
                if not data:
                    raise BlobDamaged(blob_hash, offset + length, offset + done)
                done += len(data)
                yield data

    def _copy(self, blob_hash: str, destination: Path) -> None:
        with self.open(blob_hash) as source, destination.open("xb", buffering=0) as target:
            try:
                _copy_whole(source.fileno(), target.fileno(), blob_hash)
            except BaseException:
                destination.unlink()
                raise


def _copy_whole(source: int, target: int, blob_hash: str) -> None:
    size = os.fstat(source).st_size
    copied = copy_range(source, target, 0, size)
    if copied != size:
        raise BlobDamaged(blob_hash, size, copied)


def _pieces(stream: BinaryIO | Iterable[bytes]) -> Iterator[bytes]:
    read = getattr(stream, "read", None)
    if read is None:
        yield from stream
        return
    while data := read(_READ):
        yield data


def _digest(pieces: Iterator[bytes], target: BinaryIO | None, limit: int | None) -> Blob:
    """Sum the pieces, and write them when there is a target."""
    hasher = blake3()
    size = checksum = 0
    for piece in pieces:
        size += len(piece)
        if limit is not None and size > limit:
            raise TooLarge(limit)
        hasher.update(piece)
        checksum = crc32(piece, checksum)
        if target is not None:
            write_all(target.fileno(), piece)
    return Blob(hasher.hexdigest(), size, checksum)


def _is_whole(path: Path, size: int) -> bool:
    try:
        return path.stat().st_size == size
    except FileNotFoundError:
        return False


def _sync_directory(directory: Path) -> None:
    handle = os.open(directory, os.O_RDONLY | os.O_DIRECTORY)
    try:
        os.fsync(handle)
    finally:
        os.close(handle)


def _remove_if_older(path: Path, before: float) -> bool:
    """Remove a file or an empty directory last changed before that time; what is in use or gone is left alone."""
    with suppress(OSError):
        status = path.lstat()
        if status.st_mtime < before:
            path.rmdir() if stat.S_ISDIR(status.st_mode) else path.unlink()
            return True
    return False

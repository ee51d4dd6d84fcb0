"""An archive's bytes, from its layout and the blobs: as a stream for a download, or as a file."""

import os
import secrets
from collections.abc import Iterator
from pathlib import Path

from flytower.storage.blobs import BlobDamaged, Blobs
from flytower.storage.copying import copy_range, write_all
from flytower.storage.ziplayout import BlobSlice, ZipLayout

_SMALL = 64 * 1024  # joining smaller pieces costs less than sending each on its own


def stream(layout: ZipLayout, blobs: Blobs, start: int = 0, stop: int | None = None) -> Iterator[bytes]:
    """Give the archive's bytes from `start` up to, not including, `stop`, in pieces of at most 256 KiB or a header.

    Each blob of the part is looked up at the call: `BlobMissing` or `BlobDamaged` comes before the first byte, while
    an honest status can still be sent. A blob that goes or shrinks later raises the same while iterating, so that
    the answer ends before its Content-Length: never is it filled up with anything else.
    """
    for entry in layout.between(start, stop):
        found = blobs.size(entry.blob)
        if found != entry.size:
            raise BlobDamaged(entry.blob, entry.size, found)
    return _joined(_pieces(layout, blobs, start, stop))


def write_zip(layout: ZipLayout, blobs: Blobs, path: Path) -> None:
    """Write the archive to a file, the contents copied inside the kernel; it appears when complete.

    Replaces an existing file. Raises `BlobMissing` or `BlobDamaged`, and leaves nothing of it then. Not synced:
    whoever needs it durable gives it to `Blobs.adopt`.
    """
    temporary = path.with_name(f".{secrets.token_hex(8)}.zip")
    try:
        with temporary.open("xb", buffering=0) as file:
            target = file.fileno()
            for segment in layout.segments():
                if isinstance(segment, bytes):
                    write_all(target, segment)
                else:
                    _copy(segment, blobs, target)
        temporary.replace(path)
    finally:
        temporary.unlink(missing_ok=True)


def _pieces(layout: ZipLayout, blobs: Blobs, start: int, stop: int | None) -> Iterator[bytes]:
    for segment in layout.segments(start, stop):
        if isinstance(segment, bytes):
            yield segment
        else:
            yield from _contents(segment, blobs)


def _contents(segment: BlobSlice, blobs: Blobs) -> Iterator[bytes]:
    try:
        return blobs.read_range(*segment)
    except ValueError:  # the layout's slices lie inside its blobs: this one shrank
        promised = segment.offset + segment.length
        raise BlobDamaged(segment.blob, promised, blobs.size(segment.blob)) from None


def _joined(pieces: Iterator[bytes]) -> Iterator[bytes]:
    """Join headers and the contents of small files, which would otherwise each be a packet of its own."""
    waiting: list[bytes] = []
    length = 0
    for piece in pieces:
        small = len(piece) < _SMALL
        if small:
            waiting.append(piece)
            length += len(piece)
        if waiting and (not small or length >= _SMALL):
            yield b"".join(waiting)
            waiting, length = [], 0
        if not small:
            yield piece
    if waiting:
        yield b"".join(waiting)


def _copy(segment: BlobSlice, blobs: Blobs, target: int) -> None:
    """Copy a whole blob, which is what every slice of a whole archive is."""
    with blobs.open(segment.blob) as file:
        source = file.fileno()
        found = os.fstat(source).st_size
        if found != segment.length:
            raise BlobDamaged(segment.blob, segment.length, found)
        copied = copy_range(source, target, 0, segment.length)
        if copied != segment.length:
            raise BlobDamaged(segment.blob, segment.length, copied)

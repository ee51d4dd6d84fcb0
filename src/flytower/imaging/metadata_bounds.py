"""Metadata that would cost Pillow far more memory or time than the file that holds it has bytes.

Its readers of directories (TIFF 6.0), EXIF blocks, segments, chunks and resources are given bounds: values that lie on
one another, endless lists of numbers, marks without end, parts without contents. What is true of a real file never
comes near them.
"""

import re
import struct
from pathlib import Path
from typing import IO, Any

from PIL import Image, ImageFile, JpegImagePlugin, PngImagePlugin, TiffImagePlugin

from flytower.imaging.errors import LimitError

MOST_VALUES = 1 << 18
"""How many numbers one entry of a directory may list: the strips or tiles of any picture that is small enough."""

MOST_EXIF_BYTES = 16 << 20
"""How many bytes of EXIF a JPEG may have in all its segments together."""

MOST_PARTS = 1 << 16
"""How many segments a JPEG, chunks a PNG (but for its data), resources a Photoshop file may have: each is kept."""

_OVERLAP = 4
_SMALL = 65_536
_TEXTS = {1, 2, 6, 7}  # bytes and letters: kept as they are, not turned into a number each
_UNITS = {1: 1, 2: 1, 3: 2, 4: 4, 5: 8, 6: 1, 7: 1, 8: 2, 9: 4, 10: 8, 11: 4, 12: 8, 13: 4, 16: 8}
_MARKS = re.compile(rb"(?:Exif\x00\x00)+")
_KEPT_SEGMENTS = (*range(0xFFE0, 0xFFF0), 0xFFFE)  # APP0 to APP15, COM
_PSD_HEAD = 26

_load_directory = TiffImagePlugin.ImageFileDirectory_v2.load
_load_exif = Image.Exif.load
_read_chunk = PngImagePlugin.ChunkStream.read
_readers: dict[int, Any] = {marker: JpegImagePlugin.MARKER[marker][2] for marker in _KEPT_SEGMENTS}


MOVES = "moves"
"""Key in the info of a PNG that has more than one frame."""


def add() -> None:
    """Let Pillow keep to them."""
    TiffImagePlugin.ImageFileDirectory_v2.load = _bounded_directory  # type: ignore[method-assign, assignment]
    Image.Exif.load = _bounded_exif  # type: ignore[method-assign, assignment]
    PngImagePlugin.ChunkStream.read = _bounded_chunk  # type: ignore[method-assign, assignment]
    for kind in ("acTL", "fcTL", "fdAT"):
        setattr(PngImagePlugin.PngStream, f"chunk_{kind}", _still)
    reader: Any = _bounded_segment
    for marker in _KEPT_SEGMENTS:
        JpegImagePlugin.MARKER[marker] = (*JpegImagePlugin.MARKER[marker][:2], reader)


def check_resources(path: Path) -> None:
    """Count the resources of a Photoshop file. Source: Photoshop file format."""
    with path.open("rb") as file:
        file.seek(_PSD_HEAD)
        file.seek(int.from_bytes(file.read(4)), 1)
        end = int.from_bytes(file.read(4)) + file.tell()
        for _ in range(MOST_PARTS):
            file.seek(6, 1)  # signature and number
            letters = int.from_bytes(file.read(1))
            file.seek(letters + (letters + 1) % 2, 1)
            length = file.read(4)
            file.seek(int.from_bytes(length) + int.from_bytes(length) % 2, 1)
            if len(length) < 4 or file.tell() >= end:  # noqa: PLR2004 - the last one, or cut off
                return
    raise _too_many("resources")


def _bounded_directory(directory: TiffImagePlugin.ImageFileDirectory_v2, file: IO[bytes]) -> None:
    place = file.tell()
    length = file.seek(0, 2)
    file.seek(place)
    _check(directory, file, length)
    file.seek(place)
    _load_directory(directory, file)


def _check(directory: TiffImagePlugin.ImageFileDirectory_v2, file: IO[bytes], length: int) -> None:
    """Every value is read into memory at once, however many of them are the same bytes of the file."""
    large = directory._bigtiff  # noqa: SLF001 - there is no other sign of it
    order = "<" if directory.prefix == b"II" else ">"
    head, entry = struct.Struct(order + ("Q" if large else "H")), struct.Struct(order + ("HHQQ" if large else "HHII"))
    count = file.read(head.size)
    if len(count) < head.size:
        return
    table = file.read(min(head.unpack(count)[0] * entry.size, length))
    total = 0
    for _, kind, number, start in entry.iter_unpack(table[: len(table) // entry.size * entry.size]):
        size = number * _UNITS.get(kind, 0)
        if not size or start + size > length:  # never read: of no known kind, or there is not so much
            continue
        total += size
        if number > MOST_VALUES and kind not in _TEXTS:
            raise LimitError(
                f"an entry of the picture's directory lists {number} values; at most {MOST_VALUES} are read"
            )
    if total > _OVERLAP * length + _SMALL:
        raise LimitError(
            "the values of the picture's directory lie on one another: together they are larger than the file"
        )


def _bounded_exif(block: Image.Exif, data: bytes) -> None:
    """Pillow takes mark after mark away, and copies the rest each time."""
    marks = _MARKS.match(data)
    _load_exif(block, data[marks.end() :] if marks else data)


def _bounded_segment(image: JpegImagePlugin.JpegImageFile, marker: int) -> None:
    """Pillow keeps every segment, and copies what it has of EXIF for each further one of it."""
    _readers[marker](image, marker)
    if len(image.applist) > MOST_PARTS:
        raise _too_many("segments")
    if len(image.info.get("exif", b"")) > MOST_EXIF_BYTES:
        raise LimitError(f"the picture has more than {MOST_EXIF_BYTES} bytes of EXIF")


def _bounded_chunk(stream: Any) -> tuple[bytes, int, int]:
    found = _read_chunk(stream)
    if found[0] != b"IDAT":
        stream.chunks_read = getattr(stream, "chunks_read", 0) + 1
        if stream.chunks_read > MOST_PARTS:
            raise _too_many("chunks")
    return found


def _still(stream: Any, _position: int, length: int) -> bytes:
    """Skip what makes a PNG move: to read its header Pillow would make a first frame of whatever size that claims."""
    content: bytes = ImageFile._safe_read(stream.fp, length)  # noqa: SLF001  as its own handlers do
    stream.im_info[MOVES] = True
    return content


def _too_many(parts: str) -> LimitError:
    return LimitError(f"the picture has more than {MOST_PARTS} {parts}")

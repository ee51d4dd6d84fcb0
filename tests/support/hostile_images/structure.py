"""Where the parts of a file lie, so that damage can hit what a decoder believes in.

A part is a half-open range of bytes: a segment, chunk, block, box, directory entry, section, object or tag. Nothing
here fails on a damaged file; what can't be told is left out.
"""

import re
import struct
import zlib
from itertools import islice
from typing import NamedTuple

_CONTAINERS = {
    b"moov", b"trak", b"mdia", b"minf", b"stbl", b"dinf", b"meta", b"iprp", b"ipco", b"iinf", b"jp2h", b"res ",
}  # fmt: skip
_PLAIN = 64
_MOST_PARTS = 2000


class Part(NamedTuple):
    """A range of bytes."""

    start: int
    end: int


def parts(family, data):
    """Return the parts of a file of a family in the order in which they lie; ranges of 64 bytes where none is known."""
    found = []
    try:
        for part in islice(_READERS[family](data), _MOST_PARTS) if family in _READERS else ():
            if part.start < part.end <= len(data):
                found.append(part)  # noqa: PERF401  those before a damaged one count
    except (struct.error, IndexError, OverflowError):
        pass
    return found or [Part(start, min(start + _PLAIN, len(data))) for start in range(0, max(1, len(data)), _PLAIN)]


def checked(data):
    """Return a PNG whose checksums fit what its chunks hold, so that damage gets past them."""
    pieces, position = [data[:8]], 8
    while position + 12 <= len(data):
        length = int.from_bytes(data[position : position + 4], "big")
        end = position + 8 + length
        if end + 4 > len(data):
            break
        body = data[position + 4 : end]
        pieces += [data[position : position + 4], body, struct.pack(">I", zlib.crc32(body))]
        position = end + 4
    return b"".join([*pieces, data[position:]])


def _png(data):
    yield Part(0, 8)
    position = 8
    while position + 12 <= len(data):
        end = position + 12 + int.from_bytes(data[position : position + 4], "big")
        yield Part(position, end)
        position = end


def _jpeg(data):
    yield Part(0, 2)
    position = 2
    while position + 4 <= len(data) and data[position] == 0xFF:
        end = position + 2 + int.from_bytes(data[position + 2 : position + 4], "big")
        yield Part(position, end)
        if data[position + 1] == 0xDA:
            following = re.compile(rb"\xff[^\x00\xd0-\xd7\xff]").search(data, end)
            stop = following.start() if following else len(data)
            yield Part(end, stop)
            end = stop
        position = end


def _gif(data):
    position = 13 + (3 << ((data[10] & 7) + 1) if data[10] & 0x80 else 0)
    yield Part(0, 6)
    yield Part(6, 13)
    yield Part(13, position)
    while position < len(data) and data[position] in b"!,":
        end = position + 2
        if data[position] == 0x2C:
            end = position + 11 + (3 << ((data[position + 9] & 7) + 1) if data[position + 9] & 0x80 else 0)
        while data[end]:
            end += 1 + data[end]
        yield Part(position, end + 1)
        position = end + 1
    yield Part(position, position + 1)


def _tiff(data):
    order = "<" if data[:2] == b"II" else ">"
    large = data[2:4] in (b"+\0", b"\0+")
    width, head, count_form, place_form = (20, 8, "Q", "Q") if large else (12, 2, "H", "I")
    (place,) = struct.unpack_from(order + place_form, data, 8 if large else 4)
    yield Part(0, 16 if large else 8)
    for _ in range(8):
        (count,) = struct.unpack_from(order + count_form, data, place)
        yield Part(place, place + head)
        for number in range(min(count, 200)):
            yield Part(place + head + number * width, place + head + (number + 1) * width)
        behind = place + head + count * width
        (place,) = struct.unpack_from(order + place_form, data, behind)
        yield Part(behind, behind + struct.calcsize(place_form))
        if not place:
            break


def _bmp(data):
    info = 14 + int.from_bytes(data[14:18], "little")
    pixels = int.from_bytes(data[10:14], "little")
    yield from (Part(0, 14), Part(14, info), Part(info, pixels), Part(pixels, len(data)))


def _psd(data):
    yield Part(0, 26)
    position = 26
    for _ in range(3):
        end = position + 4 + int.from_bytes(data[position : position + 4], "big")
        yield Part(position, position + 4)
        yield Part(position + 4, end)
        position = end
    yield Part(position, position + 2)
    yield Part(position + 2, len(data))


def _riff(data):
    yield Part(0, 12)
    position = 12
    while position + 8 <= len(data):
        end = position + 8 + int.from_bytes(data[position + 4 : position + 8], "little")
        yield Part(position, end)
        position = end + end % 2


def _boxes(data, start=0, stop=None):
    position, stop = start, len(data) if stop is None else stop
    while position + 8 <= stop:
        length, kind = struct.unpack_from(">I4s", data, position)
        end = position + length if length >= 8 else stop
        yield Part(position, end)
        if kind in _CONTAINERS:
            extra = {b"meta": 4, b"iinf": 6}.get(kind, 0)
            yield from _boxes(data, position + 8 + extra, min(end, stop))
        position = end


def _pdf(data):
    starts = [match.start() for match in re.finditer(rb"\d+ 0 obj|xref|trailer|startxref|stream\r?\n|endstream", data)]
    yield from (Part(start, end) for start, end in zip([0, *starts], [*starts, len(data)], strict=True))


def _svg(data):
    yield from (Part(match.start(), match.end()) for match in re.finditer(rb"<[^>]*>|[^<>]+", data))


_READERS = {
    "png": _png, "jpeg": _jpeg, "gif": _gif, "tiff": _tiff, "bmp": _bmp, "psd": _psd, "webp": _riff,
    "avif": _boxes, "heic": _boxes, "jpeg2000": _boxes, "pdf": _pdf, "svg": _svg,
}  # fmt: skip

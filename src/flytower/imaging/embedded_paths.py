"""Paths that Photoshop left in a picture: image resources 2000 to 2997. Source: Adobe Photoshop File Formats."""

import struct
from collections.abc import Iterator
from pathlib import Path

from PIL import ImageFile, JpegImagePlugin, PsdImagePlugin, TiffImagePlugin

from flytower.imaging.outlines import XY, Outline, Piece
from flytower.imaging.source import open_source

_PATHS = range(2000, 2998)
_PHOTOSHOP_TAG = 34377
_SEGMENT = b"Photoshop 3.0\x00"
_RECORD_BYTES = 26
_LENGTHS = (0, 3)  # of a closed, of an open subpath
_KNOTS = (1, 2, 4, 5)
_CLOSED_KNOTS = (1, 2)
_FRACTION = 1 << 24
_MOST_RECORDS = 100_000

_Knot = tuple[XY, XY, XY]
"""The handle before a point, the point, the handle after it."""


def embedded_paths(path: Path, *, closed_only: bool = False) -> tuple[tuple[str, Outline], ...]:
    """The named paths of a JPEG, PSD or TIFF, in fractions of its stored width and height; others have none.

    An open subpath counts as if it were closed, unless `closed_only`. Raises RenderError for a file that cannot be
    opened. A damaged resource gives what could be read of it.
    """
    with open_source(path) as image:
        resources = list(_resources(image))
    knots = _CLOSED_KNOTS if closed_only else _KNOTS
    return tuple((name, outline) for name, data in resources if (outline := _outline(data, knots)).subpaths)


def path_names(path: Path) -> tuple[str, ...]:
    """The names of a picture's embedded paths, in the order of the file. Raises RenderError."""
    with open_source(path) as image:
        return tuple(dict.fromkeys(name for name, _ in _resources(image) if name))


def _resources(image: ImageFile.ImageFile) -> Iterator[tuple[str, bytes]]:
    if isinstance(image, PsdImagePlugin.PsdImageFile):
        for number, name, data in image.resources:
            if number in _PATHS:
                yield name.decode("utf-8", "replace"), data
    elif isinstance(image, JpegImagePlugin.JpegImageFile):
        segments = (data for marker, data in image.applist if marker == "APP13" and data.startswith(_SEGMENT))
        yield from _blocks(b"".join(data[len(_SEGMENT) :] for data in segments))
    elif isinstance(image, TiffImagePlugin.TiffImageFile):
        data = image.tag_v2.get(_PHOTOSHOP_TAG, b"")
        yield from _blocks(data if isinstance(data, bytes) else bytes(data))


def _blocks(data: bytes) -> Iterator[tuple[str, bytes]]:
    """The path resources among image resource blocks: signature, number, name, length, data; all padded to even."""
    position = 0
    while data[position : position + 4] == b"8BIM" and position + 12 <= len(data):
        number = int.from_bytes(data[position + 4 : position + 6])
        letters = data[position + 6]
        name = data[position + 7 : position + 7 + letters]
        position += 6 + letters + 1 + (letters + 1) % 2
        length = int.from_bytes(data[position : position + 4])
        if number in _PATHS:
            yield name.decode("utf-8", "replace"), data[position + 4 : position + 4 + length]
        position += 4 + length + length % 2


def _outline(data: bytes, kinds: tuple[int, ...]) -> Outline:
    """The subpaths of one resource; overlaps of them count as holes, as Photoshop shows them by default."""
    subpaths: list[tuple[Piece, ...]] = []
    knots: list[_Knot] = []
    for start in range(0, min(len(data), _MOST_RECORDS * _RECORD_BYTES) - _RECORD_BYTES + 1, _RECORD_BYTES):
        kind = int.from_bytes(data[start : start + 2])
        if kind in _LENGTHS:
            subpaths += _closed(knots)
            knots = []
        elif kind in kinds:
            knots.append(_knot(data[start + 2 : start + _RECORD_BYTES]))
    subpaths += _closed(knots)
    return Outline(tuple(subpaths), even_odd=True)


def _knot(data: bytes) -> _Knot:
    """Three points, each down and right in parts of the height and width with 24 binary places."""
    parts = [number / _FRACTION for number in struct.unpack(">6i", data)]
    before, point, after = ((parts[index + 1], parts[index]) for index in (0, 2, 4))
    return before, point, after


def _closed(knots: list[_Knot]) -> list[tuple[Piece, ...]]:
    if len(knots) < 2:  # noqa: PLR2004 - a point encloses nothing
        return []
    pieces = []
    for index, (before, point, _) in enumerate(knots):
        _, start, after = knots[index - 1]
        straight = after == start and before == point
        pieces.append((start, point) if straight else (start, after, before, point))
    return [tuple(pieces)]

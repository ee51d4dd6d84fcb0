"""The samples of a TIFF as they are, whatever they mean: any number of them, 8 or 16 bits, strips or tiles.

To the decompressors bytes are bytes: libtiff, through Pillow, is given the blocks as a gray picture that is as many
times wider as a pixel has bytes. Source: TIFF 6.0.
"""

import struct
from io import BytesIO
from itertools import accumulate
from typing import Any, NamedTuple

import numpy as np
from numpy.typing import NDArray
from PIL import Image, TiffImagePlugin

from flytower.imaging.errors import RenderError

_COMPRESSIONS = {1, 5, 8, 32773, 32946}  # none, LZW, Deflate, PackBits, Deflate's older number
_LONG = 4
_HEAD = 8
_HORIZONTAL = 2
_SEPARATE_PLANES = 2
_LONGEST_TILE = 1 << 16

Samples = NDArray[Any]


class _Plane(NamedTuple):
    """Blocks that together show one picture, of `samples` per pixel in the numpy type `kind`."""

    starts: tuple[int, ...]
    sizes: tuple[int, ...]
    samples: int
    kind: str


def read_samples(image: TiffImagePlugin.TiffImageFile, bits: int, samples: int) -> Samples:
    """All samples of an open TIFF, rows by columns by samples; RenderError for a compression not handled here."""
    tags = image.tag_v2
    if tags.get(259, 1) not in _COMPRESSIONS or tags.get(317, 1) not in (1, _HORIZONTAL):
        raise RenderError("a TIFF of this kind cannot be read with its compression")
    kind = "u1" if bits == 8 else "<u2" if tags.prefix == b"II" else ">u2"  # noqa: PLR2004
    starts, sizes = _blocks(tags)
    if tags.get(284, 1) != _SEPARATE_PLANES:
        return _picture(image, _Plane(starts, sizes, samples, kind))
    count = len(starts) // samples
    pieces = [slice(number * count, (number + 1) * count) for number in range(samples)]
    return np.concatenate([_picture(image, _Plane(starts[piece], sizes[piece], 1, kind)) for piece in pieces], 2)


def _blocks(tags: TiffImagePlugin.ImageFileDirectory_v2) -> tuple[tuple[int, ...], tuple[int, ...]]:
    starts, sizes = (tags.get(tag) for tag in ((324, 325) if _is_tiled(tags) else (273, 279)))
    if not starts or not sizes or len(starts) != len(sizes):
        raise RenderError("the TIFF does not say where its pixels are")
    return tuple(starts), tuple(sizes)


def _is_tiled(tags: TiffImagePlugin.ImageFileDirectory_v2) -> bool:
    return 324 in tags  # noqa: PLR2004 - TileOffsets


def _picture(image: TiffImagePlugin.TiffImageFile, plane: _Plane) -> Samples:
    tags = image.tag_v2
    width, height = int(tags[256]), int(tags[257])
    pixel_bytes = plane.samples * np.dtype(plane.kind).itemsize
    with Image.open(BytesIO(_gray_tiff(image, plane, pixel_bytes)), formats=["TIFF"]) as gray:
        rows = np.asarray(gray)
    if rows.shape != (height, width * pixel_bytes):
        raise RenderError("the TIFF's pixels are not where they should be")
    samples = rows.view(plane.kind).reshape(height, width, plane.samples)
    samples = samples.astype(samples.dtype.newbyteorder("="))
    if tags.get(317, 1) == _HORIZONTAL:
        _undo_differences(samples, int(tags.get(322, width)))
    return samples


def _undo_differences(samples: Samples, step: int) -> None:
    """Each sample is the difference from its left neighbour, anew in each tile."""
    for left in range(0, samples.shape[1], max(1, step)):
        part = samples[:, left : left + step]
        np.cumsum(part, axis=1, dtype=part.dtype, out=part)


def _gray_tiff(image: TiffImagePlugin.TiffImageFile, plane: _Plane, pixel_bytes: int) -> bytes:
    """A small TIFF of one gray picture made of the plane's blocks."""
    tags = image.tag_v2
    blocks = _read(image, plane)
    height = int(tags[257])
    sizes = [len(block) for block in blocks]
    starts = [_HEAD, *(_HEAD + end for end in accumulate(sizes[:-1]))]
    entries = {
        256: [int(tags[256]) * pixel_bytes],
        257: [height],
        258: [8],
        259: [int(tags.get(259, 1))],
        262: [1],
        266: [int(tags.get(266, 1))],
        277: [1],
    }
    if _is_tiled(tags):
        side, down = int(tags.get(322, 0)), int(tags.get(323, 0))
        if not (0 < side <= _LONGEST_TILE and 0 < down <= _LONGEST_TILE):
            raise RenderError("the TIFF's tiles have no possible size")
        entries |= {322: [side * pixel_bytes], 323: [down], 324: starts, 325: sizes}
    else:
        entries |= {273: starts, 278: [min(height, int(tags.get(278, height)))], 279: sizes}
    body = b"".join(blocks)
    body += bytes(len(body) % 2)
    return struct.pack("<2sHI", b"II", 42, _HEAD + len(body)) + body + _directory(entries, _HEAD + len(body))


def _read(image: TiffImagePlugin.TiffImageFile, plane: _Plane) -> list[bytes]:
    file = image.fp
    if file is None:
        raise RenderError("the TIFF is closed")
    blocks = []
    for start, size in zip(plane.starts, plane.sizes, strict=True):
        file.seek(start)
        blocks.append(file.read(max(0, size)))
    return blocks


def _directory(entries: dict[int, list[int]], place: int) -> bytes:
    behind = place + 2 + 12 * len(entries) + 4
    table, values = b"", b""
    for tag, numbers in sorted(entries.items()):
        packed = struct.pack(f"<{len(numbers)}I", *numbers)
        field = packed
        if len(packed) > 4:  # noqa: PLR2004 - the room in an entry
            field = struct.pack("<I", behind + len(values))
            values += packed
        table += struct.pack("<HHI", tag, _LONG, len(numbers)) + field
    return struct.pack("<H", len(entries)) + table + bytes(4) + values

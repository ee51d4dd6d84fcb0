"""A PNG writer for 8-bit pixels that is several times faster than a general one.

Every row has the Up filter, which numpy computes for a band of rows at once; ISA-L deflates the bands. Memory stays
at one band whatever the picture's size. Source: PNG 1.2 (ISO/IEC 15948).
"""

import struct
import zlib
from collections.abc import Iterator
from typing import BinaryIO

import numpy as np
from PIL import Image

from flytower.imaging.checksum import compressor, crc32

BAND_ROWS = 128

_SIGNATURE = b"\x89PNG\r\n\x1a\n"
_COLOUR_TYPES = {"L": 0, "RGB": 2, "LA": 4, "RGBA": 6}
_UP = 2
_INCHES_PER_METRE = 1 / 0.0254


def write_png(image: Image.Image, file: BinaryIO, dpi: float = 0.0, profile: bytes | None = None) -> None:
    """Write an image of mode L, LA, RGB or RGBA; with its resolution (unless 0) and ICC profile (unless None)."""
    file.write(_SIGNATURE)
    width, height = image.size
    _chunk(file, b"IHDR", struct.pack(">IIBBBBB", width, height, 8, _COLOUR_TYPES[image.mode], 0, 0, 0))
    if profile is not None:
        _chunk(file, b"iCCP", b"ICC profile\0\0" + zlib.compress(profile))
    if dpi:
        dots = round(dpi * _INCHES_PER_METRE)
        _chunk(file, b"pHYs", struct.pack(">IIB", dots, dots, 1))
    for piece in deflated_rows(image):
        _chunk(file, b"IDAT", piece)
    _chunk(file, b"IEND", b"")


def deflated_rows(image: Image.Image) -> Iterator[bytes]:
    """The pixels as one zlib stream, in pieces: each row is a 2 (Up) and the differences from the row above."""
    width, height = image.size
    row_bytes = width * len(image.getbands())
    deflate = compressor()
    above = np.zeros(row_bytes, np.uint8)
    filtered = np.empty((BAND_ROWS, row_bytes + 1), np.uint8)
    filtered[:, 0] = _UP
    for top in range(0, height, BAND_ROWS):
        rows = min(BAND_ROWS, height - top)
        band = np.asarray(image.crop((0, top, width, top + rows))).reshape(rows, row_bytes)
        np.subtract(band[0], above, out=filtered[0, 1:])
        np.subtract(band[1:], band[:-1], out=filtered[1:rows, 1:])
        above = band[-1]
        if piece := deflate.compress(filtered[:rows].data):
            yield piece
    yield deflate.flush()


def _chunk(file: BinaryIO, kind: bytes, data: bytes) -> None:
    file.write(struct.pack(">I4s", len(data), kind))
    file.write(data)
    file.write(struct.pack(">I", crc32(data, crc32(kind))))

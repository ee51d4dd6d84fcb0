"""tif-alpha with CMYK pixels: five samples per pixel, which Pillow cannot write. Source: TIFF 6.0."""

import struct
from typing import BinaryIO

import numpy as np
from PIL import Image

from flytower.imaging.checksum import compressor
from flytower.imaging.encode.encoding import Encoding
from flytower.imaging.picture import OPAQUE
from flytower.imaging.recipe import Compression

_SAMPLES = 5
_BAND_ROWS = 128
_SHORT, _LONG, _RATIONAL, _UNDEFINED = 3, 4, 5, 7
_RAW, _DEFLATE = 1, 8
_SEPARATED = 5
_UNASSOCIATED_ALPHA = 2
_INCH = 2


def write_cmyk_alpha(encoding: Encoding, file: BinaryIO) -> None:
    """Write C, M, Y, K and alpha interleaved in one strip; LZW is replaced by ZIP, with a warning."""
    packed = encoding.output.compression is not Compression.NONE
    if encoding.output.compression is Compression.LZW:
        encoding.warn("fmt: a CMYK TIFF with alpha cannot be written with lzw, it was written with zip")
    file.write(bytes(8))
    start = file.tell()
    _write_pixels(encoding, file, packed=packed)
    size = file.tell() - start
    file.write(bytes(size % 2))
    directory = file.tell()
    file.write(_directory(encoding, _DEFLATE if packed else _RAW, (start, size), directory))
    file.seek(0)
    file.write(struct.pack("<2sHI", b"II", 42, directory))


def _write_pixels(encoding: Encoding, file: BinaryIO, *, packed: bool) -> None:
    image = encoding.picture.image
    alpha = encoding.picture.alpha or Image.new("L", image.size, OPAQUE)
    width, height = image.size
    deflate = compressor()
    for top in range(0, height, _BAND_ROWS):
        edges = (0, top, width, min(top + _BAND_ROWS, height))
        band = np.dstack([np.asarray(image.crop(edges)), np.asarray(alpha.crop(edges))])
        file.write(deflate.compress(band.data) if packed else band.data)
    if packed:
        file.write(deflate.flush())


def _directory(encoding: Encoding, compression: int, strip: tuple[int, int], place: int) -> bytes:
    dots = struct.pack("<II", round(encoding.dpi * 100), 100)
    entries: list[tuple[int, int, int, bytes]] = [
        (256, _LONG, 1, struct.pack("<I", encoding.width)),
        (257, _LONG, 1, struct.pack("<I", encoding.height)),
        (258, _SHORT, _SAMPLES, struct.pack("<5H", *[8] * _SAMPLES)),
        (259, _SHORT, 1, struct.pack("<H", compression)),
        (262, _SHORT, 1, struct.pack("<H", _SEPARATED)),
        (273, _LONG, 1, struct.pack("<I", strip[0])),
        (277, _SHORT, 1, struct.pack("<H", _SAMPLES)),
        (278, _LONG, 1, struct.pack("<I", encoding.height)),
        (279, _LONG, 1, struct.pack("<I", strip[1])),
        (282, _RATIONAL, 1, dots),
        (283, _RATIONAL, 1, dots),
        (284, _SHORT, 1, struct.pack("<H", 1)),
        (296, _SHORT, 1, struct.pack("<H", _INCH)),
        (338, _SHORT, 1, struct.pack("<H", _UNASSOCIATED_ALPHA)),
    ]
    if encoding.profile is not None:
        entries.append((34675, _UNDEFINED, len(encoding.profile), encoding.profile))
    return _packed_directory(entries, place)


def _packed_directory(entries: list[tuple[int, int, int, bytes]], place: int) -> bytes:
    """The directory at `place` in the file, with values that need more than four bytes behind it."""
    behind = place + 2 + 12 * len(entries) + 4
    table, values = b"", b""
    for tag, kind, count, value in entries:
        if len(value) <= 4:  # noqa: PLR2004 - the room in an entry
            field = value.ljust(4, b"\0")
        else:
            field = struct.pack("<I", behind + len(values))
            values += value + bytes(len(value) % 2)
        table += struct.pack("<HHI", tag, kind, count) + field
    return struct.pack("<H", len(entries)) + table + bytes(4) + values

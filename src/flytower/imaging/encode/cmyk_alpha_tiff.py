"""tif-alpha with CMYK pixels: five samples per pixel, which Pillow cannot write. Source: TIFF 6.0."""

import struct
from io import BytesIO
from typing import BinaryIO, NamedTuple

import numpy as np
from numpy.typing import NDArray
from PIL import Image, TiffImagePlugin

from flytower.imaging.checksum import compressor
from flytower.imaging.encode.encoding import Encoding
from flytower.imaging.picture import OPAQUE
from flytower.imaging.recipe import Compression

_SAMPLES = 5
_BAND_ROWS = 128
_BYTE, _SHORT, _LONG, _RATIONAL, _UNDEFINED = 1, 3, 4, 5, 7
_RAW, _LZW, _DEFLATE = 1, 5, 8
_SEPARATED = 5
_UNASSOCIATED_ALPHA = 2
_INCH = 2
_HORIZONTAL = 2


class _Strips(NamedTuple):
    """Where the pixels are in the file, how many rows are in each strip, and how they are packed."""

    starts: list[int]
    sizes: list[int]
    rows: int
    compression: int
    predictor: int = 1


def write_cmyk_alpha(encoding: Encoding, file: BinaryIO) -> None:
    """Write C, M, Y, K and alpha interleaved; LZW with the horizontal predictor."""
    file.write(bytes(8))
    if encoding.output.compression is Compression.LZW:
        strips = _write_lzw(encoding, file)
    else:
        strips = _write_pixels(encoding, file, packed=encoding.output.compression is not Compression.NONE)
    file.write(bytes(file.tell() % 2))
    directory = file.tell()
    file.write(_directory(encoding, strips, directory))
    file.seek(0)
    file.write(struct.pack("<2sHI", b"II", 42, directory))


def _write_pixels(encoding: Encoding, file: BinaryIO, *, packed: bool) -> _Strips:
    start = file.tell()
    deflate = compressor()
    for top in range(0, encoding.height, _BAND_ROWS):
        band = _samples(encoding, top, min(top + _BAND_ROWS, encoding.height))
        file.write(deflate.compress(band.data) if packed else band.data)
    if packed:
        file.write(deflate.flush())
    return _Strips([start], [file.tell() - start], encoding.height, _DEFLATE if packed else _RAW)


def _samples(encoding: Encoding, top: int, bottom: int) -> NDArray[np.uint8]:
    image = encoding.picture.image
    alpha = encoding.picture.alpha or Image.new("L", image.size, OPAQUE)
    edges = (0, top, encoding.width, bottom)
    return np.dstack([np.asarray(image.crop(edges)), np.asarray(alpha.crop(edges))])


def _write_lzw(encoding: Encoding, file: BinaryIO) -> _Strips:
    """To LZW bytes are bytes: rows of samples go through the encoder as a gray picture five times as wide."""
    rows = np.empty((encoding.height, encoding.width * _SAMPLES), np.uint8)
    for top in range(0, encoding.height, _BAND_ROWS):
        bottom = min(top + _BAND_ROWS, encoding.height)
        band = _samples(encoding, top, bottom).reshape(bottom - top, -1)
        rows[top:bottom, :_SAMPLES] = band[:, :_SAMPLES]
        np.subtract(band[:, _SAMPLES:], band[:, :-_SAMPLES], out=rows[top:bottom, _SAMPLES:])
    packed = BytesIO()
    Image.fromarray(rows).save(packed, "TIFF", compression="tiff_lzw")
    starts, sizes = [], []
    with Image.open(packed, formats=["TIFF"]) as gray:
        tags = gray.tag_v2 if isinstance(gray, TiffImagePlugin.TiffImageFile) else {}
        for start, size in zip(tags[273], tags[279], strict=True):
            packed.seek(start)
            starts.append(file.tell())
            sizes.append(file.write(packed.read(size)))
    return _Strips(starts, sizes, int(tags[278]), _LZW, _HORIZONTAL)


def _directory(encoding: Encoding, strips: _Strips, place: int) -> bytes:
    dots = struct.pack("<II", round(encoding.dpi * 100), 100)
    entries: list[tuple[int, int, int, bytes]] = [
        (256, _LONG, 1, struct.pack("<I", encoding.width)),
        (257, _LONG, 1, struct.pack("<I", encoding.height)),
        (258, _SHORT, _SAMPLES, struct.pack("<5H", *[8] * _SAMPLES)),
        (259, _SHORT, 1, struct.pack("<H", strips.compression)),
        (262, _SHORT, 1, struct.pack("<H", _SEPARATED)),
        (273, _LONG, len(strips.starts), _longs(strips.starts)),
        (277, _SHORT, 1, struct.pack("<H", _SAMPLES)),
        (278, _LONG, 1, struct.pack("<I", strips.rows)),
        (279, _LONG, len(strips.sizes), _longs(strips.sizes)),
        (282, _RATIONAL, 1, dots),
        (283, _RATIONAL, 1, dots),
        (284, _SHORT, 1, struct.pack("<H", 1)),
        (296, _SHORT, 1, struct.pack("<H", _INCH)),
        (338, _SHORT, 1, struct.pack("<H", _UNASSOCIATED_ALPHA)),
    ]
    if strips.predictor == _HORIZONTAL:
        entries.append((317, _SHORT, 1, struct.pack("<H", _HORIZONTAL)))
    if encoding.xmp is not None:
        entries.append((700, _BYTE, len(encoding.xmp), encoding.xmp))
    if encoding.paths is not None:
        entries.append((34377, _BYTE, len(encoding.paths), encoding.paths))
    if encoding.profile is not None:
        entries.append((34675, _UNDEFINED, len(encoding.profile), encoding.profile))
    return _packed_directory(sorted(entries), place)


def _longs(numbers: list[int]) -> bytes:
    return struct.pack(f"<{len(numbers)}I", *numbers)


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

"""PNG sources: proof that a file is whole, and a faster decoder for plain ones.

Pillow takes a PNG whose data ends early for a complete one, so the chunks are checked before any decoder sees them.
"""

import struct
from io import BytesIO
from pathlib import Path
from typing import BinaryIO

from PIL import Image

from flytower.imaging.accelerators import spng
from flytower.imaging.checksum import crc32, decompressor
from flytower.imaging.errors import RenderError
from flytower.imaging.probe import ColourMode, ImageHeader
from flytower.imaging.source import guarded

_SIGNATURE = b"\x89PNG\r\n\x1a\n"
_PIECE = 1 << 20

_HEAD = 1 << 20  # the chunks before the picture's data: profiles and texts

# Samples per pixel of each colour type, and the passes of interlaced files (first column, row; steps).
_SAMPLES = {0: 1, 2: 3, 3: 1, 4: 2, 6: 4}
_ADAM7 = ((0, 0, 8, 8), (4, 0, 8, 8), (0, 4, 4, 8), (2, 0, 4, 4), (0, 2, 2, 4), (1, 0, 2, 2), (0, 1, 1, 2))

# Colour types that libspng gives back as they are.
_PLAIN_TYPES = {0: "L", 2: "RGB", 6: "RGBA"}


def decode_png(path: Path, header: ImageHeader) -> Image.Image | None:
    """Prove that a PNG is whole, and decode it by libspng if it is plain; None leaves a whole file to Pillow.

    Raises RenderError for a file that was cut off or damaged.
    """
    with guarded():
        if not _is_plain(path, header):
            with path.open("rb") as file:
                _check(file, _Rows())
            return None
        data = path.read_bytes()
        _check(BytesIO(data), None)  # libspng notices by itself that rows are missing
        return Image.fromarray(spng.load(data, _PLAIN_TYPES[data[25]]))


def _check(file: BinaryIO, rows: "_Rows | None") -> None:
    if file.read(8) != _SIGNATURE:
        raise RenderError("the PNG's signature is damaged")
    kind = b""
    while kind != b"IEND":
        kind = _check_chunk(file, rows)
    if rows is not None:
        rows.finish()


def _check_chunk(file: BinaryIO, rows: "_Rows | None") -> bytes:
    head = file.read(8)
    if len(head) < 8:  # noqa: PLR2004 - a chunk's length and type
        raise RenderError("the PNG ends before its end mark: it was cut off")
    length, kind = struct.unpack(">I4s", head)
    checksum = crc32(kind)
    while length:
        piece = file.read(min(length, _PIECE))
        if not piece:
            raise RenderError("the PNG ends inside its data: it was cut off")
        checksum = crc32(piece, checksum)
        length -= len(piece)
        if rows is not None:
            rows.take(kind, piece)
    told = file.read(4)
    if len(told) < 4:  # noqa: PLR2004 - a checksum
        raise RenderError("the PNG ends inside its data: it was cut off")
    if told != struct.pack(">I", checksum):
        name = kind.decode("ascii") if kind.isalpha() else "nameless"
        raise RenderError(f"the PNG's {name} chunk is damaged (checksum)")
    return bytes(kind)


class _Rows:
    """Counts the bytes that the picture's data inflate to; memory stays small whatever they claim."""

    def __init__(self) -> None:
        self._inflate = decompressor()
        self._missing = 0

    def take(self, kind: bytes, piece: bytes) -> None:
        if kind == b"IHDR":
            self._missing = _inflated_size(piece)
        elif kind == b"IDAT":
            while piece and self._missing > 0:
                self._missing -= len(self._inflate.decompress(piece, _PIECE))
                piece = self._inflate.unconsumed_tail

    def finish(self) -> None:
        """Whatever the decompressor still holds counts, too; then nothing may be missing."""
        while self._missing > 0 and (rest := self._inflate.decompress(b"", _PIECE)):
            self._missing -= len(rest)
        if self._missing > 0:
            raise RenderError("the PNG's data end before its last row")


def _inflated_size(head: bytes) -> int:
    width, height, bits, colour_type, _, _, interlaced = struct.unpack(">IIBBBBB", head)
    pixel_bits = bits * _SAMPLES[colour_type]
    if not interlaced:
        return int(height * (1 + (width * pixel_bits + 7) // 8))
    total = 0
    for left, top, right, down in _ADAM7:
        columns, rows = (width - left + right - 1) // right, (height - top + down - 1) // down
        if columns > 0 and rows > 0:
            total += rows * (1 + (columns * pixel_bits + 7) // 8)
    return total


def _is_plain(path: Path, header: ImageHeader) -> bool:
    """Whether libspng is there and gives this file's pixels as they are: 8 bits, no palette, no clear colour."""
    if spng is None or header.mode not in {ColourMode.GRAY, ColourMode.RGB} or header.bits != 8:  # noqa: PLR2004
        return False
    with guarded(), path.open("rb") as file:
        head = file.read(_HEAD)
        start = head.find(b"IDAT")
        return head[25] in _PLAIN_TYPES and not head[28] and start > 0 and b"tRNS" not in head[:start]

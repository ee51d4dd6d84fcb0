"""PNG sources: proof that a file is whole, and a faster decoder for plain ones.

Pillow takes a PNG whose data ends early for a complete one, so the chunks are checked before any decoder sees them.
"""

import struct
from pathlib import Path
from typing import BinaryIO

from PIL import Image

from flytower.imaging.accelerators import spng
from flytower.imaging.checksum import crc32
from flytower.imaging.errors import RenderError
from flytower.imaging.probe import ColourMode, ImageHeader
from flytower.imaging.source import guarded

_SIGNATURE = b"\x89PNG\r\n\x1a\n"
_PIECE = 1 << 20

# Colour types that libspng gives back as they are.
_PLAIN_TYPES = {0: "L", 2: "RGB", 6: "RGBA"}


def check_png(path: Path) -> None:
    """Raise RenderError unless every chunk up to the end mark is there and has its checksum."""
    with guarded(), path.open("rb") as file:
        if file.read(8) != _SIGNATURE:
            raise RenderError("the PNG's signature is damaged")
        kind = b""
        while kind != b"IEND":
            kind = _check_chunk(file)


def _check_chunk(file: BinaryIO) -> bytes:
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
    if file.read(4) != struct.pack(">I", checksum):
        raise RenderError(f"the PNG's {kind.decode('latin-1')} chunk is damaged (checksum)")
    return bytes(kind)


def decode_plain_png(path: Path, header: ImageHeader) -> Image.Image | None:
    """Decode a plain 8-bit PNG by libspng, or None when it is not plain or libspng is not installed."""
    if spng is None or header.mode not in {ColourMode.GRAY, ColourMode.RGB} or header.bits != 8:  # noqa: PLR2004
        return None
    with guarded():
        data = path.read_bytes()
        mode = _PLAIN_TYPES.get(data[25])
        # tRNS makes single colours clear, bKGD and the like change nothing; interlaced files are rare.
        if mode is None or data[28] or b"tRNS" in data[: data.find(b"IDAT")]:
            return None
        return Image.fromarray(spng.load(data, mode))

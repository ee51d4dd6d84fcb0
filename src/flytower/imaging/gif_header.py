"""What a GIF says before its first picture's data. Source: GIF 89a.

Pillow would make room for the first frame to be cleared away, as large as the file says it is, just to open it.
"""

from pathlib import Path
from typing import BinaryIO, NamedTuple

from flytower.imaging.errors import RenderError

_SCREEN = 13
_EXTENSION, _FRAME, _END = b"!", b",", b";"
_CONTROL = 0xF9
_HAS_PALETTE = 0x80
_CLEAR = 1


class GifHeader(NamedTuple):
    """Width and height (the screen, or more where the first frame is larger), and what the first frame is like."""

    size: tuple[int, int]
    has_colours: bool
    has_alpha: bool
    animated: bool


class _Frame(NamedTuple):
    """The place, size and flags of a frame, and whether one of its colours is clear."""

    right: int
    bottom: int
    palette: bytes | None
    clear: bool


def gif_header(path: Path) -> GifHeader:
    """Read the header of a GIF, and see whether a second frame follows. Raises RenderError for one without a frame."""
    with path.open("rb") as file:
        screen = file.read(_SCREEN)
        if len(screen) < _SCREEN:
            raise RenderError("the GIF ends before its first picture")
        shared = _palette(file, screen[10])
        frame = _next_frame(file)
        if frame is None:
            raise RenderError("the GIF has no picture")
        file.read(1)  # the code size
        _skip(file)
        animated = _next_frame(file) is not None
    width, height = (int.from_bytes(screen[at : at + 2], "little") for at in (6, 8))
    palette = shared if frame.palette is None else frame.palette
    size = (max(width, frame.right), max(height, frame.bottom))
    if not all(size):
        raise RenderError("the picture has no pixels")
    return GifHeader(size, not _is_gray(palette), frame.clear, animated)


def _next_frame(file: BinaryIO) -> _Frame | None:
    clear = False
    while (mark := file.read(1)) not in (_FRAME, _END, b""):
        if mark == _EXTENSION:  # whatever else stands between blocks is passed over
            label, block = file.read(1), _block(file)
            if label == bytes([_CONTROL]) and block:
                clear = bool(block[0] & _CLEAR)
            if block:
                _skip(file)
    place = file.read(9)
    if mark != _FRAME or len(place) < 9:  # noqa: PLR2004 - four numbers and flags
        return None
    left, top, width, height = (int.from_bytes(place[at : at + 2], "little") for at in (0, 2, 4, 6))
    return _Frame(left + width, top + height, _palette(file, place[8]), clear)


def _palette(file: BinaryIO, flags: int) -> bytes | None:
    return file.read(3 << ((flags & 7) + 1)) if flags & _HAS_PALETTE else None


def _is_gray(palette: bytes | None) -> bool:
    """Whether there are no colours, or the number of each is its gray."""
    return palette is None or palette == bytes(number for number in range(len(palette) // 3) for _ in range(3))


def _block(file: BinaryIO) -> bytes:
    length = file.read(1)
    return file.read(length[0]) if length else b""


def _skip(file: BinaryIO) -> None:
    """Go behind the last block."""
    while _block(file):
        pass

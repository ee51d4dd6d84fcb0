"""What font files are called: the few bytes of them that a font map needs. Source: OpenType, name, OS/2, head."""

import struct
from collections.abc import Iterator
from io import BufferedReader
from pathlib import Path
from typing import NamedTuple

_COLLECTION = b"ttcf"
_KINDS = (b"\0\1\0\0", b"OTTO", b"true")
_MOST_FACES = 64
_MOST_TABLES = 128
_LARGEST_TABLE = 1 << 20
_FAMILY, _FULL_NAME, _POSTSCRIPT, _WIDE_FAMILY = 1, 4, 6, 16
_UNICODE, _MACINTOSH, _WINDOWS = 0, 1, 3
_STYLES = (400, 700)
_NORMAL_WIDTH = 5

Tables = dict[bytes, bytes]


class FontFace(NamedTuple):
    """A face of a font file.

    `number` is its place in a collection. `names` are all names it goes by, in lower case; `family` is the one to show.
    """

    path: Path
    number: int
    family: str
    families: frozenset[str]
    names: frozenset[str]
    bold: bool
    italic: bool


def faces_of(path: Path) -> tuple[FontFace, ...]:
    """The faces of a file; none when it is no font."""
    try:
        with path.open("rb") as file:
            return tuple(_face(path, index, _tables(file, offset)) for index, offset in enumerate(_offsets(file)))
    except (OSError, struct.error, ValueError):
        return ()


def _offsets(file: BufferedReader) -> list[int]:
    kind = file.read(4)
    if kind in _KINDS:
        return [0]
    if kind != _COLLECTION:
        return []
    _, count = struct.unpack(">II", file.read(8))
    return [struct.unpack(">I", file.read(4))[0] for _ in range(min(count, _MOST_FACES))]


def _tables(file: BufferedReader, offset: int) -> Tables:
    file.seek(offset + 4)
    (count,) = struct.unpack(">H6x", file.read(8))
    entries = [struct.unpack(">4s4xII", file.read(16)) for _ in range(min(count, _MOST_TABLES))]
    found = {}
    for tag, start, length in entries:
        if tag in (b"name", b"OS/2", b"head"):
            file.seek(start)
            found[tag] = file.read(min(length, _LARGEST_TABLE))
    return found


def _face(path: Path, index: int, tables: Tables) -> FontFace:
    names = list(_names(tables.get(b"name", b"")))
    bold, italic, plain = _style(tables)
    wanted = (_FAMILY, _WIDE_FAMILY) if plain else (_FAMILY,)
    families = [text for number, text in names if number in wanted]
    if not families:
        raise ValueError("a font without a name")
    return FontFace(
        path=path,
        number=index,
        family=next((text for text in families if text.isascii()), families[0]),
        families=frozenset(map(str.casefold, families)),
        names=frozenset(text.casefold() for number, text in names if number in (_FULL_NAME, _POSTSCRIPT)),
        bold=bold,
        italic=italic,
    )


def _names(table: bytes) -> Iterator[tuple[int, str]]:
    """Every name in every language, with its number."""
    if not table:
        return
    _, count, strings = struct.unpack_from(">HHH", table)
    for entry in range(count):
        platform, _, _, number, length, offset = struct.unpack_from(">6H", table, 6 + 12 * entry)
        octets = table[strings + offset : strings + offset + length]
        if platform in (_UNICODE, _WINDOWS):
            yield number, octets.decode("utf-16-be", "replace").strip("\0 ")
        elif platform == _MACINTOSH:
            yield number, octets.decode("mac-roman", "replace").strip("\0 ")


def _style(tables: Tables) -> tuple[bool, bool, bool]:
    """Bold, italic, and whether the face is one of the four that a family has: neither light, black nor narrow."""
    metrics = tables.get(b"OS/2", b"")
    if len(metrics) >= 64:  # noqa: PLR2004 - fsSelection ends there
        weight, width = struct.unpack_from(">HH", metrics, 4)
        (selection,) = struct.unpack_from(">H", metrics, 62)
        return bool(selection & 0x20), bool(selection & 0x201), weight in _STYLES and width == _NORMAL_WIDTH
    (style,) = struct.unpack_from(">H", tables.get(b"head", b""), 44)
    return bool(style & 1), bool(style & 2), True

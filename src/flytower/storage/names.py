"""File names inside an archive: safe to unpack anywhere, and no two alike."""

import re
import unicodedata
from collections.abc import Iterable
from pathlib import PurePosixPath

MAX_BYTES = 255
"""The longest file name, in bytes of UTF-8, that common file systems take."""

# Path separators, controls (C0, DEL, C1) and lone surrogates, which no encoding can carry.
_UNSAFE = re.compile(r"[/\\\x00-\x1f\x7f-\x9f\ud800-\udfff]")


def safe_name(name: str) -> str:
    """Return the name with nothing in it that could leave the directory it is unpacked into.

    Path separators, control characters and lone surrogates become `_`, as does each dot of `.` and `..`; an empty
    name becomes `_`. Any other Unicode is kept, up to `MAX_BYTES`, beyond which the stem is cut.
    """
    cleaned = _UNSAFE.sub("_", name)
    if cleaned in {".", ".."}:
        cleaned = "_" * len(cleaned)
    return _fitted(cleaned if cleaned.strip() else "_", "")


def unique_names(names: Iterable[str]) -> list[str]:
    """Return the names made safe, in their order, those that collide numbered ` (2)`, ` (3)` before the extension.

    Two names collide when a file system that ignores case, Unicode normalisation or trailing dots and spaces
    (Windows, macOS) would take one for the other. The first of them keeps its name, and a number never takes a
    name that another file brought along.
    """
    safe = [safe_name(name) for name in names]
    taken = {_key(name) for name in safe}
    kept: set[str] = set()
    numbers: dict[str, int] = {}
    result = []
    for name in safe:
        key = _key(name)
        if key in kept:
            name = _numbered(name, key, taken, numbers)  # noqa: PLW2901 - the name it gets
        kept.add(key)
        result.append(name)
    return result


def _numbered(name: str, key: str, taken: set[str], numbers: dict[str, int]) -> str:
    while True:
        numbers[key] = number = numbers.get(key, 1) + 1
        candidate = _fitted(name, f" ({number})")
        if _key(candidate) not in taken:
            taken.add(_key(candidate))
            return candidate


def _fitted(name: str, number: str) -> str:
    """Put the number before the extension, cutting the stem (or an absurd extension) to fit into `MAX_BYTES`."""
    path = PurePosixPath(name)
    stem, extension = path.stem, path.suffix
    room = MAX_BYTES - len((number + extension).encode())
    if room < 1:
        stem, extension, room = name, "", MAX_BYTES - len(number)
    return stem.encode()[:room].decode(errors="ignore") + number + extension


def _key(name: str) -> str:
    folded = unicodedata.normalize("NFD", unicodedata.normalize("NFD", name).casefold())
    return folded.rstrip(". ")

"""Which font file a name in rich text means. Source: IS reference, font map, font handling, SynthesizeFontStyles.

A directory may hold, besides fonts, a file `fontmap.tsv` with other names for them: the vendor's font map, a header row
and then Name, Bold, Italic, FontPath (a file of the directory or of the package), separated by tabs.
"""

import csv
from collections.abc import Iterable
from functools import lru_cache
from io import StringIO
from pathlib import Path
from typing import NamedTuple

from flytower.imaging.errors import RequestError
from flytower.imaging.syntax import shown
from flytower.imaging.text.font_files import FontFace, faces_of
from flytower.imaging.text.records import DEFAULT_FONT, FontSource

SHIPPED = Path(__file__).parent.parent / "fonts"
MAP_FILE = "fontmap.tsv"
_SUFFIXES = frozenset({".ttf", ".otf", ".ttc", ".otc"})
_MOST_SHOWN = 40


class Found(NamedTuple):
    """A face, and what has to be synthesized because the family has no such face."""

    face: FontFace
    embolden: bool = False
    slant: bool = False


class FontMap:
    """The faces that there are; those first in order win where several have one name."""

    def __init__(self, faces: Iterable[FontFace], default: str) -> None:
        self.faces = tuple(faces)
        self._default = default

    def find(self, name: str, *, bold: bool, italic: bool) -> Found:
        """The face of a name (of a family, or the full or PostScript name of one face); empty means the default.

        Raises RequestError for a name that no font has, naming those there are.
        """
        wanted = (name or self._default).strip().casefold()
        family = [face for face in self.faces if wanted in face.families]
        if family:
            return _closest(family, bold=bold, italic=italic)
        one = next((face for face in self.faces if wanted in face.names), None)
        if one is not None:
            return Found(one, embolden=bold and not one.bold, slant=italic and not one.italic)
        if not name and wanted != DEFAULT_FONT.casefold():
            return self.find(DEFAULT_FONT, bold=bold, italic=italic)
        raise RequestError(f"there is no font '{shown(name)}'; there are {self._known()}")

    def substitutes(self, found: Found, *, bold: bool, italic: bool) -> list[Found]:
        """Where to look for characters that a face lacks: the default font, then one face of every family."""
        families = dict.fromkeys([self._default, DEFAULT_FONT, *(face.family for face in self.faces)])
        others = (self._of_family(family, bold=bold, italic=italic) for family in families)
        return [other for other in others if other is not None and other.face != found.face]

    def _of_family(self, name: str, *, bold: bool, italic: bool) -> Found | None:
        family = [face for face in self.faces if name.casefold() in face.families]
        return _closest(family, bold=bold, italic=italic) if family else None

    def _known(self) -> str:
        families = sorted({face.family for face in self.faces})
        return ", ".join(families[:_MOST_SHOWN]) + (", ..." if len(families) > _MOST_SHOWN else "")


def font_map(source: FontSource) -> FontMap:
    """The fonts of a source, read again when files come or go, or their map changes."""
    if source.directory is None:
        return _font_map(source, ())
    try:
        return _font_map(source, stamp_of(source.directory))
    except OSError as fault:
        raise RequestError(f"the font directory can not be read: {fault.strerror}") from fault


def stamp_of(directory: Path) -> tuple[int, ...]:
    """What changes when files of a font directory come or go, or their map changes. Raises OSError."""
    table = directory / MAP_FILE
    return tuple(path.stat().st_mtime_ns for path in (directory, table) if path is not table or path.is_file())


@lru_cache(maxsize=8)
def _font_map(source: FontSource, _changed: tuple[int, ...]) -> FontMap:
    faces: list[FontFace] = []
    if source.directory is not None:
        faces += reversed(list(_named(source.directory)))  # of two rows with one name the last one holds
        faces += _faces(source.directory)
    return FontMap((*faces, *_shipped()), source.default)


@lru_cache(maxsize=2)
def _shipped() -> tuple[FontFace, ...]:
    return tuple(_faces(SHIPPED))


def _faces(directory: Path) -> list[FontFace]:
    files = sorted(path for path in directory.iterdir() if path.suffix.casefold() in _SUFFIXES)
    return [face for path in files for face in faces_of(path)]


def _named(directory: Path) -> Iterable[FontFace]:
    """The faces that the directory's own font map gives other names."""
    table = directory / MAP_FILE
    if not table.is_file():
        return
    for row in csv.DictReader(StringIO(_text(table.read_bytes()), newline=""), delimiter="\t", quoting=csv.QUOTE_NONE):
        name, path = (row.get("Name") or "").strip(), Path((row.get("FontPath") or "").strip()).name
        file_path = next((folder / path for folder in (directory, SHIPPED) if path and (folder / path).is_file()), None)
        if not name or file_path is None:
            continue
        bold, italic = ((row.get(column) or "").strip() == "1" for column in ("Bold", "Italic"))
        for face in faces_of(file_path)[:1]:
            yield face._replace(
                family=name, families=frozenset({name.casefold()}), names=frozenset(), bold=bold, italic=italic
            )


def _text(octets: bytes) -> str:
    """UTF-8, or else ISO 8859-1, which any bytes are. Source: IS reference, image catalog, data files."""
    try:
        return octets.decode("utf-8-sig")
    except UnicodeDecodeError:
        return octets.decode("iso-8859-1")


def _closest(family: list[FontFace], *, bold: bool, italic: bool) -> Found:
    """The face of a family that leaves least to synthesize; a style too many is worse than one too few."""

    def distance(face: FontFace) -> int:
        surplus = (face.bold and not bold) + (face.italic and not italic)
        return 4 * surplus + (bold and not face.bold) + (italic and not face.italic)

    best = min(family, key=distance)
    return Found(best, embolden=bold and not best.bold, slant=italic and not best.italic)

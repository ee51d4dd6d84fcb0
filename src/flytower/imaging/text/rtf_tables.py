"""The tables at the head of rich text: fonts and colours. Source: IS reference, font handling, color handling."""

from typing import NamedTuple

from flytower.imaging.colour_values import parse_own_colour
from flytower.imaging.recipe_values import Colour, PixelType
from flytower.imaging.text.charsets import ANSI
from flytower.imaging.text.records import Inks
from flytower.imaging.values import Arguments

_RGB = ("red", "green", "blue")
_CMYK = ("cyan", "magenta", "yellow", "black")


class FontEntry(NamedTuple):
    """A font of the table: its name in the font map, and its character set."""

    name: str = ""
    charset: int = ANSI


class FontTable:
    r"""Of fonttbl: `\f0\fcharset0 Name;` for each font."""

    def __init__(self) -> None:
        self.entries: dict[int, FontEntry] = {}
        self._number = 0
        self._charset = ANSI
        self._name = ""

    def word(self, word: str, number: int | None) -> None:
        """A control word inside the table."""
        if word == "f":
            self._number, self._charset, self._name = number or 0, ANSI, ""
        elif word == "fcharset":
            self._charset = number or ANSI

    def text(self, text: str) -> None:
        """Text inside the table: names, each ended by a semicolon."""
        *ended, rest = text.split(";")
        for piece in ended:
            name, self._name = (self._name + piece).strip(), ""
            if name:
                self.entries[self._number] = FontEntry(name, self._charset)
        self._name += rest

    def end(self) -> None:
        """The end of a group: a name without its semicolon ends, too."""
        if self._name.strip():
            self.text(";")


class ColourTable:
    """Of colortbl or cmykcolortbl: components, each colour ended by a semicolon; one without components is none."""

    def __init__(self, model: PixelType) -> None:
        self.entries: list[Colour | None] = []
        self._model = model
        self._components: dict[str, float] = {}

    def word(self, word: str, number: int | None) -> None:
        """A control word inside the table; those of the other kind of colour mean nothing."""
        names = _RGB if self._model is PixelType.RGB else _CMYK
        if word in names:
            self._components[word] = float(min(255 if names is _RGB else 100, max(0, number or 0)))

    def text(self, text: str) -> None:
        """Text inside the table, of which only semicolons count."""
        for _ in range(text.count(";")):
            names = _RGB if self._model is PixelType.RGB else _CMYK
            found = Colour(self._model, tuple(self._components.get(name, 0.0) for name in names))
            self.entries.append(found if self._components else None)
            self._components = {}

    def end(self) -> None:
        """The end of a group: a colour without its semicolon ends, too."""
        if self._components:
            self.text(";")


class ListedColours:
    """Of iscolortbl: colours as every command writes them, separated by semicolons; an empty one is none."""

    def __init__(self, arguments: Arguments) -> None:
        self.entries: list[Colour | None] = []
        self._arguments = arguments
        self._rest = ""

    def word(self, word: str, number: int | None) -> None:
        """No control word means anything here."""

    def text(self, text: str) -> None:
        """Colours, the last of which may go on in the next text."""
        *ended, self._rest = (self._rest + text).split(";")
        for piece in ended:
            wish = Arguments(f"{self._arguments.command} iscolortbl", piece.strip(), self._arguments.notes)
            self.entries.append(parse_own_colour(wish) if wish.value else None)

    def end(self) -> None:
        """The end of a group: semicolons stand between colours, so none needs to follow the last one."""
        if self._rest.strip():
            self.text(";")


class Colours:
    """All colour tables of a text."""

    def __init__(self, arguments: Arguments) -> None:
        self.rgb = ColourTable(PixelType.RGB)
        self.cmyk = ColourTable(PixelType.CMYK)
        self.listed = ListedColours(arguments)

    def inks(self, index: int) -> Inks:
        """What the tables say of an index."""
        tables = (self.listed.entries, self.cmyk.entries, self.rgb.entries)
        return Inks(*(table[index] if 0 <= index < len(table) else None for table in tables))

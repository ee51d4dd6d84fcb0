"""Paragraphs become clusters: the smallest pieces of text that a line can be made of."""

import unicodedata
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from functools import lru_cache
from typing import NamedTuple

from flytower.imaging.text.bidi import levels
from flytower.imaging.text.breaks import LINE_BREAK, SOFT_HYPHEN, is_blank, is_ideographic, may_break
from flytower.imaging.text.faces import Face, Glyph, Shaped, face_of
from flytower.imaging.text.font_map import FontMap
from flytower.imaging.text.records import Caps, CharStyle, Paragraph, Script, Span

SMALL_LETTERS = 2 / 3
"""The size of letters that sub, super and scaps make smaller."""


@dataclass(frozen=True, slots=True)
class Cluster:
    """Characters that can not be parted, as glyphs. Lengths are ems of the style's size, which `factor` reduces.

    `upright` clusters stand in vertical text: their advance goes down and their glyphs lie about the column's middle.
    `hyphen` is what a soft hyphen shows at the end of a line.
    """

    text: str
    style: CharStyle
    face: Face
    glyphs: tuple[Glyph, ...]
    advance: float
    level: int = 0
    may_end: bool = False
    factor: float = 1.0
    upright: bool = False
    hyphen: "Cluster | None" = None

    @property
    def blank(self) -> bool:
        """Whether it is a blank that a line's end swallows."""
        return is_blank(self.text)

    @property
    def ends_line(self) -> bool:
        """Whether it is a line break."""
        return self.text == LINE_BREAK

    @property
    def ideographic(self) -> bool:
        """Whether it may be moved away from its neighbours to justify a line."""
        return is_ideographic(self.text[0])


class _Letter(NamedTuple):
    """A character with all that decides which others it can be shaped with."""

    text: str
    style: CharStyle
    factor: float
    face: Face
    script: str
    upright: bool


class Shaper:
    """Shapes the paragraphs of one text."""

    def __init__(self, fonts: FontMap, *, columns: bool) -> None:
        self._fonts = fonts
        self._columns = columns

    def clusters(self, paragraph: Paragraph) -> tuple[Cluster, ...]:
        """The clusters of a paragraph in reading order."""
        letters = list(self._letters(paragraph.spans))
        text = "".join(letter.text for letter in letters)
        points = [ord(character) for character in text]
        if self._columns:
            depths = [0] * len(letters)
        else:
            depths = levels(text, [letter.style.reversed_flow for letter in letters])
        ends = may_break(text)
        found: list[Cluster] = []
        for start, end in _runs(letters, depths):
            found += self._run(letters, points, ends, (start, end, depths[start]))
        return tuple(found)

    def _run(
        self, letters: list[_Letter], points: list[int], ends: list[bool], run: tuple[int, int, int]
    ) -> list[Cluster]:
        start, end, level = run
        first = letters[start]
        if first.text == LINE_BREAK:
            return [_cluster(letters[start:end], Shaped(start, (), 0.0), level, may_end=True)]
        direction = "ttb" if first.upright else ("rtl" if level % 2 else "ltr")
        shaped = first.face.shape(points, start, end, direction, _features(first.style))
        shaped.sort(key=lambda piece: piece.start)
        stops = [*(piece.start for piece in shaped[1:]), end]
        return [
            self._with_hyphen(_cluster(letters[piece.start : stop], piece, level, may_end=ends[stop - 1]))
            for piece, stop in zip(shaped, stops, strict=True)
        ]

    def _with_hyphen(self, cluster: Cluster) -> Cluster:
        if cluster.text != SOFT_HYPHEN:
            return cluster
        (shaped,) = cluster.face.shape([ord("-")], 0, 1, "ltr", {})
        shown = replace(cluster, text="-", glyphs=shaped.glyphs, advance=shaped.advance, may_end=False)
        return replace(cluster, glyphs=(), advance=0.0, hyphen=shown)

    def _letters(self, spans: Sequence[Span]) -> Iterator[_Letter]:
        face, script = None, ""
        for span in spans:
            for text, factor in _cased(span):
                for character in text:
                    joins = bool(unicodedata.combining(character)) or character in "\u200c\u200d\ufe0f"
                    if not joins or face is None:
                        face = self._face(character, span.style)
                    script = _script(character) or script
                    upright = self._columns and (is_ideographic(character) or not span.style.lying)
                    yield _Letter(character, span.style, factor, face, script, upright)

    def _face(self, character: str, style: CharStyle) -> Face:
        return _face_for(self._fonts, character, style.font, style.bold, style.italic)


@lru_cache(maxsize=4096)
def _face_for(fonts: FontMap, character: str, font: str, bold: bool, italic: bool) -> Face:
    """The named face, or the first of its substitutes that has the character, if any does."""
    found = fonts.find(font, bold=bold, italic=italic)
    face = face_of(found)
    if character == LINE_BREAK or face.has(character):
        return face
    others = (face_of(other) for other in fonts.substitutes(found, bold=bold, italic=italic))
    return next((other for other in others if other.has(character)), face)


def _cased(span: Span) -> Iterator[tuple[str, float]]:
    """The text in capital letters if it is to be, with the factor of its size."""
    style = span.style
    factor = 1.0 if style.script is Script.NORMAL else SMALL_LETTERS
    if style.caps is not Caps.SMALL:
        yield span.text.upper() if style.caps is Caps.ALL else span.text, factor
        return
    for character in span.text:
        small = character.upper() != character
        yield character.upper(), factor * SMALL_LETTERS if small else factor


@lru_cache(maxsize=4096)
def _script(character: str) -> str:
    """The script of a letter, as its name begins; empty for signs, digits and marks, which go with any."""
    if unicodedata.category(character)[0] != "L":
        return ""
    return unicodedata.name(character, "").partition(" ")[0]


def _runs(letters: list[_Letter], depths: list[int]) -> Iterator[tuple[int, int]]:
    """Start and end of every stretch of letters that are shaped together."""
    start = 0
    for place in range(1, len(letters) + 1):
        if place == len(letters) or depths[place] != depths[start] or not _together(letters[place - 1], letters[place]):
            yield start, place
            start = place


def _together(before: _Letter, letter: _Letter) -> bool:
    return letter[1:] == before[1:] and LINE_BREAK not in (before.text, letter.text)


def _features(style: CharStyle) -> dict[str, bool]:
    features = {"kern": 0 < style.kerning < 2 * style.size}
    if style.spacing:
        features |= {"liga": False, "clig": False}
    return features


def _cluster(letters: list[_Letter], shaped: Shaped, level: int, *, may_end: bool) -> Cluster:
    first = letters[0]
    return Cluster(
        text="".join(letter.text for letter in letters),
        style=first.style,
        face=first.face,
        glyphs=shaped.glyphs,
        advance=shaped.advance,
        level=level,
        may_end=may_end,
        factor=first.factor,
        upright=first.upright,
    )

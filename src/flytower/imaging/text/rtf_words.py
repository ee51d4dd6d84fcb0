"""What the control words of rich text change. Source: IS reference, supported RTF commands and keywords."""

from collections.abc import Callable, Mapping
from dataclasses import replace
from typing import Any, TypeAlias

from flytower.imaging.text.records import Alignment, Caps, CharStyle, ParagraphStyle, Script, Vertical

_TWIPS = 20
_LARGEST_SIZE = 1638.0
_FEW_TWIPS = 31680
_LINE = 240

CharChange: TypeAlias = Callable[[CharStyle, int | None], CharStyle]
ParagraphChange: TypeAlias = Callable[[ParagraphStyle, int | None], ParagraphStyle]


def points(half_points: int | None, default: int = 0) -> float:
    """Half-points as points, no larger than any word processor makes letters."""
    number = default if half_points is None else half_points
    return min(_LARGEST_SIZE, max(-_LARGEST_SIZE, number / 2))


def twips(number: int | None) -> float:
    """Twips (a twentieth of a point) as points, at most 22 inches."""
    return min(_FEW_TWIPS, max(-_FEW_TWIPS, number or 0)) / _TWIPS


def _switch(name: str) -> CharChange:
    """A style that a word turns on and the same word with 0 turns off."""

    def change(style: CharStyle, number: int | None) -> CharStyle:
        on: Any = number != 0
        return replace(style, **{name: on})

    return change


def _constant(**values: Any) -> CharChange:
    def change(style: CharStyle, _: int | None) -> CharStyle:
        return replace(style, **values)

    return change


def _size(style: CharStyle, number: int | None) -> CharStyle:
    return replace(style, size=max(0.5, points(number, 24)))


def _up(style: CharStyle, number: int | None) -> CharStyle:
    return replace(style, rise=points(number, 6))


def _down(style: CharStyle, number: int | None) -> CharStyle:
    return replace(style, rise=-points(number, 6))


def _kerning(style: CharStyle, number: int | None) -> CharStyle:
    return replace(style, kerning=1 if number is None else max(0, number))


def _quarter_points(style: CharStyle, number: int | None) -> CharStyle:
    return replace(style, spacing=twips((number or 0) * 5))


def _spacing(style: CharStyle, number: int | None) -> CharStyle:
    return replace(style, spacing=twips(number))


def _factor(number: int | None) -> float:
    return min(100.0, max(-100.0, (number or 100) / 100))


def _scale_x(style: CharStyle, number: int | None) -> CharStyle:
    return replace(style, scale_x=_factor(number))


def _scale_y(style: CharStyle, number: int | None) -> CharStyle:
    return replace(style, scale_y=_factor(number))


def _caps(kind: Caps) -> CharChange:
    def change(style: CharStyle, number: int | None) -> CharStyle:
        return replace(style, caps=Caps.NONE if number == 0 else kind)

    return change


def _fit(style: CharStyle, number: int | None) -> CharStyle:
    return replace(style, fitting=style.fitting._replace(size=max(0.0, points(number))))


def _fit_lines(style: CharStyle, number: int | None) -> CharStyle:
    return replace(style, fitting=style.fitting._replace(lines=max(0, number or 0)))


def _fit_most_lines(style: CharStyle, number: int | None) -> CharStyle:
    return replace(style, fitting=style.fitting._replace(most_lines=max(0, number or 0)))


_UNDERLINES = ("ul", "uld", "uldash", "uldashd", "uldashdd", "uldb", "ulth", "ulw", "ulwave")

CHARACTERS: Mapping[str, CharChange] = {
    "fs": _size,
    "b": _switch("bold"),
    "i": _switch("italic"),
    **dict.fromkeys(_UNDERLINES, _switch("underline")),
    "ulnone": _constant(underline=False),
    "sub": _constant(script=Script.SUB),
    "super": _constant(script=Script.SUPER),
    "up": _up,
    "dn": _down,
    "kerning": _kerning,
    "expnd": _quarter_points,
    "expndtw": _spacing,
    "charscalex": _scale_x,
    "charscaley": _scale_y,
    "rtlch": _constant(reversed_flow=True),
    "ltrch": _constant(reversed_flow=False),
    "caps": _caps(Caps.ALL),
    "scaps": _caps(Caps.SMALL),
    "copyfit": _fit,
    "copyfitlines": _fit_lines,
    "copyfitmaxlines": _fit_most_lines,
}
"""Words about characters; `f`, `cf` and `plain` need the tables of the document."""


def _aligned(align: Alignment) -> ParagraphChange:
    return lambda style, _: replace(style, align=align)


def _last(align: Alignment) -> ParagraphChange:
    return lambda style, _: replace(style, last=align)


def _length(name: str) -> ParagraphChange:
    def change(style: ParagraphStyle, number: int | None) -> ParagraphStyle:
        length: Any = twips(number)
        return replace(style, **{name: length})

    return change


def _multiple(style: ParagraphStyle, number: int | None) -> ParagraphStyle:
    return replace(style, multiple=number == 1)


PARAGRAPHS: Mapping[str, ParagraphChange] = {
    "ql": _aligned(Alignment.LEFT),
    "qr": _aligned(Alignment.RIGHT),
    "qc": _aligned(Alignment.CENTRE),
    "qj": _aligned(Alignment.JUSTIFIED),
    "lastql": _last(Alignment.LEFT),
    "lastqr": _last(Alignment.RIGHT),
    "lastqc": _last(Alignment.CENTRE),
    "lastqj": _last(Alignment.JUSTIFIED),
    "fi": _length("first_indent"),
    "li": _length("left"),
    "ri": _length("right"),
    "sb": _length("before"),
    "sa": _length("after"),
    "sl": _length("line_space"),
    "slmult": _multiple,
    "pard": lambda _style, _number: ParagraphStyle(),
}

MARGINS: Mapping[str, str] = {"margl": "left", "margt": "top", "margr": "right", "margb": "bottom"}
VERTICALS: Mapping[str, Vertical] = {word: Vertical(word) for word in Vertical}

_ONLY_PHOTOSHOP = (
    "plain caps scaps pard qj lastql lastqr lastqc lastqj fi li ri margl margr margt margb kerningoptical copyfit"
    " copyfitlines copyfitmaxlines baselinedir stextflow iscolortbl ~ _ -"
)
ONLY_PHOTOSHOP = frozenset(_ONLY_PHOTOSHOP.split())
"""What `text` does not know."""

ONLY_TEXT = frozenset({"rtlch", "cmykcolortbl"})
"""What `textPs` does not know."""

_HIDDEN = (
    "stylesheet info pict object filetbl revtbl listtable listoverridetable rsidtbl generator header headerl headerr"
    " headerf footer footerl footerr footerf footnote annotation fldinst datafield themedata xmlnstbl falt"
)
HIDDEN = frozenset(_HIDDEN.split())
"""Groups of a word processor's file that hold no text to show. Source: RTF 1.6 specification, destinations."""


def multiple(line_space: float) -> float:
    """The number of sl as a factor of the line spacing, once slmult says that it is one: 240 are one line."""
    return line_space * _TWIPS / _LINE

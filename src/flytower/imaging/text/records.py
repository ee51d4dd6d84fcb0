"""What a text layer says, as plain frozen values: characters with their styles, paragraphs, the layer's attributes.

Lengths are points (1/72 inch) unless a field says otherwise. Source: IS reference, supported RTF commands.
"""

from dataclasses import dataclass
from enum import StrEnum
from pathlib import Path
from typing import NamedTuple, TypeAlias

from flytower.imaging.outlines import Piece
from flytower.imaging.recipe_values import Colour, PixelType

TEXT = "text"
TEXT_PS = "textPs"
DEFAULT_FONT = "DejaVu Sans"
DEFAULT_SIZE = 12.0
BLACK = Colour(PixelType.RGB, (0, 0, 0))


@dataclass(frozen=True, slots=True)
class FontSource:
    """Where fonts come from: those shipped with the package, and those of a directory, which come first.

    `default` is the family of text that names no font, `stamp` tells one state of the directory from another.
    Source: IS reference, attribute::DefaultFont, FontMapFile.
    """

    directory: Path | None = None
    default: str = DEFAULT_FONT
    stamp: tuple[int, ...] = ()


SHIPPED_FONTS = FontSource()


class Inks(NamedTuple):
    """What the colour tables say of one index: of iscolortbl, of cmykcolortbl, of colortbl."""

    listed: Colour | None = None
    cmyk: Colour | None = None
    rgb: Colour | None = None

    def on(self, mode: str) -> Colour:
        """The colour that holds on pixels of a mode; black where no table has one."""
        return self.listed or (self.cmyk if mode == "CMYK" else None) or self.rgb or BLACK


NO_INKS = Inks()


class Script(StrEnum):
    """sub and super: smaller letters, lowered or raised."""

    NORMAL = "normal"
    SUB = "sub"
    SUPER = "super"


class Caps(StrEnum):
    """caps and scaps: capital letters for all, of full or of reduced size where they stand for small ones."""

    NONE = "none"
    ALL = "caps"
    SMALL = "scaps"


class Fitting(NamedTuple):
    """copyfit: the largest size, the lines it aims at, and the lines it never exceeds (0: any number)."""

    size: float = 0.0
    lines: int = 0
    most_lines: int = 0


NO_FITTING = Fitting()


@dataclass(frozen=True, slots=True)
class CharStyle:
    """The look of characters.

    `font` is a name in the font map, empty for the default. `rise` lifts (below 0 lowers) the baseline. `kerning` is
    the size in half-points above which pairs are kerned, 0 for never. `spacing` follows every character. `scale_x`
    and `scale_y` are factors; below 0 they mirror. `reversed_flow` makes all characters run from right to left.
    """

    font: str = ""
    bold: bool = False
    italic: bool = False
    size: float = DEFAULT_SIZE
    inks: Inks = NO_INKS
    underline: bool = False
    rise: float = 0.0
    script: Script = Script.NORMAL
    caps: Caps = Caps.NONE
    kerning: int = 1
    spacing: float = 0.0
    scale_x: float = 1.0
    scale_y: float = 1.0
    reversed_flow: bool = False
    fitting: Fitting = NO_FITTING
    lying: bool = False
    """baselinedir1: in vertical text, turned with the line instead of upright."""


PLAIN = CharStyle()


class Span(NamedTuple):
    r"""Characters of one style. A line break is `\n`."""

    text: str
    style: CharStyle


class Alignment(StrEnum):
    """ql, qr, qc, qj."""

    LEFT = "ql"
    RIGHT = "qr"
    CENTRE = "qc"
    JUSTIFIED = "qj"


@dataclass(frozen=True, slots=True)
class ParagraphStyle:
    """The form of a paragraph.

    `last` aligns its last line when it is justified. `first_indent` counts from `left`. `line_space` 0 is automatic,
    above 0 the least, below 0 the exact distance of baselines; with `multiple` it is a factor of the automatic one.
    """

    align: Alignment = Alignment.LEFT
    last: Alignment = Alignment.LEFT
    first_indent: float = 0.0
    left: float = 0.0
    right: float = 0.0
    before: float = 0.0
    after: float = 0.0
    line_space: float = 0.0
    multiple: bool = False


PLAIN_PARAGRAPH = ParagraphStyle()


@dataclass(frozen=True, slots=True)
class Paragraph:
    """Spans in reading order. `end` is the style at its end, which gives an empty paragraph its height."""

    spans: tuple[Span, ...]
    style: ParagraphStyle = PLAIN_PARAGRAPH
    end: CharStyle = PLAIN


class Vertical(StrEnum):
    """vertalt, vertalc, vertalb: where text lies in a box that is higher."""

    TOP = "vertalt"
    CENTRE = "vertalc"
    BOTTOM = "vertalb"


class Margins(NamedTuple):
    """margl, margt, margr, margb: what stays free inside the text box."""

    left: float = 0.0
    top: float = 0.0
    right: float = 0.0
    bottom: float = 0.0


NO_MARGINS = Margins()


@dataclass(frozen=True, slots=True)
class RichText:
    """A whole text. With `columns` it runs in columns from the top, the first one at the right (stextflow1)."""

    paragraphs: tuple[Paragraph, ...]
    vertical: Vertical = Vertical.TOP
    margins: Margins = NO_MARGINS
    columns: bool = False


class Smoothing(StrEnum):
    """The antialiasing of textAttr."""

    OFF = "off"
    NORM = "norm"
    CRISP = "crisp"
    SHARP = "sharp"
    STRONG = "strong"
    SMOOTH = "smooth"


class Resolving(StrEnum):
    """The resMode of textAttr: the resolution as given, the largest that fits the box, the smaller of both."""

    FIXED = "fixedres"
    AUTO = "autores"
    MOST = "maxres"


class Wrapping(StrEnum):
    """The wordWrap of textAttr: at words and inside of long ones, nowhere, at words only."""

    WRAP = "wrap"
    NO_WRAP = "nowrap"
    WORDS_ONLY = "nbwrap"


@dataclass(frozen=True, slots=True)
class TextAttr:
    """textAttr. `resolution` is dpi: that many pixels to 72 points. Source: IS reference, textAttr."""

    resolution: float = 72.0
    smoothing: Smoothing = Smoothing.NORM
    resolving: Resolving = Resolving.FIXED
    wrapping: Wrapping = Wrapping.WRAP


PLAIN_ATTR = TextAttr()


@dataclass(frozen=True, slots=True)
class PathAttr:
    """pathAttr: where on its path text starts and ends, in parts of the path's length. Source: IS reference."""

    backwards: bool = False
    start: float = 0.0
    end: float = 1.0


PLAIN_PATH = PathAttr()

Baseline: TypeAlias = tuple[tuple[Piece, ...], ...]
"""textPath: subpaths, each a chain of pieces; closed where it ends at its start."""


@dataclass(frozen=True, slots=True)
class TextContent:
    """A text layer: the command that gave it (`text` or `textPs`), its decoded value, and what that value says."""

    command: str
    value: str
    body: RichText = RichText(())
    fonts: FontSource = SHIPPED_FONTS

    @property
    def photoshop(self) -> bool:
        """Whether it is set the way of textPs."""
        return self.command == TEXT_PS

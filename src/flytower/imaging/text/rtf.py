r"""Rich text becomes paragraphs. Source: IS reference, text formatting; RTF 1.6 specification.

Everything is read as rich text, in braces or not: plain text is rich text without commands. Groups that are not
closed end with the text; closing braces too many are skipped.
"""

from collections.abc import Callable
from dataclasses import dataclass, replace
from enum import Enum, auto
from typing import TypeAlias

from flytower.imaging.text.charsets import ANSI, Octets
from flytower.imaging.text.records import (
    NO_MARGINS,
    PLAIN,
    PLAIN_PARAGRAPH,
    TEXT_PS,
    CharStyle,
    Paragraph,
    ParagraphStyle,
    RichText,
    Span,
    TextContent,
    Vertical,
)
from flytower.imaging.text.rtf_tables import Colours, ColourTable, FontEntry, FontTable, ListedColours
from flytower.imaging.text.rtf_tokens import Kind, Token, tokens
from flytower.imaging.text.rtf_words import (
    CHARACTERS,
    HIDDEN,
    MARGINS,
    ONLY_PHOTOSHOP,
    ONLY_TEXT,
    PARAGRAPHS,
    VERTICALS,
    twips,
)
from flytower.imaging.values import Arguments

_SYMBOLS = {"\\": "\\", "{": "{", "}": "}", "~": "\u00a0", "-": "\u00ad", "_": "\u2011"}
_LINE_BREAK = "\n"
_SURROGATE_PAIR_BASE = 0x10000

_Table: TypeAlias = FontTable | ColourTable | ListedColours


def parse_text(arguments: Arguments) -> TextContent:
    """The value of `text` or `textPs`."""
    reader = _Reader(arguments)
    for token in tokens(arguments.value):
        reader.take(token)
    return TextContent(arguments.command, arguments.value, reader.finished())


class _Shows(Enum):
    """Whether what a group holds is text to show."""

    YES = auto()
    NO = auto()


@dataclass(frozen=True, slots=True)
class _Group:
    """What an opening brace saves and its closing one brings back."""

    style: CharStyle = PLAIN
    paragraph: ParagraphStyle = PLAIN_PARAGRAPH
    charset: int = ANSI
    substitutes: int = 1
    table: _Table | None = None
    shows: _Shows = _Shows.YES


class _Reader:
    """One reading of a text."""

    def __init__(self, arguments: Arguments) -> None:
        self._arguments = arguments
        self._photoshop = arguments.command == TEXT_PS
        self._fonts = FontTable()
        self._colours = Colours(arguments)
        self._octets = Octets()
        self._group = _Group()
        self._outer: list[_Group] = []
        self._optional = False
        self._skip = 0
        self._spans: list[Span] = []
        self._form = PLAIN_PARAGRAPH
        self._paragraphs: list[Paragraph] = []
        self._margins = NO_MARGINS
        self._vertical = Vertical.TOP
        self._columns = False
        self._refused: set[str] = set()
        self._takers: dict[Kind, Callable[[Token], None]] = {
            Kind.OPEN: self._open,
            Kind.CLOSE: self._close,
            Kind.WORD: self._word,
            Kind.SYMBOL: self._symbol,
            Kind.OCTET: self._octet,
            Kind.TEXT: self._text,
        }

    def take(self, token: Token) -> None:
        """Read the next part."""
        if token.kind is not Kind.OCTET and token.kind is not Kind.TEXT:
            self._show(self._octets.finish())
        self._takers[token.kind](token)

    def finished(self) -> RichText:
        """The whole text; nothing follows the last paragraph's end."""
        self._show(self._octets.finish())
        if self._spans or not self._paragraphs:
            self._end_paragraph()
        return RichText(tuple(self._paragraphs), self._vertical, self._margins, self._columns)

    def _open(self, _token: Token) -> None:
        self._skip = 0
        self._outer.append(self._group)

    def _close(self, _token: Token) -> None:
        self._skip = 0
        if self._group.table is not None and self._group.shows is _Shows.YES:
            self._group.table.end()
        if self._outer:
            self._group = self._outer.pop()
            self._octets.choose(self._group.charset)

    def _symbol(self, token: Token) -> None:
        if self._skipped():
            return
        if token.text == "*":
            self._optional = True
        elif token.text in "\r\n":
            self._end_paragraph()
        elif token.text in _SYMBOLS and self._supported(token.text):
            self._show(_SYMBOLS[token.text])

    def _octet(self, token: Token) -> None:
        if not self._skipped():
            self._show(_visible(self._octets.take(token.number or 0)))

    def _text(self, token: Token) -> None:
        text = _visible(token.text)
        skipped = min(self._skip, len(text))
        self._skip -= skipped
        text = text[skipped:]
        if self._octets.unfinished and text and text.isascii():
            self._show(self._octets.take(ord(text[0])))
            text = text[1:]
        self._show(self._octets.finish() + text)

    def _word(self, token: Token) -> None:
        word, number, optional = token.text, token.number, self._optional
        self._optional = False
        if self._skipped():
            return
        if self._destination(word, optional=optional):
            return
        if self._group.table is not None:
            self._group.table.word(word, number)
        elif self._supported(word):
            self._apply(word, number)

    def _skipped(self) -> bool:
        r"""Whether this part only stands for a character that `\u` gave already."""
        if self._skip:
            self._skip -= 1
            return True
        return False

    def _destination(self, word: str, *, optional: bool) -> bool:
        """Whether the word says what its group is for."""
        tables: dict[str, _Table] = {
            "fonttbl": self._fonts,
            "colortbl": self._colours.rgb,
            "cmykcolortbl": self._colours.cmyk,
            "iscolortbl": self._colours.listed,
        }
        if word in tables and self._supported(word):
            self._group = replace(self._group, table=tables[word])
        elif optional or word in HIDDEN or word in tables:
            self._group = replace(self._group, shows=_Shows.NO)
        else:
            return False
        return True

    def _supported(self, word: str) -> bool:
        """Whether this command knows the word; if only the other one does, it is said once."""
        if word not in (ONLY_TEXT if self._photoshop else ONLY_PHOTOSHOP):
            return True
        if word not in self._refused:
            self._refused.add(word)
            other = "text" if self._photoshop else "textPs"
            self._arguments.note(f"\\{word} belongs to {other} and was ignored.")
        return False

    def _apply(self, word: str, number: int | None) -> None:
        if word in CHARACTERS:
            self._restyle(CHARACTERS[word](self._group.style, number))
        elif word in PARAGRAPHS:
            self._form = PARAGRAPHS[word](self._group.paragraph, number)
            self._group = replace(self._group, paragraph=self._form)
        elif word in ("f", "cf", "plain", "baselinedir"):
            self._tabled(word, number or 0)
        elif word in ("par", "line", "u", "uc"):
            self._written(word, number)
        else:
            self._document(word, number)

    def _tabled(self, word: str, number: int) -> None:
        style = self._group.style
        if word == "f":
            font = self._fonts.entries.get(number, FontEntry())
            self._group = replace(self._group, charset=font.charset)
            self._show(self._octets.choose(font.charset))
            self._restyle(replace(style, font=font.name))
        elif word == "cf":
            self._restyle(replace(style, inks=self._colours.inks(number)))
        elif word == "plain":
            self._group = replace(self._group, charset=ANSI)
            self._show(self._octets.choose(ANSI))
            self._restyle(PLAIN)
        else:
            self._restyle(replace(style, lying=number == 1))

    def _written(self, word: str, number: int | None) -> None:
        if word == "par":
            self._end_paragraph()
        elif word == "line":
            self._show(_LINE_BREAK)
        elif word == "uc":
            self._group = replace(self._group, substitutes=max(0, 1 if number is None else number))
        else:
            self._show(_visible(chr((number or 0) % _SURROGATE_PAIR_BASE)))
            self._skip = self._group.substitutes

    def _document(self, word: str, number: int | None) -> None:
        """Properties of the text box; words that nobody knows change nothing."""
        if word in MARGINS:
            self._margins = self._margins._replace(**{MARGINS[word]: twips(number)})
        elif word in VERTICALS:
            self._vertical = VERTICALS[word]
        elif word == "stextflow":
            self._columns = number == 1

    def _restyle(self, style: CharStyle) -> None:
        self._group = replace(self._group, style=style)

    def _show(self, text: str) -> None:
        if not text or self._group.shows is _Shows.NO:
            return
        if self._group.table is not None:
            self._group.table.text(text)
            return
        self._form = self._group.paragraph
        if self._spans and self._spans[-1].style == self._group.style:
            self._spans[-1] = self._spans[-1]._replace(text=self._spans[-1].text + text)
        else:
            self._spans.append(Span(text, self._group.style))

    def _end_paragraph(self) -> None:
        if self._group.table is not None or self._group.shows is _Shows.NO:
            return
        spans = tuple(_without_surrogates(span) for span in self._spans)
        form = self._form if spans else self._group.paragraph
        self._paragraphs.append(Paragraph(spans, form, self._group.style))
        self._spans = []


def _visible(text: str) -> str:
    """Without control characters, which are nothing, however they are written."""
    return "".join(character for character in text if not ("\x00" <= character < " " or "\x7f" <= character < "\xa0"))


def _without_surrogates(span: Span) -> Span:
    r"""Two `\u` in a row can be the halves of one character."""
    if not any("\ud800" <= character <= "\udfff" for character in span.text):
        return span
    return span._replace(text=span.text.encode("utf-16-le", "surrogatepass").decode("utf-16-le", "replace"))

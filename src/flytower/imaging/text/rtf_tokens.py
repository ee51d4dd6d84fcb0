"""Rich text cut into its smallest parts. Source: RTF 1.6 specification, conventions of an RTF reader."""

import re
from collections.abc import Iterator
from enum import Enum, auto
from typing import NamedTuple

_TOKEN = re.compile(
    r"(?P<open>\{)|(?P<close>\})"
    r"|\\(?P<word>[A-Za-z]+)(?P<number>-?[0-9]{1,10})?[ ]?"
    r"|\\'(?P<octet>[0-9A-Fa-f]{2})|\\(?P<symbol>[^A-Za-z])|(?P<text>[^\\{}]+)|\\",
    re.DOTALL,
)


class Kind(Enum):
    """What a token is."""

    OPEN = auto()
    CLOSE = auto()
    WORD = auto()
    SYMBOL = auto()
    OCTET = auto()
    TEXT = auto()


class Token(NamedTuple):
    """One part: a brace, a control word (lower case) with its number if it has one, a symbol, a byte, or text."""

    kind: Kind
    text: str = ""
    number: int | None = None


def tokens(source: str) -> Iterator[Token]:
    """Every part of a source in order; text that is no rich text at all is one part."""
    for match in _TOKEN.finditer(source):
        token = _token(match)
        if token is not None:
            yield token


def _token(match: re.Match[str]) -> Token | None:
    group = match.lastgroup
    if group in ("word", "number"):
        digits = match["number"]
        return Token(Kind.WORD, match["word"].casefold(), None if digits is None else int(digits))
    if group == "octet":
        return Token(Kind.OCTET, number=int(match["octet"], 16))
    kinds = {"open": Kind.OPEN, "close": Kind.CLOSE, "symbol": Kind.SYMBOL, "text": Kind.TEXT}
    return None if group is None else Token(kinds[group], match[group])

"""The request grammar below the level of commands: separators, decoding, comments, macros, variables.

Source: IS reference, basic syntax, HTTP encoding, command macros, substitution variables, request nesting.
"""

import re
from collections.abc import Iterator, Mapping
from urllib.parse import quote, unquote_to_bytes

from flytower.imaging.errors import RequestError

MAX_CHARACTERS = 65_536
"""Longest request, and longest result of expanding macros or variables: small strings must not grow without end."""

MAX_MACRO_DEPTH = 32

_REFERENCE = re.compile(r"\$([A-Za-z0-9._-]+)\$")
_VARIABLE = re.compile(r"[A-Za-z0-9._-]+")
_NESTED_VALUE = re.compile(r"(?:(?:src|mask)=(?:is|ir|fxg)?(?=[({])|imageset=(?=\{))", re.IGNORECASE)
_RICH_TEXT = re.compile(r"text(?:ps)?=[^&{]*(?=\{)", re.IGNORECASE)
_BRACKETS = re.compile(r"[&(){}]")
_BRACES = re.compile(r"\\.|[&{}]", re.DOTALL)
_SHOWN_CHARACTERS = 80


def shown(text: str) -> str:
    """`text` as a message may quote it: short, and every control character escaped."""
    cut = text if len(text) <= _SHOWN_CHARACTERS else text[:_SHOWN_CHARACTERS] + "..."
    if cut.isprintable():
        return cut
    return "".join(letter if letter.isprintable() else f"\\u{ord(letter):04x}" for letter in cut)


def decode(raw: str) -> str:
    """Undo the HTTP encoding of one value: `+` is a space, %xx is UTF-8 or else ISO 8859-1."""
    if "+" in raw:
        raw = raw.replace("+", " ")
    if "%" not in raw:
        return raw
    octets = unquote_to_bytes(raw)
    try:
        return octets.decode("utf-8")
    except UnicodeDecodeError:
        return octets.decode("latin-1")


def split_modifiers(query: str) -> list[str]:
    """Cut a query at every `&` outside of nested requests, image sets and rich text."""
    if "(" not in query and "{" not in query:
        return query.split("&")
    pieces = []
    start = 0
    while start <= len(query):
        end = _end_of_modifier(query, start)
        pieces.append(query[start:end])
        start = end + 1
    return pieces


def is_nested(modifier: str) -> bool:
    """Whether a raw modifier's value is a nested request or set, which keeps its own encoding."""
    return _NESTED_VALUE.match(modifier) is not None


def _end_of_modifier(query: str, start: int) -> int:
    if _NESTED_VALUE.match(query, start):
        return _end_of_brackets(query, start, _BRACKETS)
    if _RICH_TEXT.match(query, start):
        return _end_of_brackets(query, start, _BRACES)
    end = query.find("&", start)
    return len(query) if end < 0 else end


def _end_of_brackets(query: str, start: int, tokens: re.Pattern[str]) -> int:
    depth = 0
    for token in tokens.finditer(query, start):
        character = token.group()
        if character == "&":
            if depth == 0:
                return token.start()
        elif character in "({":
            depth += 1
        elif character in ")}":
            depth = max(0, depth - 1)
    if depth:
        raise RequestError(f"{shown(query[start:])}: a bracket is opened and never closed")
    return len(query)


class Macros:
    """The named presets a request may invoke as `$name$`; names compare without case."""

    def __init__(self, definitions: Mapping[str, str]) -> None:
        self._definitions = {name.casefold(): body for name, body in definitions.items()}

    def expand(self, query: str) -> list[str]:
        """The raw modifiers of `query`, macros replaced in place, comments and empty modifiers left out."""
        return list(_Expansion(self._definitions).walk(query, ()))


class _Expansion:
    """One expansion; it counts every character it reads, so that macros in macros cannot run away."""

    def __init__(self, definitions: Mapping[str, str]) -> None:
        self._definitions = definitions
        self._characters = 0

    def walk(self, query: str, inside: tuple[str, ...]) -> Iterator[str]:
        self._characters += len(query) + 1
        if self._characters > MAX_CHARACTERS:
            raise RequestError(f"the request is longer than {MAX_CHARACTERS} characters with its macros")
        for modifier in split_modifiers(query.removeprefix("?")):
            if not modifier or modifier[0] == ".":
                continue
            if modifier[0] != "$" or "=" in modifier:
                yield modifier
                continue
            name = self._name(modifier)
            if name in inside or len(inside) >= MAX_MACRO_DEPTH:
                raise RequestError(f"{shown(modifier)}: the macro invokes itself or is nested too deeply")
            yield from self.walk(self._definitions[name], (*inside, name))

    def _name(self, modifier: str) -> str:
        name = decode(modifier[1:-1]).casefold() if modifier.endswith("$") else ""
        if name not in self._definitions:
            raise RequestError(f"{shown(modifier)}: there is no such macro")
        return name


def definition(modifier: str) -> tuple[str, str] | None:
    """The name (in lower case) and decoded value of `$name=value`, or None for any other modifier."""
    if modifier[0] != "$":
        return None
    name, _, raw = modifier[1:].partition("=")
    if not _VARIABLE.fullmatch(name):
        raise RequestError(f"{shown(modifier)}: '{shown(name)}' is not a variable's name")
    return name.casefold(), decode(raw)


def has_reference(raw: str) -> bool:
    """Whether a raw value holds something that reads as `$name$`."""
    return _REFERENCE.search(raw) is not None


def substitute(raw: str, variables: Mapping[str, str], *, nested: bool = False) -> str:
    """Decode a raw value and insert variables in one pass; unknown references stay as they are.

    A nested request is decoded later, as a request of its own: its text stays raw and inserted values are encoded,
    `$` among them, because what is inserted must not be scanned again there.
    """
    keep = _same if nested else decode
    if "$" not in raw:
        return keep(raw)
    parts = []
    literal_start = position = characters = 0
    while (position := raw.find("$", position)) >= 0:
        reference = _REFERENCE.match(raw, position)
        value = variables.get(reference.group(1).casefold()) if reference else None
        if reference is None or value is None:
            position += 1
            continue
        inserted = quote(value, safe="/,:;@!*'") if nested else value
        characters += len(inserted)
        if characters > MAX_CHARACTERS:
            raise RequestError(f"{shown(raw)}: longer than {MAX_CHARACTERS} characters with its variables")
        parts += [keep(raw[literal_start:position]), inserted]
        literal_start = position = reference.end()
    parts.append(keep(raw[literal_start:]))
    return "".join(parts)


def _same(raw: str) -> str:
    return raw

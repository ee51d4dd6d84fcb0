"""The values of `src=` and `mask=`: a name, or a request in brackets. Source: IS reference, request nesting."""

import re
from typing import NamedTuple

from flytower.imaging.syntax import decode, shown
from flytower.imaging.values import Arguments

_BRACKETED = re.compile(r"\s*(?P<kind>[A-Za-z]*)(?P<open>[({])")
_CLOSING = {"(": ")", "{": "}"}
_REFUSED = {
    "ir": "Image Rendering requests are not supported",
    "fxg": "FXG requests are not supported",
    "": "pictures of other servers are not fetched",
}


class Reference(NamedTuple):
    """Where a layer's picture comes from: the name of another picture, or a whole request (then still encoded)."""

    name: str
    request: str | None = None
    command: str = "src"

    def __str__(self) -> str:
        """As a message may quote it."""
        return f"{self.command}={shown(self.name if self.request is None else f'is({self.request})')}"


def parse_reference(arguments: Arguments) -> Reference:
    """A name, or `is(...)` or `is{...}`; every other bracketed form is refused."""
    match = _BRACKETED.match(arguments.value)
    if match is None or match["kind"].casefold() not in {"is", *_REFUSED}:
        name = arguments.value.strip()
        if "," in name:
            raise arguments.error("the name of a picture has no comma")
        return Reference(name, None, arguments.command)
    kind = match["kind"].casefold()
    if kind in _REFUSED:
        raise arguments.error(_REFUSED[kind])
    text = arguments.value[match.end() :].rstrip()
    if not text.endswith(_CLOSING[match["open"]]):
        raise arguments.error("nothing may follow the closing bracket")
    return Reference("", text[:-1], arguments.command)


def split_request(request: str) -> tuple[str, str]:
    """The object's decoded name (may be empty) and the modifiers of a nested request."""
    path, _, modifiers = request.partition("?")
    return "/".join(decode(element.replace("+", "%2B")) for element in path.strip().split("/")), modifiers

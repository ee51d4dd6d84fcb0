"""The color data type: decimal lists and packed hexadecimal. Source: IS reference, color."""

import re
from typing import NamedTuple

from flytower.imaging.recipe import Colour, PixelType
from flytower.imaging.values import Arguments, Bounds

_SUFFIX = re.compile(r"(?P<body>.*?)(?P<model>[grk]?)(?P<source>s?)", re.IGNORECASE | re.DOTALL)
_HEX = re.compile(r"[0-9a-f]*", re.IGNORECASE)
_EMPTY_PLACES = ", "
_MODELS = {"g": PixelType.GRAY, "r": PixelType.RGB, "k": PixelType.CMYK}
_COMPONENTS = {PixelType.GRAY: 1, PixelType.RGB: 3, PixelType.CMYK: 4}


class _Parts(NamedTuple):
    digits: str
    model: PixelType | None
    source_space: bool


def parse_colour(arguments: Arguments) -> Colour:
    """A whole value as one colour. Out-of-range components are clamped, anything malformed is an error.

    Empty places at the end are as if they were absent: an absent alpha is opaque.
    """
    parts = _take_suffix(arguments.value.strip().rstrip(_EMPTY_PLACES))
    text = parts.digits
    if text[:2].casefold() == "0x":
        return _from_hex(arguments, text[2:], parts)
    bare_lengths = (8, 10) if parts.model is PixelType.CMYK else (6, 8)
    if len(text) in bare_lengths and _HEX.fullmatch(text):
        return _from_hex(arguments, text, parts)
    return _from_decimals(arguments, parts)


def parse_own_colour(arguments: Arguments) -> Colour:
    """The same for a command that knows no space of the sources: the suffix s is noted and has no effect."""
    colour = parse_colour(arguments)
    if colour.source_space:
        arguments.note("the suffix s has no effect here; the color is taken as it is.")
    return colour


def _take_suffix(text: str) -> _Parts:
    match = _SUFFIX.fullmatch(text)
    if match is None:  # pragma: no cover - the pattern matches any text
        return _Parts(text, None, source_space=False)
    return _Parts(
        match["body"].strip().rstrip(_EMPTY_PLACES),
        _MODELS.get(match["model"].casefold()),
        source_space=bool(match["source"]),
    )


def _from_hex(arguments: Arguments, digits: str, parts: _Parts) -> Colour:
    short = len(digits) in (2, 4)
    model = parts.model or (PixelType.GRAY if short else PixelType.RGB)
    count = _COMPONENTS[model]
    if len(digits) not in (2 * count, 2 * count + 2) or not _HEX.fullmatch(digits):
        raise arguments.error("not a colour: the number of hexadecimal digits fits no colour type")
    octets = bytes.fromhex(digits)
    alpha = octets[count] / 255 if len(octets) > count else 1.0
    scale = 1.0 if model is PixelType.RGB else 100 / 255
    return Colour(model, tuple(octet * scale for octet in octets[:count]), alpha, parts.source_space)


def _from_decimals(arguments: Arguments, parts: _Parts) -> Colour:
    numbers = parts.digits.split(",")
    model = parts.model or _model_by_count(len(numbers))
    count = _COMPONENTS[model] if model else 0
    if model is None or len(numbers) not in (count, count + 1):
        raise arguments.error("not a colour: give 1 or 2 gray, 3 or 4 RGB, or 4 or 5 CMYK values (suffix k)")
    full = 255 if model is PixelType.RGB else 100
    reader = Arguments(arguments.command, parts.digits, arguments.notes)
    values = [reader.real(index, bounds=Bounds(0, full)) for index in range(len(numbers))]
    alpha = values[count] / full if len(values) > count else 1.0
    return Colour(model, tuple(values[:count]), alpha, parts.source_space)


def _model_by_count(count: int) -> PixelType | None:
    return {1: PixelType.GRAY, 2: PixelType.GRAY, 3: PixelType.RGB, 4: PixelType.RGB}.get(count)

"""Text of the wire to single values, as XML Schema spells them. Each raises ValueError that says what is wrong."""

import base64
import binascii
import math
import re
import struct
from collections.abc import Callable
from datetime import datetime, tzinfo
from enum import StrEnum
from typing import Any, Final

from flytower.contract.dates import parse_date_time
from flytower.contract.record import WireField

Convert = Callable[[str], Any]

_WHITE: Final = " \t\r\n"
_INTEGER: Final = re.compile(r"[+-]?[0-9]{1,40}")
_DECIMAL: Final = re.compile(r"[+-]?([0-9]+(\.[0-9]*)?|\.[0-9]+)([eE][+-]?[0-9]{1,9})?")
_TRUE: Final = ("true", "1")
_FALSE: Final = ("false", "0")


def converter(field: WireField, zone: tzinfo) -> Convert | None:
    """Return what makes a value of a field's text, or None where the text is the value.

    A date without an offset is taken to be in ``zone``.
    """
    if issubclass(field.type, StrEnum):
        return _one_of(field.type)
    if field.xsd == "dateTime":
        return lambda text: _moment(text, zone)
    if field.xsd not in _CONVERTERS:
        raise TypeError(f"{field.wire_name}: no reader of xsd:{field.xsd} is known")
    return _CONVERTERS[field.xsd]


def boolean(text: str) -> bool:
    """Return an xsd:boolean."""
    text = text.strip(_WHITE)
    if text in _TRUE:
        return True
    if text in _FALSE:
        return False
    raise ValueError("neither true nor false")


def _integer(xsd: str, bits: int) -> Convert:
    limit = 2 ** (bits - 1)

    def convert(text: str) -> int:
        text = text.strip(_WHITE)
        if _INTEGER.fullmatch(text) is None:
            raise ValueError("not a whole number")
        value = int(text)
        if not -limit <= value < limit:
            raise ValueError(f"outside the range of xsd:{xsd}")
        return value

    return convert


def _number(text: str) -> float:
    text = text.strip(_WHITE)
    if _DECIMAL.fullmatch(text) is None:
        raise ValueError("not a number")
    value = float(text)
    if not math.isfinite(value):
        raise ValueError("too large a number")
    return value


def _single(text: str) -> float:
    try:
        (value,) = struct.unpack("f", struct.pack("f", _number(text)))
    except OverflowError:
        raise ValueError("too large a number") from None
    return float(value)


def _moment(text: str, zone: tzinfo) -> datetime:
    try:
        return parse_date_time(text, zone)
    except ValueError:
        raise ValueError("not a date and time such as 2020-06-09T08:34:49.777-07:00") from None


def _binary(text: str) -> bytes:
    try:
        return base64.b64decode("".join(text.split()), validate=True)
    except binascii.Error:
        raise ValueError("not Base64") from None


def _one_of(enum: type[StrEnum]) -> Convert:
    members = {member.value: member for member in enum}

    def convert(text: str) -> StrEnum:
        member = members.get(text)
        if member is None:
            raise ValueError(f"not one of {', '.join(members)}")
        return member

    return convert


_CONVERTERS: Final[dict[str, Convert | None]] = {
    "string": None,
    "int": _integer("int", 32),
    "long": _integer("long", 64),
    "boolean": boolean,
    "double": _number,
    "float": _single,
    "base64Binary": _binary,
}

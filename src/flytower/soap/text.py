"""How single values stand in answers, where ``contract`` does not say it."""

import base64
import math
import re
import struct
from collections.abc import Callable
from datetime import UTC, datetime, timedelta, tzinfo
from typing import Any, Final

from flytower.contract.dates import format_date_time
from flytower.contract.numbers import format_double
from flytower.contract.record import NIL

_FORBIDDEN = "\x00-\x08\x0b\x0c\x0e-\x1f\ud800-\udfff\ufffe\uffff"
_forbidden: Final = re.compile(f"[{_FORBIDDEN}]").sub
needs_escape: Final = re.compile(f"[&<>\r{_FORBIDDEN}]").search

_DAYS_REMEMBERED: Final = 20_000
_FIRST_QUICK_YEAR, _LAST_QUICK_YEAR = 1980, 9000
_EPOCH: Final = datetime(1970, 1, 1, tzinfo=UTC)
_BEFORE_OFFSET: Final = len("2020-06-09T08:34:49.777")


def escaped(value: Any) -> Any:
    """Return text fit to stand in an element; what is None or NIL stays so.

    A carriage return is written as a reference, since a parser would make a line feed of it. Characters that XML 1.0
    can't carry become U+FFFD.
    """
    if value is None or value is NIL or not needs_escape(value):
        return value
    text = _forbidden("\ufffd", value)
    return text.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;").replace("\r", "&#13;")


def attribute(value: str) -> str:
    """Return text fit to stand in a double-quoted attribute."""
    text: str = escaped(value)
    return text.replace('"', "&quot;").replace("\n", "&#10;").replace("\t", "&#9;")


def single(value: float) -> str:
    """Return a float (32 bits) as Java prints it: the fewest digits that read back as the same float."""
    if not math.isfinite(value):
        return format_double(value)
    exact = struct.pack("f", value)
    digits = (f"{value:.{count}g}" for count in range(1, 10))
    return format_double(next(float(text) for text in digits if struct.pack("f", float(text)) == exact))


def binary(value: bytes) -> str:
    """Return bytes as xsd:base64Binary."""
    return base64.b64encode(value).decode("ascii")


def date_writer(zone: tzinfo) -> Callable[[datetime], str]:
    """Return what prints moments as ``format_date_time`` does in one zone, twice as quickly.

    The zone is asked once for a day that begins and ends with the same offset, which is nearly every one.
    """
    days: dict[int, tuple[datetime, str] | None] = {}

    def text(moment: datetime) -> str:
        if moment.tzinfo is not UTC or not _FIRST_QUICK_YEAR <= moment.year < _LAST_QUICK_YEAR:
            return format_date_time(moment, zone)
        day = moment.toordinal()
        if day not in days:
            if len(days) >= _DAYS_REMEMBERED:
                days.clear()
            days[day] = _offset_of_day(moment, zone)
        known = days.get(day)
        if known is None:
            return format_date_time(moment, zone)
        epoch_there, suffix = known
        return (epoch_there + (moment - _EPOCH)).isoformat("T", "milliseconds") + suffix

    return text


def _offset_of_day(moment: datetime, zone: tzinfo) -> tuple[datetime, str] | None:
    """Return what a clock of the zone showed at the epoch if it had the offset of this day; and the offset as text."""
    begin = moment.replace(hour=0, minute=0, second=0, microsecond=0)
    first, last = (format_date_time(edge, zone)[_BEFORE_OFFSET:] for edge in (begin, begin + timedelta(days=1)))
    if first != last:
        return None
    span = timedelta(hours=int(first[1:3]), minutes=int(first[4:6]))
    return (_EPOCH + (-span if first[0] == "-" else span)).replace(tzinfo=None), first

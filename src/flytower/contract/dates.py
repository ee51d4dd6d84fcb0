"""Dates as the wire has them: xsd:dateTime in, and out the way the vendor's server prints it."""

import re
from datetime import UTC, datetime, timedelta, timezone, tzinfo
from typing import Final

from flytower.contract.faults import shortened

_DATE_TIME: Final = re.compile(
    r"(?P<date>[0-9]{4}-[0-9]{2}-[0-9]{2})T(?P<time>[0-9]{2}:[0-9]{2}:[0-9]{2})(?:\.(?P<fraction>[0-9]+))?"
    r"(?P<zone>Z|(?P<sign>[+-])(?P<hours>[0-9]{2}):(?P<minutes>[0-9]{2}))?"
)
_MIDNIGHT_AFTER: Final = "24:00:00"
_LONGEST_OFFSET: Final = timedelta(hours=14)
_USUAL_LENGTH: Final = len("2020-06-09T08:34:49.777-07:00")


def parse_date_time(text: str, zone: tzinfo) -> datetime:
    """Return the moment that an xsd:dateTime names, in UTC; without a zone of its own it is in ``zone``.

    Digits beyond microseconds are dropped. What lies just outside the years 1 to 9999 in UTC, as the smallest and
    greatest date of some clients do, becomes the first or last moment inside. Raises ValueError, naming the text.
    """
    match = _DATE_TIME.fullmatch(text.strip())
    if match is None:
        raise _not_a_date(text)
    at_midnight = match["time"] == _MIDNIGHT_AFTER and not (match["fraction"] or "").strip("0")
    try:
        naive = datetime.fromisoformat(f"{match['date']}T{'00:00:00' if at_midnight else match['time']}")
        moment = naive.replace(microsecond=int((match["fraction"] or "")[:6].ljust(6, "0")), tzinfo=_zone(match, zone))
        return _in_utc(moment + timedelta(days=1) if at_midnight else moment)
    except (ValueError, OverflowError) as error:
        raise _not_a_date(text) from error


def format_date_time(moment: datetime, zone: tzinfo) -> str:
    """Write a moment as seen in ``zone``: milliseconds, and an offset in numbers even for UTC (wire fact B7).

    Moments for which the zone has no offset in whole minutes, or no year, are written in UTC. Raises ValueError for a
    naive date, which is no moment.
    """
    if moment.tzinfo is None:
        raise ValueError(f"{moment} has no time zone")
    try:
        text = moment.astimezone(zone).isoformat(timespec="milliseconds")
    except OverflowError:
        text = ""
    return text if len(text) == _USUAL_LENGTH else moment.astimezone(UTC).isoformat(timespec="milliseconds")


def _zone(match: re.Match[str], default: tzinfo) -> tzinfo:
    if match["zone"] is None:
        return default
    if match["zone"] == "Z":
        return UTC
    offset = timedelta(hours=int(match["hours"]), minutes=int(match["minutes"]))
    if offset > _LONGEST_OFFSET or int(match["minutes"]) >= 60:  # noqa: PLR2004  minutes of an hour
        raise ValueError(match["zone"])
    return timezone(offset if match["sign"] == "+" else -offset)


def _in_utc(moment: datetime) -> datetime:
    try:
        return moment.astimezone(UTC)
    except OverflowError:
        edge = datetime.min if moment.year == 1 else datetime.max  # noqa: DTZ901  the zone is given at once
        return edge.replace(tzinfo=UTC)


def _not_a_date(text: str) -> ValueError:
    return ValueError(f"'{shortened(text)}' is not a date and time such as 2020-06-09T08:34:49.777-07:00")

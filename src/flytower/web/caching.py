"""How long clients may keep an answer, and whether they have it already. Source: IS reference, Expiration; RFC 9111."""

from collections.abc import Sequence
from datetime import UTC, datetime, timedelta
from email.utils import format_datetime, parsedate_to_datetime
from typing import Final, NamedTuple
from wsgiref.types import WSGIEnvironment

from flytower.web.answers import Header

FOR_EVER: Final = -1
_YEAR: Final = 365 * 24  # hours; caches take longer for a mistake


class Validity(NamedTuple):
    """What a client may do with an answer.

    ``tag`` is its entity tag with quotes, ``hours`` as in Expiration (-1 for ever, None: not to be kept at all).
    ``changed`` is sent as Last-Modified, unless it is None. ``private``: nobody else may get it from a shared cache.
    """

    tag: str = ""
    hours: float | None = None
    changed: datetime | None = None
    private: bool = False

    def headers(self, now: datetime) -> list[Header]:
        """Return the headers that say so."""
        if self.hours is None:
            return [("Cache-Control", "no-store"), ("Expires", _date(now)), *self._validators()]
        hours = _YEAR if self.hours == FOR_EVER else min(self.hours, _YEAR)
        seconds = round(hours * 3600)
        visibility = "private" if self.private else "public"
        # Whoever may keep it for no time at all asks again each time, which costs no rendering.
        age = f"max-age={seconds}" if seconds else "no-cache"
        ever = ", immutable" if self.hours == FOR_EVER else ""
        expires = _date(now + timedelta(seconds=seconds))
        return [("Cache-Control", f"{visibility}, {age}{ever}"), ("Expires", expires), *self._validators()]

    def holds(self, environ: WSGIEnvironment) -> bool:
        """Tell whether the client has this answer already (RFC 9110: a tag counts more than a date)."""
        tags = environ.get("HTTP_IF_NONE_MATCH")
        if tags is not None:
            return bool(self.tag) and _matches(tags, self.tag)
        since = environ.get("HTTP_IF_MODIFIED_SINCE")
        if since is None or self.changed is None:
            return False
        try:
            known = parsedate_to_datetime(since)
        except (ValueError, TypeError, OverflowError):
            return False
        return known.tzinfo is not None and self.changed.replace(microsecond=0) <= known

    def _validators(self) -> Sequence[Header]:
        tag = [("ETag", self.tag)] if self.tag else []
        return [*tag, ("Last-Modified", _date(self.changed))] if self.changed else tag


def _matches(if_none_match: str, tag: str) -> bool:
    tags = [one.strip().removeprefix("W/") for one in if_none_match.split(",")]
    return "*" in tags or tag.removeprefix("W/") in tags


def _date(moment: datetime) -> str:
    return format_datetime(moment.astimezone(UTC), usegmt=True)

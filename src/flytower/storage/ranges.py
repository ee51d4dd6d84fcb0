"""HTTP byte ranges (RFC 9110, sections 13.1.5 and 14): which part of a body a GET asks for."""

import re
from typing import NamedTuple

# Thirty digits are more than any size needs and few enough to convert without cost.
_ONE_RANGE = re.compile(r"bytes[ \t]*=[ \t]*([0-9]{0,30})-([0-9]{0,30})[ \t]*", re.ASCII | re.IGNORECASE)


class Range(NamedTuple):
    """Bytes from `start` up to, not including, `stop`; never empty."""

    start: int
    stop: int

    @property
    def length(self) -> int:
        """The number of bytes: the Content-Length of a 206 answer."""
        return self.stop - self.start

    def content_range(self, size: int) -> str:
        """Return the Content-Range of a 206 answer, out of `size` bytes."""
        return f"bytes {self.start}-{self.stop - 1}/{size}"


class Unsatisfiable(Exception):  # noqa: N818 - named like the status 416 it becomes
    """The range lies outside the body: status 416, with `content_range` as its Content-Range."""

    def __init__(self, size: int) -> None:
        super().__init__(f"the range is not inside the {size} bytes there are")
        self.content_range = f"bytes */{size}"


def resolve_range(header: str | None, if_range: str | None, etag: str, size: int) -> Range | None:
    """Return the range to answer with status 206, or None to answer with everything and status 200.

    `header` and `if_range` are the request's Range and If-Range; `etag` is the body's strong entity tag with its
    quotes. As RFC 9110 allows, the header is ignored when it is malformed, in another unit or asks for several
    ranges; also when If-Range names anything but exactly this tag (a weak tag and a date never match). Raises
    `Unsatisfiable` when the range starts behind the end or asks for the last 0 bytes.
    """
    if header is None or (if_range is not None and if_range.strip() != etag):
        return None
    match = _ONE_RANGE.fullmatch(header.strip())
    if match is None:
        return None
    first, last = match.groups()
    if first:
        return _from_first(int(first), int(last) if last else None, size)
    return _suffix(int(last), size) if last else None


def _from_first(first: int, last: int | None, size: int) -> Range | None:
    if last is not None and last < first:
        return None
    if first >= size:
        raise Unsatisfiable(size)
    return Range(first, size if last is None else min(last + 1, size))


def _suffix(length: int, size: int) -> Range | None:
    if length == 0:
        raise Unsatisfiable(size)
    return Range(max(size - length, 0), size) if size else None

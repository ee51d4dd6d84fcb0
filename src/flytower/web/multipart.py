"""A streaming reader of multipart/form-data that takes what clients of the upload servlet really send.

Beyond RFC 7578 it tolerates (wire fact A6): lines ending in LF alone, the closing delimiter behind every part and then
more parts (with or without another opening delimiter), text before the first and behind the last delimiter, and file
names with bare backslashes. At no time does it hold more than one buffer of the body.
"""

import re
from collections.abc import Callable, Iterator
from email.message import Message
from typing import NamedTuple
from urllib.parse import unquote_to_bytes

_BUFFER = 128 * 1024
_LONGEST_HEADERS = 16 * 1024
_LONGEST_BOUNDARY = 200  # RFC 2046 says 70; clients made of random text say more
_HEADER_LINE = re.compile(rb"content-[a-z-]+[ \t]*:", re.IGNORECASE)
_LOOKAHEAD = 256
_PARAMETER = re.compile(r';\s*([^\s=;]+)\s*=\s*(?:"((?:\\"|[^"])*)"|([^;]*))')


class MultipartError(ValueError):
    """The body is not the multipart/form-data it should be."""


class PartHeaders(NamedTuple):
    """What a part says of itself.

    Attributes:
        name: the form field, "" when it has none.
        file_name: as the client sent it, None when it sent none.
        content_type: lower case without parameters, "" when it has none.
        transfer_encoding: lower case, "" when it has none.
    """

    name: str
    file_name: str | None
    content_type: str
    transfer_encoding: str


class Part:
    """One part. Its content can be read once, before the next part is asked for; what is left unread is skipped."""

    def __init__(self, headers: PartHeaders, pieces: Iterator[bytes]) -> None:
        self.headers = headers
        self.pieces = pieces

    def read(self, limit: int) -> bytes:
        """Return the whole content; raises MultipartError when it has more than ``limit`` bytes."""
        content = bytearray()
        for piece in self.pieces:
            content += piece
            if len(content) > limit:
                raise MultipartError(f"part '{self.headers.name}' is larger than {limit} bytes")
        return bytes(content)


def boundary_of(content_type: str) -> bytes:
    """Return the boundary that a multipart Content-Type names, quoted or not; else raises MultipartError."""
    message = Message()
    message["Content-Type"] = content_type
    boundary = message.get_param("boundary")
    if message.get_content_maintype() != "multipart" or not isinstance(boundary, str) or not boundary.strip():
        raise MultipartError("the request is not multipart/form-data with a boundary")
    if len(boundary) > _LONGEST_BOUNDARY:
        raise MultipartError(f"the multipart boundary is longer than {_LONGEST_BOUNDARY} characters")
    return boundary.rstrip().encode("latin-1", "replace")


def read_parts(read: Callable[[int], bytes], boundary: bytes, *, most: int) -> Iterator[Part]:
    """Give the parts of a body in order.

    ``read(n)`` returns up to n bytes, and none at the end. Raises MultipartError for no part at all or more than
    ``most``, for headers of more than 16 KiB, and for a body that ends inside a part.
    """
    body = _Body(read, boundary)
    count = 0
    while body.find_part():
        count += 1
        if count > most:
            raise MultipartError(f"the request has more than {most} parts")
        pieces = body.pieces
        part = Part(_headers(body.read_headers()), pieces())
        yield part
        for _ in part.pieces:
            pass
    if not count:
        raise MultipartError("the request has no parts")


class _Body:
    """The buffer over a body, and what is known of the delimiters around its front."""

    def __init__(self, read: Callable[[int], bytes], boundary: bytes) -> None:
        self._read = read
        self._delimiter = b"--" + boundary
        self._buffer = b"\n"  # as if a line had ended: the first delimiter may be the first thing there is
        self._ended = False
        self._closed = False  # the last delimiter was a closing one
        self._carriage_returns = False  # lines end in CRLF here

    def find_part(self) -> bool:
        """Go behind the next delimiter that opens a part; False when there is none."""
        while True:
            if self._closed and self._at_header():
                self._closed = False
                return True
            for _ in self._until_delimiter():
                pass
            if not self._take_delimiter():
                return False
            if not self._closed:
                return True

    def read_headers(self) -> bytes:
        """Take the header lines and the empty line behind them."""
        lines = bytearray()
        while True:
            line = self._take_line()
            if not line.strip():
                return bytes(lines)
            self._carriage_returns |= line.endswith(b"\r\n")
            lines += line
            if len(lines) > _LONGEST_HEADERS:
                raise MultipartError(f"the headers of a part are longer than {_LONGEST_HEADERS} bytes")

    def pieces(self) -> Iterator[bytes]:
        """Give the content up to the delimiter behind it."""
        self._buffer = b"\n" + self._buffer  # an empty content has no line end of its own before the delimiter
        first = True
        for piece in self._until_delimiter():
            yield piece[1:] if first else piece
            first = False
        if self._ended and not self._buffer:
            raise MultipartError("the request ends inside a part")

    def _until_delimiter(self) -> Iterator[bytes]:
        """Give what is in front of the next delimiter; leaves the buffer at its line end, or empty at the end."""
        needle = b"\n" + self._delimiter
        while True:
            place = self._place(needle)
            if place is not None:
                yield from _unless_empty(self._without_line_end(place))
                self._buffer = self._buffer[place:]
                return
            if self._ended:
                yield from _unless_empty(self._buffer)
                self._buffer = b""
                return
            keep = len(needle) + 8  # a delimiter, its line end on both sides and its dashes may have begun here
            if len(self._buffer) > keep:
                yield self._buffer[:-keep]
                self._buffer = self._buffer[-keep:]
            self._fill()

    def _place(self, needle: bytes) -> int | None:
        """Return where the next whole delimiter line begins, if it is in the buffer already."""
        place = self._buffer.find(needle)
        while place >= 0:
            end = place + len(needle)
            self._fill_to(end + 4)
            rest = self._buffer[end : end + 4]
            if not rest or rest.startswith((b"--", b"\r\n", b"\n", b" ", b"\t")):
                return place
            place = self._buffer.find(needle, end)
        return None

    def _without_line_end(self, place: int) -> bytes:
        """Return what is before the line end at ``place``: a CR there belongs to it only where lines end in CRLF."""
        before = place
        if self._buffer[place - 1 : place] == b"\r" and (self._carriage_returns or self._delimiter_ends_in_crlf(place)):
            before -= 1
        return self._buffer[:before]

    def _delimiter_ends_in_crlf(self, place: int) -> bool:
        tail = self._buffer[place + 1 + len(self._delimiter) :]
        return tail.removeprefix(b"--").startswith(b"\r\n")

    def _take_delimiter(self) -> bool:
        """Take the line end and the delimiter line at the front; False at the end of the body."""
        if not self._buffer:
            return False
        self._fill_to(len(self._delimiter) + _LOOKAHEAD)
        self._buffer = self._buffer[1 + len(self._delimiter) :]
        self._closed = self._buffer.startswith(b"--")
        rest = self._buffer.removeprefix(b"--").lstrip(b" \t")
        self._carriage_returns |= rest.startswith(b"\r\n")
        self._buffer = rest.removeprefix(b"\r").removeprefix(b"\n")
        return bool(self._buffer) or not self._ended

    def _at_header(self) -> bool:
        """Tell whether header lines follow a closing delimiter, after any empty lines."""
        while len(self._buffer) < _LOOKAHEAD and not self._ended:
            self._fill()
            self._buffer = self._buffer.lstrip(b"\r\n")
        self._buffer = self._buffer.lstrip(b"\r\n")
        if _HEADER_LINE.match(self._buffer):
            return True
        self._buffer = b"\n" + self._buffer
        return False

    def _take_line(self) -> bytes:
        while b"\n" not in self._buffer:
            if self._ended or len(self._buffer) > _LONGEST_HEADERS:
                raise MultipartError("the request ends, or goes on without end, inside the headers of a part")
            self._fill()
        line, end, self._buffer = self._buffer.partition(b"\n")
        return line + end

    def _fill_to(self, length: int) -> None:
        while len(self._buffer) < length and not self._ended:
            self._fill()

    def _fill(self) -> None:
        data = self._read(_BUFFER)
        self._ended = not data
        self._buffer += data


def _unless_empty(piece: bytes) -> Iterator[bytes]:
    if piece:
        yield piece


def _headers(block: bytes) -> PartHeaders:
    text = _decoded(block)
    lines: dict[str, str] = {}
    for line in re.sub(r"\r?\n[ \t]+", " ", text).splitlines():
        key, _, value = line.partition(":")
        lines[key.strip().lower()] = value.strip()
    parameters = _parameters(lines.get("content-disposition", ""))
    return PartHeaders(
        name=parameters.get("name", ""),
        file_name=parameters.get("filename*", parameters.get("filename")),
        content_type=lines.get("content-type", "").partition(";")[0].strip().lower(),
        transfer_encoding=lines.get("content-transfer-encoding", "").lower(),
    )


def _parameters(disposition: str) -> dict[str, str]:
    """Read ``; name="file1"; filename="a.jpg"``. A backslash escapes quotes only: browsers send it bare in paths."""
    found: dict[str, str] = {}
    for match in _PARAMETER.finditer(disposition):
        key = match[1].lower()
        value = match[2].replace('\\"', '"').replace("%22", '"') if match[2] is not None else match[3].strip()
        found[key] = _extended(value) if key.endswith("*") else value
    return found


def _extended(value: str) -> str:
    """Decode ``UTF-8''na%C3%AFve.jpg`` (RFC 8187)."""
    charset, _, rest = value.partition("'")
    encoded = rest.partition("'")[2]
    codec = "latin-1" if charset.lower() == "iso-8859-1" else "utf-8"
    return unquote_to_bytes(encoded).decode(codec, "replace")


def _decoded(block: bytes) -> str:
    try:
        return block.decode()
    except UnicodeDecodeError:
        return block.decode("latin-1")

"""The body of a POST to the upload servlet, taken apart while it arrives."""

import logging
from collections.abc import Callable
from typing import NamedTuple, Self
from wsgiref.types import WSGIEnvironment

from flytower.contract.faults import IpsApiFault, invalid_parameter, invalid_request_xml
from flytower.storage.blobs import Blobs, Received
from flytower.web.multipart import MultipartError, Part, boundary_of, read_parts

AUTH = "auth"
PARAMS = "uploadParams"

_MOST_PARTS = 2000
_LONGEST_TEXT = 1 << 20
_PIECE = 64 * 1024
_AS_IS = ("", "7bit", "8bit", "binary")
_LOG = logging.getLogger(__name__)


class FilePart(NamedTuple):
    """One file of the form: its name as the client gave it ("" when it gave none), and its content in scratch."""

    name: str
    received: Received


class UploadForm:
    """The parts of one form. A context manager: whatever was not made a blob by then is removed at its end.

    Attributes:
        texts: content of the parts ``auth`` and ``uploadParams``, as far as they were seen.
        files: the file parts, in order.
    """

    def __init__(self, blobs: Blobs) -> None:
        self.texts: dict[str, bytes] = {}
        self.files: list[FilePart] = []
        self._blobs = blobs

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_: object) -> None:
        for file in self.files:
            self._blobs.discard(file.received)

    def read(self, body: "LimitedBody", content_type: str, before_first_file: Callable[[], None]) -> None:
        """Read the whole body; ``before_first_file`` is called when a file follows, and may raise to refuse it.

        Raises:
            IpsApiFault: 30003 for what is no form; 30001 for a form that is too large or has a part encoded.
        """
        try:
            for part in read_parts(body.read, boundary_of(content_type), most=_MOST_PARTS):
                self._take(part, before_first_file)
        except MultipartError as wrong:
            raise invalid_request_xml(f"Invalid upload: {wrong}") from None

    def _take(self, part: Part, before_first_file: Callable[[], None]) -> None:
        headers = part.headers
        if headers.name in (AUTH, PARAMS):
            _refuse_encoding(part)
            self._take_text(headers.name, part)
        elif _is_file(part):
            _refuse_encoding(part)
            if not self.files:
                before_first_file()
            received = self._blobs.receive(part.pieces)
            if received.blob.size == 0 and not headers.file_name:  # a form's empty file field
                self._blobs.discard(received)
                return
            self.files.append(FilePart(headers.file_name or "", received))
        else:
            _LOG.debug("upload part %r is ignored", headers.name[:100])

    def _take_text(self, name: str, part: Part) -> None:
        if name in self.texts:
            raise invalid_parameter(name, "", "the part is there twice")
        self.texts[name] = part.read(_LONGEST_TEXT)


class ClientGone(Exception):  # noqa: N818  reads as what happened
    """The connection broke, or its sender became too slow, before the whole body came."""


class LimitedBody:
    """A request's body, of which no more than ``limit`` bytes are taken.

    ``announced`` is its Content-Length, None when it comes in chunks.
    """

    def __init__(self, read: Callable[[int], bytes], limit: int, announced: int | None) -> None:
        self._source = read
        self._limit = limit
        self._announced = announced
        self._seen = 0
        self._ended = False

    @classmethod
    def of(cls, environ: WSGIEnvironment, limit: int) -> "LimitedBody":
        """Return the body of a request."""
        length = environ.get("CONTENT_LENGTH") or None
        return cls(environ["wsgi.input"].read, limit, None if length is None else int(length))

    def read(self, size: int) -> bytes:
        """Return up to ``size`` bytes, none at the end.

        Raises:
            IpsApiFault: 30001 when there are more than allowed; before the first byte, if that was announced.
            ClientGone: when the rest will never come.
        """
        if self._announced is not None and self._announced > self._limit:
            raise self._too_large(self._announced)
        data = self._take(min(size, _PIECE))
        if self._seen > self._limit:
            raise self._too_large(self._seen)
        return data

    def drain(self, most: int) -> bool:
        """Read and drop what is left; False when that is more than ``most`` bytes, or will never come."""
        try:
            while most >= 0 and (data := self._take(_PIECE)):
                most -= len(data)
        except ClientGone:
            return False
        return most >= 0

    def _take(self, size: int) -> bytes:
        if self._ended:
            return b""
        if self._announced is not None:
            size = min(size, self._announced - self._seen)
        try:
            data = self._source(size)
        except Exception as broken:  # noqa: BLE001  a lost connection, a sender too slow, a chunk that is none
            raise ClientGone(type(broken).__name__) from None
        self._seen += len(data)
        self._ended = not data
        return data

    def _too_large(self, size: int) -> IpsApiFault:
        return invalid_parameter(
            "UploadPostMaxFileSize", size, f"a POST to the upload servlet may have {self._limit} bytes"
        )


def _is_file(part: Part) -> bool:
    """Tell whether a part is a file: it has a file name, or at least the type of something that is no text."""
    if part.headers.file_name is not None:
        return True
    content_type = part.headers.content_type
    return bool(content_type) and not content_type.startswith("text/")


def _refuse_encoding(part: Part) -> None:
    encoding = part.headers.transfer_encoding
    if encoding not in _AS_IS:
        raise invalid_parameter("Content-Transfer-Encoding", encoding, f"part '{part.headers.name}' must be binary")

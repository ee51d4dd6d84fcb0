"""The HTTP side of both endpoints: ``/scene7/services/IpsApiService`` (SOAP) and ``/scene7/api/IpsApiService``.

Either URL takes either form; which one it is tells only how to report what can't be parsed.
"""

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import UTC, tzinfo
from http import HTTPStatus
from typing import Final
from wsgiref.types import StartResponse, WSGIApplication, WSGIEnvironment

from flytower.contract.faults import Fault, IpsApiFault, invalid_request_xml, shortened
from flytower.contract.operation import OPERATIONS, Operation
from flytower.soap.compression import GzipMode, compressed, wants_gzip
from flytower.soap.envelope import Form
from flytower.soap.exchange import OPERATION_KEY, Exchange, Gate
from flytower.soap.faults import fault_document
from flytower.soap.headers import accepted_locale, basic_credentials
from flytower.soap.protocol import LOG, logged_unexpected
from flytower.soap.reader import Reader
from flytower.soap.service import spyne_application
from flytower.soap.transport import Transport
from flytower.soap.writer import Writer
from flytower.soap.wsdl_http import wsdl_application

PLAIN_PATH: Final = "/scene7/api/"

_CHARSET: Final = re.compile(r";\s*charset\s*=\s*[\"']?([A-Za-z0-9._:-]{1,40})", re.IGNORECASE)
_PIECE: Final = 1 << 16
_LONGEST_LENGTH: Final = 18
"""Digits of a Content-Length; no limit has more."""


@dataclass(frozen=True, slots=True, kw_only=True)
class SoapSettings:
    """What the endpoints can be told.

    Attributes:
        max_body_bytes: largest request.
        gzip: when answers are compressed.
        zone: time zone of the dates in answers, and of dates in requests that name none.
        public_url: what soap:address begins with; empty takes scheme and host of the request for the WSDL.
    """

    max_body_bytes: int = 32 << 20
    gzip: GzipMode = GzipMode.ACCEPT
    zone: tzinfo = UTC
    public_url: str = ""


def soap_application(
    gate: Gate, settings: SoapSettings, operations: Mapping[str, Operation] = OPERATIONS
) -> WSGIApplication:
    """Return the WSGI application of both endpoints, serving the operations declared by now."""
    spyne = spyne_application(gate, operations, Reader(settings.zone), Writer(settings.zone))
    return _Endpoint(Transport(spyne), settings, wsdl_application(settings.public_url, operations))


class _Endpoint:
    """Reads the body within its limit, lets Spyne run the call, and sends the answer."""

    def __init__(self, transport: Transport, settings: SoapSettings, wsdl: WSGIApplication) -> None:
        self._transport = transport
        self._settings = settings
        self._wsdl = wsdl

    def __call__(self, environ: WSGIEnvironment, start_response: StartResponse) -> Iterable[bytes]:
        """Answer one request."""
        if environ["REQUEST_METHOD"] != "POST":
            wants_wsdl = environ.get("QUERY_STRING", "").lower().startswith("wsdl")
            if wants_wsdl and environ["REQUEST_METHOD"] in ("GET", "HEAD"):
                return self._wsdl(environ, start_response)
            return _only_post(start_response)
        exchange = _exchange(environ)
        try:
            exchange.body = read_body(environ, self._settings.max_body_bytes)
            document = self._transport.answer(exchange)
        except Fault as fault:
            document = _fault(exchange, fault)
        except Exception as error:  # noqa: BLE001  logged, and no more than that is told
            document = _fault(exchange, logged_unexpected(exchange, error))
        if exchange.operation is not None:
            environ[OPERATION_KEY] = exchange.operation.name
        return self._send(environ, start_response, exchange, document)

    def _send(
        self, environ: WSGIEnvironment, start_response: StartResponse, exchange: Exchange, body: bytes
    ) -> Iterable[bytes]:
        headers = [("Content-Type", exchange.form.content_type)]
        mode = self._settings.gzip
        if mode is GzipMode.ACCEPT:
            headers.append(("Vary", "Accept-Encoding"))
        if wants_gzip(mode, exchange.wishes.gzip, environ.get("HTTP_ACCEPT_ENCODING", "")):
            body = compressed(body)
            headers.append(("Content-Encoding", "gzip"))
        start_response(_status_line(exchange.status), [*headers, ("Content-Length", str(len(body)))])
        return [body]


def read_body(environ: WSGIEnvironment, limit: int) -> bytes:
    """Return a request's body, with a Content-Length or chunked.

    Raises:
        IpsApiFault: 30003 for more than ``limit`` bytes, a length that is no number, or a body that can't be had.
    """
    length = environ.get("CONTENT_LENGTH") or None
    if length is None and not (environ.get("wsgi.input_terminated") or environ.get("HTTP_TRANSFER_ENCODING")):
        return b""
    if length is not None and not (length.isascii() and length.isdigit()):
        raise invalid_request_xml(f"Content-Length '{shortened(length)}' is not a number")
    if length is not None and (len(length) > _LONGEST_LENGTH or int(length) > limit):
        raise _too_large(limit)
    wanted = limit + 1 if length is None else int(length)
    pieces: list[bytes] = []
    while wanted and (piece := _piece(environ, min(wanted, _PIECE))):
        pieces.append(piece)
        wanted -= len(piece)
    if length is None and not wanted:
        raise _too_large(limit)
    return b"".join(pieces)


def _piece(environ: WSGIEnvironment, size: int) -> bytes:
    try:
        piece: bytes = environ["wsgi.input"].read(size)
    except Exception as broken:  # noqa: BLE001  a lost connection, a sender too slow, a chunk that is none: not our error
        LOG.info("a request broke off: %s", type(broken).__name__)
        raise invalid_request_xml("The request breaks off") from None
    return piece


def _too_large(limit: int) -> IpsApiFault:
    return invalid_request_xml(f"The request is larger than {limit} bytes")


def _exchange(environ: WSGIEnvironment) -> Exchange:
    return Exchange(
        body=b"",
        charset=_charset(environ.get("CONTENT_TYPE", "")),
        form=_guess_form(environ),
        address=environ.get("REMOTE_ADDR", ""),
        locale=accepted_locale(environ.get("HTTP_ACCEPT_LANGUAGE", "")),
        basic=basic_credentials(environ.get("HTTP_AUTHORIZATION", "")),
    )


def _charset(content_type: str) -> str:
    match = _CHARSET.search(content_type)
    return match[1] if match else ""


def _guess_form(environ: WSGIEnvironment) -> Form:
    """Return how to answer somebody whose document can't be read."""
    if environ.get("PATH_INFO", "").startswith(PLAIN_PATH):
        return Form.PLAIN
    soap_12 = environ.get("CONTENT_TYPE", "").strip().lower().startswith("application/soap+xml")
    return Form.SOAP_12 if soap_12 else Form.SOAP_11


def _fault(exchange: Exchange, fault: Fault) -> bytes:
    exchange.status = exchange.wishes.fault_status
    return fault_document(exchange.form, fault)


def _status_line(status: int) -> str:
    """Return ``500 Internal Server Error`` for 500; a status without a phrase of its own is followed by ``Status``."""
    try:
        return f"{status} {HTTPStatus(status).phrase}"
    except ValueError:
        return f"{status} Status"


def _only_post(start_response: StartResponse) -> Iterable[bytes]:
    body = b"Send requests by POST.\n"
    headers = [("Content-Type", "text/plain; charset=utf-8"), ("Content-Length", str(len(body))), ("Allow", "POST")]
    start_response("405 Method Not Allowed", headers)
    return [body]

"""Fetching one file by HTTP, from a place that a caller named and that may be hostile."""

import http.client
import socket
import ssl
import time
from collections.abc import Generator
from contextlib import closing, contextmanager, suppress
from dataclasses import dataclass
from threading import Timer
from typing import Final
from urllib.parse import SplitResult, quote, urljoin, urlsplit

from flytower.contract.faults import shortened
from flytower.jobs.addresses import AddressRefused, resolve

_PIECE: Final = 256 * 1024
_REDIRECTS: Final = (301, 302, 303, 307, 308)
_OK: Final = 200
_PORTS: Final = {"http": 80, "https": 443}
_KEPT_IN_PATH: Final = "/%:@!$&'()*+,;=~-._"
_HEADERS: Final = {"User-Agent": "flytower", "Accept": "*/*", "Accept-Encoding": "identity", "Connection": "close"}


class FetchError(Exception):
    """A file could not be fetched; the text says why and is fit for a job log."""


@dataclass(frozen=True, slots=True)
class FetchLimits:
    """What one fetch may cost: bytes, seconds from the first look-up to the last byte, redirects."""

    max_bytes: int
    seconds: float
    redirects: int
    allow_private: bool = False


def fetch(url: str, limits: FetchLimits) -> Generator[bytes]:
    """Give the bytes behind an http or https URL, following redirects.

    Each hop connects to an address that was checked, by that address; proxies of the environment are not used. Raises
    FetchError, also while iterating: for what is no such URL, an address that is not public, an answer other than
    200, one that is cut short, too large or takes too long. Close the generator when done with it early.
    """
    ends_at = time.monotonic() + limits.seconds
    for _ in range(limits.redirects + 1):
        target = _target(url)
        with _connection(target, limits, ends_at) as connection, _named_errors(target):
            connection.request("GET", _request_path(target), headers=_HEADERS)
            with closing(connection.getresponse()) as response:
                if response.status not in _REDIRECTS:
                    yield from _body(response, limits)
                    return
                url = urljoin(url, response.headers.get("Location") or "")
    raise FetchError(f"more than {limits.redirects} redirects")


def _target(url: str) -> SplitResult:
    try:
        target = urlsplit(url)
        port = target.port
    except ValueError:
        raise FetchError("this is not a URL") from None
    if target.scheme not in _PORTS or not target.hostname or port == 0:
        raise FetchError("only http and https URLs with a host name can be fetched")
    if target.username is not None:
        raise FetchError("URLs with a user name are not supported")
    return target


def _request_path(target: SplitResult) -> str:
    path = quote(target.path or "/", safe=_KEPT_IN_PATH)
    return path + ("?" + quote(target.query, safe=_KEPT_IN_PATH + "?") if target.query else "")


@contextmanager
def _connection(target: SplitResult, limits: FetchLimits, ends_at: float) -> Generator[http.client.HTTPConnection]:
    """Give an open connection, which breaks when the time is over, whatever it is doing then."""
    host, port = target.hostname or "", target.port or _PORTS[target.scheme]
    try:
        addresses = resolve(host, port, allow_private=limits.allow_private)
    except AddressRefused as error:
        raise FetchError(str(error)) from None
    kind = http.client.HTTPSConnection if target.scheme == "https" else http.client.HTTPConnection
    connection = kind(host, port)
    connection.sock = _connected(addresses, port, ends_at)
    timer = Timer(max(ends_at - time.monotonic(), 0), _break, [connection])
    timer.daemon = True
    timer.start()
    try:
        if target.scheme == "https":
            with _named_errors(target):
                _secure(connection, host)
        yield connection
        _check_time(limits, ends_at)  # headers or a body that the timer cut may look complete
    except FetchError:
        _check_time(limits, ends_at)
        raise
    finally:
        timer.cancel()
        connection.close()


def _check_time(limits: FetchLimits, ends_at: float) -> None:
    if time.monotonic() >= ends_at:
        raise FetchError(f"it took longer than {limits.seconds:g} s") from None


def _connected(addresses: list[str], port: int, ends_at: float) -> socket.socket:
    problem: OSError | None = None
    for address in addresses:
        left = ends_at - time.monotonic()
        if left <= 0:
            break
        try:
            return socket.create_connection((address, port), timeout=left)
        except OSError as error:
            problem = error
    raise FetchError(f"can't connect: {problem or 'it took too long'}")


def _secure(connection: http.client.HTTPConnection, host: str) -> None:
    context = ssl.create_default_context()
    secured = context.wrap_socket(connection.sock, server_hostname=host, do_handshake_on_connect=False)
    connection.sock = secured  # from here on the timer can break the handshake, too
    secured.do_handshake()


def _break(connection: http.client.HTTPConnection) -> None:
    with suppress(OSError, AttributeError):  # it may be closed meanwhile
        socket.socket.shutdown(connection.sock, socket.SHUT_RDWR)  # not TLS's own, which would talk first


@contextmanager
def _named_errors(target: SplitResult) -> Generator[None]:
    try:
        yield
    except (OSError, http.client.HTTPException, UnicodeError) as error:
        what = str(error) or type(error).__name__
        raise FetchError(f"no good answer from {target.hostname}: {shortened(what)}") from None


def _body(response: http.client.HTTPResponse, limits: FetchLimits) -> Generator[bytes]:
    if response.status != _OK:
        raise FetchError(f"the answer was {response.status} {shortened(response.reason)}")
    encoding = response.headers.get("Content-Encoding", "identity").lower()
    if encoding != "identity":
        raise FetchError(f"the answer is encoded with {shortened(encoding)}, which nobody asked for")
    expected = response.length
    if expected is not None and expected > limits.max_bytes:
        raise FetchError(f"the file has {expected} bytes, more than the limit of {limits.max_bytes}")
    received = 0
    while piece := response.read1(_PIECE):
        received += len(piece)
        if received > limits.max_bytes:
            raise FetchError(f"the file has more bytes than the limit of {limits.max_bytes}")
        yield piece
    if expected is not None and received != expected:
        raise FetchError(f"the answer ended after {received} of {expected} bytes")

"""The WSDL over HTTP, at every URL that clients fetch it from (wire fact A9)."""

import re
from collections.abc import Iterable, Mapping
from functools import lru_cache
from hashlib import sha256
from typing import Final, NamedTuple
from urllib.parse import parse_qsl, urlsplit
from wsgiref.types import StartResponse, WSGIApplication, WSGIEnvironment

from flytower.contract.operation import OPERATIONS, Operation
from flytower.contract.version import PRE_4_0, PUBLISHED, Version, structure_of
from flytower.soap.compression import accepts_gzip, compressed
from flytower.soap.wsdl import wsdl

SERVICE_PATH: Final = "/scene7/services/IpsApiService"

_FILE: Final = re.compile(r"/scene7/(?:webservice/)?IpsApi(?:-(?P<date>[^/]+))?\.wsdl")
_DATE: Final = re.compile(r"\d{4}-\d{2}-\d{2}(-beta)?", re.ASCII)
_HOST: Final = re.compile(r"([A-Za-z0-9._-]+|\[[0-9A-Fa-f:.]+\])(:\d{1,5})?", re.ASCII)
_LONGEST_ADDRESS: Final = 2000
_REMEMBERED: Final = 16


class _Document(NamedTuple):
    """One WSDL as it is sent."""

    plain: bytes
    gzip: bytes
    digest: str


class _QueryError(ValueError):
    """A query that can't be answered; the message is for the client."""


def wsdl_application(public_url: str, operations: Mapping[str, Operation] = OPERATIONS) -> WSGIApplication:
    """Return a WSGI application for GET and HEAD of WSDL.

    It knows ``/scene7/webservice/IpsApi[-version].wsdl``, ``/scene7/IpsApi-version.wsdl`` and, with a query that
    begins with ``wsdl``, the endpoints' own URLs (``?wsdl&version=2014-04-03``). A file without a version is the one
    from before 4.0; an endpoint without one has the oldest published, which serves SOAP 1.1 and 1.2. A date that was
    never published gets the structure that serves it, in its own namespace.

    Args:
        public_url: what soap:address begins with; empty takes scheme and host of the request.
        operations: what is declared.
    """
    return _WsdlFiles(public_url, operations)


class _WsdlFiles:
    """Serves documents, which are made once per version and address."""

    def __init__(self, public_url: str, operations: Mapping[str, Operation]) -> None:
        self._public_url = public_url.rstrip("/")
        self._operations = operations
        self._document = lru_cache(_REMEMBERED)(self._make)

    def __call__(self, environ: WSGIEnvironment, start_response: StartResponse) -> Iterable[bytes]:
        """Answer one request."""
        query = {name.lower(): value for name, value in parse_qsl(environ.get("QUERY_STRING", ""))}
        try:
            document = self._document(_date(environ.get("PATH_INFO", ""), query), self._address(environ, query))
        except _QueryError as refusal:
            return _text(start_response, "400 Bad Request", str(refusal))
        zipped = accepts_gzip(environ.get("HTTP_ACCEPT_ENCODING", ""))
        etag = f'"{document.digest}-gzip"' if zipped else f'"{document.digest}"'
        headers = [("ETag", etag), ("Cache-Control", "no-cache"), ("Vary", "Accept-Encoding")]
        if _is_known(etag, environ.get("HTTP_IF_NONE_MATCH", "")):
            start_response("304 Not Modified", headers)
            return []
        body = document.gzip if zipped else document.plain
        headers += [("Content-Encoding", "gzip")] if zipped else []
        headers += [("Content-Type", "text/xml;charset=UTF-8"), ("Content-Length", str(len(body)))]
        start_response("200 OK", headers)
        return [] if environ["REQUEST_METHOD"] == "HEAD" else [body]

    def _address(self, environ: WSGIEnvironment, query: Mapping[str, str]) -> str:
        if "serviceurl" in query:
            return _checked(query["serviceurl"])
        return (self._public_url or _origin(environ)) + SERVICE_PATH

    def _make(self, date: str, address: str) -> _Document:
        namespace = Version(date).namespace
        version = structure_of(namespace)
        if version is None:
            raise _QueryError(f"There is no API version '{date}'")
        plain = wsdl(version, namespace, self._operations, address).encode()
        return _Document(plain, compressed(plain), sha256(plain).hexdigest()[:32])


def _date(path: str, query: Mapping[str, str]) -> str:
    match = _FILE.fullmatch(path)
    if match and not match["date"]:
        return PRE_4_0.date
    date = match["date"] if match else query.get("version") or PUBLISHED[0].date
    if _DATE.fullmatch(date) is None:
        raise _QueryError("An API version is a date such as 2014-04-03 or 2017-10-29-beta")
    return date


def _checked(url: str) -> str:
    """Return a serviceUrl that may stand as an address."""
    try:
        parts = urlsplit(url)
        usable = parts.scheme in ("http", "https") and bool(parts.hostname) and url.isprintable() and " " not in url
    except ValueError:
        usable = False
    if not usable or len(url) > _LONGEST_ADDRESS:
        raise _QueryError("serviceUrl must be an http or https URL")
    return url


def _origin(environ: WSGIEnvironment) -> str:
    """Return scheme and host as the client wrote them."""
    host = environ.get("HTTP_HOST", "")
    if _HOST.fullmatch(host) is None:
        host = f"{environ['SERVER_NAME']}:{environ['SERVER_PORT']}"
    return f"{environ['wsgi.url_scheme']}://{host}"


def _is_known(etag: str, if_none_match: str) -> bool:
    known = [one.strip().removeprefix("W/") for one in if_none_match.split(",")]
    return etag in known or "*" in known


def _text(start_response: StartResponse, status: str, message: str) -> Iterable[bytes]:
    body = f"{message}\n".encode()
    start_response(status, [("Content-Type", "text/plain; charset=utf-8"), ("Content-Length", str(len(body)))])
    return [body]

"""One log line per request, and the request's id in every line written while it is answered."""

import logging
import re
import secrets
import time
from collections.abc import Callable, Iterable, Iterator
from contextvars import ContextVar
from typing import Any
from wsgiref.types import StartResponse, WSGIApplication, WSGIEnvironment

OPERATION = "flytower.operation"
"""Environ key under which whoever knows the operation's name leaves it for the log."""

request_id: ContextVar[str] = ContextVar("request_id", default="")
"""Id of the request being answered; empty outside of any."""

_SANE = re.compile(r"[A-Za-z0-9._:+=/-]{1,128}")
_PROBES = ("/healthz", "/readyz")
"""Asked every few seconds for ever: at DEBUG only."""

_LOG = logging.getLogger("flytower.access")


class RequestLog:
    """Middleware: gives each request an id, echoes it as ``X-Request-ID``, and logs the request when it is over.

    A sane ``X-Request-ID`` of the client is taken over. The line never holds the query string, a body or a credential.
    """

    def __init__(self, application: WSGIApplication) -> None:
        self._application = application

    def __call__(self, environ: WSGIEnvironment, start_response: StartResponse) -> Iterable[bytes]:
        """Answer one request."""
        given = environ.get("HTTP_X_REQUEST_ID", "")
        entry = _Entry(environ, given if _SANE.fullmatch(given) else secrets.token_hex(8))
        request_id.set(entry.id)  # until this thread closes the body: it answers one request at a time
        try:
            return _Logged(self._application(environ, entry.wrap(start_response)), entry)
        except BaseException:
            entry.write()
            raise


class _Entry:
    """What is known of one request."""

    def __init__(self, environ: WSGIEnvironment, identity: str) -> None:
        self.id = identity
        self.sent = 0
        self._environ = environ
        self._status = 500  # what the server answers to an exception
        self._start = time.perf_counter()

    def wrap(self, start_response: StartResponse) -> StartResponse:
        """Return a start_response that notes the status and adds the id."""

        def start(status: str, headers: list[tuple[str, str]], exc_info: Any = None) -> Callable[[bytes], object]:
            self._status = int(status[:3])
            return start_response(status, [*headers, ("X-Request-ID", self.id)], exc_info)

        return start

    def write(self) -> None:
        """Write the line."""
        environ = self._environ
        facts = {
            "request_id": self.id,
            "client": environ.get("REMOTE_ADDR", ""),
            "method": environ["REQUEST_METHOD"],
            "path": _printable(environ.get("PATH_INFO", "")),
            "status": self._status,
            "bytes": self.sent,
            "milliseconds": round((time.perf_counter() - self._start) * 1000, 1),
            "operation": environ.get(OPERATION, ""),
        }
        _LOG.log(
            logging.DEBUG if environ.get("PATH_INFO") in _PROBES else logging.INFO,
            "%s %s %d %d bytes %.1f ms %s",
            *(facts[key] for key in ("method", "path", "status", "bytes", "milliseconds", "operation")),
            extra={"facts": facts},
        )
        request_id.set("")


class _Logged:
    """A body whose end is the end of its request."""

    def __init__(self, body: Iterable[bytes], entry: _Entry) -> None:
        self._body = body
        self._entry = entry

    def __iter__(self) -> Iterator[bytes]:
        for piece in self._body:
            self._entry.sent += len(piece)
            yield piece

    def close(self) -> None:
        """Close what is inside, then log."""
        try:
            close = getattr(self._body, "close", None)
            if close is not None:
                close()
        finally:
            self._entry.write()


def _printable(path: str) -> str:
    """Return the path as UTF-8 text on one line; a WSGI path is bytes in Latin-1 clothes."""
    decoded = path.encode("latin-1", "replace").decode("utf-8", "replace")
    decoded = decoded[:500]
    return decoded if decoded.isprintable() else "".join(one if one.isprintable() else "?" for one in decoded)

"""Small HTTP answers: plain text, and nothing a browser would run."""

from collections.abc import Iterable, Sequence
from wsgiref.types import StartResponse, WSGIEnvironment

Header = tuple[str, str]

_REASONS = {
    200: "OK",
    206: "Partial Content",
    304: "Not Modified",
    400: "Bad Request",
    403: "Forbidden",
    404: "Not Found",
    405: "Method Not Allowed",
    410: "Gone",
    416: "Range Not Satisfiable",
    500: "Internal Server Error",
    503: "Service Unavailable",
}


def status_line(status: int) -> str:
    """Return ``404 Not Found`` for 404; a status without a phrase of its own is followed by ``Status``."""
    return f"{status} {_REASONS.get(status, 'Status')}"


def respond(
    start_response: StartResponse, status: int, body: bytes, content_type: str, headers: Sequence[Header] = ()
) -> Iterable[bytes]:
    """Answer with a body that is at hand."""
    start_response(
        status_line(status),
        [
            ("Content-Type", content_type),
            ("Content-Length", str(len(body))),
            ("X-Content-Type-Options", "nosniff"),
            *headers,
        ],
    )
    return [body]


def text(
    environ: WSGIEnvironment, start_response: StartResponse, status: int, message: str, headers: Sequence[Header] = ()
) -> Iterable[bytes]:
    """Answer with one line of plain text (its length alone to a HEAD request)."""
    body = (message + "\n").encode()
    answer = respond(start_response, status, body, "text/plain; charset=utf-8", headers)
    return [] if environ["REQUEST_METHOD"] == "HEAD" else answer


def not_found(environ: WSGIEnvironment, start_response: StartResponse) -> Iterable[bytes]:
    """Answer 404. The path is not repeated."""
    return text(environ, start_response, 404, "There is nothing at this path.")

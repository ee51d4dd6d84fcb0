"""Whether the server lives, and whether it can work."""

import logging
from collections.abc import Callable, Iterable, Mapping
from wsgiref.types import StartResponse, WSGIApplication, WSGIEnvironment

from flytower.web.answers import text

Check = Callable[[], bool]
"""Looks at one thing the server needs; False or an exception means that it is not there."""

_LOG = logging.getLogger(__name__)


def alive(environ: WSGIEnvironment, start_response: StartResponse) -> Iterable[bytes]:
    """Answer 200: this process answers requests."""
    return text(environ, start_response, 200, "ok")


def readiness(checks: Mapping[str, Check]) -> WSGIApplication:
    """Return an application that answers 200 when every check holds, else 503; with one line per check."""

    def ready(environ: WSGIEnvironment, start_response: StartResponse) -> Iterable[bytes]:
        results = {name: _holds(name, check) for name, check in checks.items()}
        lines = "\n".join(f"{name}: {'ok' if holds else 'failed'}" for name, holds in results.items())
        return text(environ, start_response, 200 if all(results.values()) else 503, lines)

    return ready


def _holds(name: str, check: Check) -> bool:
    try:
        return check()
    except Exception:  # noqa: BLE001  logged; the answer is the same
        _LOG.exception("readiness check '%s' failed", name)
        return False

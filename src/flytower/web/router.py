"""Which application answers which path."""

import re
from collections.abc import Iterable, Sequence
from typing import NamedTuple
from wsgiref.types import StartResponse, WSGIApplication, WSGIEnvironment

from flytower.web.answers import not_found, text


class Route(NamedTuple):
    """One kind of path.

    Attributes:
        pattern: regular expression of the whole path, without trailing slash.
        methods: HTTP methods answered; any other gets 405 with these in Allow.
        application: what answers.
        query: name that the query string must begin with (``wsdl`` for ``?wsdl``), or None.
    """

    pattern: str
    methods: frozenset[str]
    application: WSGIApplication
    query: str | None = None


READ = frozenset({"GET", "HEAD"})
POST = frozenset({"POST"})


class Router:
    """A WSGI application that hands a request to the first route that fits, or answers 404 or 405 in plain text.

    One slash behind the path is tolerated. HEAD is answered by a route's own application.
    """

    def __init__(self, routes: Sequence[Route]) -> None:
        self._routes = [(re.compile(route.pattern), route) for route in routes]

    def __call__(self, environ: WSGIEnvironment, start_response: StartResponse) -> Iterable[bytes]:
        """Answer one request."""
        path = environ.get("PATH_INFO", "") or "/"
        path = path.removesuffix("/") or "/"
        query = environ.get("QUERY_STRING", "").lower()
        fitting = [route for pattern, route in self._routes if _fits(pattern, route, path, query)]
        method = environ["REQUEST_METHOD"]
        for route in fitting:
            if method in route.methods:
                return route.application(environ, start_response)
        if not fitting:
            return not_found(environ, start_response)
        allowed = ", ".join(sorted(frozenset().union(*(route.methods for route in fitting))))
        return text(environ, start_response, 405, f"Use {allowed} here.", [("Allow", allowed)])


def _fits(pattern: re.Pattern[str], route: Route, path: str, query: str) -> bool:
    return pattern.fullmatch(path) is not None and (route.query is None or query.startswith(route.query))

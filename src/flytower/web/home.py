"""The page at /: what this is, and where things are."""

from collections.abc import Iterable, Mapping
from html import escape
from wsgiref.types import StartResponse, WSGIApplication, WSGIEnvironment

from flytower.web.answers import respond

_PAGE = """<!doctype html>
<html lang="en">
<head><meta charset="utf-8"><title>Flytower</title>
<meta name="viewport" content="width=device-width"></head>
<body>
<h1>Flytower {version}</h1>
<p>An open server that stands in for the Scene7 / Dynamic Media Classic Image Production System.
It is not affiliated with Adobe.</p>
<dl>
{rows}
</dl>
</body>
</html>
"""
_ROW = "<dt>{name}</dt><dd><code>{url}</code></dd>"
_NO_SCRIPTS = [("Content-Security-Policy", "default-src 'none'")]


def home_page(version: str, urls: Mapping[str, str]) -> WSGIApplication:
    """Return an application that shows these URLs, each with what it is for."""
    rows = "\n".join(_ROW.format(name=escape(name), url=escape(url)) for name, url in urls.items())
    page = _PAGE.format(version=escape(version), rows=rows).encode()

    def home(environ: WSGIEnvironment, start_response: StartResponse) -> Iterable[bytes]:
        answer = respond(start_response, 200, page, "text/html; charset=utf-8", _NO_SCRIPTS)
        return [] if environ["REQUEST_METHOD"] == "HEAD" else answer

    return home

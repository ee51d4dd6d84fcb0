"""Pictures over HTTP: ``/is/image/<company root>/<asset>?<request>``, rendered once and kept.

What a request means, and so the bytes of its answer, is as in an export job. Source: IS reference, HTTP protocol.
"""

import os
import re
import threading
from collections.abc import Callable, Iterable
from functools import cached_property
from hashlib import blake2b
from importlib.metadata import version
from pathlib import Path
from typing import BinaryIO, Final, NamedTuple, Protocol
from wsgiref.types import StartResponse, WSGIEnvironment
from wsgiref.util import FileWrapper

from flytower.config import Settings
from flytower.contract.clock import Clock
from flytower.imaging import Recipe, RenderError, RequestError, parse_request_in
from flytower.jobs.pictures import Pictures, limits_of
from flytower.model import Company, companies
from flytower.model.database import Database
from flytower.storage.blobs import BlobError, Blobs
from flytower.storage.derivatives import Derivatives
from flytower.web.answers import Header, status_line, text

PATTERN: Final = r"/is/image(/[^/]+){1,2}"
"""Paths this answers."""

_PATH: Final = re.compile(r"/is/image/(?P<root>[^/]+)(/(?P<name>[^/]+))?/?")
_CHUNK: Final = 1 << 17
_RENDERER: Final = f"flytower {version('flytower')}, Pillow {version('pillow')}"


class Wanted(NamedTuple):
    """A request that has been understood: what to do, to which file, and the name of the result in the cache."""

    recipe: Recipe
    source: Path | None
    key: str


class Refused(Exception):  # noqa: N818  reads as what happened
    """Why a request gets no picture: an HTTP status and a line of text."""

    def __init__(self, status: int, reason: str) -> None:
        super().__init__(reason)
        self.status = status


class Renderer(Protocol):
    """Whoever makes the pictures, such as a `RenderPool`."""

    def render(self, source: Path | None, recipe: Recipe, destination: Path) -> object:
        """Render into a file. Raises RenderError or RequestError."""


class ImageServer:
    """Answers GET and HEAD with a picture, and with 403 and a reason what can't be rendered.

    The entity tag stands for everything the picture is made of, so that a conditional request costs no rendering. At
    most three quarters of the server's threads render or wait for it; others get 503.
    """

    def __init__(
        self, database: Database, blobs: Blobs, settings: Settings, clock: Clock, renderer: Callable[[], Renderer]
    ) -> None:
        """``renderer`` is called with the first picture that is to be rendered, after the server's process forked."""
        self._database = database
        self._blobs = blobs
        self._settings = settings
        self._clock = clock
        self._make_renderer = renderer
        self._limits = limits_of(settings)
        self._derivatives = Derivatives(settings.derivatives_dir, settings.image_cache_bytes)
        self._places = threading.BoundedSemaphore(max(1, settings.web_threads * 3 // 4))
        self._starting = threading.Lock()

    def __call__(self, environ: WSGIEnvironment, start_response: StartResponse) -> Iterable[bytes]:
        """Answer one request."""
        try:
            wanted = self._understand(environ)
            tag = f'"{wanted.key}"'
            if _matches(environ.get("HTTP_IF_NONE_MATCH"), tag):
                start_response(status_line(304), self._headers(tag))
                return []
            file = self._picture(wanted)
        except Refused as refused:
            later = [("Retry-After", "1")] if refused.status == 503 else []  # noqa: PLR2004  Service Unavailable
            return text(environ, start_response, refused.status, str(refused), [("Cache-Control", "no-store"), *later])
        size = os.fstat(file.fileno()).st_size
        headers = [("Content-Type", wanted.recipe.output.mime), ("Content-Length", str(size)), *self._headers(tag)]
        start_response(status_line(200), headers)
        if environ["REQUEST_METHOD"] == "HEAD":
            file.close()
            return []
        return FileWrapper(file, _CHUNK)

    def _headers(self, tag: str) -> list[Header]:
        age = self._settings.image_max_age_seconds
        return [("ETag", tag), ("Cache-Control", f"public, max-age={age}"), ("X-Content-Type-Options", "nosniff")]

    def _understand(self, environ: WSGIEnvironment) -> Wanted:
        path = environ["PATH_INFO"].encode("latin-1").decode("utf-8", "replace")
        match = _PATH.fullmatch(path)
        if match is None:
            raise Refused(403, "The path has not the form /is/image/<company>/<name>.")
        with self._database.reading() as session:
            company = companies.by_root(session, match["root"])
            if company is None or companies.is_expired(company, self._clock()):
                raise Refused(403, "There is no such company.")
            return self._read(Pictures(session, self._blobs, company), company, match["name"], environ)

    def _read(self, pictures: Pictures, company: Company, name: str | None, environ: WSGIEnvironment) -> Wanted:
        asset = pictures.asset(name) if name else None
        if name and asset is None:
            raise Refused(403, f"Unable to find /{company.root_path}{name}.")
        try:
            context = pictures.context(asset, self._limits)
            recipe = parse_request_in(environ.get("QUERY_STRING", ""), context)
        except (RequestError, BlobError) as error:
            raise Refused(403, f"Invalid request: {error}") from error
        source = context.record.path if context.record else None
        facts = (_RENDERER, source and source.name, recipe, self._limits)
        return Wanted(recipe, source, blake2b(repr(facts).encode(), digest_size=20).hexdigest())

    def _picture(self, wanted: Wanted) -> BinaryIO:
        kept = self._derivatives.find(wanted.key)
        if kept is not None:
            return kept
        if not self._places.acquire(blocking=False):
            raise Refused(503, "Too many pictures are being rendered.")
        try:
            return self._derivatives.obtain(wanted.key, lambda path: self._render(wanted, path))
        except (RenderError, RequestError) as error:
            raise Refused(403, f"Unable to render: {error}") from error
        finally:
            self._places.release()

    def _render(self, wanted: Wanted, path: Path) -> None:
        with self._starting:
            renderer = self._renderer
        renderer.render(wanted.source, wanted.recipe, path)

    @cached_property
    def _renderer(self) -> Renderer:
        return self._make_renderer()


def _matches(if_none_match: str | None, tag: str) -> bool:
    tags = [one.strip().removeprefix("W/") for one in (if_none_match or "").split(",")]
    return "*" in tags or tag in tags

"""Finished exports: GET and HEAD of ``/Exports/<Company>/<job>/<token>.zip``, without credentials (wire fact B10)."""

import logging
import re
import uuid
from collections.abc import Iterable
from functools import lru_cache
from typing import NamedTuple
from wsgiref.types import StartResponse, WSGIEnvironment

from flytower.contract.clock import Clock
from flytower.model import exports
from flytower.model.companies import Company
from flytower.model.database import Database
from flytower.model.exports import Export
from flytower.storage.blobs import BlobError, Blobs
from flytower.storage.ranges import Range, Unsatisfiable, resolve_range
from flytower.storage.ziplayout import ZipLayout
from flytower.storage.zipstream import stream
from flytower.web.answers import Header, not_found, status_line, text

PATTERN = r"/Exports/[^/]+/[0-9]{1,18}/[0-9a-fA-F-]{32,36}\.zip"
"""Paths this answers."""

_PATH = re.compile(r"/Exports/(?P<company>[^/]+)/(?P<job>[0-9]+)/(?P<token>[0-9a-fA-F-]+)\.zip")
_LAYOUTS = 32
_LOG = logging.getLogger(__name__)


class _Target(NamedTuple):
    """What a path names, and what the request says of it."""

    export: Export
    wanted: Range | None


class Downloads:
    """Streams the ZIPs of export jobs. They are computed while they are sent, and never held or written.

    Unknown names get 404, expired ones 410. Range, If-Range and If-None-Match are honoured (RFC 9110).
    """

    def __init__(self, database: Database, blobs: Blobs, clock: Clock) -> None:
        self._database = database
        self._blobs = blobs
        self._clock = clock
        self._layout = lru_cache(_LAYOUTS)(self._read_layout)

    def __call__(self, environ: WSGIEnvironment, start_response: StartResponse) -> Iterable[bytes]:
        """Answer one request."""
        export = self._find(environ["PATH_INFO"].encode("latin-1").decode("utf-8", "replace"))
        if export is None:
            return not_found(environ, start_response)
        if export.expires <= self._clock():
            return text(environ, start_response, 410, "This export has expired.")
        if _matches(environ.get("HTTP_IF_NONE_MATCH"), export.etag):
            start_response(status_line(304), [("ETag", export.etag)])
            return []
        try:
            wanted = resolve_range(environ.get("HTTP_RANGE"), environ.get("HTTP_IF_RANGE"), export.etag, export.size)
            return self._send(environ, start_response, _Target(export, wanted))
        except Unsatisfiable as outside:
            return text(environ, start_response, 416, str(outside), [("Content-Range", outside.content_range)])
        except BlobError:
            _LOG.exception("export of job %d can't be sent", export.job_id)
            return text(environ, start_response, 500, "This export is damaged.")

    def _send(self, environ: WSGIEnvironment, start_response: StartResponse, target: _Target) -> Iterable[bytes]:
        export, wanted = target
        part = wanted or Range(0, export.size)
        headers = [("Content-Length", str(part.length)), *_headers(export)]
        if wanted is not None:
            headers.append(("Content-Range", wanted.content_range(export.size)))
        body: Iterable[bytes] = []
        if environ["REQUEST_METHOD"] != "HEAD":
            body = stream(self._layout(export.job_id, export.etag), self._blobs, part.start, part.stop)
        start_response(status_line(200 if wanted is None else 206), headers)
        return body

    def _find(self, path: str) -> Export | None:
        match = _PATH.fullmatch(path)
        if match is None:
            return None
        try:
            token = uuid.UUID(match["token"])
        except ValueError:
            return None
        with self._database.reading() as session:
            export = exports.by_token(session, token)
            if export is None or export.job_id != int(match["job"]):
                return None
            company = session.get_one(Company, export.company_id)
        return export if match["company"] in (company.name, company.root_path.rstrip("/")) else None

    def _read_layout(self, job_id: int, etag: str) -> ZipLayout:
        """Lay out a ZIP; the tag is there to make it a key of the cache."""
        with self._database.reading() as session:
            layout = ZipLayout.from_manifest(session.get_one(Export, job_id).manifest)
        if layout.etag != etag:
            raise BlobError(f"the manifest of job {job_id} does not fit its entity tag")
        return layout


def _headers(export: Export) -> list[Header]:
    return [
        ("Content-Type", "application/zip"),
        ("Content-Disposition", f'attachment; filename="{export.token}.zip"'),
        ("Accept-Ranges", "bytes"),
        ("ETag", export.etag),
        ("Cache-Control", "private"),
        ("X-Content-Type-Options", "nosniff"),
    ]


def _matches(if_none_match: str | None, etag: str) -> bool:
    """Tell whether the client has these bytes already (weak comparison)."""
    if if_none_match is None:
        return False
    tags = [tag.strip().removeprefix("W/") for tag in if_none_match.split(",")]
    return "*" in tags or etag in tags

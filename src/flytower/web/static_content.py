"""Files that are no pictures, as they were uploaded: ``/is/content/<company root>/<asset>?<request>``.

Source: IS reference, serving static (non-image) content; RFC 9110 for ranges.
"""

import mimetypes
from collections.abc import Iterable
from pathlib import PurePosixPath
from typing import Final, NamedTuple
from urllib.parse import quote
from wsgiref.types import StartResponse, WSGIEnvironment

from sqlalchemy.orm import Session

from flytower.config import Settings
from flytower.contract.clock import Clock
from flytower.imaging import SNIFF_BYTES, RenderError, RequestContext, RequestError, sniff
from flytower.imaging.replies.asked import Asked, asked
from flytower.imaging.replies.properties import catalog_field, properties
from flytower.imaging.reply_kinds import ReplyKind
from flytower.imaging.syntax import shown
from flytower.jobs.catalog_data import data_of
from flytower.jobs.catalogs import catalogs_of
from flytower.jobs.pictures import RENDERED_TYPES, Pictures, strings_of
from flytower.model import Asset
from flytower.model.database import Database
from flytower.storage.blobs import BlobError, Blobs
from flytower.storage.ranges import Range, Unsatisfiable, resolve_range
from flytower.web.answers import Header, status_line, text
from flytower.web.caching import Validity
from flytower.web.property_values import static_properties
from flytower.web.refusals import refusal_of, tell_refusal
from flytower.web.serving import INVALID, NOT_FOUND, Doorkeeper, Exchange, Refused, Reply, tell

PATTERN: Final = r"/is/content(/.*)?"
"""Paths this answers."""

_KINDS: Final = (ReplyKind.IMG, ReplyKind.USERDATA, ReplyKind.PROPS, ReplyKind.EXISTS)
_TYPES: Final = mimetypes.MimeTypes(filenames=())  # not those of this machine: every server answers the same
_UNSAFE: Final = ("html", "xml", "svg", "flash")
"""Words in media types that a browser may run something of: it is to save such a file, and to trust it with nothing."""


class File(NamedTuple):
    """A file to send."""

    blob_hash: str
    size: int
    name: str
    content_type: str
    validity: Validity


class ContentServer:
    """Answers GET and HEAD with an asset's file, or a part of it, and with 403 and a reason what can't be answered.

    Pictures are not served here; they are rendered at /is/image.
    """

    def __init__(self, database: Database, blobs: Blobs, settings: Settings, clock: Clock) -> None:
        self._database = database
        self._blobs = blobs
        self._clock = clock
        self._door = Doorkeeper(catalogs_of(settings), settings, clock, "static")

    def __call__(self, environ: WSGIEnvironment, start_response: StartResponse) -> Iterable[bytes]:
        """Answer one request."""
        exchange = Exchange(environ)
        try:
            self._door.begin(exchange)
            with self._database.reading() as session:
                found = self._understand(session, exchange)
            if isinstance(found, File):
                return self._send(exchange, found, start_response)
        except (Refused, RenderError, RequestError) as error:
            return tell_refusal(exchange, refusal_of(error), self._clock(), start_response)
        return tell(exchange, found, self._clock(), start_response)

    def _understand(self, session: Session, exchange: Exchange) -> File | Reply:
        self._door.understand(session, exchange)
        wish = asked(exchange.query, RequestContext(macros=exchange.catalog.macros))
        exchange.wish = wish
        if wish.kind not in _KINDS:
            raise Refused(403, INVALID, f"Invalid request: req={wish.kind}: only userdata, props and exists work here")
        asset = self._asset(session, exchange, wish)
        if wish.kind is ReplyKind.EXISTS:
            return self._properties(exchange, {"catalogRecord.exists": str(int(asset is not None))})
        if wish.kind is ReplyKind.USERDATA:
            choices = strings_of(exchange.catalog, wish.locale)
            words = data_of(asset, choices).user_data if asset else ""
            return Reply(catalog_field("userdata", words, wish.style), exchange.catalog.attributes.expiration)
        if asset is None:
            raise Refused(403, NOT_FOUND, f"Unable to find /{exchange.path}.")
        if wish.kind is ReplyKind.PROPS:
            return self._properties(exchange, static_properties(asset, exchange.catalog.attributes))
        return self._file(asset, exchange, wish)

    def _asset(self, session: Session, exchange: Exchange, wish: Asked) -> Asset | None:
        if exchange.company is None:
            return None
        pictures = Pictures(session, self._blobs, exchange.company, exchange.catalog, wish.locale)
        asset = pictures.any_asset(exchange.name)
        return None if asset is None or asset.blob_hash is None or asset.type in RENDERED_TYPES else asset

    def _properties(self, exchange: Exchange, values: dict[str, str]) -> Reply:
        moment = self._clock().strftime("%a %b %d %H:%M:%S UTC %Y")
        return Reply(properties(values, exchange.asked().style, moment), exchange.catalog.attributes.non_img_expiration)

    def _file(self, asset: Asset, exchange: Exchange, wish: Asked) -> File:
        wanted = wish.words.get("type", "").strip()
        if wanted and wanted != asset.type:
            raise Refused(403, NOT_FOUND, f"type={shown(wanted)}: the type of /{exchange.path} is {asset.type}.")
        attributes = exchange.catalog.attributes
        blob_hash = asset.blob_hash or ""
        changed = asset.last_modified if attributes.use_last_modified else None
        try:
            size = self._blobs.size(blob_hash)
            content_type = self._content_type(asset.file_name, blob_hash)
        except BlobError as error:
            raise RenderError(str(error)) from error
        hours = attributes.expiration if wish.client_cache else None
        validity = Validity(f'"{blob_hash[:40]}"', hours, changed, private=exchange.private)
        return File(blob_hash, size, asset.file_name, content_type, validity)

    def _content_type(self, name: str, blob_hash: str) -> str:
        """Return the media type that the name says, else the one that the first bytes do."""
        known, encoding = _TYPES.guess_type(name)
        if known is None or encoding is not None:
            with self._blobs.open(blob_hash) as file:
                known = sniff(file.read(SNIFF_BYTES)).mime
        return f"{known}; charset=utf-8" if known.startswith("text/") else known

    def _send(self, exchange: Exchange, file: File, start_response: StartResponse) -> Iterable[bytes]:
        environ = exchange.environ
        headers = exchange.with_rule_headers([*file.validity.headers(self._clock()), *_guards(file)])
        if file.validity.holds(environ):
            start_response(status_line(304), headers)
            return []
        asked_for = environ.get("HTTP_RANGE") if environ["REQUEST_METHOD"] == "GET" else None  # RFC 9110, section 14.2
        try:
            wanted = resolve_range(asked_for, environ.get("HTTP_IF_RANGE"), file.validity.tag, file.size)
        except Unsatisfiable as outside:
            return text(environ, start_response, 416, str(outside), [("Content-Range", outside.content_range)])
        part = wanted or Range(0, file.size)
        body: Iterable[bytes] = []
        if environ["REQUEST_METHOD"] != "HEAD":
            body = self._blobs.read_range(file.blob_hash, part.start, part.length)
        ranges = [("Content-Range", wanted.content_range(file.size))] if wanted else []
        first = [("Content-Type", file.content_type), ("Content-Length", str(part.length)), ("Accept-Ranges", "bytes")]
        start_response(status_line(206 if wanted else 200), [*first, *ranges, *headers])
        return body


def _guards(file: File) -> list[Header]:
    """Return what keeps a browser from taking somebody's file for a page of this server."""
    guards = [("X-Content-Type-Options", "nosniff")]
    if any(word in file.content_type for word in _UNSAFE) and "openxml" not in file.content_type:
        name = quote(PurePosixPath(file.name).name, safe="")
        guards.append(("Content-Security-Policy", "default-src 'none'; sandbox"))
        guards.append(("Content-Disposition", f"attachment; filename*=UTF-8''{name}"))
    return guards

"""Pictures and what is told of them over HTTP: ``/is/image/<company root>/<asset>?<request>``.

What a request means, and so the bytes of its answer, is as in an export job. Source: IS reference, HTTP protocol.
"""

from collections.abc import Callable, Iterable
from contextlib import suppress
from dataclasses import replace
from pathlib import Path
from typing import Final, NamedTuple
from wsgiref.types import StartResponse, WSGIEnvironment
from wsgiref.util import FileWrapper

from sqlalchemy.orm import Session

from flytower.config import Settings
from flytower.contract.clock import Clock
from flytower.imaging import Recipe, RenderError, RequestContext, RequestError, parse_request_in
from flytower.imaging.replies.asked import PLAIN, Asked, asked
from flytower.imaging.replies.properties import properties
from flytower.imaging.reply_kinds import WATERMARKED, ReplyKind
from flytower.jobs.catalogs import catalogs_of
from flytower.jobs.pictures import Pictures, limits_of
from flytower.model.database import Database
from flytower.storage.blobs import BlobError, Blobs
from flytower.storage.derivatives import Derivatives
from flytower.storage.recent import Recent
from flytower.web.answers import status_line
from flytower.web.caching import Validity
from flytower.web.picture_maker import PictureCache, PictureMaker, Renderer, size_of
from flytower.web.property_replies import Inquiry, prepare
from flytower.web.recall import Recall
from flytower.web.refusals import refusal_of, tell_refusal
from flytower.web.serving import NOT_FOUND, Doorkeeper, Exchange, Refused, Reply, tell

PATTERN: Final = r"/is/image(/.*)?"
"""Paths this answers."""

_CHUNK: Final = 1 << 17
_COPYRIGHT: Final = "Flytower, licensed under Apache-2.0; not affiliated with Adobe"
_WITHOUT_COMPANY: Final = (ReplyKind.CATALOGPROPS, ReplyKind.VALIDATE, ReplyKind.MESSAGE)
_OF_NOTHING: Final = (ReplyKind.EXISTS, ReplyKind.USERDATA, ReplyKind.TARGETS, ReplyKind.IMAGESET)
"""What has an answer for a picture that is not there, and so for one of no company."""


class Wanted(NamedTuple):
    """A picture that is asked for: its name in the cache, what to do to which file, what clients may do with it."""

    key: str
    recipe: Recipe
    source: Path | None
    validity: Validity


class ImageServer:
    """Answers GET and HEAD with a picture or properties, and with 403 and a reason what can't be answered.

    The entity tag stands for everything the picture is made of, so that a conditional request costs no rendering. At
    most three quarters of the server's threads render or wait for it; others get 503.
    """

    def __init__(
        self, database: Database, blobs: Blobs, settings: Settings, clock: Clock, renderer: Callable[[], Renderer]
    ) -> None:
        """``renderer`` is called with the first picture that is to be rendered, after the server's process forked."""
        self._database = database
        self._blobs = blobs
        self._clock = clock
        self._limits = limits_of(settings)
        self._door = Doorkeeper(catalogs_of(settings), settings, clock, "is")
        self._recall = Recall[Wanted](database, self._door.catalogs)
        derivatives = Derivatives(settings.derivatives_dir, settings.image_cache_bytes, settings.resolved_web_processes)
        cache = PictureCache(derivatives, Recent(settings.image_memory_bytes))
        self._maker = PictureMaker(cache, self._limits, max(1, settings.web_threads * 3 // 4), renderer)

    def __call__(self, environ: WSGIEnvironment, start_response: StartResponse) -> Iterable[bytes]:
        """Answer one request."""
        exchange = Exchange(environ)
        try:
            self._door.begin(exchange)
            question = self._recall.question(exchange)
            known = self._recall.find(question, exchange)
            if known is not None:
                exchange, picture = known
                return self._send(exchange, picture, start_response)
            wanted = self._understand(exchange)
            if isinstance(wanted, Wanted):
                self._recall.keep(question, exchange, wanted)
                return self._send(exchange, wanted, start_response)
            reply = wanted()
        except (Refused, RenderError, RequestError) as error:
            return self._refuse(exchange, refusal_of(error), start_response)
        return tell(exchange, reply, self._clock(), start_response)

    def _understand(self, exchange: Exchange) -> Wanted | Callable[[], Reply]:
        with self._database.reading() as session:
            self._door.understand(session, exchange)
            if not exchange.path and not exchange.query:
                return self._about
            pictures = self._pictures(session, exchange)
            macros = pictures.macros if pictures else exchange.catalog.macros
            wish = asked(exchange.query, RequestContext(macros=macros, limits=self._limits))
            exchange.wish = wish
            try:
                if pictures is None:
                    ready = prepare(self._without_company(exchange, wish))
                else:
                    pictures = self._matched(pictures.in_locale(wish.locale), exchange)
                    if wish.is_picture:
                        return self._wanted(pictures, exchange, wish)
                    ready = prepare(self._inquiry(pictures, exchange, wish))
            except BlobError as error:
                raise RenderError(str(error)) from error
        return lambda: ready(self._maker)

    def _pictures(self, session: Session, exchange: Exchange) -> Pictures | None:
        if exchange.company is None:
            return None
        return Pictures(session, self._blobs, exchange.company, exchange.catalog)

    def _matched(self, pictures: Pictures, exchange: Exchange) -> Pictures:
        """Return the pictures as the default catalog has them, where FullMatch says so: nothing has this name."""
        if not exchange.catalog.attributes.full_match or not exchange.name or pictures.any_asset(exchange.name):
            return pictures
        exchange.catalog = self._door.catalogs.default()
        return pictures.with_catalog(exchange.catalog)

    def _without_company(self, exchange: Exchange, wish: Asked) -> Inquiry:
        """Return what can be asked of the default catalog, and of a picture that is in none."""
        if wish.kind not in _OF_NOTHING and (exchange.path or wish.kind not in _WITHOUT_COMPANY):
            reason = "There is no such company." if exchange.path else "The path names no company."
            raise Refused(403, NOT_FOUND, reason)
        context = RequestContext(macros=exchange.catalog.macros, limits=self._limits)
        return Inquiry(exchange, wish, context, self._clock())

    def _wanted(self, pictures: Pictures, exchange: Exchange, wish: Asked) -> Wanted:
        asset = pictures.asset(exchange.name)
        context = pictures.context(asset, self._limits, exchange.name, watermarked=wish.kind in WATERMARKED)
        recipe = parse_request_in(exchange.query, context)
        attributes = pictures.catalog.attributes
        hours = attributes.default_expiration if recipe.default_image else attributes.expiration
        changed = asset.last_modified if asset is not None and attributes.use_last_modified else None
        source = context.record.path if context.record else None
        key = self._maker.key(recipe, source)
        validity = Validity(f'"{key}"', hours if wish.client_cache else None, changed, private=exchange.private)
        return Wanted(key, recipe, source, validity)

    def _inquiry(self, pictures: Pictures, exchange: Exchange, wish: Asked) -> Inquiry:
        with_pixels = pictures.asset(exchange.name)
        watermarked = wish.kind in WATERMARKED
        context = pictures.context(with_pixels, self._limits, exchange.name, watermarked=watermarked)
        asset = with_pixels or pictures.any_asset(exchange.name)
        return Inquiry(exchange, wish, context, self._clock(), pictures, asset)

    def _about(self) -> Reply:
        moment = self._clock().strftime("%a %b %d %H:%M:%S UTC %Y")
        return Reply(properties({"copyright": _COPYRIGHT}, PLAIN, moment), None)

    def _send(self, exchange: Exchange, wanted: Wanted, start_response: StartResponse) -> Iterable[bytes]:
        """Answer with a picture."""
        headers = [*wanted.validity.headers(self._clock()), ("X-Content-Type-Options", "nosniff")]
        if wanted.validity.holds(exchange.environ):
            start_response(status_line(304), exchange.with_rule_headers(headers))
            return []
        file = self._maker.obtain(wanted.key, wanted.recipe, wanted.source)
        size = size_of(file)
        headers = [("Content-Type", wanted.recipe.output.mime), ("Content-Length", str(size)), *headers]
        start_response(status_line(200), exchange.with_rule_headers(headers))
        if exchange.environ["REQUEST_METHOD"] == "HEAD":
            file.close()
            return []
        return FileWrapper(file, _CHUNK)

    def _refuse(self, exchange: Exchange, why: Refused, start_response: StartResponse) -> Iterable[bytes]:
        """Answer with the error image, if there is one for pictures, else with a text in the form asked for."""
        if exchange.asked().is_picture and exchange.catalog.attributes.error_image:
            image = self._error_image(exchange, why)
            if image is not None:
                with suppress(Refused, RequestError, RenderError):
                    return self._send(exchange, image, start_response)
        return tell_refusal(exchange, why, self._clock(), start_response)

    def _error_image(self, exchange: Exchange, why: Refused) -> Wanted | None:
        """Return the catalog's error image, or None where there is none or its request makes no sense."""
        attributes = exchange.catalog.attributes
        try:
            with self._database.reading() as session:
                pictures = self._pictures(session, exchange)
                asset = pictures.asset(pictures.local(attributes.error_image)) if pictures else None
                if pictures is None or asset is None:
                    return None
                context = pictures.context(asset, self._limits, watermarked=False)
                variables = {"error.title": why.title, "error.message": why.text(attributes.error_detail, brief=True)}
                recipe = parse_request_in("", replace(context, variables=variables))
            source = context.record.path if context.record else None
        except (Refused, RequestError, RenderError, BlobError):
            return None
        return Wanted(self._maker.key(recipe, source), recipe, source, Validity())

"""The answers of /is/image that are no pictures: what each kind looks up, and what it says. Source: IS reference, req.

An answer is made in two steps. The first reads the database; what it returns is called with the renderer, which reads
the headers of files, when the transaction is over.
"""

import logging
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path
from typing import Final

from flytower.imaging.catalog import RequestContext
from flytower.imaging.image_maps import read_areas
from flytower.imaging.replies import media_sets
from flytower.imaging.replies.asked import Asked
from flytower.imaging.replies.maps import layer_maps, written_map
from flytower.imaging.replies.properties import catalog_field, plain, properties, raw_field
from flytower.imaging.replies.resolved import check, resolved
from flytower.imaging.reply_kinds import ReplyKind
from flytower.imaging.request import parse_request_in
from flytower.imaging.syntax import shown
from flytower.jobs.catalog_data import NO_DATA, CatalogData, data_of, image_version
from flytower.jobs.pictures import RENDERED_TYPES, Pictures, strings_of
from flytower.model import Asset
from flytower.web.picture_maker import PictureMaker
from flytower.web.property_values import catalog_properties, image_properties, reply_properties
from flytower.web.serving import INVALID, NOT_FOUND, Exchange, Refused, Reply

_LOG: Final = logging.getLogger(__name__)
_NO_REQ: Final = frozenset({"req"})

Ready = Callable[[PictureMaker], Reply]
"""The second step."""


@dataclass(frozen=True, slots=True)
class Inquiry:
    """A request for properties: what is asked, and of which asset (None: there is none) among whose pictures."""

    exchange: Exchange
    asked: Asked
    context: RequestContext
    now: datetime
    of_company: Pictures | None = None
    asset: Asset | None = None

    @property
    def path(self) -> str:
        """The object as the request names it."""
        return self.exchange.path

    @property
    def query(self) -> str:
        """The request's commands."""
        return self.exchange.query

    @property
    def pictures(self) -> Pictures:
        """The company's pictures. Raises Refused where the request names no company."""
        if self.of_company is None:
            raise Refused(403, NOT_FOUND, "The path names no company.")
        return self.of_company

    @property
    def strings(self) -> tuple[str, ...]:
        """The marks of the localized strings to take. Raises RequestError for an unknown locale."""
        return strings_of(self.exchange.catalog, self.asked.locale)

    @property
    def data(self) -> CatalogData:
        """The asset's catalog record in the request's locale."""
        return data_of(self.asset, self.strings) if self.asset else NO_DATA

    @property
    def picture(self) -> Path:
        """The asset's file. Raises Refused where there is no picture of this name."""
        if self.context.record is None:
            raise Refused(403, NOT_FOUND, f"Unable to find /{self.path}.")
        return self.context.record.path

    def properties(self, values: Mapping[str, str], hours: float | None) -> Reply:
        """Write properties in the form asked for."""
        moment = self.now.strftime("%a %b %d %H:%M:%S UTC %Y")
        return Reply(properties(values, self.asked.style, moment), hours)

    @property
    def hours(self) -> float:
        """How long what changes with the asset may be kept."""
        return self.exchange.catalog.attributes.expiration

    @property
    def short_hours(self) -> float:
        """How long properties may be kept."""
        return self.exchange.catalog.attributes.non_img_expiration


def prepare(inquiry: Inquiry) -> Ready:
    """Do the first step. Raises Refused and RequestError."""
    return _KINDS[inquiry.asked.kind](inquiry)


def _exists(inquiry: Inquiry) -> Ready:
    asset = inquiry.asset
    there = asset is not None and (asset.type in RENDERED_TYPES or asset.blob_hash is None)
    reply = inquiry.properties({"catalogRecord.exists": str(int(there))}, inquiry.short_hours)
    return lambda _tools: reply


def _props(inquiry: Inquiry) -> Ready:
    recipe = parse_request_in(inquiry.query, inquiry.context, ignored=_NO_REQ)
    source = inquiry.context.record.path if inquiry.context.record else None
    versions = {
        "image.version": image_version(inquiry.asset) if inquiry.asset else "",
        "metadata.version": inquiry.data.version if inquiry.asset else "",
    }

    def answer(tools: PictureMaker) -> Reply:
        found = tools.inspect("reply", source, recipe)
        values = reply_properties(recipe, found, tools.kept_size(recipe, source))
        return inquiry.properties({**values, **versions}, inquiry.short_hours)

    return answer


def _imageprops(inquiry: Inquiry) -> Ready:
    path, asset, attributes = inquiry.picture, inquiry.asset, inquiry.exchange.catalog.attributes

    def answer(tools: PictureMaker) -> Reply:
        found = tools.inspect("source", path)
        return inquiry.properties(image_properties(asset, found, attributes), inquiry.short_hours)

    return answer


def _catalogprops(inquiry: Inquiry) -> Ready:
    reply = inquiry.properties(catalog_properties(inquiry.exchange.catalog), inquiry.short_hours)
    return lambda _tools: reply


def _userdata(inquiry: Inquiry) -> Ready:
    reply = Reply(catalog_field("userdata", inquiry.data.user_data, inquiry.asked.style), inquiry.hours)
    return lambda _tools: reply


def _targets(inquiry: Inquiry) -> Ready:
    reply = Reply(catalog_field("targets", inquiry.data.targets, inquiry.asked.style), inquiry.hours)
    return lambda _tools: reply


def _imageset(inquiry: Inquiry) -> Ready:
    reply = Reply(raw_field("catalogRecord.imageSet", inquiry.data.image_set, inquiry.asked.style), inquiry.short_hours)
    return lambda _tools: reply


def _set(inquiry: Inquiry) -> Ready:
    words, pictures = inquiry.asked.words, inquiry.pictures
    choices = inquiry.strings

    def find(name: str) -> media_sets.SetRecord | None:
        asset = pictures.any_asset(pictures.local(name))
        return _set_record(asset, name, choices) if asset else None

    record = find(inquiry.exchange.name) if inquiry.asset else None
    if "imageSet" in words:
        given = words["imageSet"].strip()
        bare = given[1:-1] if given.startswith("{") and given.endswith("}") else given
        record = (record or media_sets.SetRecord(inquiry.path))._replace(image_set=bare, asset_type="")
    if record is None:
        raise Refused(403, NOT_FOUND, f"Unable to find /{inquiry.path}.")
    tree = media_sets.media_set(record._replace(name=inquiry.path), find, words.get("labelkey", ""))
    reply = Reply(media_sets.written_set(tree, inquiry.asked.style), inquiry.short_hours)
    return lambda _tools: reply


def _set_record(asset: Asset, name: str, choices: tuple[str, ...]) -> media_sets.SetRecord:
    data = data_of(asset, choices)
    return media_sets.SetRecord(
        name=name,
        is_image=asset.type in RENDERED_TYPES or asset.blob_hash is None,
        width=asset.width,
        height=asset.height,
        version=image_version(asset),
        path=asset.file_name,
        image_set=data.image_set,
        asset_type=data.asset_type,
        user_data=data.user_data,
    )


def _map(inquiry: Inquiry) -> Ready:
    data, style = inquiry.data, inquiry.asked.style
    if inquiry.asked.plain:
        reply = Reply(written_map(data.map, read_areas(data.map), style), inquiry.hours)
        return lambda _tools: reply
    recipe = parse_request_in(inquiry.query, inquiry.context, ignored=_NO_REQ)
    source = inquiry.context.record.path if inquiry.context.record else None
    choices = inquiry.strings

    def map_of(name: str) -> str:
        asset = inquiry.pictures.asset(inquiry.pictures.local(name))
        return data_of(asset, choices).map if asset else ""

    maps = layer_maps(inquiry.query, inquiry.context, map_of)

    def answer(tools: PictureMaker) -> Reply:
        text = "".join(tools.inspect("map", source, recipe, maps)["areas"])
        return Reply(written_map(text, read_areas(text), style), inquiry.hours)

    return answer


def _xmp(inquiry: Inquiry) -> Ready:
    path = inquiry.picture

    def answer(tools: PictureMaker) -> Reply:
        text = tools.inspect("xmp", path)["xmp"] or '<x:xmpmeta xmlns:x="adobe:ns:meta/"/>'
        return Reply(plain(text, inquiry.asked.style), inquiry.hours)

    return answer


def _xlate(inquiry: Inquiry) -> Ready:
    names = inquiry.pictures.translations(inquiry.exchange.name)
    reply = inquiry.properties({"xlate.translatedIds": ",".join(names)}, inquiry.hours)
    return lambda _tools: reply


def _resolve(inquiry: Inquiry) -> Ready:
    reply = Reply(plain(resolved(f"/{inquiry.path}", inquiry.query, inquiry.context) + "\n", inquiry.asked.style), None)
    return lambda _tools: reply


def _validate(inquiry: Inquiry) -> Ready:
    check(inquiry.query, inquiry.context)
    reply = inquiry.properties({"request.isValid": "1"}, None)
    return lambda _tools: reply


def _loadcache(inquiry: Inquiry) -> Ready:
    recipe = parse_request_in(inquiry.query, inquiry.context, ignored=_NO_REQ)
    source = inquiry.context.record.path if inquiry.context.record else None
    return lambda tools: inquiry.properties({"image.length": str(tools.made_size(recipe, source))}, None)


def _message(inquiry: Inquiry) -> Ready:
    words = inquiry.asked.words.get("message", "").strip()
    if not words:
        raise Refused(403, INVALID, "req=message: the message is missing.")
    _LOG.info("message for /%s: %s", shown(inquiry.path), shown(words))
    reply = Reply(plain("", inquiry.asked.style), None)
    return lambda _tools: reply


_KINDS: Final[Mapping[ReplyKind, Callable[[Inquiry], Ready]]] = {
    ReplyKind.PROPS: _props,
    ReplyKind.IMAGEPROPS: _imageprops,
    ReplyKind.CATALOGPROPS: _catalogprops,
    ReplyKind.EXISTS: _exists,
    ReplyKind.USERDATA: _userdata,
    ReplyKind.TARGETS: _targets,
    ReplyKind.IMAGESET: _imageset,
    ReplyKind.SET: _set,
    ReplyKind.MAP: _map,
    ReplyKind.XMP: _xmp,
    ReplyKind.XLATE: _xlate,
    ReplyKind.RESOLVE: _resolve,
    ReplyKind.VALIDATE: _validate,
    ReplyKind.LOADCACHE: _loadcache,
    ReplyKind.MESSAGE: _message,
}

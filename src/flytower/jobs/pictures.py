"""A company's pictures as the renderer's catalog: what a request on one of them may refer to.

Exports and the image server read requests with the same catalog, so that they give the same bytes.
"""

from collections.abc import Callable, Mapping
from dataclasses import replace
from functools import cached_property
from typing import Final

from sqlalchemy.orm import Session

from flytower.config import Settings
from flytower.contract.constants import AssetType
from flytower.imaging.attributes import Attributes
from flytower.imaging.catalog import CatalogRecord, RequestContext
from flytower.imaging.errors import RequestError
from flytower.imaging.limits import Limits, PixelLimit
from flytower.imaging.localisation import LocaleMap
from flytower.imaging.recipe_values import Point
from flytower.jobs.catalogs import Catalog
from flytower.model import Asset, Company, assets, image_formats
from flytower.storage.blobs import BlobMissing, Blobs

RENDERED_TYPES: Final = frozenset({AssetType.IMAGE, AssetType.ANIMATED_GIF, AssetType.MASK})
"""Asset types that are pictures: those the image server shows, and other pictures may refer to."""

CONVERTED_TYPES: Final = RENDERED_TYPES | {AssetType.PDF, AssetType.SVG}
"""Asset types that an export can render. Over HTTP documents are static content, as they are."""


def limits_of(settings: Settings) -> Limits:
    """Return what one rendering may cost."""
    return Limits(
        max_source_pixels=settings.max_source_pixels,
        max_output_pixels=settings.max_output_pixels,
        max_pix=PixelLimit(settings.max_pix_width, settings.max_pix_height),
        max_layers=settings.render_max_layers,
        max_nesting=settings.render_max_nesting,
        max_commands=settings.max_commands,
        max_layer_pixels=settings.render_max_layer_pixels,
        seconds=settings.render_timeout_seconds,
        memory_bytes=settings.render_memory_bytes,
    )


class Pictures:
    """One company's catalog, read in one transaction. Another company's pictures are in none but its own.

    Names are translated by ``locale`` (None: the catalog's default), which applies to every picture of a request.
    Raises RequestError for a locale that the catalog does not know.
    """

    def __init__(
        self, session: Session, blobs: Blobs, company: Company, catalog: Catalog, locale: str | None = None
    ) -> None:
        self._session = session
        self._blobs = blobs
        self._company = company
        self._catalog = catalog
        self._locale = locale
        self._suffixes = _suffixes(catalog, locale)

    @property
    def catalog(self) -> Catalog:
        """What holds for this company."""
        return self._catalog

    @cached_property
    def macros(self) -> Mapping[str, str]:
        """The company's image formats, and behind them the macros of its catalog, by name in lower case."""
        return {**self._catalog.macros, **image_formats.macros(self._session, self._company.id)}

    def in_locale(self, locale: str | None) -> "Pictures":
        """Return the same in another locale. Raises RequestError as the constructor does."""
        return self if locale == self._locale else self._with(self._catalog, locale)

    def with_catalog(self, catalog: Catalog) -> "Pictures":
        """Return the same with the attributes of another catalog."""
        return self._with(catalog, self._locale)

    def for_file(self, asset: Asset, limits: Limits) -> RequestContext:
        """Return what a request is read in whose result is a file, as in an export: nothing shrinks it.

        Raises BlobMissing where the asset's file is gone, and RequestError where the catalog's watermark is missing.
        """
        context = self.context(asset, limits)
        return replace(context, attributes=context.attributes.for_files())

    def context(
        self, asset: Asset | None, limits: Limits, name: str = "", *, watermarked: bool = True
    ) -> RequestContext:
        """Return what a request over HTTP is read in: on this asset, or on none, or on a name that nothing has.

        Raises as ``for_file`` does, of the watermark only if ``watermarked``: if it would show in the answer.
        """
        attributes = self._catalog.attributes
        return RequestContext(
            macros=self.macros,
            object_name=self._company.root_path + (asset.name if asset else name) if asset or name else "",
            record=self._record(asset) if asset else None,
            path_object=asset is not None or bool(name),
            missing=asset is None and bool(name),
            find=self.find,
            limits=limits,
            attributes=attributes,
            watermark=self._watermark(attributes.watermark) if watermarked and attributes.watermark else None,
            font_dir=self._catalog.font_dir,
            font_stamp=self._catalog.font_stamp,
        )

    def find(self, name: str) -> CatalogRecord | None:
        """Return the picture that a request names: ``boat``, ``DemoCompany/boat`` or ``/DemoCompany/boat``."""
        asset = self.asset(self.local(name))
        try:
            return self._record(asset) if asset else None
        except BlobMissing:
            return None

    def local(self, name: str) -> str:
        """Return a name without the company's own root folder in front."""
        return name.removeprefix("/").removeprefix(self._company.root_path)

    def asset(self, name: str) -> Asset | None:
        """Return the asset of this name in the locale, where it has pixels and is not in the trash."""
        return self._found(name, lambda found: found.blob_hash is not None and found.type in RENDERED_TYPES)

    def any_asset(self, name: str) -> Asset | None:
        """Return the asset of this name in the locale, whatever it is, unless it is in the trash."""
        return self._found(name, lambda _found: True)

    def translations(self, name: str) -> list[str]:
        """Return the names of pictures that any locale makes of this one."""
        suffixes = self._catalog.attributes.locale_map.all_choices()
        names = [name + suffix for suffix in suffixes]
        return [one for one in dict.fromkeys(names) if self._one(one) is not None]

    def _with(self, catalog: Catalog, locale: str | None) -> "Pictures":
        made = Pictures(self._session, self._blobs, self._company, catalog, locale)
        made.macros = self.macros
        return made

    def _found(self, name: str, wanted: Callable[[Asset], bool]) -> Asset | None:
        candidates = (self._one(name + suffix) for suffix in self._suffixes) if name else ()
        return next((found for found in candidates if found is not None and wanted(found)), None)

    def _one(self, name: str) -> Asset | None:
        if "\0" in name:  # no name has one, and PostgreSQL would not look for it
            return None
        found = assets.by_name(self._session, self._company.id, name)
        return None if found is None or assets.is_in_trash(found) else found

    def _watermark(self, name: str) -> CatalogRecord:
        record = self.find(name)
        if record is None:
            raise RequestError(f"Watermark={name}: there is no such picture")
        return record

    def _record(self, asset: Asset) -> CatalogRecord:
        return CatalogRecord(
            path=self._blobs.path(asset.blob_hash or ""),
            modifier=asset.url_modifier,
            post_modifier=asset.url_post_apply_modifier,
            anchor=_anchor(asset),
            resolution=asset.resolution or self._catalog.attributes.resolution,
        )


def _suffixes(catalog: Catalog, locale: str | None) -> tuple[str, ...]:
    return _choices(catalog.attributes, catalog.attributes.locale_map, locale)


def strings_of(catalog: Catalog, locale: str | None) -> tuple[str, ...]:
    """Return the marks of the localized strings that a locale takes, in order. Raises RequestError as above."""
    return _choices(catalog.attributes, catalog.attributes.locale_str_map, locale)


def _choices(attributes: Attributes, locales: LocaleMap, locale: str | None) -> tuple[str, ...]:
    wanted = attributes.default_locale if locale is None else locale
    if locale is None and not wanted:  # nobody named one: the rule for unknown locales, if there is one
        return dict(locales.items).get("", ("",))
    return locales.choices(wanted)


def _anchor(asset: Asset) -> Point | None:
    """Return an anchor that somebody chose. The one every picture has at first is rounded, its middle is not."""
    first = (asset.width // 2, asset.height // 2)
    anchor = (asset.anchor_x, asset.anchor_y)
    return None if anchor in (first, (0, 0)) else Point(*anchor)

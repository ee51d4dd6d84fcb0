"""A company's pictures as the renderer's catalog: what a request on one of them may refer to.

Exports and the image server read requests with the same catalog, so that they give the same bytes.
"""

from typing import Final

from sqlalchemy.orm import Session

from flytower.config import Settings
from flytower.contract.constants import AssetType
from flytower.imaging.catalog import CatalogRecord, RequestContext
from flytower.imaging.limits import Limits, PixelLimit
from flytower.imaging.recipe_values import Point
from flytower.model import Asset, Company, assets, image_formats
from flytower.storage.blobs import BlobMissing, Blobs

RENDERED_TYPES: Final = frozenset({AssetType.IMAGE, AssetType.ANIMATED_GIF, AssetType.MASK})
"""Asset types that the renderer has pixels of."""


def limits_of(settings: Settings) -> Limits:
    """Return what one rendering may cost."""
    return Limits(
        max_source_pixels=settings.max_source_pixels,
        max_output_pixels=settings.max_output_pixels,
        max_pix=PixelLimit(settings.max_pix_width, settings.max_pix_height),
        seconds=settings.render_timeout_seconds,
        memory_bytes=settings.render_memory_bytes,
    )


class Pictures:
    """One company's catalog, read in one transaction. Another company's pictures are in none but its own."""

    def __init__(self, session: Session, blobs: Blobs, company: Company) -> None:
        self._session = session
        self._blobs = blobs
        self._company = company

    def context(self, asset: Asset | None, limits: Limits) -> RequestContext:
        """Return what a request on this asset, or on none, is read in. Raises BlobMissing where its file is gone."""
        return RequestContext(
            macros=image_formats.macros(self._session, self._company.id),
            object_name=self._company.root_path + asset.name if asset else "",
            record=self._record(asset) if asset else None,
            path_object=asset is not None,
            find=self.find,
            limits=limits,
        )

    def find(self, name: str) -> CatalogRecord | None:
        """Return the picture that a request names: ``boat``, ``DemoCompany/boat`` or ``/DemoCompany/boat``."""
        asset = self.asset(name.removeprefix("/").removeprefix(self._company.root_path))
        try:
            return self._record(asset) if asset else None
        except BlobMissing:
            return None

    def asset(self, name: str) -> Asset | None:
        """Return the asset of this name, where it has pixels and is not in the trash."""
        found = assets.by_name(self._session, self._company.id, name)
        if found is None or found.blob_hash is None or found.type not in RENDERED_TYPES or assets.is_in_trash(found):
            return None
        return found

    def _record(self, asset: Asset) -> CatalogRecord:
        return CatalogRecord(
            path=self._blobs.path(asset.blob_hash or ""),
            modifier=asset.url_modifier,
            post_modifier=asset.url_post_apply_modifier,
            anchor=_anchor(asset),
            resolution=asset.resolution,
        )


def _anchor(asset: Asset) -> Point | None:
    """Return an anchor that somebody chose. The one every picture has at first is rounded, its middle is not."""
    first = (asset.width // 2, asset.height // 2)
    anchor = (asset.anchor_x, asset.anchor_y)
    return None if anchor in (first, (0, 0)) else Point(*anchor)

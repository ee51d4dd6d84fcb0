"""What the image server tells of an asset besides its pixels, in the forms of an image catalog.

Source: IS reference, image data reference (UserData, Targets, Map, ImageSet, AssetType), static content reference.
"""

from base64 import urlsafe_b64encode
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime
from hashlib import blake2b
from html import escape
from typing import Any, Final

from flytower.contract.constants import AssetSubType, AssetType
from flytower.imaging.localisation import localised_map, localised_properties, localised_set
from flytower.model import Asset

_SET_TYPES: Final[dict[str | None, str]] = {
    AssetType.IMAGE_SET: "IMAGESET",
    AssetType.RENDER_SET: "IMAGESET",
    AssetType.SPIN_SET: "SPINSET",
    AssetType.CATALOG: "ECATALOG",
    AssetSubType.MEDIA_SET: "MEDIASET",
    AssetSubType.VIDEO_SET: "VIDEOSET",
}
"""Types and sub types whose sets are told apart. Others are told by the form of the set."""


@dataclass(frozen=True, slots=True)
class CatalogData:
    """The fields of an asset's catalog record, as texts in one locale; empty where it has none."""

    user_data: str = ""
    targets: str = ""
    map: str = ""
    image_set: str = ""
    asset_type: str = ""

    @property
    def version(self) -> str:
        """What changes when any of this does (metadata.version)."""
        return _short(f"{self.user_data}\0{self.targets}\0{self.map}\0{self.image_set}")


NO_DATA: Final = CatalogData()


def data_of(asset: Asset, choices: tuple[str, ...] = ("",)) -> CatalogData:
    """Return the record's fields; ``choices`` are the marks of the localized strings to take, in order."""
    return CatalogData(
        user_data=localised_properties(asset.user_data, choices),
        targets=localised_properties(_targets(_items(asset, "zoom_targets")), choices, targets=True),
        map=localised_map(_map(_items(asset, "image_maps")), choices),
        image_set=localised_set(str(asset.details.get("set_definition") or ""), choices),
        asset_type=_SET_TYPES.get(asset.sub_type) or _SET_TYPES.get(asset.type, ""),
    )


def image_version(asset: Asset) -> str:
    """Return what changes when the asset's pixels do (image.version)."""
    return _short(f"{asset.blob_hash}\0{asset.url_modifier}\0{asset.url_post_apply_modifier}")


def changed(asset: Asset) -> datetime:
    """Return when the asset last changed (catalog::TimeStamp)."""
    return asset.last_modified


def _items(asset: Asset, name: str) -> list[dict[str, Any]]:
    """Return the members of an array in the asset's info block, in their order."""
    found = asset.details.get(name) or {}
    return sorted(found.get("items", []), key=lambda item: item.get("position") or 0)


def _targets(items: Iterable[dict[str, Any]]) -> str:
    lines = []
    for number, item in enumerate(items, 1):
        box = (item.get(side) or 0 for side in ("x_position", "y_position", "width", "height"))
        lines.append(f"target.{number}.rect={','.join(map(str, box))}")
        lines += [
            f"target.{number}.{name}={item[own]}"
            for name, own in (("label", "name"), ("userData", "user_data"))
            if item.get(own)
        ]
    return "??".join(lines)


def _map(items: Iterable[dict[str, Any]]) -> str:
    """Return HTML areas, front to back: an image map with a higher position lies on top."""
    shapes = {"Rectangle": "rect", "Polygon": "poly"}
    areas = [
        f'<AREA SHAPE="{shapes.get(item.get("shape_type") or "", "rect")}" '
        f'COORDS="{escape(item.get("region") or "")}" {item.get("action") or ""}>'
        for item in items
        if item.get("enabled", True)
    ]
    return "".join(reversed(areas))


def _short(text: str) -> str:
    return urlsafe_b64encode(blake2b(text.encode(), digest_size=6).digest()).decode("ascii")

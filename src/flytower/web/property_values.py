"""Properties by the vendor's names. Source: IS reference, req=props, req=imageprops, req=catalogprops."""

from collections.abc import Mapping
from datetime import UTC, datetime
from typing import Any

from flytower.config import CATALOG_ATTRIBUTES
from flytower.imaging.attributes import Attributes
from flytower.imaging.recipe import Recipe
from flytower.imaging.values import plain
from flytower.jobs.catalogs import Catalog
from flytower.model import Asset

_CATALOG_NAMES = (
    "BkgColor", "DefaultExt", "DefaultPix", "DefaultThumbPix", "Expiration", "DefaultExpiration", "NonImgExpiration",
    "JpegQuality", "MaxPix", "PrintResolution", "PublishInfo", "ResMode", "Resolution", "ThumbBkgColor",
    "ThumbHorizAlign", "ThumbRes", "ThumbType", "ThumbVertAlign", "Watermark",
)  # fmt: skip


def reply_properties(recipe: Recipe, found: Mapping[str, Any], length: int) -> dict[str, str]:
    """Return what is told of the reply to a request; `found` is what `inspect_reply` says."""
    output = recipe.output
    return {
        "image.bgc": "".join(f"{part:02x}" for part in recipe.view.bgc.rgb()),
        "image.height": str(found["height"]),
        "image.iccEmbed": _flag(output.icc_embed and found["profile"]),
        "image.iccProfile": found["profile"],
        "image.length": str(length),
        "image.mask": _flag(output.alpha),
        "image.pathEmbed": _flag(found["has_paths"]),
        "image.pixTyp": found["pixel_type"],
        "image.printRes": plain(found["resolution"]),
        "image.quality": str(output.quality),
        "image.type": output.mime,
        "image.width": str(found["width"]),
        "image.xmpEmbed": _flag(found["has_xmp"]),
    }


def image_properties(asset: Asset | None, found: Mapping[str, Any], attributes: Attributes) -> dict[str, str]:
    """Return what is told of a picture; `found` is what `inspect_source` says."""
    width, height = found["width"], found["height"]
    anchor = (asset.anchor_x, asset.anchor_y) if asset and (asset.anchor_x or asset.anchor_y) else None
    x, y = anchor or (width // 2, height // 2)
    resolution = (asset.resolution if asset else 0) or found["resolution"] or attributes.resolution
    return {
        "image.anchor": f"{x},{y}",
        "image.expiration": plain(attributes.expiration),
        "image.height": str(height),
        "image.iccProfile": found["profile"] or _assumed(found["pixel_type"], attributes),
        "image.embeddedIccProfile": _flag(found["embedded_profile"]),
        "image.embeddedPhotoshopPaths": _flag(found["path_names"]),
        "image.embeddedXmpData": _flag(found["has_xmp"]),
        "image.mask": str(found["mask"]),
        "image.modifier": asset.url_modifier if asset else "",
        "image.photoshopPathNames": ",".join(found["path_names"]),
        "image.pixTyp": found["pixel_type"],
        "image.postModifier": asset.url_post_apply_modifier if asset else "",
        "image.printRes": plain(attributes.print_resolution or resolution),
        "image.resolution": plain(resolution),
        "image.thumbRes": plain(attributes.thumb.res),
        "image.thumbType": str(attributes.thumb.type),
        "image.timeStamp": _milliseconds(asset.last_modified if asset else None),
        "image.translatedId": asset.name if asset else "",
        "image.width": str(width),
    }


def catalog_properties(catalog: Catalog) -> dict[str, str]:
    """Return what is told of a catalog: attributes as they stand, and when its file last changed."""
    values = {}
    for name in _CATALOG_NAMES:
        text = catalog.texts[CATALOG_ATTRIBUTES[name.casefold()].field]
        values[f"catalog.{name[0].lower()}{name[1:]}"] = text
    attributes = catalog.attributes
    thumb = "".join(f"{part:02X}" for part in attributes.thumb.bkg_color.rgb())
    changes = {"catalog.fileTime": _milliseconds(catalog.changed), "catalog.thumbBkgColor": thumb}
    return dict(sorted({**values, **changes}.items()))


def _assumed(pixel_type: str, attributes: Attributes) -> str:
    sources = attributes.colour.sources
    return {"BW": sources.gray, "CMYK": sources.cmyk}.get(pixel_type, sources.rgb)


def _flag(value: object) -> str:
    return "1" if value else "0"


def _milliseconds(moment: datetime | None) -> str:
    return "" if moment is None else str(int(moment.astimezone(UTC).timestamp() * 1000))


def static_properties(asset: Asset, attributes: Attributes) -> dict[str, str]:
    """Return what is told of a file that is no picture. Its type is the asset's. Source: req=props for /is/content."""
    return {
        "path": asset.file_name,
        "length": str(asset.file_size),
        "expiration": plain(attributes.expiration),
        "lastModified": _milliseconds(asset.last_modified),
        "userType": asset.type,
    }

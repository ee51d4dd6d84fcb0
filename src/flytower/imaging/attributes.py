"""Catalog attributes: the defaults of requests, as values. Source: IS reference, image catalog attributes.

Names, kinds and defaults are declared in `flytower.config`; here each becomes what the renderer works with.
"""

from collections.abc import Mapping
from dataclasses import dataclass, fields, replace
from ipaddress import ip_address, ip_network
from typing import Any

from flytower.config import CATALOG_ATTRIBUTES, Settings
from flytower.imaging.errors import RequestError
from flytower.imaging.limits import NO_PIXEL_LIMIT, PixelLimit
from flytower.imaging.localisation import LocaleMap, locale_map
from flytower.imaging.output_recipe import Intent
from flytower.imaging.recipe_values import Colour, PixelType
from flytower.imaging.syntax import shown
from flytower.imaging.view_recipe import Align, ResMode

_RES_MODES = {"1": ResMode.SHARP2, "2": ResMode.BILIN, "3": ResMode.BICUB, "4": ResMode.SHARP2}
_SIDES = {"1": -1.0, "2": 0.0, "3": 1.0}
_INTENTS = tuple(Intent)


@dataclass(frozen=True, slots=True)
class Profiles:
    """Names of profiles by pixel type; empty for none."""

    rgb: str = ""
    gray: str = ""
    cmyk: str = ""

    def of(self, pixel_type: PixelType) -> str:
        """The name for one pixel type."""
        return {PixelType.RGB: self.rgb, PixelType.GRAY: self.gray, PixelType.CMYK: self.cmyk}[pixel_type]


@dataclass(frozen=True, slots=True)
class ColourAttributes:
    """IccProfile*, IccProfileSrc* (`sources`, each falling back to `outputs`) and how to convert by default."""

    outputs: Profiles
    sources: Profiles
    intent: Intent
    black_point: bool
    dither: bool


@dataclass(frozen=True, slots=True)
class ThumbAttributes:
    """What req=tmb goes by: ThumbType (1 crop, 2 fit, 3 texture), ThumbRes, alignment, size and background."""

    type: int
    res: float
    align: Align
    size: PixelLimit
    bkg_color: Colour


@dataclass(frozen=True, slots=True)
class Attributes:
    """The attributes of one catalog. Expirations are hours, -1 for ever; lookups and texts are as the vendor's.

    `max_pix` None leaves the limit to the renderer's own, `print_resolution` 0 takes the picture's.
    """

    bkg_color: Colour
    default_pix: PixelLimit
    max_pix: PixelLimit | None
    quality: int
    full_chroma: bool
    res_mode: ResMode
    resolution: float
    print_resolution: float
    colour: ColourAttributes
    thumb: ThumbAttributes
    default_image: str
    default_image_mode: int
    default_font: str
    default_locale: str
    locale_map: LocaleMap
    locale_str_map: LocaleMap
    error_image: str
    error_detail: int
    expiration: float
    non_img_expiration: float
    default_expiration: float
    use_last_modified: bool
    watermark: str
    request_lock: bool
    request_obfuscation: bool
    apply_effect_mask: bool
    full_match: bool
    client_address_filter: str

    def for_files(self) -> "Attributes":
        """The same for a file that is no HTTP reply: nothing shrinks it, and the renderer's own limit holds."""
        return replace(self, default_pix=NO_PIXEL_LIMIT, max_pix=None)

    def for_nested(self) -> "Attributes":
        """The same for a nested request: its reply is a layer, of any size, in the colours of the whole."""
        return replace(self.for_files(), colour=replace(self.colour, outputs=Profiles()))


def attributes_of(texts: Mapping[str, str]) -> Attributes:
    """Make the attributes of texts by field name of `Settings`, such as ``is_bkg_color``; all must be there."""
    get = {name.removeprefix("is_"): text for name, text in texts.items()}
    quality, _, full_chroma = get["jpeg_quality"].partition(",")
    plain: dict[str, Any] = {
        **{name: float(get[name]) for name in _HOURS},
        **{name: get[name] == "1" for name in _FLAGS},
        **{name: get[name] for name in _TEXTS},
    }
    return Attributes(
        bkg_color=_colour(get["bkg_color"]),
        default_pix=_pixels(get["default_pix"]),
        max_pix=_pixels(get["max_pix"]) if get["max_pix"] else None,
        quality=int(quality),
        full_chroma=full_chroma == "1",
        res_mode=_RES_MODES[get["res_mode"]],
        resolution=float(get["resolution"]),
        print_resolution=float(get["print_resolution"]),
        colour=_colours(get),
        thumb=_thumbs(get),
        default_image_mode=int(get["default_image_mode"]),
        locale_map=locale_map(get["locale_map"]),
        locale_str_map=locale_map(get["locale_str_map"]),
        error_detail=int(get["error_detail"]),
        **plain,
    )


_HOURS = ("expiration", "non_img_expiration", "default_expiration")
_FLAGS = ("use_last_modified", "request_lock", "request_obfuscation", "apply_effect_mask", "full_match")
_TEXTS = ("default_image", "default_font", "default_locale", "error_image", "watermark", "client_address_filter")


def texts_of(settings: Settings) -> dict[str, str]:
    """The texts of the default catalog: what the settings say. MaxPix, left empty, is that of exports."""
    texts = {one.field: str(getattr(settings, one.field)) for one in CATALOG_ATTRIBUTES.values()}
    return {**texts, "is_max_pix": texts["is_max_pix"] or f"{settings.max_pix_width},{settings.max_pix_height}"}


def overridden(texts: Mapping[str, str], named: Mapping[str, str]) -> dict[str, str]:
    """Texts with those of a catalog over them, by the vendor's names in any case.

    An empty value of anything but a text inherits. Raises RequestError for a value that its attribute cannot have.
    """
    result = dict(texts)
    for name, text in named.items():
        one = CATALOG_ATTRIBUTES.get(name.casefold())
        if one is None or (not text and one.kind != "text"):
            continue
        if not one.accepts(text):
            raise RequestError(f"{one.name}={shown(text)}: this is no value of the attribute ({one.kind})")
        result[one.field] = text
    return result


def is_known(name: str) -> bool:
    """Whether an attribute of this name, in any case, exists here."""
    return name.casefold() in CATALOG_ATTRIBUTES


def lets_in(address_filter: str, address: str) -> bool:
    """Whether a client's address is in a filter: addresses and networks with commas between; empty lets in all.

    A filter or an address that cannot be read lets nobody in. Source: IS reference, ClientAddressFilter.
    """
    if not address_filter.strip():
        return True
    try:
        client = ip_address(address)
        client = getattr(client, "ipv4_mapped", None) or client
        return any(client in ip_network(part.strip(), strict=False) for part in address_filter.split(","))
    except ValueError:
        return False


def _colour(text: str) -> Colour:
    red, green, blue = bytes.fromhex(text.casefold().removeprefix("0x"))
    return Colour(PixelType.RGB, (red, green, blue))


def _pixels(text: str) -> PixelLimit:
    width, height = text.split(",")
    return PixelLimit(int(width), int(height))


def _colours(get: Mapping[str, str]) -> ColourAttributes:
    kinds = ("rgb", "gray", "cmyk")
    outputs = {kind: get[f"icc_profile_{kind}"] for kind in kinds}
    return ColourAttributes(
        outputs=Profiles(**outputs),
        sources=Profiles(**{kind: get[f"icc_profile_src_{kind}"] or outputs[kind] for kind in kinds}),
        intent=_INTENTS[int(get["icc_render_intent"])],
        black_point=get["icc_black_point_compensation"] == "1",
        dither=get["icc_dither"] == "1",
    )


def _thumbs(get: Mapping[str, str]) -> ThumbAttributes:
    return ThumbAttributes(
        type=int(get["thumb_type"]),
        res=float(get["thumb_res"]),
        align=Align(_SIDES[get["thumb_horiz_align"]], _SIDES[get["thumb_vert_align"]]),
        size=_pixels(get["default_thumb_pix"]),
        bkg_color=_colour(get["thumb_bkg_color"] or get["bkg_color"]),
    )


DEFAULT_ATTRIBUTES = attributes_of(
    {one.name: str(one.default) for one in fields(Settings) if "attribute" in one.metadata}
)
"""What holds where nobody configured anything."""

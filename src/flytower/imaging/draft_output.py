"""How the reply is encoded, from the commands that say it. Source: IS reference, fmt, icc, quantize."""

from collections.abc import Mapping
from dataclasses import replace
from typing import Any

from flytower.imaging.attributes import Attributes, ColourAttributes
from flytower.imaging.commands.fmt import DEFAULT_CHOICE, FormatChoice
from flytower.imaging.commands.icc import IccWish, profile_pixel_type
from flytower.imaging.errors import RequestError
from flytower.imaging.formats import FormatRule
from flytower.imaging.output_recipe import Format, IccOutput, Output, Palette, Quantize
from flytower.imaging.recipe_values import PixelType
from flytower.imaging.syntax import shown

_ALPHA_GIF_COLORS = 255


def output_of(fields: Mapping[str, Any], attributes: Attributes, *, mask_only: bool) -> Output:
    """The reply's encoding; RequestError for what its format cannot do."""
    choice: FormatChoice = fields.get("format", DEFAULT_CHOICE)
    rule = choice.rule
    wish: IccWish | None = fields.get("icc")
    pixel_type = _pixel_type(choice, wish, mask_only=mask_only)
    quality, full_chroma = fields.get("quality", (attributes.quality, attributes.full_chroma))
    return Output(
        format=rule.format,
        alpha=rule.alpha,
        pixel_type=pixel_type,
        compression=choice.compression,
        quality=quality or attributes.quality,
        full_chroma=full_chroma,
        jpeg_size=fields.get("jpeg_size", 0),
        progressive_scans=fields.get("progressive_scans"),
        icc=_profile(wish, attributes.colour, pixel_type),
        icc_embed=fields.get("icc_embed", False) and rule.embeds_profile,
        xmp_embed=fields.get("xmp_embed", False) and rule.embeds_xmp,
        path_embed=fields.get("path_embed", False) and rule.embeds_paths,
        quantize=_quantize(fields.get("quantize", Quantize()), rule),
        extension=rule.extension,
        mime=rule.mime,
    )


def _profile(wish: IccWish | None, colour: ColourAttributes, pixel_type: PixelType) -> IccOutput | None:
    """The profile that icc= names, else the catalog's for the pixel type, with the catalog's ways to convert."""
    if wish is None:
        name = colour.outputs.of(pixel_type)
        if profile_pixel_type(name) not in (None, pixel_type):
            problem = f"this is no profile of {pixel_type} pictures"
            raise RequestError(f"IccProfile{pixel_type.capitalize()}={shown(name)}: {problem}")
        return IccOutput(name, colour.intent, colour.black_point, colour.dither) if name else None
    return IccOutput(
        wish.name,
        wish.intent or colour.intent,
        colour.black_point if wish.black_point is None else wish.black_point,
        colour.dither if wish.dither is None else wish.dither,
    )


def _pixel_type(choice: FormatChoice, icc: IccWish | None, *, mask_only: bool) -> PixelType:
    """The profile's type, else the one fmt names, else gray for a mask, else RGB."""
    profile_type = profile_pixel_type(icc.name) if icc else None
    if icc and profile_type and profile_type not in choice.rule.pixel_types:
        raise RequestError(f"icc={shown(icc.name)}: fmt={choice.rule.format} cannot hold {profile_type} pixels")
    if profile_type or choice.pixel_type:
        return profile_type or choice.pixel_type or PixelType.RGB
    gray = mask_only and PixelType.GRAY in choice.rule.pixel_types
    return PixelType.GRAY if gray else PixelType.RGB


def _quantize(quantize: Quantize, rule: FormatRule) -> Quantize:
    """What a palette format can do; other formats have no palette and ignore the command."""
    if not rule.alpha or rule.format not in (Format.GIF, Format.PNG8):
        return quantize
    if quantize.palette is Palette.MAC:
        raise RequestError(f"quantize=mac: not available with fmt={rule.format}-alpha")
    if rule.format is Format.GIF and quantize.colors > _ALPHA_GIF_COLORS:
        return replace(quantize, colors=_ALPHA_GIF_COLORS, forced=quantize.forced[:_ALPHA_GIF_COLORS])
    return quantize

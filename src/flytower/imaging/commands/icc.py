"""icc and iccEmbed: the output profile. Source: IS reference, icc, iccEmbed and color management."""

import re
from typing import NamedTuple

from flytower.imaging.command import Command, Target
from flytower.imaging.recipe import Intent, PixelType
from flytower.imaging.values import Arguments

_RGB = """
adobergb adobergb1998 applergb ciergb colormatchrgb ntsc ntsc1953 pal palsecam prophoto prophotorgb smpte smptec srgb
srgbiec6196621 widegamut widegamutrgb
"""
_GRAY = ("gray", "grey", "sgray", "dotgain")
_CMYK = """
cmyk coatedfogra27 coatedfogra39 coatedgracol europeisocoated euroscalecoated euroscaleuncoated japancolorcoated
japancolornewspaper japancoloruncoated japancolorwebcoated japanwebcoated newsprintsnap2007 ps4default ps5default
sheetfedcoated sheetfeduncoated swop tr001 uncoatedfogra29 uswebcoatedswopv2 webcoated webcoatedfogra28
webcoatedgrade3 webcoatedgrade5 webuncoated
"""
_PIXEL_TYPES = {**dict.fromkeys(_RGB.split(), PixelType.RGB), **dict.fromkeys(_CMYK.split(), PixelType.CMYK)}
_PUNCTUATION = re.compile(r"[^a-z0-9]")


def profile_pixel_type(name: str) -> PixelType | None:
    """The pixel type of a standard profile by its name; None for a name that tells nothing.

    Case, spaces and punctuation do not matter; every documented name is known, whether the profile is there or not,
    because the pixel type decides which formats the request may ask for.
    """
    key = _PUNCTUATION.sub("", name.casefold())
    return PixelType.GRAY if key.startswith(_GRAY) else _PIXEL_TYPES.get(key)


class IccWish(NamedTuple):
    """What a request says of its profile; None is left to the catalog."""

    name: str
    intent: Intent | None = None
    black_point: bool | None = None
    dither: bool | None = None


def _parse(arguments: Arguments) -> IccWish:
    name = arguments.at(0)
    if not name:
        raise arguments.error("the profile's name is missing")
    return IccWish(
        name,
        arguments.keyword(1, Intent, Intent.RELATIVE) if arguments.at(1) else None,
        arguments.flag(2) if arguments.at(2) else None,
        arguments.flag(3) if arguments.at(3) else None,
    )


def _embed(arguments: Arguments) -> bool:
    return arguments.flag(0)


COMMANDS = (
    Command("icc", Target.OUTPUT, _parse, "icc", count=4, aliases=("iccProfile",)),
    Command("iccEmbed", Target.OUTPUT, _embed, "icc_embed"),
)

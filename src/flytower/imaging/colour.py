"""Colour spaces: the profiles that exist here, conversion by profile, and conversion without one.

Which conversion is taken (IS reference, colour management; the catalog attributes IccProfile* are empty, as by
default): a picture stays in its embedded profile while its pixel type stays; a change of type goes through profiles
when the picture carries one, else by plain arithmetic; `icc=` always goes through profiles, and a picture without
one is then taken for sRGB, gray or the shipped CMYK.
"""

import re
from functools import cache, lru_cache
from importlib.resources import files
from io import BytesIO
from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray
from PIL import Image, ImageCms

from flytower.imaging.dither import dithered
from flytower.imaging.errors import RenderError
from flytower.imaging.profiles.built import RGB_SPACES, gray_profile, rgb_profile
from flytower.imaging.recipe import Intent, PixelType

SPACES = {"rgb": "RGB", "gray": "L", "cmyk": "CMYK", "lab": "LAB"}
"""Pillow's mode for each colour space a profile may describe."""

_CMYK_FILE = "tr001.icc"
_STANDARD = {PixelType.RGB: "sRGB", PixelType.GRAY: "Gray", PixelType.CMYK: "TR001"}

# Other names for the profiles above, normalised as _key does.
_ALIASES = {
    "srgbiec6196621": "sRGB",
    "adobergb1998": "AdobeRGB",
    "prophotorgb": "ProPhoto",
    "widegamut": "WideGamutRGB",
    "ntsc1953": "NTSC",
    "palsecam": "PAL",
    "smptec": "SMPTE",
    "sgray": "Gray",
    "grayscale": "Gray",
    "cmyk": "TR001",
    "swop": "TR001",
}

# Profiles that may not be shipped, and the free one measured on the same kind of print.
_STAND_INS = {"webcoated": "TR001", "uswebcoatedswopv2": "TR001"}

_INTENTS = {
    Intent.PERCEPTUAL: ImageCms.Intent.PERCEPTUAL,
    Intent.RELATIVE: ImageCms.Intent.RELATIVE_COLORIMETRIC,
    Intent.SATURATION: ImageCms.Intent.SATURATION,
    Intent.ABSOLUTE: ImageCms.Intent.ABSOLUTE_COLORIMETRIC,
}


class NamedProfile(NamedTuple):
    """A profile that `icc=` found: its bytes, its pixel type, and a warning when it only stands in for the name."""

    data: bytes
    pixel_type: PixelType
    warning: str | None = None


class Rendering(NamedTuple):
    """How to convert between profiles. Source: IS reference, icc (intent, black point compensation, dither)."""

    intent: Intent = Intent.RELATIVE
    black_point: bool = True
    dither: bool = False


DEFAULT_RENDERING = Rendering()


def named_profile(name: str) -> NamedProfile:
    """The profile that `icc=name` means, or RenderError naming it. Case, spaces and punctuation do not matter."""
    key = _key(name)
    known = {_key(shipped): shipped for shipped in (*RGB_SPACES, *_STANDARD.values())} | _ALIASES
    if key in known:
        return _shipped(known[key])
    if key in _STAND_INS:
        substitute = _STAND_INS[key]
        return _shipped(substitute)._replace(warning=f"icc: {name} is not available, {substitute} stands in for it")
    raise RenderError(f"icc: unknown profile {name!r}")


def standard_profile(pixel_type: PixelType) -> bytes:
    """The profile a pixel type stands for when nothing else is said: sRGB, gray with its curve, TR 001."""
    return _shipped(_STANDARD[pixel_type]).data


def profile_mode(profile: bytes) -> str | None:
    """Pillow's mode of the pixels a profile describes, None for spaces not handled."""
    return SPACES.get(profile[16:20].decode("latin-1").strip().lower())


@lru_cache(maxsize=32)
def readable(profile: bytes) -> bool:
    """Whether the colour engine can make anything of a profile."""
    try:
        ImageCms.ImageCmsProfile(BytesIO(profile))
    except (ImageCms.PyCMSError, OSError):
        return False
    return True


def converted(
    image: Image.Image, source: bytes, target: bytes, rendering: Rendering = DEFAULT_RENDERING
) -> Image.Image:
    """The image's colours in another profile."""
    mode = profile_mode(target)
    if mode is None or profile_mode(source) != image.mode:
        raise RenderError("a colour profile does not fit the picture it is meant for")
    if source == target:
        return image
    image = dithered(image) if rendering.dither else image
    result = ImageCms.applyTransform(image, _transform(source, target, rendering._replace(dither=False)))
    if result is None:  # only for conversions in place, which this is not
        raise RenderError("colour conversion gave no picture")
    return result


def converted_naively(image: Image.Image, mode: str) -> Image.Image:
    """The image in mode L, RGB or CMYK by arithmetic alone.

    Gray is Rec. 601 luma; RGB from CMYK is (1-C)(1-K); CMYK from RGB has all its gray in K and converts back
    without loss. Source: the reference leaves the formulas open (colour management, naive conversion).
    """
    if image.mode == mode:
        return image
    if mode == "CMYK":
        return _to_cmyk(image)
    # Pillow's own CMYK to L goes through RGB with the same formula.
    return image.convert("RGB").convert(mode) if image.mode == "CMYK" else image.convert(mode)


@cache
def _shipped(name: str) -> NamedProfile:
    if name in RGB_SPACES:
        return NamedProfile(rgb_profile(name), PixelType.RGB)
    if name == _STANDARD[PixelType.GRAY]:
        return NamedProfile(gray_profile(), PixelType.GRAY)
    return NamedProfile(files("flytower.imaging.profiles").joinpath(_CMYK_FILE).read_bytes(), PixelType.CMYK)


def _key(name: str) -> str:
    return re.sub(r"[^a-z0-9]", "", name.lower())


@lru_cache(maxsize=32)
def _transform(source: bytes, target: bytes, rendering: Rendering) -> ImageCms.ImageCmsTransform:
    flags = ImageCms.Flags.BLACKPOINTCOMPENSATION if rendering.black_point else ImageCms.Flags.NONE
    try:
        return ImageCms.buildTransform(
            ImageCms.ImageCmsProfile(BytesIO(source)),
            ImageCms.ImageCmsProfile(BytesIO(target)),
            profile_mode(source) or "",
            profile_mode(target) or "",
            _INTENTS[rendering.intent],
            flags,
        )
    except (ImageCms.PyCMSError, OSError) as fault:
        raise RenderError("the colour profiles do not convert into one another") from fault


_BAND_ROWS = 256


def _to_cmyk(image: Image.Image) -> Image.Image:
    if image.mode == "L":
        none = Image.new("L", image.size, 0)
        return Image.merge("CMYK", (none, none, none, image.point([255 - value for value in range(256)])))
    width, height = image.size
    result = Image.new("CMYK", image.size)
    for top in range(0, height, _BAND_ROWS):
        band = np.asarray(image.crop((0, top, width, min(top + _BAND_ROWS, height))))
        inks = Image.frombuffer("CMYK", (width, len(band)), _inks(band), "raw", "CMYK", 0, 1)
        result.paste(inks, (0, top))
    return result


def _inks(rgb: NDArray[np.uint8]) -> NDArray[np.uint8]:
    """CMYK of RGB with full under-color removal: K is what all three lack, C, M, Y the rest over the light left."""
    light = rgb.max(2, keepdims=True).astype(np.uint32)
    divisor = np.maximum(light, 1)
    colour = ((light - rgb) * 255 + divisor // 2) // divisor
    return np.ascontiguousarray(np.concatenate([colour, 255 - light], 2), np.uint8)

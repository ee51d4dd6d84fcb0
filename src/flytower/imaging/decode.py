"""From a file to pixels: 8 bits, gray, RGB or CMYK, and no more of them than the plan needs.

Deep sources come down to 8 bits by rounding. The first frame of an animation or a multi-page file counts. EXIF
orientation is carried along and applied after scaling.
"""

from dataclasses import replace
from pathlib import Path

import numpy as np
from PIL import Image, ImageChops, ImageCms, ImageFile, JpegImagePlugin

from flytower.imaging.colour import profile_mode, readable, standard_profile
from flytower.imaging.deep import eight_bits
from flytower.imaging.deep_png import decode_deep_png
from flytower.imaging.errors import RenderError
from flytower.imaging.pdf_reader import decode_pdf
from flytower.imaging.picture import Picture
from flytower.imaging.png_reader import decode_png
from flytower.imaging.probe import ColourMode, ImageHeader
from flytower.imaging.psd_reader import decode_psd
from flytower.imaging.recipe import PixelType
from flytower.imaging.source import guarded, open_source
from flytower.imaging.svg_reader import decode_svg
from flytower.imaging.tiff_reader import decode_tiff

DRAFT_GAP = 2
"""A JPEG is decoded at no less than this many times the wanted size: less shows aliasing (zone plate, 31 dB)."""

_DEEP = 16
_DEEP_GRAY = {"I;16", "I;16B", "I;16L", "I;16N"}
_WITH_ALPHA = {"LA": "L", "La": "L", "RGBA": "RGB", "RGBa": "RGB"}


def decode(path: Path, header: ImageHeader, scale: float) -> Picture:
    """Decode a source for use at `scale` (output pixels per source pixel; above 1 enlarges), or raise RenderError."""
    picture = _specially(path, header, scale)
    if picture is not None:
        with guarded():
            return _finished(replace(picture, orientation=header.orientation), header)
    with open_source(path) as image:
        reduction = _reduce(image, scale)
        image.load()
        # A TIFF comes out of Pillow upright.
        orientation = 1 if header.format == "tiff" else header.orientation
        pixels = _released(image)
        # Pillow inverts every CMYK JPEG; only Adobe's, which say so in a marker, are stored inverted.
        if image.format == "JPEG" and image.mode == "CMYK" and "adobe" not in image.info:
            pixels = ImageChops.invert(pixels)
        picture = Picture(pixels, reduction=reduction, orientation=orientation)
    with guarded():
        return _finished(picture, header)


def _specially(path: Path, header: ImageHeader, scale: float) -> Picture | None:
    """What readers of our own give; None leaves the file to Pillow."""
    with guarded():
        if header.format == "tiff":
            return decode_tiff(path)
        if header.format == "psd":
            return decode_psd(path)
        if header.format == "png":
            return _png(path, header)
        if header.format in _DRAWN:
            return _DRAWN[header.format](path, scale)
    return None


_DRAWN = {"pdf": decode_pdf, "svg": decode_svg}


def _png(path: Path, header: ImageHeader) -> Picture | None:
    plain = decode_png(path, header)
    if plain is None and header.bits == _DEEP:
        plain = decode_deep_png(path)
    return None if plain is None else Picture(plain)


def _reduce(image: ImageFile.ImageFile, scale: float) -> int:
    """Let a JPEG decoder leave out what scaling would throw away; returns the factor left out."""
    if not isinstance(image, JpegImagePlugin.JpegImageFile):
        return 1
    wanted = [max(1, int(side * scale * DRAFT_GAP + 0.999)) for side in image.size]
    stored = image.size
    drafted = image.draft(None, (wanted[0], wanted[1]))
    return 1 if drafted is None else round(stored[0] / (drafted[1][2] or stored[0]))


def _released(image: ImageFile.ImageFile) -> Image.Image:
    """The pixels without the file: a plain image that owns nothing to close."""
    plain: Image.Image = image._new(image.im)  # noqa: SLF001 - the only way to share pixels without a copy
    plain.readonly = image.readonly  # pixels mapped from a file cannot be written
    return plain


def _finished(picture: Picture, header: ImageHeader) -> Picture:
    """8-bit gray, RGB or CMYK, with its alpha apart and its profile, if that one fits."""
    picture = _without_alpha(_plain_mode(picture, header))
    profile = header.icc.data if header.icc else None
    if header.mode is ColourMode.LAB:
        profile = standard_profile(PixelType.RGB)
    if profile is not None and (profile_mode(profile) != picture.image.mode or not readable(profile)):
        profile = None
    return replace(picture, profile=profile)


def _plain_mode(picture: Picture, header: ImageHeader) -> Picture:
    image = picture.image
    if image.mode in _DEEP_GRAY:
        return picture.with_image(Image.fromarray(eight_bits(np.asarray(image).astype(np.uint16))))
    if image.mode in {"I", "F"}:
        raise RenderError(f"pictures with {header.bits} bits per component are not supported")
    if image.mode == "LAB":
        return picture.with_image(_lab_to_srgb(image))
    return picture.with_image(_converted(image))


def _converted(image: Image.Image) -> Image.Image:
    if image.mode == "PA" or ("transparency" in image.info and image.mode not in _WITH_ALPHA):
        return image.convert("RGBA")
    if image.mode in _WITH_ALPHA or image.mode in {"L", "RGB", "CMYK"}:
        return image
    return image.convert("L" if image.mode == "1" else "RGB")  # also P, YCbCr, RGBX


def _without_alpha(picture: Picture) -> Picture:
    image = picture.image
    if image.mode not in _WITH_ALPHA:
        return picture
    if image.mode in {"La", "RGBa"}:
        image = image.convert(image.mode.upper())
    alpha: Image.Image | None = image.getchannel("A")
    if alpha is not None and alpha.getextrema() == (255, 255):
        alpha = None
    return replace(picture, image=image.convert(_WITH_ALPHA[image.mode]), alpha=alpha)


def _lab_to_srgb(image: Image.Image) -> Image.Image:
    lab, srgb = ImageCms.createProfile("LAB"), ImageCms.createProfile("sRGB")
    result = ImageCms.profileToProfile(image, lab, srgb, outputMode="RGB")
    if result is None:  # only for conversions in place, which this is not
        raise RenderError("colour conversion gave no picture")
    return result

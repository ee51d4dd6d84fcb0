"""Filters that mix neighbouring pixels, done so that clear pixels lend no colour to visible ones."""

from collections.abc import Callable
from dataclasses import replace

import numpy as np
from numpy.typing import NDArray
from PIL import Image, ImageChops

from flytower.imaging.picture import Picture

Filter = Callable[[Image.Image], Image.Image]


def filtered(picture: Picture, change: Filter) -> Picture:
    """Apply a filter to the pixels, weighted by their opacity, and to the opacity itself.

    The filter is given images of mode L, RGB, CMYK, La or RGBa and keeps the mode; it may change the size.
    """
    if picture.alpha is None:
        return replace(picture, image=change(picture.image))
    if picture.image.mode == "CMYK":
        return _filtered_cmyk(picture, picture.alpha, change)
    mixed = change(merged(picture).convert("La" if picture.image.mode == "L" else "RGBa"))
    plain = mixed.convert(mixed.mode.upper())
    return replace(picture, image=plain.convert(picture.image.mode), alpha=plain.getchannel("A"))


def merged(picture: Picture) -> Image.Image:
    """Pixels and opacity as one image of mode LA or RGBA; the pixels as they are when all is opaque, or CMYK."""
    if picture.alpha is None or picture.image.mode == "CMYK":
        return picture.image
    image = picture.image.convert("LA" if picture.image.mode == "L" else "RGBA")
    image.putalpha(picture.alpha)
    return image


def _filtered_cmyk(picture: Picture, alpha: Image.Image, change: Filter) -> Picture:
    weighted = Image.merge("CMYK", [ImageChops.multiply(band, alpha) for band in picture.image.split()])
    inks, opacity = np.asarray(change(weighted)), change(alpha)
    return replace(picture, image=_divided(inks, np.asarray(opacity)), alpha=opacity)


def _divided(inks: NDArray[np.uint8], opacity: NDArray[np.uint8]) -> Image.Image:
    divisor = np.maximum(opacity, 1).astype(np.uint32)[:, :, None]
    plain = np.minimum((inks.astype(np.uint32) * 255 + divisor // 2) // divisor, 255).astype(np.uint8)
    height, width = opacity.shape
    return Image.frombuffer("CMYK", (width, height), np.ascontiguousarray(plain), "raw", "CMYK", 0, 1)

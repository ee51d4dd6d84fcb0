"""op_sharpen, op_usm and op_usmR, in this order. Source: IS reference; the formulas are ours.

Unsharp mask: v + amount * (v - blurred v) where the difference reaches the threshold; the opacity is sharpened, too.
"""

from dataclasses import replace

import numpy as np
from numpy.typing import NDArray
from PIL import Image, ImageFilter

from flytower.imaging.picture import OPAQUE, Picture
from flytower.imaging.premultiplied import Filter, filtered
from flytower.imaging.recipe import Sharpening, UnsharpMask
from flytower.imaging.work import Work

_BAND_ROWS = 256
_NINE = ImageFilter.Kernel((3, 3), (1,) * 9)
_BASIC = UnsharpMask(9 / 8, 1)
"""What ImageFilter.SHARPEN does, as an unsharp mask: 2v less the mean of the eight around, from the mean of nine."""

_DOUBT = 2 * OPAQUE
"""Levels by which a blurred component may be wrong, divided by its opacity: both were rounded several times."""

Plane = NDArray[np.uint8]
Steps = NDArray[np.float32]


def sharpen_layer(picture: Picture, work: Work) -> Picture:
    """Sharpen a layer as its own segment asks."""
    return _sharpened(picture, work.layer.sharpening, work)


def sharpen_view(picture: Picture, work: Work) -> Picture:
    """Sharpen the finished view."""
    return _sharpened(picture, work.recipe.view.sharpening, work)


def _sharpened(picture: Picture, wish: Sharpening, work: Work) -> Picture:
    if wish.sharpen and picture.alpha is None:
        picture = picture.with_image(picture.image.filter(ImageFilter.SHARPEN))
    elif wish.sharpen:
        picture = _away_from(picture, lambda image: image.filter(_NINE), _BASIC)
    for mask in (wish.usm, wish.usm_r):
        if mask is not None:
            picture = _unsharp(picture, mask, work.placed.usm_scale if mask.full_resolution else 1.0)
    return picture


def _unsharp(picture: Picture, mask: UnsharpMask, scale: float) -> Picture:
    radius = mask.radius * scale
    if picture.alpha is None and not (mask.monochrome and picture.image.mode == "RGB"):
        # Pillow sharpens where the difference exceeds its threshold, the reference where it reaches it.
        kernel = ImageFilter.UnsharpMask(radius, round(mask.amount * 100), max(0, mask.threshold - 1))
        return picture.with_image(picture.image.filter(kernel))
    return _away_from(picture, lambda image: image.filter(ImageFilter.GaussianBlur(radius)), mask)


def _away_from(picture: Picture, smooth: Filter, mask: UnsharpMask) -> Picture:
    """Move every component away from what a filter makes of it, or all by what it makes of the brightness.

    The filter weighs pixels by their opacity. So a clear pixel lends no edge to a visible one, and what has one colour
    keeps it.
    """
    one = mask.monochrome and picture.image.mode == "RGB"
    sharp = picture.with_image(picture.image.convert("L")) if one else picture
    soft = filtered(sharp, smooth)
    bands = picture.image.split()
    pairs = list(zip(sharp.image.split(), soft.image.split(), strict=True)) * (len(bands) if one else 1)
    moved = [_moved(band, pair, soft.alpha, mask) for band, pair in zip(bands, pairs, strict=True)]
    image = moved[0] if len(moved) == 1 else Image.merge(picture.image.mode, moved)
    if picture.alpha is None or soft.alpha is None:
        return picture.with_image(image)
    return replace(picture, image=image, alpha=_moved(picture.alpha, (picture.alpha, soft.alpha), None, mask))


def _moved(
    band: Image.Image, pair: tuple[Image.Image, Image.Image], weight: Image.Image | None, mask: UnsharpMask
) -> Image.Image:
    """One component, moved by what the two of a pair differ in; `weight` is the opacity behind the softer one."""
    values, plain, soft = (np.asarray(image) for image in (band, *pair))
    seen = None if weight is None else np.asarray(weight)
    result = np.empty(values.shape, np.uint8)
    for top in range(0, len(values), _BAND_ROWS):
        rows = slice(top, top + _BAND_ROWS)
        steps = _steps(plain[rows], soft[rows], None if seen is None else seen[rows], mask)
        np.clip(np.floor(values[rows] + steps + np.float32(0.5)), 0, 255, out=result[rows], casting="unsafe")
    return Image.fromarray(result)


def _steps(plain: Plane, soft: Plane, seen: Plane | None, mask: UnsharpMask) -> Steps:
    """How far to move. The mean of pixels that are hardly opaque is not known well: so much counts as no difference."""
    difference = plain.astype(np.float32) - soft
    if seen is not None:
        doubt = np.where(seen < OPAQUE, np.float32(_DOUBT) / np.maximum(seen, 1), np.float32(0))
        difference = np.sign(difference) * np.maximum(np.abs(difference) - doubt, 0)
    difference[np.abs(difference) < mask.threshold] = 0
    return difference * np.float32(mask.amount)

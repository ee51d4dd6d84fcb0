"""op_hue. Source: IS reference, op_hue; the formula (a turn in HSL) is ours."""

import numpy as np
from numpy.typing import NDArray
from PIL import Image

from flytower.imaging.picture import Picture
from flytower.imaging.recipe import Hue
from flytower.imaging.steps.tone import as_rgb
from flytower.imaging.work import Work

_BAND_ROWS = 64
_SECTORS = 6
"""The colour circle's sectors: red, yellow, green, cyan, blue, magenta, each one unit wide."""

Array = NDArray[np.float32]


def hue(picture: Picture, operation: Hue, _work: Work) -> Picture:
    """Turn the hue and keep lightness and saturation as HSL defines them; gray has no hue and stays."""
    if picture.image.mode == "L":
        return picture
    picture = as_rgb(picture)
    width, height = picture.size
    turned = np.empty((height, width, 3), np.uint8)
    for top in range(0, height, _BAND_ROWS):
        bottom = min(top + _BAND_ROWS, height)
        band = np.asarray(picture.image.crop((0, top, width, bottom))).astype(np.float32)
        turned[top:bottom] = _turned(band, operation.degrees * _SECTORS / 360)
    return picture.with_image(Image.fromarray(turned))


def _turned(rgb: Array, sectors: float) -> NDArray[np.uint8]:
    """HSL keeps the largest and the smallest component; the hue says which is which, and where the third one lies."""
    red, green, blue = (np.ascontiguousarray(rgb[:, :, band]) for band in range(3))
    least, most = np.minimum(np.minimum(red, green), blue), np.maximum(np.maximum(red, green), blue)
    spread = most - least
    divisor = np.maximum(spread, 1)
    place = np.where(
        red == most,
        (green - blue) / divisor,
        np.where(green == most, 2 + (blue - red) / divisor, 4 + (red - green) / divisor),
    )
    place += np.float32(sectors)
    turned = np.empty(rgb.shape, np.uint8)
    for band, shift in enumerate((0, 4, 2)):
        turned[:, :, band] = least + spread * _peak(place, shift) + np.float32(0.5)
    return turned


def _peak(place: Array, shift: int) -> Array:
    """How much of the spread a component has at a hue: all around its own, nothing on the other side."""
    moved = place + np.float32(shift)
    moved -= _SECTORS * np.floor(moved / _SECTORS)
    around: Array = np.clip(np.abs(moved - 3) - 1, 0, 1)
    return around

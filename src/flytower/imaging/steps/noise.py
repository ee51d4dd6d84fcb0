"""op_noise. Source: IS reference, op_noise; the strengths are ours.

The noise of a pixel is a hash of its place: the same request gives the same bytes, in every process and always.
"""

from functools import cache
from statistics import NormalDist

import numpy as np
from numpy.typing import NDArray
from PIL import Image

from flytower.imaging.hashed_noise import hashes
from flytower.imaging.picture import Picture
from flytower.imaging.recipe import Noise
from flytower.imaging.work import Work

_BAND_ROWS = 256
_STEPS = 1 << 16


def noise(picture: Picture, operation: Noise, _work: Work) -> Picture:
    """Add noise to what is not clear: within 2.55 per unit, or with a deviation of half of that (gaussian).

    Each component gets its own noise, or all the same one (monochrome); opacity stays.
    """
    offsets = _offsets(operation)
    bands = [
        _noisy(band, offsets, 0 if operation.monochrome else number)
        for number, band in enumerate(picture.image.split())
    ]
    image = bands[0] if len(bands) == 1 else Image.merge(picture.image.mode, bands)
    if picture.alpha is not None:
        image = Image.composite(image, picture.image, picture.alpha.point([0] + [255] * 255))
    return picture.with_image(image)


def _noisy(band: Image.Image, offsets: NDArray[np.int16], component: int) -> Image.Image:
    width, height = band.size
    result = np.empty((height, width), np.uint8)
    values = np.asarray(band)
    for top in range(0, height, _BAND_ROWS):
        rows = range(top, min(top + _BAND_ROWS, height))
        noisy = offsets[hashes(width, rows, component) >> 16] + values[rows.start : rows.stop]
        np.clip(noisy, 0, 255, out=result[top : top + _BAND_ROWS], casting="unsafe")
    return Image.fromarray(result)


def _offsets(operation: Noise) -> NDArray[np.int16]:
    """The noise of each of the 65,536 numbers that a hash may give, in whole levels."""
    units = _gaussian() if operation.gaussian else _uniform()
    return np.floor(units * (2.55 * operation.amount) + 0.5).astype(np.int16)


@cache
def _uniform() -> NDArray[np.float64]:
    return (np.arange(_STEPS, dtype=np.float64) + 0.5) * (2 / _STEPS) - 1


@cache
def _gaussian() -> NDArray[np.float64]:
    bell = NormalDist(0, 0.5)
    return np.array([bell.inv_cdf((step + 0.5) / _STEPS) for step in range(_STEPS)])

"""icc's dither: bands that a conversion would leave between two levels are broken up. Source: IS reference, icc.

The reference spreads errors; the colour engine gives whole levels only, so that there is no error to spread. Instead
each component goes into the conversion a level up or down, or as it is, by a fixed pattern whose mean is none.
"""

import numpy as np
from PIL import Image

from flytower.imaging.hashed_noise import hashes

_BAND_ROWS = 256
_STEPS = np.array([-1, 0, 0, 1], np.int16)
_LEVELS = 255


def dithered(image: Image.Image) -> Image.Image:
    """The image with a quarter of its components one level higher, a quarter one lower; black and white stay."""
    bands = [_dithered(band, number) for number, band in enumerate(image.split())]
    return bands[0] if len(bands) == 1 else Image.merge(image.mode, bands)


def _dithered(band: Image.Image, component: int) -> Image.Image:
    values = np.asarray(band)
    result = np.empty_like(values)
    for top in range(0, band.height, _BAND_ROWS):
        rows = range(top, min(top + _BAND_ROWS, band.height))
        level = values[rows.start : rows.stop]
        step = _STEPS[hashes(band.width, rows, component) >> 30]
        result[rows.start : rows.stop] = level + step * ((level > 0) & (level < _LEVELS))
    return Image.fromarray(result)

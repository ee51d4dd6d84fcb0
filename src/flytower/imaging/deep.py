"""Pixels of 16 bits per component, which come down to 8 by rounding: 65535 is 255, 0 is 0, nothing is cut off."""

import numpy as np
from numpy.typing import NDArray
from PIL import Image

_BAND_ROWS = 256

Bytes = NDArray[np.uint8]


def eight_bits(samples: NDArray[np.uint16]) -> Bytes:
    """Each sample as the nearest of 256 levels, a few rows at a time."""
    result = np.empty(samples.shape, np.uint8)
    for top in range(0, len(samples), _BAND_ROWS):
        band = samples[top : top + _BAND_ROWS].astype(np.uint32)
        # Sample / 257 rounded half up, for every value of 16 bits, without a division.
        result[top : top + _BAND_ROWS] = (band * 255 + 32_895) >> 16
    return result


def joined(high: Image.Image, low: Image.Image) -> Image.Image:
    """An 8-bit image from the upper and the lower bytes of a deep one's samples."""
    result = Image.new(high.mode, high.size)
    width, height = high.size
    for top in range(0, height, _BAND_ROWS):
        edges = (0, top, width, min(top + _BAND_ROWS, height))
        samples = sixteen_bits(high.crop(edges), low.crop(edges))
        band = np.ascontiguousarray(eight_bits(samples))
        result.paste(Image.frombuffer(high.mode, (width, len(band)), band, "raw", high.mode, 0, 1), (0, top))
    return result


def sixteen_bits(high: Image.Image, low: Image.Image) -> NDArray[np.uint16]:
    """The samples that two images hold the bytes of."""
    samples: NDArray[np.uint16] = np.asarray(high).astype(np.uint16) << 8 | np.asarray(low)
    return samples

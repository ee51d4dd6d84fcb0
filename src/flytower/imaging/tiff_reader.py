"""TIFF sources that Pillow would read wrong, in part, or not at all: see `tiff_variants`."""

from pathlib import Path
from typing import Any

import numpy as np
from numpy.typing import NDArray
from PIL import Image, TiffImagePlugin

from flytower.imaging.deep import eight_bits
from flytower.imaging.picture import Picture
from flytower.imaging.source import open_source
from flytower.imaging.tiff_samples import read_samples
from flytower.imaging.tiff_variants import COLOURS, LAB, WHITE_IS_ZERO, TiffKind, kind_of

_SIGNED = slice(1, 3)  # a* and b*


def decode_tiff(path: Path) -> Picture | None:
    """A TIFF of a kind that is read here, in 8 bits, its first alpha channel apart; None leaves it to Pillow."""
    with open_source(path) as image:
        kind = kind_of(image) if isinstance(image, TiffImagePlugin.TiffImageFile) else None
        if kind is None or not kind.is_ours or not isinstance(image, TiffImagePlugin.TiffImageFile):
            return None
        return _picture(read_samples(image, kind.bits, kind.samples), kind)


def _picture(samples: NDArray[Any], kind: TiffKind) -> Picture:
    count, mode = COLOURS[kind.meaning]
    alpha = None if kind.alpha is None else _levels(samples[:, :, kind.alpha])
    colours = _lab(samples[:, :, :count]) if kind.meaning == LAB else _levels(samples[:, :, :count])
    if kind.meaning == WHITE_IS_ZERO:
        colours = 255 - colours
    if alpha is None or alpha.min() == 255:  # noqa: PLR2004 - opaque
        return Picture(_image(colours, mode))
    if kind.premultiplied:
        colours = divided(colours, alpha)
    return Picture(_image(colours, mode), Image.fromarray(np.ascontiguousarray(alpha)))


def _levels(samples: NDArray[Any]) -> NDArray[np.uint8]:
    return samples if samples.dtype == np.uint8 else eight_bits(samples)


def _lab(samples: NDArray[Any]) -> NDArray[np.uint8]:
    """CIELab: lightness like any sample, a* and b* as signed numbers whose upper byte is a whole unit."""
    if samples.dtype == np.uint8:
        return samples
    result = eight_bits(samples)
    signed = (samples[:, :, _SIGNED].astype(np.int16).astype(np.int32) + 128) >> 8
    result[:, :, _SIGNED] = np.minimum(signed, 127).astype(np.int8).view(np.uint8)
    return result


def divided(colours: NDArray[np.uint8], alpha: NDArray[np.uint8]) -> NDArray[np.uint8]:
    """Colours that were multiplied by their opacity, as they were before."""
    divisor = np.maximum(alpha, 1).astype(np.uint32)[:, :, None]
    plain: NDArray[np.uint8] = np.minimum((colours.astype(np.uint32) * 255 + divisor // 2) // divisor, 255).astype(
        np.uint8
    )
    return plain


def _image(colours: NDArray[np.uint8], mode: str) -> Image.Image:
    height, width, _ = colours.shape
    return Image.frombuffer(mode, (width, height), np.ascontiguousarray(colours), "raw", mode, 0, 1).copy()

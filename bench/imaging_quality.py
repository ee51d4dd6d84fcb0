"""How good a result is: SSIM against a reference computed without the code under test, in linear light."""

from io import BytesIO
from pathlib import Path

import numpy as np
from numpy.typing import NDArray
from PIL import Image, ImageCms
from scipy.ndimage import gaussian_filter
from skimage.metrics import structural_similarity

from imaging_works import Work

LARGEST_SIDE = 1500
"""Of a larger picture only the middle is compared: SSIM needs a hundred bytes a pixel."""

Pixels = NDArray[np.float32]


def reference(work: Work, folder: Path) -> Pixels:
    """What the work ought to give, in sRGB from 0 to 255, from every pixel of the source in floating point."""
    with Image.open(folder / work.source) as image:
        if image.mode == "CMYK":
            image = _srgb(image)  # noqa: PLW2901  the same picture, converted
        if not work.width:
            return np.asarray(image, np.float32)
        pixels = _scaled(image, work.width)
    return _sharpened(pixels) if "op_usm" in work.request else pixels


def quality(work: Work, result: Path, expected: Pixels) -> str:
    """`exact`, or the SSIM with four decimals."""
    with Image.open(result) as image:
        found = np.asarray(image.convert("RGB"), np.float32)
    assert found.shape[1] == expected.shape[1], f"{result} has the wrong size"
    assert abs(found.shape[0] - expected.shape[0]) <= 1, f"{result} has the wrong size"
    if work.exact:
        return "exact" if np.array_equal(found, expected) else "NOT exact"
    one, other = (_middle(pixels[: min(len(found), len(expected))]) for pixels in (found, expected))
    return f"SSIM {structural_similarity(one, other, channel_axis=2, data_range=255):.4f}"


def _srgb(image: Image.Image) -> Image.Image:
    converted = ImageCms.profileToProfile(
        image,
        ImageCms.ImageCmsProfile(BytesIO(image.info["icc_profile"])),
        ImageCms.createProfile("sRGB"),
        renderingIntent=ImageCms.Intent.RELATIVE_COLORIMETRIC,
        outputMode="RGB",
        flags=ImageCms.Flags.BLACKPOINTCOMPENSATION,
    )
    assert converted is not None
    return converted


def _scaled(image: Image.Image, width: int) -> Pixels:
    size = (width, round(image.height * width / image.width))
    bands = (Image.fromarray(_LINEAR[np.asarray(band)]) for band in image.split())
    light = np.stack([np.asarray(band.resize(size, Image.Resampling.LANCZOS)) for band in bands], axis=2)
    return _encoded(np.clip(light, 0, 1))


def _sharpened(pixels: Pixels) -> Pixels:
    """An unsharp mask of amount 1 and radius 1."""
    return np.clip(2 * pixels - gaussian_filter(pixels, (1, 1, 0)), 0, 255)


def _middle(pixels: Pixels) -> Pixels:
    top, left = (max(0, (side - LARGEST_SIDE) // 2) for side in pixels.shape[:2])
    return pixels[top : top + LARGEST_SIDE, left : left + LARGEST_SIDE]


def _linear_levels() -> Pixels:
    level = np.arange(256) / 255
    return np.where(level <= 0.04045, level / 12.92, ((level + 0.055) / 1.055) ** 2.4).astype(np.float32)


_LINEAR = _linear_levels()


def _encoded(light: Pixels) -> Pixels:
    """From linear light to sRGB levels. Source: IEC 61966-2-1."""
    level = np.where(light <= 0.0031308, light * 12.92, 1.055 * light ** (1 / 2.4) - 0.055)
    return (level * 255).astype(np.float32)

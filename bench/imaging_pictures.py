"""The pictures that are rendered: drawn, so that nothing has to be fetched, and always the same."""

from pathlib import Path

import numpy as np
from PIL import Image

from flytower.imaging.colour import standard_profile
from flytower.imaging.recipe import PixelType

BIG = (6000, 4000)
HALF = (4243, 2828)


def photograph(width: int, height: int) -> Image.Image:
    """Something with the statistics of a photograph: soft shapes, edges, grain."""
    dice = np.random.default_rng(7)
    soft = Image.fromarray(dice.integers(0, 256, (12, 18, 3), np.uint8)).resize(
        (width // 4, height // 4), Image.Resampling.BICUBIC
    )
    fine = Image.fromarray(dice.integers(0, 256, (160, 240, 3), np.uint8)).resize(soft.size, Image.Resampling.BICUBIC)
    pixels = np.asarray(Image.blend(soft, fine, 0.3).resize((width, height), Image.Resampling.BICUBIC)).astype(np.int16)
    grain = dice.integers(-5, 6, (height, width, 1), np.int16)
    return Image.fromarray(np.clip(pixels + grain, 0, 255).astype(np.uint8))


def draw(folder: Path) -> None:
    """Write big.jpg (24 megapixels), half.png (12), raw.tif and lzw.tif (24, CMYK with a profile), and srgb.icc."""
    big = photograph(*BIG)
    big.save(folder / "big.jpg", quality=90)
    big.resize(HALF).save(folder / "half.png", compress_level=3)
    inks, profile = big.convert("CMYK"), standard_profile(PixelType.CMYK)
    inks.save(folder / "raw.tif", icc_profile=profile)
    inks.save(folder / "lzw.tif", icc_profile=profile, compression="tiff_lzw", tiffinfo={317: 2})
    (folder / "srgb.icc").write_bytes(standard_profile(PixelType.RGB))

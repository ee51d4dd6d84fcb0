"""PNG sources of 16 bits per component. Pillow gives them away as 8, by their upper bytes.

Its decoder is asked twice instead, for the upper and for the lower bytes; both together are rounded.
"""

from pathlib import Path

import numpy as np
from PIL import Image

from flytower.imaging.deep import eight_bits, joined, sixteen_bits
from flytower.imaging.source import open_source


def decode_deep_png(path: Path) -> Image.Image:
    """A 16-bit PNG as mode L, LA, RGB or RGBA; a colour that the file declares clear becomes opacity."""
    with open_source(path) as image:
        mode, clear = image.mode, image.info.get("transparency")
        samples = image.tile[0].args if image.tile else ""
    if mode.startswith("I"):
        return _gray(path, clear)
    if samples == "LA;16B":
        return _gray_with_alpha(path)
    high, low = (_bytes(path, f"{mode};16{end}") for end in "BL")
    result = joined(high, low)
    if mode == "RGB" and isinstance(clear, tuple):
        differs = (sixteen_bits(high, low) != np.array(clear)).any(2)
        result.putalpha(_opacity(differs))
    return result


def _gray(path: Path, clear: object) -> Image.Image:
    with open_source(path) as image:
        samples = np.asarray(image).astype(np.uint16)
    result = Image.fromarray(eight_bits(samples))
    if isinstance(clear, int):
        result.putalpha(_opacity(samples != clear))
    return result


def _gray_with_alpha(path: Path) -> Image.Image:
    """Four bytes a pixel are as well read as four 8-bit samples."""
    gray_high, gray_low, alpha_high, alpha_low = _bytes(path, "RGBA").split()
    return Image.merge("LA", (joined(gray_high, gray_low), joined(alpha_high, alpha_low)))


def _bytes(path: Path, samples: str) -> Image.Image:
    """The picture decoded from another reading of its samples than the file's own."""
    with open_source(path) as image:
        image.tile = [tile._replace(args=samples) for tile in image.tile]
        image.load()
        return image.convert(image.mode)


def _opacity(shown: np.ndarray[tuple[int, ...], np.dtype[np.bool_]]) -> Image.Image:
    return Image.fromarray(shown.astype(np.uint8) * np.uint8(255))

"""webp. Source: IS reference, fmt."""

from typing import BinaryIO

from flytower.imaging.encode.encoding import Encoding
from flytower.imaging.recipe import Compression

_LONGEST_SIDE = 16_383


def encode_webp(encoding: Encoding, file: BinaryIO) -> None:
    """Lossy (qlt is the quality) or lossless WebP; never with a profile."""
    encoding.check_sides(_LONGEST_SIDE)
    image = encoding.image
    if encoding.output.alpha and image.mode == "RGB":
        image = image.convert("RGBA")
    lossless = encoding.output.compression is Compression.LOSSLESS
    # Lossless: quality is effort, and clear pixels keep their colours only by `exact`; nobody sees them.
    quality = 75 if lossless else encoding.output.quality
    image.save(file, "WEBP", lossless=lossless, quality=quality, method=4)

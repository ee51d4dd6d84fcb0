"""avif. Source: IS reference, fmt, qlt."""

from typing import BinaryIO

from flytower.imaging.encode.encoding import Encoding
from flytower.imaging.recipe import Compression

_LONGEST_SIDE = 65_535
_SPEED = 8
"""Of 0 (slowest) to 10: 0.25 s a megapixel; 6 takes twice as long for 7 % fewer bytes."""


def encode_avif(encoding: Encoding, file: BinaryIO) -> None:
    """AVIF at the quality asked for; never with a profile. One thread: bytes must not depend on the machine."""
    encoding.check_sides(_LONGEST_SIDE)
    image = encoding.image
    if encoding.output.alpha and image.mode == "RGB":
        image = image.convert("RGBA")
    lossless = encoding.output.compression is Compression.LOSSLESS
    if lossless:
        encoding.warn("fmt: avif is written as luma and chroma; lossless means that no colour is off by more than 3")
    image.save(
        file,
        "AVIF",
        quality=100 if lossless else encoding.output.quality,
        subsampling="4:4:4" if lossless else "4:2:0",
        speed=_SPEED,
        max_threads=1,
    )

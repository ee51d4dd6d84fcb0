"""png. Source: IS reference, fmt."""

from typing import BinaryIO

from flytower.imaging.encode.encoding import Encoding
from flytower.imaging.png_writer import write_png


def encode_png(encoding: Encoding, file: BinaryIO) -> None:
    """Lossless PNG, 8 bits per component; png-alpha always has an alpha channel."""
    image = encoding.image
    if encoding.output.alpha and image.mode in {"L", "RGB"}:
        image = image.convert("LA" if image.mode == "L" else "RGBA")
    write_png(image, file, encoding.dpi, encoding.profile)

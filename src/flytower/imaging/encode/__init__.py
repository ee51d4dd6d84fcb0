"""From pixels to a file: one module per family of formats."""

from typing import BinaryIO

from flytower.imaging.encode.avif import encode_avif
from flytower.imaging.encode.encoding import Encoder, Encoding
from flytower.imaging.encode.eps import encode_eps
from flytower.imaging.encode.heic import encode_heic
from flytower.imaging.encode.indexed import encode_gif, encode_png8
from flytower.imaging.encode.jpeg import encode_jpeg
from flytower.imaging.encode.jpeg2000 import encode_jpeg2000
from flytower.imaging.encode.pdf import encode_pdf
from flytower.imaging.encode.png import encode_png
from flytower.imaging.encode.tiff import encode_tiff
from flytower.imaging.encode.webp import encode_webp
from flytower.imaging.recipe import Format

ENCODERS: dict[Format, Encoder] = {
    Format.JPEG: encode_jpeg,
    Format.PJPEG: encode_jpeg,
    Format.PNG: encode_png,
    Format.PNG8: encode_png8,
    Format.GIF: encode_gif,
    Format.TIF: encode_tiff,
    Format.WEBP: encode_webp,
    Format.PDF: encode_pdf,
    Format.EPS: encode_eps,
    Format.JPEG2000: encode_jpeg2000,
    Format.AVIF: encode_avif,
    Format.HEIC: encode_heic,
}


def encode(encoding: Encoding, file: BinaryIO) -> None:
    """Write a reply in its format."""
    # Pillow's writers would take profiles, comments and the like over from what the source left here.
    encoding.picture.image.info = {}
    ENCODERS[encoding.output.format](encoding, file)

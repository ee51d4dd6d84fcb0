"""heic. Source: IS reference, fmt.

The codec comes with the optional package pillow-heif: its wheels hold x265, whose licence (GPL 2) not everybody wants.
"""

from typing import BinaryIO

from flytower.imaging.accelerators import heif
from flytower.imaging.encode.encoding import Encoding
from flytower.imaging.errors import RenderError

_LONGEST_SIDE = 16_384
_LOSSLESS = -1
_RGB_AS_IT_IS = 0  # matrix coefficients (ITU-T H.273): no conversion to luma and chroma


def encode_heic(encoding: Encoding, file: BinaryIO) -> None:
    """Lossless HEIC, the only kind the reference knows; without profile and alpha."""
    encoding.check_sides(_LONGEST_SIDE)
    codec = heif()
    if codec is None:
        raise RenderError("fmt: heic needs the package pillow-heif, which is not installed here")
    picture = codec.from_pillow(encoding.picture.image)
    picture.save(file, quality=_LOSSLESS, chroma=444, matrix_coefficients=_RGB_AS_IT_IS)

"""gif and png8: pictures with a palette. Source: IS reference, fmt, quantize."""

from typing import Any, BinaryIO

from flytower.imaging.encode.encoding import Encoding
from flytower.imaging.encode.palette import reduced

_LONGEST_GIF_SIDE = 65_535


def encode_gif(encoding: Encoding, file: BinaryIO) -> None:
    """GIF of up to 256 colours; gif-alpha has one clear entry among them. It holds neither profile nor resolution."""
    encoding.check_sides(_LONGEST_GIF_SIDE)
    image, clear = reduced(encoding.picture.image.convert("RGB"), encoding.output.quantize, _key(encoding))
    image.save(file, "GIF", optimize=False, **_transparency(clear))


def encode_png8(encoding: Encoding, file: BinaryIO) -> None:
    """PNG with a palette of up to 256 colours; png8-alpha has one clear entry among them."""
    image, clear = reduced(encoding.picture.image.convert("RGB"), encoding.output.quantize, _key(encoding))
    image.save(file, "PNG", dpi=(encoding.dpi, encoding.dpi), icc_profile=encoding.profile, **_transparency(clear))


def _key(encoding: Encoding) -> Any:
    return encoding.picture.alpha if encoding.output.alpha else None


def _transparency(clear: int | None) -> dict[str, int]:
    return {} if clear is None else {"transparency": clear}

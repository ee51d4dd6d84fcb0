"""jpeg and pjpeg. Source: IS reference, fmt, qlt, jpegSize, pscan, xmpEmbed, pathEmbed."""

import struct
from dataclasses import replace
from io import BytesIO
from typing import Any, BinaryIO

from PIL import Image

from flytower.imaging.encode.encoding import Encoding
from flytower.imaging.errors import RenderError
from flytower.imaging.recipe import Format, Output

_LONGEST_SIDE = 65_500
_HIGHEST_DPI = 65_535
_LONGEST_XMP = 65_502
"""One marker segment, less its length and the name before the packet."""

_APP13, _PHOTOSHOP, _LONGEST_PIECE = 0xFFED, b"Photoshop 3.0\0", 65_000
_FULL_CHROMA, _HALVED_CHROMA = 0, 2


def encode_jpeg(encoding: Encoding, file: BinaryIO) -> None:
    """Baseline or progressive JPEG; gray and CMYK have no chroma to subsample."""
    encoding.check_sides(_LONGEST_SIDE)
    output = encoding.output
    if output.progressive_scans is not None and output.format is Format.PJPEG:
        encoding.warn(f"pscan={output.progressive_scans} is not supported: the usual number of scans was written")
    options = _metadata(encoding) | {"progressive": output.format is Format.PJPEG}
    if output.jpeg_size:
        file.write(_small_enough(encoding, options))
    else:
        encoding.picture.image.save(file, "JPEG", **options, **jpeg_options(encoding.picture.image, output))


def jpeg_options(image: Image.Image, output: Output) -> dict[str, Any]:
    """Quality and chroma subsampling as Pillow spells them."""
    options: dict[str, Any] = {"quality": output.quality}
    if image.mode == "RGB":
        options["subsampling"] = _FULL_CHROMA if output.full_chroma else _HALVED_CHROMA
    return options


def _metadata(encoding: Encoding) -> dict[str, Any]:
    dots = min(_HIGHEST_DPI, max(1, round(encoding.dpi)))  # JFIF forbids 0
    options: dict[str, Any] = {"dpi": (dots, dots), "icc_profile": encoding.profile or b""}
    if encoding.paths is not None:
        options["extra"] = _photoshop(encoding.paths)
    if encoding.xmp is not None and len(encoding.xmp) > _LONGEST_XMP:
        encoding.warn(
            f"xmpEmbed: the XMP has more than {_LONGEST_XMP} bytes, which a JPEG cannot hold; it was left out"
        )
    elif encoding.xmp is not None:
        options["xmp"] = encoding.xmp
    return options


def _photoshop(resources: bytes) -> bytes:
    """Photoshop's image resources in as many segments as they need."""
    pieces = (resources[start : start + _LONGEST_PIECE] for start in range(0, len(resources), _LONGEST_PIECE))
    return b"".join(
        struct.pack(">HH", _APP13, 2 + len(_PHOTOSHOP) + len(piece)) + _PHOTOSHOP + piece for piece in pieces
    )


def _small_enough(encoding: Encoding, options: dict[str, Any]) -> bytes:
    """The JPEG of the highest quality, up to the one asked for, that has no more bytes than allowed; by bisection."""
    output = encoding.output
    best = _written(encoding, options, output.quality)
    if len(best) <= output.jpeg_size:
        return best
    best, low, high = b"", 1, output.quality - 1
    while low <= high:
        middle = (low + high) // 2
        attempt = _written(encoding, options, middle)
        if len(attempt) <= output.jpeg_size:
            best, low = attempt, middle + 1
        else:
            high = middle - 1
    if not best:
        raise RenderError(f"jpegSize: the picture does not fit into {output.jpeg_size} bytes at the lowest quality")
    return best


def _written(encoding: Encoding, options: dict[str, Any], quality: int) -> bytes:
    image, file = encoding.picture.image, BytesIO()
    image.save(file, "JPEG", **options, **jpeg_options(image, replace(encoding.output, quality=quality)))
    return file.getvalue()

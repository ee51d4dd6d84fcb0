"""tif. Source: IS reference, fmt, xmpEmbed, pathEmbed; TIFF 6.0."""

from typing import Any, BinaryIO

from PIL import Image

from flytower.imaging.checksum import without_descriptor
from flytower.imaging.encode.cmyk_alpha_tiff import write_cmyk_alpha
from flytower.imaging.encode.encoding import Encoding
from flytower.imaging.recipe import Compression

_PREDICTOR = 317
_XMP = 700
_PHOTOSHOP = 34377
_HORIZONTAL = 2

_COMPRESSIONS = {
    Compression.NONE: "raw",
    Compression.LZW: "tiff_lzw",
    Compression.ZIP: "tiff_adobe_deflate",
    Compression.JPEG: "jpeg",
}


def encode_tiff(encoding: Encoding, file: BinaryIO) -> None:
    """TIFF of one page; LZW and ZIP with the horizontal predictor; alpha is unassociated (not premultiplied)."""
    image, compression = encoding.image, encoding.output.compression
    if encoding.output.alpha:
        if image.mode == "CMYK":
            write_cmyk_alpha(encoding, file)
            return
        image = image if image.mode in {"LA", "RGBA"} else image.convert("LA" if image.mode == "L" else "RGBA")
    options: dict[str, Any] = {}
    tags: dict[int, Any] = {} if encoding.xmp is None else {_XMP: encoding.xmp}
    if encoding.paths is not None:
        tags[_PHOTOSHOP] = encoding.paths
    if compression in {Compression.LZW, Compression.ZIP}:
        tags[_PREDICTOR] = _HORIZONTAL
    elif compression is Compression.JPEG:
        options["quality"] = encoding.output.quality
        image = _for_jpeg(image)
    if encoding.profile is not None:
        options["icc_profile"] = encoding.profile
    dots = (encoding.dpi, encoding.dpi)
    # libtiff wants the descriptor; what it has no part in is summed on its way, instead of being read again.
    target = without_descriptor(file) if compression is Compression.NONE else file
    image.save(target, "TIFF", compression=_COMPRESSIONS[compression], dpi=dots, tiffinfo=tags, **options)


def _for_jpeg(image: Image.Image) -> Image.Image:
    """JPEG data in a TIFF are smaller by half as luma and chroma."""
    return image.convert("YCbCr") if image.mode == "RGB" else image

"""jpeg and pjpeg. Source: IS reference, fmt, qlt, pscan."""

from typing import Any, BinaryIO

from PIL import Image

from flytower.imaging.encode.encoding import Encoding
from flytower.imaging.recipe import Format, Output

_LONGEST_SIDE = 65_500
_FULL_CHROMA, _HALVED_CHROMA = 0, 2


def encode_jpeg(encoding: Encoding, file: BinaryIO) -> None:
    """Baseline or progressive JPEG; gray and CMYK have no chroma to subsample."""
    encoding.check_sides(_LONGEST_SIDE)
    output = encoding.output
    if output.progressive_scans is not None:
        encoding.warn(f"pscan={output.progressive_scans} is not supported: the usual number of scans was written")
    dots = round(encoding.dpi)
    encoding.picture.image.save(
        file,
        "JPEG",
        dpi=(dots, dots),
        icc_profile=encoding.profile or b"",
        progressive=output.format is Format.PJPEG,
        **jpeg_options(encoding.picture.image, output),
    )


def jpeg_options(image: Image.Image, output: Output) -> dict[str, Any]:
    """Quality and chroma subsampling as Pillow spells them."""
    options: dict[str, Any] = {"quality": output.quality}
    if image.mode == "RGB":
        options["subsampling"] = _FULL_CHROMA if output.full_chroma else _HALVED_CHROMA
    return options

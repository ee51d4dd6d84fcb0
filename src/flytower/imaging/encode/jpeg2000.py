"""jpeg2000. Source: IS reference, fmt, qlt."""

from typing import Any, BinaryIO

from flytower.imaging.encode.encoding import Encoding
from flytower.imaging.recipe import Compression

_LOWEST_DECIBELS, _DECIBELS_PER_QUALITY = 25.0, 0.2
"""qlt counts on a scale of its own: 25.2 dB at 1, 41 dB at 80 (about what a JPEG or WebP has there), 45 dB at 100."""


def encode_jpeg2000(encoding: Encoding, file: BinaryIO) -> None:
    """JP2 by the 9/7 wavelet to the signal-to-noise ratio that qlt stands for, or lossless by the 5/3 wavelet."""
    image = encoding.image
    if encoding.output.alpha and image.mode in {"L", "RGB"}:
        image = image.convert("LA" if image.mode == "L" else "RGBA")
    options: dict[str, Any] = {"irreversible": False}
    if encoding.output.compression is not Compression.LOSSLESS:
        decibels = _LOWEST_DECIBELS + _DECIBELS_PER_QUALITY * encoding.output.quality
        options = {"irreversible": True, "quality_mode": "dB", "quality_layers": [decibels]}
    image.save(file, "JPEG2000", mct=int(image.mode in {"RGB", "RGBA"}), no_jp2=False, **options)

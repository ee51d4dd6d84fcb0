"""Compiled helpers that may be missing on this machine.

Without the accelerators Pillow and zlib give the same result, slower; without a codec its format is refused by name.
"""

from functools import cache
from importlib import import_module
from typing import Any


def _installed(name: str) -> Any:
    try:
        return import_module(name)
    except ImportError:
        return None


resizer: Any = _installed("cykooz_resizer")
"""Scales Pillow images in place; None where there is no wheel (Linux on ARM, musl)."""

spng: Any = _installed("pyspng")
"""Decodes PNG; None where it is not installed."""

isal_zlib: Any = _installed("isal.isal_zlib")
"""Checksums and deflate by ISA-L; None where it is not installed."""


@cache
def heif() -> Any:
    """HEIC as a codec and as a format that Pillow opens; None where pillow-heif is not installed.

    Loaded when a HEIC is met: its libraries are large.
    """
    codec = _installed("pillow_heif")
    if codec is not None:
        codec.register_heif_opener(thumbnails=False)
    return codec


@cache
def pdfium() -> Any:
    """Draws the pages of a PDF; None where pypdfium2 is not installed. Loaded when a PDF is met."""
    return _installed("pypdfium2")


@cache
def resvg() -> Any:
    """Draws an SVG; None where resvg-py is not installed. Loaded when an SVG is met."""
    return _installed("resvg_py")

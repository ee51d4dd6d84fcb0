"""Compiled helpers that may be missing on this machine; without them Pillow and zlib give the same result, slower."""

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

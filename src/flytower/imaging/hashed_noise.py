"""Numbers that look random and depend on nothing but a pixel's place: the same in every process, and always."""

import numpy as np
from numpy.typing import NDArray

# Odd constants that spread place and component over 32 bits, and those of MurmurHash3's final mix.
_COLUMN, _ROW, _COMPONENT = np.uint32(0x9E3779B1), np.uint32(0x85EBCA77), np.uint32(0xC2B2AE3D)
_FIRST, _SECOND = np.uint32(0x85EBCA6B), np.uint32(0xC2B2AE35)


def hashes(width: int, rows: range, component: int) -> NDArray[np.uint32]:
    """32 even bits for each pixel of some rows, and for each component other ones."""
    columns = np.arange(width, dtype=np.uint32) * _COLUMN
    lines = np.arange(rows.start, rows.stop, dtype=np.uint32) * _ROW
    places: NDArray[np.uint32] = columns + lines[:, None] + np.full(1, component + 1, np.uint32) * _COMPONENT
    places ^= places >> 16
    places *= _FIRST
    places ^= places >> 13
    places *= _SECOND
    places ^= places >> 16
    return places

"""CRC-32 and deflate by ISA-L where it is installed, by zlib where not; the checksums are the same."""

import zlib
from collections.abc import Callable
from pathlib import Path
from typing import Protocol

from flytower.imaging.accelerators import isal_zlib

_PIECE = 1 << 18  # what was read is still in the processor's cache
_ISAL_LEVEL = 3  # its strongest: the speed of its others, fewer bytes
_ZLIB_LEVEL = 4


class Compressor(Protocol):
    """What zlib and ISA-L compressors have in common."""

    def compress(self, data: bytes | memoryview, /) -> bytes:
        """Take bytes in; give what is ready."""
        ...

    def flush(self) -> bytes:
        """Give the rest."""
        ...


_crc32: Callable[[bytes | memoryview, int], int] = isal_zlib.crc32 if isal_zlib else zlib.crc32


class Decompressor(Protocol):
    """What zlib and ISA-L decompressors have in common."""

    @property
    def unconsumed_tail(self) -> bytes:
        """Input that was left because `max_length` was reached."""
        ...

    def decompress(self, data: bytes, max_length: int = 0, /) -> bytes:
        """Take bytes in; give at most `max_length` of what comes out."""
        ...


def decompressor() -> Decompressor:
    """A decompressor for zlib-format data."""
    if isal_zlib:
        fast: Decompressor = isal_zlib.decompressobj()
        return fast
    return zlib.decompressobj()


def crc32(data: bytes | memoryview, start: int = 0) -> int:
    """CRC-32 of bytes, going on from `start`."""
    return _crc32(data, start)


def crc32_of_file(path: Path) -> int:
    """CRC-32 of a whole file."""
    checksum, buffer = 0, memoryview(bytearray(_PIECE))
    with path.open("rb", 0) as file:
        while count := file.readinto(buffer):
            checksum = crc32(buffer[:count], checksum)
    return checksum


def compressor() -> Compressor:
    """A fast zlib-format compressor."""
    if isal_zlib:
        fast: Compressor = isal_zlib.compressobj(_ISAL_LEVEL, isal_zlib.DEFLATED, 15)
        return fast
    return zlib.compressobj(_ZLIB_LEVEL, zlib.DEFLATED, 15)

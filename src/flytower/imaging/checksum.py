"""CRC-32 and deflate by ISA-L where it is installed, by zlib where not; the checksums are the same."""

import zlib
from collections.abc import Callable
from io import SEEK_SET, BufferedIOBase, BufferedWriter, FileIO
from pathlib import Path
from typing import TYPE_CHECKING, BinaryIO, Protocol, cast

from flytower.imaging.accelerators import isal_zlib

if TYPE_CHECKING:
    from _typeshed import ReadableBuffer

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


class SummedFile(BufferedWriter):
    """A new file, and the CRC-32 of what is written to it, as long as that is done from its beginning to its end."""

    def __init__(self, path: Path) -> None:
        super().__init__(FileIO(path, "w"))
        self._path = path
        self._sum = 0
        self._length = 0
        self._shared = False

    def write(self, data: "ReadableBuffer", /) -> int:
        """Write and, if it follows what was written before, take it into the sum."""
        if not self._shared and self.tell() == self._length:
            self._sum = crc32(memoryview(data).cast("B"), self._sum)
            self._length += memoryview(data).nbytes
        else:
            self._shared = True
        return super().write(data)

    def fileno(self) -> int:
        """Give the descriptor, to somebody who may write behind our back."""
        self._shared = True
        return super().fileno()

    def crc32(self) -> int:
        """Return the checksum of the finished, closed file; one that was not written in order is read again."""
        return crc32_of_file(self._path) if self._shared else self._sum


def without_descriptor(file: BinaryIO) -> BinaryIO:
    """Return a file as one that has no descriptor, so that an encoder hands over its bytes instead of writing them."""
    return cast("BinaryIO", _OnlyWrites(file))


class _OnlyWrites(BufferedIOBase):
    def __init__(self, file: BinaryIO) -> None:
        self._file = file

    def write(self, data: "ReadableBuffer", /) -> int:
        """Write."""
        return self._file.write(data)

    def seek(self, target: int, whence: int = SEEK_SET, /) -> int:
        """Go elsewhere in the file."""
        return self._file.seek(target, whence)

    def tell(self) -> int:
        """Return the place in the file."""
        return self._file.tell()


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

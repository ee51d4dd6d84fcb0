"""The bytes of a ZIP archive as a computation: which of them are headers, and which lie in which blob.

Entries are STORED and their sizes and CRC-32 are known beforehand, so the whole archive is determined by a short list:
its length, its entity tag and any part of it are known without a byte of it being written. Source: APPNOTE.TXT
6.3.10 (PKWARE).
"""

import json
from bisect import bisect_right
from collections.abc import Iterable, Iterator, Sequence
from itertools import accumulate
from struct import Struct
from typing import NamedTuple, Self

from blake3 import blake3

from flytower.storage.blobs import checked_hash

_LOCAL = Struct("<IHHHHHIIIHH")
_CENTRAL = Struct("<IHHHHHHIIIHHHHHII")
_END = Struct("<IHHHHIIH")
_END64 = Struct("<IQHHIIQQQQ")
_LOCATOR64 = Struct("<IIQI")
_EXTRA = Struct("<HH")

_LOCAL_MARK, _CENTRAL_MARK, _END_MARK = 0x04034B50, 0x02014B50, 0x06054B50
_END64_MARK, _LOCATOR64_MARK, _EXTRA64_MARK = 0x06064B50, 0x07064B50, 0x0001

_MAX16, _MAX32 = 0xFFFF, 0xFFFFFFFF  # as values they mean: look into the ZIP64 record
_VERSION, _VERSION64 = 20, 45
_UNIX = 3 << 8
_UTF8 = 0x800
_STORED = 0
_MIDNIGHT = 0
_FIRST_DAY = 1 << 5 | 1  # 1980-01-01: the same entries give the same bytes whenever they are laid out
_REGULAR_0644 = 0o100644 << 16
_FORMAT = b"zip/1\n"  # part of the entity tag: to be raised whenever the same entries give other bytes


class ZipEntry(NamedTuple):
    """One file of an archive: its name in there, its bytes and their CRC-32, and the blob that holds them."""

    name: str
    size: int
    crc32: int
    blob: str


class BlobSlice(NamedTuple):
    """`length` bytes of a blob, from `offset` on."""

    blob: str
    offset: int
    length: int


Manifest = list[list[str | int]]
"""An archive as plain data: `[name, size, crc32, blob]` for each file, in order; ready for JSON."""


class ZipLayout:
    """One archive: where each byte of it comes from. Build it with `of` or `from_manifest`; it never changes.

    `size` is the archive's length in bytes and `etag` its strong entity tag, quotes included: equal tags mean equal
    bytes. Laying out costs about 5 microseconds an entry, any `segments` call a bisection.
    """

    def __init__(self, entries: Sequence[ZipEntry]) -> None:
        self.entries = tuple(entries)
        self._pieces, self._starts = _pieces(self.entries)
        self.size = self._starts.pop()
        self.etag = _etag(self.manifest)

    @classmethod
    def of(cls, entries: Iterable[ZipEntry]) -> Self:
        """Lay out these entries in this order.

        Raises ValueError for an entry that can't be: a name that is empty, used twice, longer than 65,535 bytes
        or that leads out of the directory it is unpacked into; a size, CRC-32 or blob hash that is none.
        """
        checked = list(entries)
        names: set[str] = set()
        for entry in checked:
            _check(entry)
            if entry.name in names:
                raise ValueError(f"two ZIP entries are named {entry.name!r}")
            names.add(entry.name)
        return cls(checked)

    @classmethod
    def from_manifest(cls, manifest: Iterable[Sequence[str | int]]) -> Self:
        """Lay out an archive from its `manifest`, also when that has been through JSON."""
        return cls.of(ZipEntry(str(name), int(size), int(crc32), str(blob)) for name, size, crc32, blob in manifest)

    @property
    def manifest(self) -> Manifest:
        """The archive as plain data, from which `from_manifest` makes an equal layout."""
        return [list(entry) for entry in self.entries]

    def segments(self, start: int = 0, stop: int | None = None) -> Iterator[bytes | BlobSlice]:
        """Give the archive's bytes from `start` up to, not including, `stop`: headers as bytes, contents as slices.

        Raises ValueError unless 0 <= start <= stop <= size.
        """
        stop = self.size if stop is None else stop
        first, last = self._span(start, stop)
        for index in range(first, last):
            piece, begin = self._pieces[index], self._starts[index]
            head = max(start - begin, 0)
            if isinstance(piece, bytes):
                yield piece[head : stop - begin]
            else:
                yield BlobSlice(piece.blob, head, min(piece.size, stop - begin) - head)

    def between(self, start: int = 0, stop: int | None = None) -> list[ZipEntry]:
        """Return the entries whose contents `segments` of the same arguments would touch."""
        first, last = self._span(start, self.size if stop is None else stop)
        return [piece for piece in self._pieces[first:last] if isinstance(piece, ZipEntry)]

    def _span(self, start: int, stop: int) -> tuple[int, int]:
        """Find the first piece with a byte of the range, and the one behind the last."""
        if not 0 <= start <= stop <= self.size:
            raise ValueError(f"bytes {start} to {stop} are not inside an archive of {self.size} bytes")
        if start == stop:
            return 0, 0
        return bisect_right(self._starts, start) - 1, bisect_right(self._starts, stop - 1)


def _check(entry: ZipEntry) -> None:
    encoded = entry.name.encode()
    if not 0 < len(encoded) <= _MAX16:
        raise ValueError(f"a ZIP entry's name has 1 to {_MAX16} bytes, not {len(encoded)}")
    if "\\" in entry.name or "\0" in entry.name or {"", ".", ".."}.intersection(entry.name.split("/")):
        raise ValueError(f"unsafe name of a ZIP entry: {entry.name!r}")
    if entry.size < 0 or not 0 <= entry.crc32 <= _MAX32:
        raise ValueError(f"size {entry.size} or CRC-32 {entry.crc32} of ZIP entry {entry.name!r} is out of range")
    checked_hash(entry.blob)


def _etag(manifest: Manifest) -> str:
    text = json.dumps(manifest, separators=(",", ":"))
    return f'"{blake3(_FORMAT + text.encode()).hexdigest(16)}"'


def _pieces(entries: Sequence[ZipEntry]) -> tuple[list[bytes | ZipEntry], list[int]]:
    """Return headers, contents and directory in order, and where each begins, followed by the archive's length."""
    pieces: list[bytes | ZipEntry] = []
    directory: list[bytes] = []
    offset = 0
    for entry in entries:
        header = _local_header(entry, offset)
        directory.append(_central_header(entry, offset))
        pieces.append(header)
        if entry.size:
            pieces.append(entry)
        offset += len(header) + entry.size
    central = b"".join(directory)
    pieces.append(central + _end(len(entries), len(central), offset))
    lengths = (len(piece) if isinstance(piece, bytes) else piece.size for piece in pieces)
    return pieces, list(accumulate(lengths, initial=0))


def _common(entry: ZipEntry, offset: int, extra: bytes) -> tuple[bytes, tuple[int, ...]]:
    """Return the encoded name, and the fields that both headers of an entry share, in their order."""
    name = entry.name.encode()
    version = _VERSION64 if entry.size >= _MAX32 or offset >= _MAX32 else _VERSION
    flags = 0 if name.isascii() else _UTF8
    size = min(entry.size, _MAX32)
    return name, (version, flags, _STORED, _MIDNIGHT, _FIRST_DAY, entry.crc32, size, size, len(name), len(extra))


def _local_header(entry: ZipEntry, offset: int) -> bytes:
    extra = _extra64([entry.size, entry.size] if entry.size >= _MAX32 else [])
    name, common = _common(entry, offset, extra)
    return _LOCAL.pack(_LOCAL_MARK, *common) + name + extra


def _central_header(entry: ZipEntry, offset: int) -> bytes:
    large = [entry.size, entry.size] if entry.size >= _MAX32 else []
    extra = _extra64(large + ([offset] if offset >= _MAX32 else []))
    name, common = _common(entry, offset, extra)
    made_by = _UNIX | common[0]
    tail = (0, 0, 0, _REGULAR_0644, min(offset, _MAX32))  # no comment, one disk, binary, mode, place
    return _CENTRAL.pack(_CENTRAL_MARK, made_by, *common, *tail) + name + extra


def _extra64(values: list[int]) -> bytes:
    """Return the ZIP64 extra field with the values that did not fit into their header; nothing when all did."""
    if not values:
        return b""
    return _EXTRA.pack(_EXTRA64_MARK, 8 * len(values)) + b"".join(value.to_bytes(8, "little") for value in values)


def _end(count: int, length: int, offset: int) -> bytes:
    """Return the records behind a directory of `count` headers and `length` bytes that begins at `offset`."""
    end = _END.pack(
        _END_MARK, 0, 0, min(count, _MAX16), min(count, _MAX16), min(length, _MAX32), min(offset, _MAX32), 0
    )
    if count < _MAX16 and length < _MAX32 and offset < _MAX32:
        return end
    rest = _END64.size - 12  # the record's length counts neither its mark nor itself
    made_by = _UNIX | _VERSION64
    end64 = _END64.pack(_END64_MARK, rest, made_by, _VERSION64, 0, 0, count, count, length, offset)
    return end64 + _LOCATOR64.pack(_LOCATOR64_MARK, 0, offset + length, 1) + end

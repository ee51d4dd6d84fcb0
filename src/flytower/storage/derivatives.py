"""Rendered pictures kept on disk, so that nothing is rendered twice while it is wanted."""

import os
import re
import secrets
import threading
from collections import OrderedDict
from collections.abc import Callable
from concurrent.futures import Future
from contextlib import suppress
from pathlib import Path
from typing import BinaryIO, Final

_KEY: Final = re.compile(r"[0-9a-f]{16,128}")
_SCRATCH: Final = "scratch"
_KEPT_WHEN_FULL: Final = 0.9  # of the limit: making room one file at a time would never end


class Derivatives:
    """Files by key in a directory that never holds more than `max_bytes`; the longest unused go first.

    A key stands for everything that the content depends on: there is nothing to invalidate. While one thread makes a
    file, others that want the same wait for it. The directory outlives the process, and whatever lies in it may be
    deleted at any time. One process at a time may use it. A file larger than `max_bytes` is made and not kept.
    """

    def __init__(self, root: Path, max_bytes: int) -> None:
        self._root = root.absolute()
        self._max_bytes = max_bytes
        self._lock = threading.Lock()
        self._sizes: OrderedDict[str, int] | None = None
        self._total = 0
        self._making: dict[str, Future[None]] = {}
        for left in (self._root / _SCRATCH).glob("*"):  # by a process that was killed
            left.unlink(missing_ok=True)

    def find(self, key: str) -> BinaryIO | None:
        """Open what is kept under a key, or return None."""
        path = self._path(key)
        try:
            file = path.open("rb")
        except FileNotFoundError:
            return None
        self._used(key, os.fstat(file.fileno()).st_size)
        with suppress(OSError):
            os.utime(path)  # the order outlives the process, too
        return file

    def obtain(self, key: str, make: Callable[[Path], None]) -> BinaryIO:
        """Open what is kept under a key, or what `make` writes to the path it is given.

        Whatever `make` raises reaches every thread that waits for this key, and nothing is kept.
        """
        while (file := self.find(key)) is None:
            with self._lock:
                under_way = self._making.get(key)
                if under_way is None:
                    self._making[key] = mine = Future[None]()
            if under_way is None:
                return self._make(key, make, mine)
            under_way.result()
        return file

    def _make(self, key: str, make: Callable[[Path], None], done: "Future[None]") -> BinaryIO:
        try:
            file = self.find(key) or self._made(key, make)  # somebody may have made it since it was missed
        except BaseException as error:
            self._end(key)
            done.set_exception(error)
            raise
        self._end(key)
        done.set_result(None)
        return file

    def _end(self, key: str) -> None:
        with self._lock:
            del self._making[key]

    def _made(self, key: str, make: Callable[[Path], None]) -> BinaryIO:
        scratch = self._root / _SCRATCH
        scratch.mkdir(parents=True, exist_ok=True)
        temporary = scratch / secrets.token_hex(16)
        try:
            make(temporary)
            file = temporary.open("rb")
            size = os.fstat(file.fileno()).st_size
            if size <= self._max_bytes:
                path = self._path(key)
                path.parent.mkdir(exist_ok=True)
                temporary.replace(path)
                self._used(key, size)
            return file
        finally:
            temporary.unlink(missing_ok=True)

    def _path(self, key: str) -> Path:
        if _KEY.fullmatch(key) is None:
            raise ValueError(f"'{key}' is no key")
        return self._root / key[:2] / key

    def _used(self, key: str, size: int) -> None:
        """Note that a file was used just now, and make room if there are too many."""
        with self._lock:
            sizes = self._known()
            self._total += size - sizes.pop(key, 0)
            sizes[key] = size
            if self._total > self._max_bytes:
                self._make_room(sizes)

    def _make_room(self, sizes: OrderedDict[str, int]) -> None:
        while self._total > self._max_bytes * _KEPT_WHEN_FULL and len(sizes) > 1:
            key, size = sizes.popitem(last=False)
            self._total -= size
            self._path(key).unlink(missing_ok=True)

    def _known(self) -> OrderedDict[str, int]:
        """Return the sizes of what is kept, longest unused first; what an earlier process left is found once."""
        if self._sizes is None:
            files = [(path.name, path.stat()) for path in self._root.glob("??/*") if _KEY.fullmatch(path.name)]
            files.sort(key=lambda file: file[1].st_mtime_ns)
            self._sizes = OrderedDict((name, status.st_size) for name, status in files)
            self._total = sum(self._sizes.values())
        return self._sizes

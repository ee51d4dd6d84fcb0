"""Rendered pictures kept on disk, so that nothing is rendered twice while it is wanted."""

import fcntl
import os
import re
import secrets
import threading
from collections.abc import Callable, Iterator
from concurrent.futures import Future
from contextlib import contextmanager, suppress
from pathlib import Path
from typing import BinaryIO, Final

_KEY: Final = re.compile(r"[0-9a-f]{16,128}")
_SCRATCH: Final = "scratch"
_LOCKS: Final = "locks"
_TURN_DIGITS: Final = 3
"""Of a key: files whose keys begin alike are made one after the other, which seldom meets two that differ."""
_KEPT_WHEN_FULL: Final = 0.9
"""Of the limit. The rest is what all processes may add between them before one looks at all that is there."""


class Derivatives:
    """Files by key in a directory that never holds more than `max_bytes`; the longest unused go first.

    A key stands for everything that the content depends on: there is nothing to invalidate. While one thread of any
    process makes a file, others that want the same wait for it. The directory outlives the processes, and whatever lies
    in it may be deleted at any time. At most `processes` use it at once. A file that would not leave room for new ones
    is made and not kept.
    """

    def __init__(self, root: Path, max_bytes: int, processes: int = 1) -> None:
        self._root = root.absolute()
        self._most_kept = int(max_bytes * _KEPT_WHEN_FULL)
        self._share = (max_bytes - self._most_kept) // processes
        self._added = self._share  # so that the first file has the directory looked at
        self._lock = threading.Lock()
        self._making: dict[str, Future[None]] = {}
        for left in (self._root / _SCRATCH).glob("*"):  # by a process that was killed, or it is being made
            with suppress(BlockingIOError), self._locked(left.name[:_TURN_DIGITS], wait=False):
                left.unlink(missing_ok=True)

    def find(self, key: str) -> BinaryIO | None:
        """Open what is kept under a key, or return None."""
        path = self._path(key)
        try:
            file = path.open("rb")
        except FileNotFoundError:
            return None
        with suppress(OSError):
            os.utime(file.fileno())  # what is used is kept longest
        return file

    def obtain(self, key: str, make: Callable[[Path], None]) -> BinaryIO:
        """Open what is kept under a key, or what `make` writes to the path it is given.

        Whatever `make` raises reaches every thread of this process that waits for this key, and nothing is kept.
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
            with self._locked(key[:_TURN_DIGITS]):
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
        temporary = scratch / (key[:_TURN_DIGITS] + secrets.token_hex(16))  # whose lock is held
        try:
            make(temporary)
            file = temporary.open("rb")
            size = os.fstat(file.fileno()).st_size
            if size <= self._most_kept:
                self._keep(temporary, self._path(key), size)
            return file
        finally:
            temporary.unlink(missing_ok=True)

    def _path(self, key: str) -> Path:
        if _KEY.fullmatch(key) is None:
            raise ValueError(f"'{key}' is no key")
        return self._root / key[:2] / key

    def _keep(self, temporary: Path, path: Path, size: int) -> None:
        path.parent.mkdir(exist_ok=True)
        with self._locked("room"):
            self._added += size
            if self._added > self._share:
                self._make_room(size)
                self._added = 0
            temporary.replace(path)

    def _make_room(self, size: int) -> None:
        """Remove files until so many bytes can be added to those that may be kept."""
        files = sorted(self._files())
        total = size + sum(of_file for _, of_file, _ in files)
        for _, of_file, path in files:
            if total <= self._most_kept:
                return
            path.unlink(missing_ok=True)
            total -= of_file

    def _files(self) -> Iterator[tuple[int, int, Path]]:
        """Every file that is kept: when it was used last, its size, its path."""
        for path in self._root.glob("??/*"):
            if _KEY.fullmatch(path.name):
                with suppress(FileNotFoundError):
                    status = path.stat()
                    yield status.st_mtime_ns, status.st_size, path

    @contextmanager
    def _locked(self, name: str, *, wait: bool = True) -> Iterator[None]:
        """Hold one lock of the directory against every other thread and process; it ends with the process.

        Raises BlockingIOError where somebody else holds it, unless `wait`.
        """
        locks = self._root / _LOCKS
        locks.mkdir(parents=True, exist_ok=True)
        with (locks / name).open("a") as file:
            fcntl.flock(file, fcntl.LOCK_EX if wait else fcntl.LOCK_EX | fcntl.LOCK_NB)
            yield

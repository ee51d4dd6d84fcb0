"""What was wanted last, in memory."""

import threading
from collections import OrderedDict
from typing import Final

_LARGEST: Final = 1 / 16
"""Of all room: something larger would drive out too many others."""


class Recent:
    """Contents by key, never more than `max_bytes` of them together; the longest unused go first.

    A key stands for everything that the content depends on: there is nothing to invalidate. Safe to be used by several
    threads.
    """

    def __init__(self, max_bytes: int) -> None:
        self._max_bytes = max_bytes
        self._lock = threading.Lock()
        self._contents: OrderedDict[str, bytes] = OrderedDict()
        self._total = 0

    def find(self, key: str) -> bytes | None:
        """Return what is held under a key."""
        with self._lock:
            content = self._contents.get(key)
            if content is not None:
                self._contents.move_to_end(key)
            return content

    def has_room_for(self, size: int) -> bool:
        """Tell whether a content of so many bytes would be held at all."""
        return size <= self._max_bytes * _LARGEST

    def hold(self, key: str, content: bytes) -> None:
        """Hold a content, if there is room for one of its size."""
        if not self.has_room_for(len(content)):
            return
        with self._lock:
            self._total += len(content) - len(self._contents.pop(key, b""))
            self._contents[key] = content
            while self._total > self._max_bytes:
                self._total -= len(self._contents.popitem(last=False)[1])

"""Connections that a client can't hold open by sending next to nothing, or by not reading."""

import errno
import select
import socket
import time
from typing import Any

IDLE_SECONDS = 30.0
"""Longest wait for the next bytes of a request, and longest time to take 256 KiB of an answer."""

GRACE_SECONDS = 20.0
"""How long a request may be waited for, in all, before its pace is looked at."""

LEAST_BYTES_PER_SECOND = 1024
"""Slower requests are cut off."""


class PacedSocket(socket.socket):
    """A client's connection. One that is too slow looks like one that was reset; only waiting counts, not working."""

    _waited = 0.0
    _received = 0

    @classmethod
    def of(cls, plain: socket.socket) -> "PacedSocket":
        """Take over a connection; the given object is of no use afterwards."""
        return cls(plain.family, plain.type, plain.proto, plain.detach())

    def begin_request(self) -> None:
        """Count anew: the next bytes belong to another request."""
        self._waited = 0.0
        self._received = 0

    def setblocking(self, flag: bool, /) -> None:
        """Never block without end."""
        seconds = IDLE_SECONDS if flag else 0.0
        if self.gettimeout() != seconds:  # each request asks for it, and it is a system call
            self.settimeout(seconds)

    def is_readable(self, seconds: float) -> bool:
        """Wait so long at most for something to read, which may be the connection's end."""
        poll = select.poll()
        poll.register(self, select.POLLIN)
        return bool(poll.poll(seconds * 1000))

    def recv(self, *arguments: Any) -> bytes:
        """Receive, if the request has kept its pace."""
        if self._waited > GRACE_SECONDS and self._received < LEAST_BYTES_PER_SECOND * self._waited:
            raise _reset(f"{self._received} bytes came in {self._waited:.0f} s")
        start = time.monotonic()
        try:
            data = super().recv(*arguments)
        except TimeoutError:
            raise _reset("nothing came for too long") from None
        self._waited += time.monotonic() - start
        self._received += len(data)
        return data

    def sendall(self, data: Any, flags: int = 0, /) -> None:
        """Send, if the client reads."""
        try:
            super().sendall(data, flags)
        except TimeoutError:
            raise _reset("nothing was read for too long") from None


def _reset(why: str) -> ConnectionResetError:
    return ConnectionResetError(errno.ECONNRESET, why)

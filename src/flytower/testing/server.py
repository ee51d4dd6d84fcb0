"""A real server in a process tree of its own, for tests: started on a free port, killed or ended at will."""

import contextlib
import os
import re
import signal
import subprocess
import sys
import threading
import time
from collections import deque
from collections.abc import Iterator
from typing import Self

_READY_URL = re.compile(r"https?://[\w.:\[\]-]+")
START_SECONDS = 30.0
STOP_SECONDS = 5.0


class ServerError(Exception):
    """The server did not start; the message carries what it said."""


class Server:
    """A running ``flytower serve``.

    Attributes:
        url: where it answers, without a trailing slash.
        process: the launcher.
        lines: the last lines it printed or logged.
    """

    def __init__(self, *options: str, environment: dict[str, str] | None = None) -> None:
        self.lines: deque[str] = deque(maxlen=500)
        command = [sys.executable, "-m", "flytower.cli", "serve", "--port", "0", *options]
        self.process = subprocess.Popen(  # noqa: S603  our own command
            command,
            stdout=subprocess.PIPE,
            stderr=subprocess.STDOUT,
            text=True,
            start_new_session=True,
            env=_environment(environment or {}),
        )
        self._ready = threading.Event()
        self.url = ""
        self._reader = threading.Thread(target=self._read, daemon=True)
        self._reader.start()
        if not self._ready.wait(START_SECONDS) or not self.url:
            self.kill()
            raise ServerError("\n".join(self.lines))

    @classmethod
    @contextlib.contextmanager
    def running(cls, *options: str, environment: dict[str, str] | None = None) -> Iterator[Self]:
        """Start a server and end it afterwards."""
        server = cls(*options, environment=environment)
        try:
            yield server
        finally:
            server.stop()

    def _read(self) -> None:
        assert self.process.stdout is not None  # noqa: S101  opened above
        for line in self.process.stdout:
            self.lines.append(line.rstrip("\n"))
            found = _READY_URL.search(line)
            if not self.url and found and "ready" in line.lower():
                self.url = found.group().rstrip("/")
                self._ready.set()
        self._ready.set()

    def stop(self) -> float:
        """End the server as Ctrl-C would and return how many seconds that took."""
        started = time.monotonic()
        if self.process.poll() is None:
            self.process.send_signal(signal.SIGINT)
            try:
                self.process.wait(STOP_SECONDS)
            except subprocess.TimeoutExpired:
                self.kill()
        self._close()
        return time.monotonic() - started

    def kill(self) -> None:
        """Kill every process of the server with SIGKILL, as a power cut would."""
        with contextlib.suppress(ProcessLookupError):
            os.killpg(self.process.pid, signal.SIGKILL)
        self.process.wait()
        self._close()

    def _close(self) -> None:
        self._reader.join(STOP_SECONDS)
        if self.process.stdout is not None and not self._reader.is_alive():
            self.process.stdout.close()


def _environment(changes: dict[str, str]) -> dict[str, str]:
    inherited = {name: value for name, value in os.environ.items() if not name.startswith("FLYTOWER_")}  # noqa: TID251  a child's
    return {**inherited, "PYTHONUNBUFFERED": "1", **changes}

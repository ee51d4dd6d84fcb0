"""One render process seen from its parent: start it, ask it, end it.

Frames on both pipes are a 4-byte length and a body: pickle toward the worker, JSON back, because what comes out of a
process that decodes hostile files must not be unpickled.
"""

import json
import os
import pickle
import select
import subprocess
import sys
import time
from pathlib import Path
from signal import SIGABRT, SIGILL, SIGKILL, SIGTRAP, SIGXCPU, Signals
from typing import Any

from flytower.imaging.errors import LimitError, RenderError, RequestError
from flytower.imaging.limits import Limits
from flytower.imaging.recipe import Recipe
from flytower.imaging.render import Rendered

_PIECE = 65_536
_LENGTH_BYTES = 4
_LARGEST_REPLY = 1 << 20
_STARTUP_SECONDS = 60
_RENDERS = 500
_ENDING_SECONDS = 1
_IDLE_BYTES = 768 << 20
_GIVEN_UP = {-SIGABRT, -SIGTRAP, -SIGILL}
"""How libraries end a process that gets no more memory, where they can't go on without."""
_NEARLY_ALL = 0.5
"""Part of the memory allowed that must have been in use: the limit counts addresses, of which not all are in use."""
_MALLOC = ":".join(
    (
        "glibc.malloc.hugetlb=1",
        f"glibc.malloc.mmap_threshold={32 << 20}",
        f"glibc.malloc.trim_threshold={256 << 20}",
    )
)
"""Huge pages make large allocations a fifth faster. Memory that is kept for the next picture need not be cleared by the
kernel again: 3 to 5 % of the time of a small picture. At most a third of `_IDLE_BYTES` is kept."""

_ERRORS = {error.__name__: error for error in (RenderError, LimitError, RequestError)}


class WorkerProcess:
    """A process that renders one picture after the other.

    It must be started by a thread that outlives it: Linux ends it together with that thread.
    """

    def __init__(self, limits: Limits) -> None:
        self._limits = limits
        self._renders = 0
        self._spent = False
        self._buffer = b""
        command = [sys.executable, "-P", "-m", "flytower.imaging.pool_worker", str(os.getpid())]
        self._process = subprocess.Popen(  # noqa: S603 - our own module, no word of it from outside
            command, stdin=subprocess.PIPE, stdout=subprocess.PIPE, bufsize=0, env=_environment()
        )
        self._start(limits)

    def _start(self, limits: Limits) -> None:
        """Wait until it is ready: starting an interpreter on a busy machine is no part of any picture's time."""
        try:
            self._send(limits)
            self._reply(time.monotonic() + _STARTUP_SECONDS)
        except (BrokenPipeError, EOFError, LimitError) as fault:
            self.close()
            raise RenderError("no render process could be started") from fault

    @property
    def spent(self) -> bool:
        """Whether it has ended, or should be replaced before the next picture."""
        return self._spent or self._renders >= _RENDERS

    @property
    def pid(self) -> int:
        """The process id."""
        return self._process.pid

    def render(self, source: Path | None, recipe: Recipe, destination: Path) -> Rendered:
        """Render, or raise what the worker raised; RenderError when it died, LimitError when it took too long."""
        self._renders += 1
        deadline = time.monotonic() + self._limits.seconds
        try:
            self._send((source, recipe, destination))
            outcome = self._understood(json.loads(self._reply(deadline)))
        except (BrokenPipeError, EOFError, ValueError, KeyError, TypeError) as fault:  # it ended, or talks nonsense
            raise self._died() from fault
        if isinstance(outcome, Exception):
            raise outcome
        return outcome

    def inspect(self, name: str, arguments: tuple[Any, ...]) -> dict[str, Any]:
        """Run one of `inspection.INSPECTIONS`; the same errors as `render`."""
        deadline = time.monotonic() + self._limits.seconds
        try:
            self._send((name, arguments))
            reply = json.loads(self._reply(deadline))
            self._spent = bool(reply["tired"]) or reply["resident"] > _IDLE_BYTES
            if "error" not in reply:
                found: dict[str, Any] = reply["found"]
                return found
        except (BrokenPipeError, EOFError, ValueError, KeyError, TypeError) as fault:
            raise self._died() from fault
        raise _ERRORS[reply["error"]](reply["text"])

    def close(self) -> None:
        """End the process at once."""
        self._spent = True
        self._process.kill()
        self._process.wait()
        for pipe in (self._process.stdin, self._process.stdout):
            if pipe is not None:
                pipe.close()

    def kill(self) -> None:
        """End the process from another thread; the thread that uses it sees its pipe close."""
        self._spent = True
        self._process.kill()

    def _send(self, message: object) -> None:
        body = pickle.dumps(message)
        pipe = self._process.stdin
        if pipe is None:
            raise BrokenPipeError
        rest = memoryview(len(body).to_bytes(_LENGTH_BYTES) + body)
        while rest:
            rest = rest[pipe.write(rest) or 0 :]

    def _reply(self, deadline: float) -> bytes:
        length = int.from_bytes(self._read(_LENGTH_BYTES, deadline))
        if length > _LARGEST_REPLY:
            raise EOFError
        return self._read(length, deadline)

    def _read(self, count: int, deadline: float) -> bytes:
        pipe = self._process.stdout
        if pipe is None:
            raise EOFError
        poll = select.poll()
        poll.register(pipe, select.POLLIN)
        while len(self._buffer) < count:
            left = deadline - time.monotonic()
            if left <= 0 or not poll.poll(left * 1000):
                self.close()
                raise LimitError(f"rendering took longer than {self._limits.seconds:g} seconds")
            piece = os.read(pipe.fileno(), _PIECE)
            if not piece:
                raise EOFError
            self._buffer += piece
        taken, self._buffer = self._buffer[:count], self._buffer[count:]
        return taken

    def _understood(self, reply: dict[str, Any]) -> Rendered | Exception:
        self._spent = bool(reply["tired"]) or reply["resident"] > _IDLE_BYTES
        if "error" in reply:
            return _ERRORS[reply["error"]](reply["text"])
        return Rendered(**{**reply["rendered"], "warnings": tuple(reply["rendered"]["warnings"])})

    def _died(self) -> RenderError:
        self._spent = True
        code, peak = self._ended()
        if code == -SIGXCPU:
            return LimitError(f"rendering took more than {self._limits.seconds:g} seconds of processor time")
        if code in _GIVEN_UP and peak > self._limits.memory_bytes * _NEARLY_ALL:
            return LimitError("rendering needs more memory than is allowed")
        if code == -SIGKILL:
            return RenderError("the render process was ended from outside, perhaps for want of memory")
        cause = Signals(-code).name if code < 0 else f"exit code {code}"
        return RenderError(f"the render process died on this picture ({cause})")

    def _ended(self) -> tuple[int, int]:
        """How the process ended, as `Popen.returncode`, and the most memory it ever held, in bytes."""
        end = os.pidfd_open(self.pid)
        try:
            if not select.select([end], [], [], _ENDING_SECONDS)[0]:
                self._process.kill()
            _, status, usage = os.wait4(self.pid, 0)
        finally:
            os.close(end)
        self._process.returncode = os.waitstatus_to_exitcode(status)
        return self._process.returncode, usage.ru_maxrss << 10


def _environment() -> dict[str, str]:
    """No secret of the server's reaches the process that decodes hostile files.

    The numeric libraries must not start threads of their own.
    """
    return {
        "PATH": os.defpath,
        "LC_ALL": "C.UTF-8",
        "PYTHONPATH": os.pathsep.join(path for path in sys.path if path),
        "GLIBC_TUNABLES": _MALLOC,
        "OPENBLAS_NUM_THREADS": "1",
        "OMP_NUM_THREADS": "1",
    }

"""The process tree of one host: this launcher, the HTTP server, the executors. They start, live and die together.

The launcher loads the code once and forks: children share its memory and start at once. It stays a single thread
without any connection of its own, so that forking again is always safe.
"""

import fcntl
import gc
import logging
import os
import shutil
import signal
import socket
import sys
import tempfile
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from dataclasses import dataclass, replace
from http.client import HTTPConnection, HTTPException
from pathlib import Path
from typing import IO

from flytower.config import Settings
from flytower.web import logs
from flytower.web.lifeline import die_with_parent

LOCK_FILE = "server.lock"
STOP_SECONDS = 1.5
"""How long children may take to end before they are killed."""

_READY_SECONDS = 30.0
_LOCK_SECONDS = 3.0
_SETTLED_SECONDS = 5.0  # a child that lived so long is started again at once
_FIRST_DELAY = 0.5
_LONGEST_DELAY = 30.0
_TICK_SECONDS = 0.25
_BLOCKS, _SLOTS = 100, 1000
_SIGNALS = frozenset({signal.SIGCHLD, signal.SIGINT, signal.SIGTERM, signal.SIGHUP})
_LOG = logging.getLogger(__name__)


class StartError(Exception):
    """The server can't start; the message says why in one line."""


def run(settings: Settings, announce: Callable[[Settings], None]) -> None:
    """Run the server until SIGINT, SIGTERM or SIGHUP. ``announce`` is given the settings, port filled in, once ready.

    Raises:
        StartError: when the address or the data directory is taken, or the database can't be prepared.
    """
    logs.configure(settings)
    with _data_directory(settings) as placed, _listening(placed) as (listener, bound):
        tree = _Tree(bound, listener)
        try:
            tree.start()
            announce(bound)
            tree.watch()
        finally:
            tree.stop()


def run_workers(settings: Settings) -> None:
    """Run executors only, beside a server on this host or another, until told to end. Raises StartError."""
    logs.configure(settings)
    with _slots(settings) as first_slot:
        tree = _Tree(settings, None, first_slot)
        try:
            tree.start()
            tree.watch()
        finally:
            tree.stop()


@dataclass(slots=True)
class _Child:
    """One process to be kept running."""

    name: str
    body: Callable[[], None]
    pid: int = 0
    started: float = 0.0
    delay: float = 0.0
    due: float = 0.0


class _Tree:
    """The children, and what is done when one ends or a signal comes. Signals are taken one by one, never handled."""

    def __init__(self, settings: Settings, listener: socket.socket | None, first_slot: int = 0) -> None:
        self._settings = settings
        self._first_slot = first_slot
        self._listener = listener
        self._children: list[_Child] = []
        self._stopping = False
        self._mask = signal.pthread_sigmask(signal.SIG_BLOCK, _SIGNALS)

    def start(self) -> None:
        """Prepare the database, then start everything; returns when the server answers."""
        # Loaded only now that the socket is there (clients wait instead of being refused), and in two parts: while the
        # rest is loaded here, the database is prepared by a child.
        from flytower.jobs.preparation import prepare  # noqa: PLC0415

        preparation = _Child("prepare", lambda: prepare(self._settings))
        self._fork(preparation)
        from flytower import app  # noqa: PLC0415

        if self._listener is not None:
            self._add("web", app.web_body(self._settings, self._listener))
        if os.waitstatus_to_exitcode(os.waitpid(preparation.pid, 0)[1]) != 0:
            raise StartError("the database could not be prepared; the log above says why")
        self._fork_due()
        self._wait_for_web()
        for number in range(self._settings.resolved_workers):
            slot = self._first_slot + number
            self._add(f"executor-{slot}", app.executor_body(self._settings, slot))
        self._fork_due()

    def watch(self) -> None:
        """Start again what ends, until a signal says to end."""
        while True:
            received = signal.sigtimedwait(_SIGNALS, _TICK_SECONDS)
            if received is not None and received.si_signo != signal.SIGCHLD:
                return
            self._reap()
            self._fork_due()

    def stop(self) -> None:
        """End every child: politely, then not."""
        self._stopping = True
        self._signal(signal.SIGTERM)
        deadline = time.monotonic() + STOP_SECONDS
        while any(child.pid for child in self._children) and time.monotonic() < deadline:
            signal.sigtimedwait({signal.SIGCHLD}, 0.05)
            self._reap()
        self._signal(signal.SIGKILL)
        for child in self._children:
            if child.pid:
                os.waitpid(child.pid, 0)
                child.pid = 0
        signal.pthread_sigmask(signal.SIG_SETMASK, self._mask)

    def _add(self, name: str, body: Callable[[], None]) -> None:
        self._children.append(_Child(name, body))

    def _fork_due(self) -> None:
        now = time.monotonic()
        for child in self._children:
            if not child.pid and child.due <= now:
                self._fork(child)

    def _fork(self, child: _Child) -> None:
        gc.freeze()
        sys.stdout.flush()
        sys.stderr.flush()
        child.started = time.monotonic()
        launcher = os.getpid()
        child.pid = os.fork()
        if child.pid == 0:
            self._live(child, launcher)

    def _live(self, child: _Child, launcher: int) -> None:
        """Be the child; never returns."""
        code = 1
        try:
            die_with_parent(launcher)
            os.setsid()  # Ctrl-C in a terminal is for the launcher alone
            signal.pthread_sigmask(signal.SIG_SETMASK, self._mask)
            child.body()
            code = 0
        except SystemExit as end:
            code = end.code if isinstance(end.code, int) else 0
        except BaseException:  # noqa: BLE001  whatever it is, this process ends here
            _LOG.exception("%s failed", child.name)
        finally:
            logging.shutdown()
            os._exit(code)

    def _reap(self) -> None:
        """Take note of every child that ended; in a container, of whatever was left to process 1, too."""
        by_pid = {child.pid: child for child in self._children if child.pid}
        with suppress(ChildProcessError):
            while (ended := os.waitpid(-1, os.WNOHANG))[0]:
                if ended[0] in by_pid:
                    self._ended(by_pid[ended[0]], os.waitstatus_to_exitcode(ended[1]))

    def _ended(self, child: _Child, code: int) -> None:
        child.pid = 0
        if self._stopping:
            return
        now = time.monotonic()
        settled = now - child.started >= _SETTLED_SECONDS
        child.delay = 0.0 if settled else min(max(child.delay * 2, _FIRST_DELAY), _LONGEST_DELAY)
        child.due = now + child.delay
        _LOG.warning("%s ended with code %d; starts again in %.1f s", child.name, code, child.delay)

    def _signal(self, number: signal.Signals) -> None:
        for child in self._children:
            if child.pid:
                os.kill(child.pid, number)

    def _wait_for_web(self) -> None:
        if self._listener is None:
            return
        deadline = time.monotonic() + _READY_SECONDS
        while not _answers(self._listener):
            self._reap()
            if not self._children[0].pid or time.monotonic() > deadline:
                raise StartError("the HTTP server did not start; the log above says why")


def _answers(listener: socket.socket) -> bool:
    host, port = listener.getsockname()[:2]
    connection = HTTPConnection({"0.0.0.0": "127.0.0.1", "::": "::1"}.get(host, host), port, timeout=1)  # noqa: S104
    try:
        connection.request("GET", "/healthz")
        return connection.getresponse().status == 200  # noqa: PLR2004
    except (OSError, HTTPException):
        time.sleep(0.02)
        return False
    finally:
        connection.close()


@contextmanager
def _listening(settings: Settings) -> Iterator[tuple[socket.socket, Settings]]:
    """Bind the server's address; give the socket, and the settings with the port that it has."""
    try:
        family, _, _, _, address = socket.getaddrinfo(settings.host, settings.port, type=socket.SOCK_STREAM)[0]
        listener = socket.create_server((address[0], address[1]), family=family, backlog=512)
    except OSError as wrong:
        raise StartError(
            f"can't listen on {settings.host}:{settings.port}: {os.strerror(wrong.errno) if wrong.errno else wrong}"
        ) from None
    with listener:
        yield listener, replace(settings, port=listener.getsockname()[1])


@contextmanager
def _slots(settings: Settings) -> Iterator[int]:
    """Give the first of a block of slots that no other program of this host has; the first block is the server's."""
    settings.locks_dir.mkdir(parents=True, exist_ok=True)
    for block in range(1, _BLOCKS):
        with (settings.locks_dir / f"{socket.gethostname()}-{block}.block").open("a") as lock:
            try:
                fcntl.flock(lock, fcntl.LOCK_EX | fcntl.LOCK_NB)
            except BlockingIOError:
                continue
            yield block * _SLOTS
            return
    raise StartError(f"there are {_BLOCKS - 1} `flytower worker` on this host already")


@contextmanager
def _data_directory(settings: Settings) -> Iterator[Settings]:
    """Hold the data directory for this server alone; an ephemeral server gets a new one, which goes with it."""
    if not settings.ephemeral:
        with _held(settings.data_dir):
            yield settings
        return
    directory = Path(tempfile.mkdtemp(prefix="flytower-"))
    try:
        with _held(directory):
            yield replace(settings, data_dir=directory)
    finally:
        shutil.rmtree(directory, ignore_errors=True)


@contextmanager
def _held(directory: Path) -> Iterator[None]:
    try:
        directory.mkdir(parents=True, exist_ok=True)
        lock = (directory / LOCK_FILE).open("a")
    except OSError as wrong:
        raise StartError(f"can't use the data directory {directory}: {wrong.strerror}") from None
    with lock:
        if not _taken(lock):
            raise StartError(f"another server uses the data directory {directory}")
        yield


def _taken(lock: IO[str]) -> bool:
    """Take a lock; children of a server that was killed just now hold it, and its port, until they have ended, too."""
    until = time.monotonic() + _LOCK_SECONDS
    while time.monotonic() < until:
        with suppress(BlockingIOError):
            fcntl.flock(lock, fcntl.LOCK_EX | fcntl.LOCK_NB)
            return True
        time.sleep(0.02)
    return False

"""The HTTP server: gunicorn with threads, told everything by us and nothing by a file or the environment."""

import gc
import logging
import socket
import threading
import time
from collections.abc import Callable
from typing import Any
from wsgiref.types import WSGIApplication

from gunicorn.app.base import BaseApplication
from gunicorn.glogging import Logger
from gunicorn.workers.gthread import ThreadWorker

from flytower.config import Settings
from flytower.web.lifeline import die_with_parent
from flytower.web.pacing import PacedSocket

GRACE_SECONDS = 1
"""How long requests may go on after the server was told to end."""

_STUCK_SECONDS = 60
_KEEP_ALIVE_SECONDS = 15
_TURN_SECONDS = 0.1
"""How long a connection may keep a thread while others may wait for one."""

_NEXT_SECONDS = 0.002  # a program on the same network that sends one request after the other is faster
_BACKLOG = 512
_CONNECTIONS = 1000


def serve(load: Callable[[], WSGIApplication], listener: socket.socket, settings: Settings) -> None:
    """Answer requests on a bound socket until told to end; does not return.

    ``load`` makes the application, in the process that will run it.
    """
    _Server(load, listener, settings).run()


class _Log(Logger):  # type: ignore[misc]  # gunicorn has no types
    """Gunicorn's log, through the process's own handlers; the access log is ours."""

    def setup(self, _configuration: Any) -> None:
        self.error_log = logging.getLogger("gunicorn.error")
        self.access_log = logging.getLogger("gunicorn.access")

    def access(self, *_: Any) -> None:
        pass


class _Worker(ThreadWorker):  # type: ignore[misc]
    """Gunicorn's threaded worker with paced connections, which a thread keeps for a moment if the next request is near.

    Else every request of a connection passes through the main thread, which costs more than most answers.
    """

    def __init__(self, *arguments: Any, **options: Any) -> None:
        super().__init__(*arguments, **options)
        # Only so many threads may wait: all others are free for whoever comes.
        self._waiting = threading.BoundedSemaphore(max(1, self.cfg.threads // 2))

    def enqueue_req(self, conn: Any) -> None:
        if not isinstance(conn.sock, PacedSocket):
            conn.sock = PacedSocket.of(conn.sock)
        super().enqueue_req(conn)

    def handle(self, conn: Any) -> Any:
        turn_ends = time.monotonic() + _TURN_SECONDS
        while True:
            conn.sock.begin_request()
            result = super().handle(conn)
            # Anything but True: the connection ends, or waits for its first request.
            if result is not True or not self.alive or time.monotonic() > turn_ends or not self._goes_on(conn.sock):
                return result

    def _goes_on(self, connection: PacedSocket) -> bool:
        """Tell whether the next request of a connection comes at once."""
        if not self._waiting.acquire(blocking=False):
            return False
        try:
            return connection.is_readable(_NEXT_SECONDS)
        finally:
            self._waiting.release()


class _Server(BaseApplication):  # type: ignore[misc]
    def __init__(self, load: Callable[[], WSGIApplication], listener: socket.socket, settings: Settings) -> None:
        self._load = load
        self._listener = listener
        self._settings = settings
        super().__init__()

    def load_config(self) -> None:
        for name, value in self._options().items():
            if name in self.cfg.settings:  # some are newer than the oldest gunicorn we run on
                self.cfg.set(name, value)

    def load(self) -> WSGIApplication:
        return self._load()

    def _options(self) -> dict[str, Any]:
        return {
            "bind": f"fd://{self._listener.fileno()}",
            "worker_class": _Worker,
            "workers": self._settings.resolved_web_processes,
            "threads": self._settings.web_threads,
            "worker_connections": _CONNECTIONS,
            "backlog": _BACKLOG,
            "keepalive": _KEEP_ALIVE_SECONDS,
            "timeout": _STUCK_SECONDS,
            "graceful_timeout": GRACE_SECONDS,
            "limit_request_line": 8190,
            "limit_request_fields": 100,
            "limit_request_field_size": 16384,
            "logger_class": _Log,
            "accesslog": None,
            "forwarded_allow_ips": "127.0.0.1,::1",
            "control_socket_disable": True,
            "proc_name": "flytower",
            "pre_fork": _before_fork,
            "post_fork": _after_fork,
        }


def _before_fork(_server: Any, _worker: Any) -> None:
    gc.freeze()  # what is there already is never looked at again, and stays shared


def _after_fork(_server: Any, worker: Any) -> None:
    die_with_parent(worker.ppid)

"""A process that runs jobs: it holds a name, takes runs from the queues, and looks after those of the dead."""

import logging
import os
import signal
import socket
import threading
import time
from collections.abc import Callable
from contextlib import nullcontext
from functools import partial
from typing import Final

from flytower.config import Settings
from flytower.contract.clock import system_clock
from flytower.imaging.pool import RenderPool
from flytower.imaging.source import silence_codec_warnings
from flytower.jobs.engine import ITEMS_QUEUE, JOBS_QUEUE, ExecutorEngine
from flytower.jobs.holding import turn
from flytower.jobs.housekeeping import Housekeeping
from flytower.jobs.kind import Workplace
from flytower.jobs.locks import Locks, locks_for
from flytower.jobs.pictures import limits_of
from flytower.jobs.workflow import JobWork
from flytower.model import Database
from flytower.storage.local import LocalBlobs

THREADS: Final = 2
"""Items at once in one executor: while one is decoded, the other is read and written. The engine's queue says the
same (`worker_concurrency`)."""

_SECONDS_TO_ENTER: Final = 5.0
_TICK: Final = 1.0
_MAIL_TICK: Final = 5.0

_LOG: Final = logging.getLogger(__name__)


class NameTaken(Exception):  # noqa: N818  reads as what happened
    """Another process is this executor."""


def run(settings: Settings, slot: int) -> None:
    """Run jobs until SIGTERM or SIGINT, which end this process at once and without loss, as SIGKILL does.

    `slot` tells the executors of one host apart, from 0; the name made of host and slot stays the same over restarts.
    The database is migrated and the engine prepared (`engine.prepare`). Does not return.

    Raises:
        NameTaken: another process has this slot, and did not leave it within 5 s.
    """
    stopping = threading.Event()
    for number in (signal.SIGTERM, signal.SIGINT):
        signal.signal(number, lambda _number, _frame: stopping.set())
    silence_codec_warnings()  # uploads are probed in this process, and would have their say in its log
    executor = Executor(settings, slot)
    executor.start()
    while not stopping.wait(_TICK):
        executor.tick()
    executor.stop()
    logging.shutdown()
    os._exit(0)  # threads in the middle of an item are left where they are


class Executor:
    """The parts of an executor, in this process. `start` it, call `tick` every second, `stop` it."""

    def __init__(self, settings: Settings, slot: int) -> None:
        self.id = f"{socket.gethostname()}-{slot}"
        database_url = settings.resolved_database_url
        self._slot = slot
        self._database = Database(database_url)  # first of all: it puts SQLite's file into WAL mode
        self._locks = locks_for(database_url, settings.locks_dir)
        self._pool = RenderPool(THREADS, limits_of(settings))
        self._place = Workplace(
            database=self._database,
            blobs=LocalBlobs(settings.blobs_dir),
            renderer=self._pool,
            settings=settings,
            clock=system_clock,
            turn=partial(turn, settings.locks_dir / "turn") if self._database.is_sqlite else nullcontext,
        )
        self._engine = ExecutorEngine(self._database, system_clock, self.id, JobWork(self._place))
        self._housekeeping = Housekeeping(self._place, self._engine, self._locks)

    def start(self) -> None:
        """Take the name and begin to work. Raises NameTaken."""
        _enter(self._locks, self.id)
        # On SQLite several listeners would overrun the limits of the jobs' queue, so one of them hands out jobs.
        alone = self._database.is_sqlite and self._slot > 0
        self._engine.launch([ITEMS_QUEUE] if alone else [JOBS_QUEUE, ITEMS_QUEUE])
        _every(_MAIL_TICK, self._housekeeping.deliver_mails, self._place.closing)
        _LOG.info("executor %s runs jobs", self.id)

    def tick(self) -> None:
        """Look after dead executors' work, and do what chores are due."""
        for chore in (self._take_over, self._housekeeping.tick):
            _guarded(chore)

    def stop(self) -> None:
        """Do nothing more: what is under way is left, and redone by whoever comes next."""
        self._place.closing.set()
        self._pool.close()
        self._locks.close()

    def _take_over(self) -> None:
        """Return the work of executors whose name can be taken to the queues: those are dead."""
        if not self._locks.check():
            _LOG.warning("executor %s has lost its name and tries to get it back", self.id)
        for other in sorted(self._engine.executors_with_work()):
            if not self._locks.take(other):
                continue
            try:
                number = self._engine.hand_back(other)
                _LOG.warning("executor %s is dead; %s runs of it go on elsewhere", other, number)
            finally:
                self._locks.drop(other)


def _enter(locks: Locks, name: str) -> None:
    """Take a name that a process just killed, or a janitor at work, may still hold for a moment."""
    until = time.monotonic() + _SECONDS_TO_ENTER
    while not locks.take(name):
        if time.monotonic() > until:
            raise NameTaken(f"another process runs as executor {name}")
        time.sleep(0.05)


def _every(seconds: float, work: Callable[[], None], closing: threading.Event) -> None:
    def repeat() -> None:
        while not closing.wait(seconds):
            _guarded(work)

    threading.Thread(target=repeat, name=work.__name__, daemon=True).start()


def _guarded(work: Callable[[], None]) -> None:
    try:
        work()
    except Exception as error:  # noqa: BLE001  the next tick tries again
        _LOG.warning("%s: %s: %s", work.__name__, type(error).__name__, error)

"""Rendering in processes of its own, so that a hostile picture can hurt nothing but itself."""

import threading
from collections.abc import Callable
from concurrent.futures import Future
from pathlib import Path
from queue import SimpleQueue
from types import TracebackType
from typing import Any, NamedTuple, Self

from flytower.imaging.errors import RenderError
from flytower.imaging.limits import Limits
from flytower.imaging.recipe import Recipe
from flytower.imaging.render import Rendered
from flytower.imaging.worker_process import WorkerProcess


class _Job(NamedTuple):
    work: Callable[[WorkerProcess], Any]
    destination: Path | None
    result: "Future[Any]"


class RenderPool:
    """`workers` persistent render processes, each held to `limits` (memory, processor time, wall clock, file size).

    Any number of threads may call `render`; each blocks until its picture is done. Processes start with the first
    picture and are replaced when they crash, hang or grow. Make a pool after forking, never before; `close` it, or use
    it as a context manager. Whatever happens to this process, its render processes end with it.
    """

    def __init__(self, workers: int, limits: Limits) -> None:
        if workers < 1:
            raise ValueError(f"a pool needs at least one worker, not {workers}")
        self._limits = limits
        self._jobs: SimpleQueue[_Job | None] = SimpleQueue()
        self._lock = threading.Lock()
        self._closed = False
        self._slots = [_Slot(self._jobs, limits, number) for number in range(workers)]
        self._started = False

    def render(self, source: Path | None, recipe: Recipe, destination: Path) -> Rendered:
        """Do what `imaging.render` does, in a render process; the same errors, and RenderError when it crashed."""
        rendered: Rendered = self._done(lambda worker: worker.render(source, recipe, destination), destination)
        return rendered

    def inspect(self, name: str, *arguments: Any) -> dict[str, Any]:
        """Run one of `inspection.INSPECTIONS` in a render process; the same errors as `render`."""
        found: dict[str, Any] = self._done(lambda worker: worker.inspect(name, arguments))
        return found

    def _done(self, work: Callable[[WorkerProcess], Any], destination: Path | None = None) -> Any:
        job = _Job(work, destination, Future())
        with self._lock:
            if self._closed:
                raise RenderError("the renderer is closed")
            self._start()
            self._jobs.put(job)
        return job.result.result()

    def close(self) -> None:
        """End the processes at once; pictures under way or waiting fail with RenderError."""
        with self._lock:
            if self._closed:
                return
            self._closed = True
        for slot in self._slots:
            slot.stop()
        for _ in self._slots:
            self._jobs.put(None)
        if self._started:
            for slot in self._slots:
                slot.thread.join()

    def _start(self) -> None:
        if not self._started:
            self._started = True
            for slot in self._slots:
                slot.thread.start()

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, fault: BaseException | None, trace: TracebackType | None
    ) -> None:
        self.close()


class _Slot:
    """A thread with its process. The thread starts the process, because Linux ends a child with its parent thread."""

    def __init__(self, jobs: "SimpleQueue[_Job | None]", limits: Limits, number: int) -> None:
        self._jobs = jobs
        self._limits = limits
        self._stopping = threading.Event()
        self._worker: WorkerProcess | None = None
        self.thread = threading.Thread(target=self._run, name=f"render-{number}", daemon=True)

    def stop(self) -> None:
        """Let the thread end, and the picture under way fail."""
        self._stopping.set()
        if worker := self._worker:
            worker.kill()

    def _run(self) -> None:
        while (job := self._jobs.get()) is not None:
            try:
                job.result.set_result(self._work(job))
            except BaseException as fault:  # noqa: BLE001 - it belongs to the caller who waits, whatever it is
                if job.destination is not None:
                    job.destination.unlink(missing_ok=True)
                job.result.set_exception(fault)
            self._retire(only_spent=True)
        self._retire()

    def _work(self, job: _Job) -> Any:
        if self._stopping.is_set():
            raise RenderError("the renderer is closed")
        if self._worker is None:
            self._worker = WorkerProcess(self._limits)
            if self._stopping.is_set():  # stop() may have come while there was nothing to kill yet
                raise RenderError("the renderer is closed")
        return job.work(self._worker)

    def _retire(self, *, only_spent: bool = False) -> None:
        if self._worker is not None and (self._worker.spent or not only_spent):
            self._worker.close()
            self._worker = None

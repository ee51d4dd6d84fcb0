"""Where the time of child processes goes: by the clock, on a core, waiting for one (Linux)."""

import time
from pathlib import Path

_PROCESSOR_TIME = 2
"""CPUCLOCK_SCHED: with a process id it makes the clock of that process (clock_getcpuclockid)."""


class Spent:
    """Seconds: by the clock, on a core, and ready to run but waiting for a core, all children together."""

    def __init__(self) -> None:
        self._start = (time.perf_counter(), *_children())
        self.clock = self.core = self.waiting = 0.0

    def stop(self) -> "Spent":
        now = (time.perf_counter(), *_children())
        self.clock, self.core, self.waiting = (end - start for end, start in zip(now, self._start, strict=True))
        return self


def _children() -> tuple[float, float]:
    """Of every child: the time all its threads had on a core, and the time those that live have waited for one."""
    core = waiting = 0.0
    for children in Path("/proc/self/task").glob("*/children"):
        for child in children.read_text().split():
            core += time.clock_gettime(~int(child) << 3 | _PROCESSOR_TIME)
            for thread in Path(f"/proc/{child}/task").glob("*/schedstat"):
                waiting += int(thread.read_text().split()[1]) / 1e9
    return core, waiting

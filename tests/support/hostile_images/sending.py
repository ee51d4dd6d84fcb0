"""A number of files through a campaign, from several threads, and the figures of it."""

import sys
import threading
import time
from collections import Counter
from itertools import count
from pathlib import Path
from typing import NamedTuple

from hostile_images.campaign import Campaign, Wrong, children

MOST_WRONG = 20
"""Wrong answers after which no more files are sent."""


class Figures(NamedTuple):
    """What came of all files; times in seconds, memory (this process, its workers) in bytes at five points."""

    files: int
    seconds: float
    outcomes: Counter
    longest: tuple[str, float]
    crashes: list[str]
    memory: list[list[int]]
    left: list[str]
    children: int
    wrong: list[str]


class _Run:
    """Threads that take number after number."""

    def __init__(self, campaign, seed, files, first):
        self._campaign, self._seed, self._files, self._first = campaign, seed, files, first
        self._numbers = count()
        self._lock = threading.Lock()
        self.wrong = []
        self.memory = [campaign.memory()]

    def go(self, threads):
        """Send all files; as many at once as there are threads."""
        running = [threading.Thread(target=self._work) for _ in range(threads)]
        for thread in running:
            thread.start()
        for thread in running:
            thread.join()

    def _work(self):
        while len(self.wrong) < MOST_WRONG and (done := next(self._numbers)) < self._files:
            try:
                self._campaign.run(self._seed, self._first + done)
            except Wrong as error:
                self._note(str(error))
            except Exception as error:  # noqa: BLE001  anything else is as wrong
                self._note(f"file {self._seed}/{self._first + done}: {error!r}")
            if (done + 1) * 4 % self._files < 4:
                self.memory.append(self._campaign.memory())

    def _note(self, text):
        with self._lock:
            self.wrong.append(text)
        say(f"{text}\n")


def say(text):
    """Print a line at once."""
    sys.stdout.write(f"{text}\n")
    sys.stdout.flush()


def send(directory, seed, files, first, workers):
    """Send files and return the figures."""
    before = set(children())
    with Campaign(directory, workers) as campaign:
        begin = time.monotonic()
        run = _Run(campaign, seed, files, first)
        run.go(workers + 1)
        seconds = time.monotonic() - begin
    left = [str(path) for path in Path(directory).rglob("*") if path.is_file() and path.name != "stderr"]
    done = sum(campaign.outcomes.values())
    memory, still = [run.memory[0], *run.memory[-4:]], set(children()) - before
    return Figures(
        done, seconds, campaign.outcomes, campaign.longest, campaign.crashes, memory, left, len(still), run.wrong
    )

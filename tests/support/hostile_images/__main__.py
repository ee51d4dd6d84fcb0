"""Send made-up pictures through the header's reader and the pool of render processes, and report figures.

    PYTHONPATH=tests/support python -m hostile_images [--files 100000] [--workers 2] [--seed 1]

A file that gets a wrong answer is printed with its number, by which ``--seed 1 --only 4711`` sends it again, and
``--keep FOLDER`` writes it there. The end is 1 where there was one.
"""

import argparse
import multiprocessing
import sys
import tempfile
from concurrent.futures import ProcessPoolExecutor
from concurrent.futures.process import BrokenProcessPool
from pathlib import Path

from hostile_images.campaign import TIMEOUT
from hostile_images.corpus import hostile
from hostile_images.sending import say, send

MOST_KINDS = 40
"""How many kinds of outcomes are listed one by one."""

_MEMORY = Path("/dev/shm")  # noqa: S108  a temporary directory is made in it, if there is one
_QUARTERS = ("start", "1/4", "2/4", "3/4", "end")


def report(figures, workers):
    """Print the figures."""
    rate = figures.files / figures.seconds
    say(f"files: {figures.files} by {workers} render processes in {figures.seconds:.0f} s, {rate:.0f} a second")
    say(f"wrong answers: {len(figures.wrong)}")
    ended = figures.outcomes[TIMEOUT]
    say(f"rendered: {figures.outcomes['rendered']}, ended for time: {ended}, crashes: {len(figures.crashes)}")
    for crash in figures.crashes:
        say(f"crash at file {crash}")
    for kind, number in figures.outcomes.most_common(MOST_KINDS):
        say(f"{number:8} {kind}")
    rare = figures.outcomes.most_common()[MOST_KINDS:]
    say(f"{sum(number for _, number in rare):8} of {len(rare)} more kinds")
    say(f"longest: {figures.longest[1]:.2f} s, {figures.longest[0]}")
    for point, sizes in zip(_QUARTERS, figures.memory, strict=False):
        own, *others = (f"{size / 2**20:.0f}" for size in sizes)
        say(f"resident memory at {point}: {own} MiB here, {', '.join(others)} MiB in the render processes")
    say(f"files left: {len(figures.left)} {figures.left[:5]}; children left: {figures.children}")


def main():
    """Read the command line and do it."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--files", type=int, default=10_000)
    parser.add_argument("--workers", type=int, default=2)
    parser.add_argument("--seed", default="1", help="the same seed makes the same files")
    parser.add_argument("--only", type=int, default=None, help="send one file again")
    parser.add_argument("--keep", type=Path, default=None, help="with --only: write the file into this folder")
    options = parser.parse_args()
    files, first = (options.files, 0) if options.only is None else (1, options.only)
    if options.keep is not None and options.only is not None:
        _keep(options.keep, options.seed, options.only)
    place = _MEMORY if _MEMORY.is_dir() else None
    with tempfile.TemporaryDirectory(prefix="flytower-hostile-", dir=place) as directory:
        figures = _sent(directory, options.seed, files, first, options.workers)
    if figures is None:
        return 1
    report(figures, options.workers)
    return 1 if figures.wrong or figures.left or figures.children else 0


def _sent(directory, seed, files, first, workers):
    """Send from a process of its own: a header's reader that takes the process along is a finding, too."""
    context = multiprocessing.get_context("spawn")
    with ProcessPoolExecutor(1, mp_context=context) as process:
        try:
            return process.submit(send, directory, seed, files, first, workers).result()
        except BrokenProcessPool:
            names = [path.name for path in Path(directory).rglob("*") if path.is_file() and path.name.isdigit()]
            say(f"the process that reads headers died; seed {seed}, among the files {', '.join(sorted(names))}")
            return None


def _keep(folder, seed, number):
    file = hostile(seed, number)
    folder.mkdir(parents=True, exist_ok=True)
    path = folder / f"{seed}-{number}"
    path.write_bytes(file.content)
    say(f"{path}: {file.name}, {len(file.content)} bytes, rendered by {file.request}")


if __name__ == "__main__":
    sys.exit(main())

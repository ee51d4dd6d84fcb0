"""Send made-up requests to the server's own applications, without end or a number of them, and report figures.

    PYTHONPATH=tests/support python -m fuzzing [--requests 1000000] [--processes 2] [--seed 1]

Each process has its own database. A request that gets a wrong answer is printed with its number, by which
``--seed 1 --only 4711`` sends it again. The end is 1 where there was one.
"""

import argparse
import multiprocessing
import signal
import sys
import tempfile
import time
from collections import Counter
from concurrent.futures import ProcessPoolExecutor
from contextlib import suppress
from pathlib import Path
from typing import NamedTuple

from fuzzing.campaign import Campaign, Wrong, resident_bytes
from fuzzing.world import World

WITHOUT_END = 1 << 62
MOST_WRONG = 20
"""Wrong answers after which a process gives up."""

_WARM_UP = 5000
_REPORT_EVERY = 10_000
_MEMORY = Path("/dev/shm")  # noqa: S108  a temporary directory is made in it, if there is one


class Figures(NamedTuple):
    """What came of the requests of one process; times in seconds, memory in bytes at five points of the run."""

    requests: int
    seconds: float
    outcomes: Counter
    worst: float
    memory: list[int]
    wrong: int


def say(text):
    """Print a line at once."""
    sys.stdout.write(f"{text}\n")
    sys.stdout.flush()


def fuzz(seed, first, count):
    """Send ``count`` requests, or those until Ctrl-C, and return the figures."""
    signal.signal(signal.SIGINT, signal.default_int_handler)
    place = _MEMORY if _MEMORY.is_dir() else None
    with tempfile.TemporaryDirectory(prefix="flytower-fuzz-", dir=place) as directory:
        world = World(Path(directory))
        try:
            return _run(Campaign(world), seed, first, count)
        finally:
            world.close()


def _run(campaign, seed, first, count):
    wrong = sum(_is_wrong(campaign, f"{seed}/warm-up", number) for number in range(min(count, _WARM_UP)))
    campaign.outcomes.clear()
    memory, begin = [resident_bytes()], time.perf_counter()
    quarters = [count * quarter // 4 for quarter in (1, 2, 3, 4)]
    done = 0
    with suppress(KeyboardInterrupt):
        while done < count and wrong < MOST_WRONG:
            wrong += _is_wrong(campaign, seed, first + done)
            done += 1
            if done in quarters:
                memory.append(resident_bytes())
            if done % _REPORT_EVERY == 0 and count == WITHOUT_END:
                rate = done / (time.perf_counter() - begin)
                size = resident_bytes() >> 20
                say(f"{done} requests, {rate:.0f}/s, {wrong} wrong, {size} MiB, {campaign.worst:.2f} s at worst")
    memory = memory if done == count else [memory[0], resident_bytes()]
    return Figures(done, time.perf_counter() - begin, campaign.outcomes, campaign.worst, memory, wrong)


def _is_wrong(campaign, seed, number):
    try:
        campaign.run(seed, number, 1)
    except Wrong as error:
        say(f"{error}\n")
        return 1
    return 0


def report(figures):
    """Print the figures of all processes together."""
    outcomes = sum((one.outcomes for one in figures), Counter())
    requests = sum(one.requests for one in figures)
    seconds = max(one.seconds for one in figures)
    say(f"requests: {requests} by {len(figures)} processes in {seconds:.0f} s, {requests / seconds:.0f} a second")
    say(f"wrong answers: {sum(one.wrong for one in figures)}")
    say("outcomes: " + ", ".join(f"{name} {count}" for name, count in sorted(outcomes.items(), key=str)))
    say(f"longest: {max(one.worst for one in figures) * 1000:.0f} ms")
    for one in figures:
        names = ("start", "1/4", "2/4", "3/4", "end") if len(one.memory) > 2 else ("start", "end")
        points = zip(names, one.memory, strict=False)
        say("resident memory: " + ", ".join(f"{point} {size / 2**20:.1f} MiB" for point, size in points))


def main():
    """Read the command line and do it."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--requests", type=int, default=0, help="how many in all; 0 goes on until Ctrl-C")
    parser.add_argument("--processes", type=int, default=1)
    parser.add_argument("--seed", default=str(time.time_ns() % 1_000_000), help="the same seed makes the same requests")
    parser.add_argument("--only", type=int, default=None, help="send one request again")
    options = parser.parse_args()
    say(f"seed {options.seed}")
    each = -(-options.requests // options.processes) or WITHOUT_END
    shares = [(options.seed, number * each, each) for number in range(options.processes)]
    if options.only is not None:
        shares = [(options.seed, options.only, 1)]
    signal.signal(signal.SIGINT, signal.SIG_IGN)  # the processes hear it, too, and come to an end
    with ProcessPoolExecutor(len(shares), multiprocessing.get_context("spawn")) as pool:
        figures = list(pool.map(fuzz, *zip(*shares, strict=True)))
    report(figures)
    return 1 if any(one.wrong for one in figures) else 0

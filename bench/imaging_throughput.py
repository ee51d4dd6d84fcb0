"""A hundred conversions on all cores: our processes against one of them, and against libvips' and sharp's.

Beside the times it prints where they went: processor time of a picture with one and with several render processes (that
it grows means that they share memory or the processor's resources), and time spent waiting for a core (others use it).
"""

import os
from collections.abc import Callable, Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import ExitStack
from pathlib import Path
from statistics import median

from flytower.imaging import DEFAULT_LIMITS, RenderPool, parse_request
from imaging_clock import Spent
from imaging_peers import Peers, start_sharp, start_vips
from imaging_works import SMALL_JPEG
from table import row

CORES = len(os.sched_getaffinity(0))
CALLERS = CORES + 2
"""Threads that hand in pictures: more than render, so that one always waits."""

Pairs = list[tuple[Path, Path]]


def many_at_once(folder: Path, pictures: int, rounds: int, peers: set[str]) -> None:
    """Time `rounds` turns of `pictures` conversions each way, and print the rows."""
    pairs = list(_pairs(folder, pictures))
    recipe = parse_request(SMALL_JPEG.request)
    with ExitStack() as stack:
        pools = {"ours": CORES, "alone": 1}
        runs: dict[str, Callable[[], object]] = {}
        for name, workers in pools.items():
            pool = stack.enter_context(RenderPool(workers, DEFAULT_LIMITS))
            runs[name] = lambda pool=pool: _render_all(pool, recipe, pairs)
        for name, count, start in _arrangements(peers):
            group = Peers(count, start)
            stack.callback(group.close)
            runs[name] = lambda group=group: group.run_all(SMALL_JPEG.name, pairs, SMALL_JPEG.width)
        for run in runs.values():
            run_few(run, pairs)
        took = _timed(runs, rounds)
    _report(took, pictures)


def run_few(run: Callable[[], object], pairs: Pairs) -> None:
    """Start the processes and warm them up with a few pictures."""
    rest = pairs[2 * CORES :]
    del pairs[2 * CORES :]
    run()
    pairs += rest


def _pairs(folder: Path, pictures: int) -> Iterator[tuple[Path, Path]]:
    for number in range(pictures):
        source = folder / f"{number}.jpg"
        source.hardlink_to(folder / SMALL_JPEG.source)
        yield source, folder / f"{number}.out.jpg"


def _arrangements(peers: set[str]) -> Iterator[tuple[str, int, Callable[[], object]]]:
    if "libvips" in peers:
        yield f"libvips, {CORES} processes", CORES, start_vips
        yield f"libvips, {CORES} threads", 1, lambda: start_vips(CORES)
    if "sharp" in peers:
        yield f"sharp, {CORES} processes", CORES, start_sharp


def _render_all(pool: RenderPool, recipe: object, pairs: Pairs) -> None:
    with ThreadPoolExecutor(CALLERS) as threads:
        list(threads.map(lambda pair: pool.render(pair[0], recipe, pair[1]), pairs))


def _timed(runs: dict[str, Callable[[], object]], rounds: int) -> dict[str, list[Spent]]:
    took: dict[str, list[Spent]] = {name: [] for name in runs}
    for _ in range(rounds):
        for name, run in runs.items():
            spent = Spent()
            run()
            took[name].append(spent.stop())
    return took


def _report(took: dict[str, list[Spent]], pictures: int) -> None:
    clock = {name: median(spent.clock for spent in every) * 1000 / pictures for name, every in took.items()}
    for name, every in took.items():
        core, waiting = (median(values) for values in zip(*((one.core, one.waiting) for one in every), strict=True))
        print(
            f"{name}: {clock[name]:.1f} ms a picture; on a core {core * 1000 / pictures:.1f}, "
            f"waiting for one {waiting * 1000 / pictures:.1f}"
        )
    title = f"{pictures} x {SMALL_JPEG.title}, {CORES} cores"
    vips = {name: value for name, value in clock.items() if name.startswith("libvips")}
    if vips:
        best = min(vips, key=lambda name: vips[name])
        _row(title, clock["ours"], f"{best} (its best)", vips[best], "<= 1.0")
    for name, value in clock.items():
        if name.startswith("sharp"):
            _row(title, clock["ours"], name, value, "-")
    speed = clock["alone"] / clock["ours"]
    names = [f"{clock[name]:.1f} ms a picture" for name in ("ours", "alone")]
    row(f"{CORES} render processes, throughput against one", *names, speed, ">= 1.85" if CORES == 2 else "-")


def _row(title: str, ours: float, peer: str, theirs: float, goal: str) -> None:
    row(title, f"{ours:.1f} ms a picture", f"{peer} {theirs:.1f} ms", ours / theirs, goal)

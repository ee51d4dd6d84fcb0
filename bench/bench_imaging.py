"""Rendering against libvips, sharp and ImageMagick: one core, in turns, medians (ratio below 1: ours is faster).

    python bench/bench_imaging.py [--rounds 11] [--pictures 100] [--core] [--only TEXT] [--dir DIRECTORY]

`bench/peers/install.py` installs the others; who is missing is left out. Beside each time stands the quality: SSIM
against every source pixel filtered in linear light and floating point, or `exact` where no pixel may change.

All share one core, since a machine has as many pictures to make at a time as it has cores. To be told to use one thread
would not do: libvips and sharp still read in one and write in another. `--cores` gives them, and us, all cores for one
picture, and a last part renders many pictures on all cores.
"""

import argparse
import os
import statistics
import tempfile
from collections.abc import Callable, Iterable, Iterator
from contextlib import contextmanager
from pathlib import Path

from flytower.imaging import DEFAULT_LIMITS, RenderPool, parse_request
from imaging_clock import Spent
from imaging_peers import Peer, available
from imaging_pictures import draw
from imaging_quality import quality, reference
from imaging_throughput import many_at_once
from imaging_works import WORKS, Work
from table import row

MEMORY = Path("/dev/shm")  # noqa: S108  a file system in memory: no disk writes in the background while others are timed
OURS = "ours"


def medians(
    rounds: int, clock: str, runs: dict[str, Callable[[], object]], results: dict[str, Path]
) -> dict[str, float]:
    """Milliseconds of each, taken in turns so that a busy machine hits all alike; the first turn only warms up.

    Every result is a new file: freeing the pages of an old one is nobody's work.
    """
    times: dict[str, list[float]] = {name: [] for name in runs}
    for turn in range(rounds + 1):
        for name, run in runs.items():
            results[name].unlink(missing_ok=True)
            spent = Spent()
            run()
            if turn:
                times[name].append(getattr(spent.stop(), clock) * 1000)
    return {name: statistics.median(values) for name, values in times.items()}


def one_at_a_time(folder: Path, options: argparse.Namespace, works: Iterable[Work], peers: dict[str, Peer]) -> None:
    """Every work in one process each."""
    clock = "core" if options.core else "clock"
    with RenderPool(1, DEFAULT_LIMITS) as pool:
        for work in works:
            recipe, source = parse_request(work.request), folder / work.source
            results = {name: folder / f"{name}.{work.extension}" for name in (OURS, *peers)}
            runs: dict[str, Callable[[], object]] = {
                OURS: lambda source=source, recipe=recipe, results=results: pool.render(source, recipe, results[OURS]),
            }
            for name, peer in peers.items():
                runs[name] = lambda peer=peer, work=work, source=source, file=results[name]: peer.run(
                    work.name, source, file, work.width
                )
            took = medians(options.rounds, clock, runs, results)
            expected = reference(work, folder)
            grades = {name: quality(work, file, expected) for name, file in results.items()}
            report(work, took, grades, {name: file.stat().st_size for name, file in results.items()})


@contextmanager
def cores(count: int) -> Iterator[None]:
    """Give this process, and those it starts meanwhile, some of its cores only."""
    all_of_them = os.sched_getaffinity(0)
    os.sched_setaffinity(0, sorted(all_of_them)[:count])
    try:
        yield
    finally:
        os.sched_setaffinity(0, all_of_them)


def report(work: Work, took: dict[str, float], grades: dict[str, str], sizes: dict[str, int]) -> None:
    """Print a row against every peer; goals are against libvips."""
    ours = f"{took[OURS]:.0f} ms, {grades[OURS]}"
    if len(took) == 1:
        print(f"{work.title}: {ours}; there is nothing to compare with")
    for name in list(took)[1:]:
        goal = f"<= {work.goal:.2f}" if name == "libvips" else "-"
        row(work.title, ours, f"{name} {took[name]:.0f} ms, {grades[name]}", took[OURS] / took[name], goal)
    if work.bytes_goal and "libvips" in sizes:
        ours, theirs = (f"{sizes[name] / 1e6:.2f} MB" for name in (OURS, "libvips"))
        share = sizes[OURS] / sizes["libvips"]
        row(f"{work.title}: bytes", ours, f"libvips {theirs}", share, f"<= {work.bytes_goal:.2f}")


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--rounds", type=int, default=11, help="turns that are timed")
    parser.add_argument("--pictures", type=int, default=100, help="pictures of the run on all cores; 0 leaves it out")
    parser.add_argument("--core", action="store_true", help="time on a core, not by the clock: for a busy machine")
    parser.add_argument("--cores", action="store_true", help="all cores for one picture")
    parser.add_argument("--only", default="", help="only works whose title holds this text")
    parser.add_argument("--against", nargs="*", help="only these peers, such as libvips")
    parser.add_argument("--dir", type=Path, default=MEMORY if MEMORY.is_dir() else None, help="for 1 GB of files")
    options = parser.parse_args()
    with tempfile.TemporaryDirectory(dir=options.dir) as name:
        folder = Path(name)
        draw(folder)
        with cores(len(os.sched_getaffinity(0)) if options.cores else 1):
            names = in_turns(folder, options)
        if options.pictures:
            many_at_once(folder, options.pictures, options.rounds, names)


def in_turns(folder: Path, options: argparse.Namespace) -> set[str]:
    """Every work, by every program that runs here; returns their names."""
    peers = available(options.against)
    print(", ".join(peer.version for peer in peers.values()), flush=True)
    try:
        one_at_a_time(folder, options, (work for work in WORKS if options.only in work.title), peers)
    finally:
        for peer in peers.values():
            peer.close()
    return set(peers)


if __name__ == "__main__":
    main()

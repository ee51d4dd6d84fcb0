"""Rendering against libvips in the same run: interleaved, medians, ratios (below 1: ours is faster).

    python bench/bench_imaging.py [--pictures 8] [--rounds 3]

Needs `vipsthumbnail` (Debian: libvips-tools) for the comparison; without it only our own times are printed.
"""

import argparse
import os
import shutil
import statistics
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import numpy as np
from PIL import Image

from flytower.imaging import DEFAULT_LIMITS, RenderPool, parse_request
from flytower.imaging.colour import standard_profile
from flytower.imaging.recipe import PixelType
from table import row

CORES = len(os.sched_getaffinity(0))
VIPS = shutil.which("vipsthumbnail")
VIPS_TOOL = shutil.which("vips")


def photograph(width: int, height: int) -> Image.Image:
    """Something with the statistics of a photograph: soft shapes, edges, grain."""
    dice = np.random.default_rng(7)
    soft = Image.fromarray(dice.integers(0, 256, (12, 18, 3), np.uint8)).resize(
        (width // 4, height // 4), Image.Resampling.BICUBIC
    )
    fine = Image.fromarray(dice.integers(0, 256, (160, 240, 3), np.uint8)).resize(soft.size, Image.Resampling.BICUBIC)
    pixels = np.asarray(Image.blend(soft, fine, 0.3).resize((width, height), Image.Resampling.BICUBIC)).astype(np.int16)
    grain = dice.integers(-5, 6, (height, width, 1), np.int16)
    return Image.fromarray(np.clip(pixels + grain, 0, 255).astype(np.uint8))


def medians(rounds: int, **runs: Callable[[], object]) -> dict[str, float]:
    """Milliseconds of each, taken in turns so that a busy machine hits all alike; the first turn only warms up."""
    times: dict[str, list[float]] = {name: [] for name in runs}
    for turn in range(rounds + 1):
        for name, run in runs.items():
            begin = time.perf_counter()
            run()
            if turn:
                times[name].append((time.perf_counter() - begin) * 1000)
    return {name: statistics.median(values) for name, values in times.items()}


def vips(*arguments: object, threads: int | None = None) -> None:
    environment = {"PATH": os.defpath, **({"VIPS_CONCURRENCY": str(threads)} if threads else {})}
    subprocess.run([str(argument) for argument in arguments], check=True, env=environment)  # noqa: S603


def show(name: str, ours: float, theirs: float | None, goal: str) -> None:
    if theirs is None:
        print(f"{name}: {ours:.0f} ms; no libvips to compare with")
        return
    row(name, f"{ours:.0f} ms", f"libvips {theirs:.0f} ms", ours / theirs, goal)


def one_at_a_time(folder: Path, rounds: int) -> None:
    """One picture on an idle machine: ours in one render process, libvips with a thread per core."""
    rows = [
        (
            "24 MP JPEG -> 1000 px JPEG q85",
            "big.jpg",
            "wid=1000&qlt=85",
            ["--size", "1000x", "-o", "v.jpg[Q=85]"],
            "<= 1.0",
        ),
        ("24 MP JPEG -> 1000 px PNG", "big.jpg", "wid=1000&fmt=png", ["--size", "1000x", "-o", "v.png"], "<= 0.8"),
        ("12 MP PNG -> 800 px JPEG", "half.png", "wid=800", ["--size", "800x", "-o", "v.jpg[Q=80]"], "<= 1.25"),
        (
            "24 MP CMYK TIFF (raw, ICC) -> 1000 px sRGB JPEG",
            "inks.tif",
            "wid=1000&icc=sRGB",
            ["--size", "1000x", "--export-profile", "srgb", "-o", "v.jpg"],
            "<= 0.75",
        ),
    ]
    with RenderPool(1, DEFAULT_LIMITS) as pool:
        for name, source, request, arguments, goal in rows:
            recipe = parse_request(request)
            runs: dict[str, Callable[[], object]] = {
                "ours": lambda source=source, recipe=recipe: pool.render(folder / source, recipe, folder / "out"),
            }
            if VIPS:
                runs["theirs"] = lambda source=source, arguments=arguments: vips(VIPS, folder / source, *arguments)
            took = medians(rounds, **runs)
            show(name, took["ours"], took.get("theirs"), goal)
        recipe = parse_request("fmt=png")
        runs = {"ours": lambda: pool.render(folder / "big.jpg", recipe, folder / "out.png")}
        if VIPS_TOOL:
            runs["theirs"] = lambda: vips(VIPS_TOOL, "copy", folder / "big.jpg", folder / "v.png")
        took = medians(1, **runs)
        show("24 MP JPEG -> full-size PNG", took["ours"], took.get("theirs"), "<= 0.35")
        if VIPS_TOOL:
            sizes = [(folder / name).stat().st_size for name in ("out.png", "v.png")]
            row("the bytes of that PNG", *(f"{size / 1e6:.1f} MB" for size in sizes), sizes[0] / sizes[1], "<= 0.60")


def many_at_once(folder: Path, pictures: int, rounds: int) -> None:
    """Throughput on all cores: our pool against vipsthumbnail both ways it can use them."""
    recipe = parse_request("wid=1000&qlt=85")
    copies = [folder / f"{number}.jpg" for number in range(pictures)]
    for copy in copies:
        copy.hardlink_to(folder / "big.jpg")

    def ours(pool: RenderPool) -> None:
        with ThreadPoolExecutor(CORES) as threads:
            list(threads.map(lambda path: pool.render(path, recipe, path.with_suffix(".out")), copies))

    def one_process() -> None:
        vips(VIPS, *copies, "--size", "1000x", "-o", "v-%s.jpg[Q=85]")

    def process_per_core() -> None:
        with ThreadPoolExecutor(CORES) as threads:
            shares = [copies[start::CORES] for start in range(CORES)]
            list(
                threads.map(
                    lambda share: vips(VIPS, *share, "--size", "1000x", "-o", "w-%s.jpg[Q=85]", threads=1), shares
                )
            )

    with RenderPool(CORES, DEFAULT_LIMITS) as pool, RenderPool(1, DEFAULT_LIMITS) as single:
        runs: dict[str, Callable[[], object]] = {"ours": lambda: ours(pool), "alone": lambda: ours(single)}
        if VIPS:
            runs |= {"threads": one_process, "processes": process_per_core}
        took = medians(rounds, **runs)
    best = min(took["threads"], took["processes"]) if VIPS else None
    show(f"{pictures} x 24 MP JPEG -> 1000 px JPEG, {CORES} cores (libvips at its best)", took["ours"], best, "<= 1.0")
    row(
        f"{CORES} render processes against one",
        f"{took['ours']:.0f} ms",
        f"{took['alone']:.0f} ms",
        took["alone"] / took["ours"],
        ">= 1.85 of 2 cores",
    )


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--pictures", type=int, default=8)
    parser.add_argument("--rounds", type=int, default=3)
    options = parser.parse_args()
    if not VIPS:
        print("vipsthumbnail is not installed (Debian: libvips-tools): only our own times follow", file=sys.stderr)
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        big = photograph(6000, 4000)
        big.save(folder / "big.jpg", quality=90)
        big.resize((4243, 2828)).save(folder / "half.png", compress_level=3)
        inks = standard_profile(PixelType.CMYK)
        big.convert("CMYK").save(folder / "inks.tif", icc_profile=inks)
        one_at_a_time(folder, options.rounds)
        many_at_once(folder, options.pictures, options.rounds)


if __name__ == "__main__":
    main()

"""An archive of 400 originals of 2.5 MB: laid out, written and streamed, against `cp` of the same bytes.

    python bench/bench_zip.py [--dir DIR] [--files 400] [--bytes 2500000] [--rounds 5]

Needs twice the bytes (2 GB by default) in DIR. Every ratio is a median over interleaved rounds of one run.
"""

import argparse
import os
import shutil
import statistics
import subprocess
import tempfile
import time
from pathlib import Path

from flytower.storage.blobs import Blob
from flytower.storage.local import LocalBlobs
from flytower.storage.ziplayout import ZipEntry, ZipLayout
from flytower.storage.zipstream import stream, write_zip
from table import row


def timed(work):
    begin = time.perf_counter()
    work()
    return time.perf_counter() - begin


def originals(blobs, count, size):
    """Store that many contents, alike but for their beginning, and name them."""
    body = os.urandom(size - 8)
    for number in range(count):
        blob: Blob = blobs.put([number.to_bytes(8, "big"), body])
        yield ZipEntry(f"photo {number:04}.jpg", blob.size, blob.crc32, blob.hash)


def to_dev_null(layout, blobs):
    with Path(os.devnull).open("wb", buffering=0) as sink:
        sink.writelines(stream(layout, blobs))


def first_piece(layout, blobs):
    pieces = stream(layout, blobs)
    next(pieces)
    pieces.close()


def cp(source, target):
    subprocess.run(["cp", "-r", source, target], check=True)  # noqa: S603, S607 - the peer


def measure(place, count, size, rounds):
    blobs = LocalBlobs(place / "blobs")
    entries = list(originals(blobs, count, size))
    layout = ZipLayout.of(entries)
    originals_only = place / "originals"
    originals_only.mkdir()
    for entry in entries:
        blobs.copy_to(entry.blob, originals_only / entry.name)
    works = {
        "layout": lambda: ZipLayout.of(entries),
        "first piece": lambda: first_piece(layout, blobs),
        "stream to /dev/null": lambda: to_dev_null(layout, blobs),
        "write_zip": lambda: write_zip(layout, blobs, place / "export.zip"),
        "cp -r": lambda: cp(originals_only, place / "copy"),
    }
    times = {name: [] for name in works}
    # The first gigabyte written in a while costs up to six times the next, whoever writes it (measured for cp,
    # write_zip and cat alike): so the first round does not count, and the order turns with each round.
    for number in range(rounds + 1):
        for name, work in list(works.items())[:: 1 if number % 2 else -1]:
            os.sync()  # what one work left to write must not slow down the next
            seconds = timed(work)
            (place / "export.zip").unlink(missing_ok=True)
            shutil.rmtree(place / "copy", ignore_errors=True)
            if number:
                times[name].append(seconds)
    return {name: statistics.median(values) for name, values in times.items()}


def report(medians, count, size):
    peer = medians.pop("cp -r")
    goals = {"write_zip": "<= 0.80", "stream to /dev/null": "-"}
    for name, seconds in medians.items():
        title = f"ZIP of {count} x {size / 1e6:g} MB: {name}"
        if name in goals:
            row(title, f"{seconds * 1000:.0f} ms", f"cp -r {peer * 1000:.0f} ms", seconds / peer, goals[name])
        else:
            print(f"{title}: {seconds * 1000:.1f} ms")


def main():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--dir", type=Path, help="where to put the files; a temporary directory otherwise")
    parser.add_argument("--files", type=int, default=400)
    parser.add_argument("--bytes", type=int, default=2_500_000)
    parser.add_argument("--rounds", type=int, default=5)
    options = parser.parse_args()
    with tempfile.TemporaryDirectory(prefix="bench-zip-", dir=options.dir) as place:
        report(measure(Path(place), options.files, options.bytes, options.rounds), options.files, options.bytes)


if __name__ == "__main__":
    main()

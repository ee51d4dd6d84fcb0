"""Requests a second of /is/image: first answers of distinct sizes, and answers from the cache.

    python bench/bench_images_http.py [--sizes 60] [--seconds 4] [--connections 4]

Against thumbor (`bench/peers/install.py`) with a process per core, each of which answers and renders, and with a single
one: ours has one that answers and one per core that renders. First answers also against libvips in a process per core,
which answers no HTTP at all. Client and servers share the machine's cores; each server is measured alone.
"""

import argparse
import os
import socket
import statistics
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable, Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager
from functools import partial
from pathlib import Path

from flytower.testing import serving
from flytower.testing.client import Client
from imaging_peers import Peers, start_vips
from imaging_pictures import photograph
from imaging_works import SMALL_JPEG
from peers.install import THUMBOR
from table import row

CORES = len(os.sched_getaffinity(0))
PICTURE = "boat.jpg"
SIDES = (3000, 2000)
SMALLEST = 400
CONFIGURATION = """
LOADER = "thumbor.loaders.file_loader"
FILE_LOADER_ROOT_PATH = {root!r}
RESULT_STORAGE = "thumbor.result_storages.file_storage"
RESULT_STORAGE_FILE_STORAGE_ROOT_PATH = {kept!r}
RESULT_STORAGE_STORES_UNSAFE = True
QUALITY = 85
"""
Ask = Callable[[int], str]


class Connection:
    """A keep-alive connection that costs next to nothing, because it shares the cores with the server."""

    def __init__(self, port: int) -> None:
        self._socket = socket.create_connection(("127.0.0.1", port), 30)
        self._file = self._socket.makefile("rb", 1 << 18)

    def get(self, path: str) -> int:
        """Ask for a path; return how many bytes its answer had. Anything but 200 is an error."""
        self._socket.sendall(f"GET {path} HTTP/1.1\r\nHost: localhost\r\n\r\n".encode())
        status = self._file.readline()
        length = 0
        while (line := self._file.readline()) not in (b"\r\n", b""):
            name, _, value = line.partition(b":")
            if name.lower() == b"content-length":
                length = int(value)
        body = self._file.read(length)
        assert b" 200 " in status, (path, status, body[:200])
        return len(body)

    def close(self) -> None:
        self._file.close()
        self._socket.close()


def first_answers(port: int, ask: Ask, widths: list[int], connections: int) -> float:
    """Ask once for every width, over some connections; return requests a second."""
    left = iter(widths)

    def work() -> None:
        connection = Connection(port)
        for width in left:
            assert connection.get(ask(width)) > 1000
        connection.close()

    begin = time.perf_counter()
    with ThreadPoolExecutor(connections) as threads:
        for done in [threads.submit(work) for _ in range(connections)]:
            done.result()
    return len(widths) / (time.perf_counter() - begin)


def kept_answers(port: int, path: str, seconds: float, connections: int) -> float:
    """Ask for one picture again and again; return requests a second."""
    Connection(port).get(path)
    end = time.perf_counter() + seconds

    def work() -> int:
        connection, count = Connection(port), 0
        while time.perf_counter() < end:
            connection.get(path)
            count += 1
        connection.close()
        return count

    with ThreadPoolExecutor(connections) as threads:
        counts = [threads.submit(work) for _ in range(connections)]
        return sum(count.result() for count in counts) / seconds


@contextmanager
def flytower(base: Path) -> Iterator[tuple[int, Ask]]:
    settings = {"demo": True, "data_dir": base / "data", "import_dir": base / "import", "log_level": "WARNING"}
    with serving(**settings) as server, Client(server.url) as client:
        options = {"overwrite": True, "readyForPublish": True, "createMask": False, "emailSetting": "None"}
        client.call(
            "submitJob",
            companyHandle=client.company,
            jobName="in",
            uploadDirectoryJob={
                "serverDir": "pictures",
                "destFolder": "DemoCompany/bench/",
                "includeSubfolders": False,
                "processMetadataFiles": False,
                **options,
            },
        )
        client.wait(originalName="in", seconds=60)
        yield int(server.url.rpartition(":")[2]), lambda width: f"/is/image/DemoCompany/boat?wid={width}&qlt=85"


@contextmanager
def thumbor(base: Path, processes: int) -> Iterator[tuple[int, Ask]]:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port = probe.getsockname()[1]
    settings = base / "thumbor.conf"
    settings.write_text(
        CONFIGURATION.format(root=str(base / "import" / "pictures"), kept=str(base / f"kept-{processes}"))
    )
    command = [
        THUMBOR / "bin" / "thumbor",
        f"--port={port}",
        "--ip=127.0.0.1",
        f"--conf={settings}",
        f"--processes={processes}",
        "--log-level=error",
    ]
    process = subprocess.Popen([str(word) for word in command], start_new_session=True)  # noqa: S603  the peer's own
    try:
        _wait(port)
        yield port, lambda width: f"/unsafe/{width}x0/{PICTURE}"
    finally:
        os.killpg(process.pid, 15)
        process.wait()


def _wait(port: int) -> None:
    for _ in range(200):
        try:
            Connection(port).close()
        except OSError:
            time.sleep(0.05)
        else:
            return
    raise TimeoutError("thumbor did not answer")


def vips_rate(base: Path, widths: list[int]) -> float:
    """How many of these pictures libvips makes in a second, with a process per core."""
    group = Peers(CORES, start_vips)
    pairs = [(base / "import" / "pictures" / PICTURE, base / f"{width}.jpg") for width in widths]
    try:
        group.run_all(SMALL_JPEG.name, pairs[: 2 * CORES], widths[0])
        begin = time.perf_counter()
        group.run_all(SMALL_JPEG.name, pairs, statistics.median_low(widths))
        return len(widths) / (time.perf_counter() - begin)
    finally:
        group.close()


def measured(server: Callable[[Path], object], base: Path, options: argparse.Namespace) -> tuple[float, float]:
    """Medians of the rates of first answers and of kept ones over the rounds."""
    first, kept = [], []
    with server(base) as (port, ask):
        first_answers(port, ask, list(range(SMALLEST - 3 * CORES, SMALLEST)), options.connections)
        for turn in range(options.rounds):
            start = SMALLEST + turn * options.sizes
            first.append(first_answers(port, ask, list(range(start, start + options.sizes)), options.connections))
            kept.append(kept_answers(port, ask(start), options.seconds, options.connections))
    return statistics.median(first), statistics.median(kept)


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--sizes", type=int, default=60, help="distinct widths asked for in a round")
    parser.add_argument("--seconds", type=float, default=4, help="how long the cache is asked in a round")
    parser.add_argument("--connections", type=int, default=4)
    parser.add_argument("--rounds", type=int, default=3)
    options = parser.parse_args()
    with tempfile.TemporaryDirectory() as place:
        base = Path(place)
        pictures = base / "import" / "pictures"
        pictures.mkdir(parents=True)
        photograph(*SIDES).save(pictures / PICTURE, quality=90)
        first, kept = measured(flytower, base, options)
        print(f"ours: {first:.0f} first answers a second, {kept:.0f} kept ones", flush=True)
        against(base, options, first, kept)


def against(base: Path, options: argparse.Namespace, first: float, kept: float) -> None:
    """Print a row against whoever is there; a ratio above 1 means that we answer more."""
    megapixels = SIDES[0] * SIDES[1] // 1_000_000
    name = f"/is/image, {megapixels} MP JPEG, {options.connections} connections"
    if THUMBOR.exists():
        for processes in (CORES, 1):
            theirs = measured(partial(thumbor, processes=processes), base, options)
            count = f"against {processes} processes" if processes > 1 else "against one process"
            for what, ours, peer in (("first answers", first, theirs[0]), ("from the cache", kept, theirs[1])):
                row(f"{name}: {what}, {count}", f"{ours:.0f}/s", f"thumbor {peer:.0f}/s", ours / peer, ">= 1.0")
    else:
        print("thumbor is not there, see bench/peers/install.py", file=sys.stderr)
    try:
        theirs = vips_rate(base, list(range(SMALLEST, SMALLEST + options.sizes)))
    except EOFError:
        print("libvips is not there, see bench/peers/install.py", file=sys.stderr)
    else:
        row(f"{name}: first answers", f"{first:.0f}/s", f"libvips without HTTP {theirs:.0f}/s", first / theirs, "-")


if __name__ == "__main__":
    main()

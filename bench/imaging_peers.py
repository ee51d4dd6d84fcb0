"""Other programs that do the same works: each a process that is started once and has one thread."""

import json
import os
import shutil
import subprocess
import sys
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from queue import SimpleQueue

from peers.install import NODE_PACKAGES, PYTHON_PACKAGES

HERE = Path(__file__).parent / "peers"
MALLOC = "glibc.malloc.hugetlb=1"
"""Large allocations get huge pages, as in our render processes."""


class Peer:
    """One such process. `version` is what it says it is."""

    def __init__(self, *command: object, threads: int = 1) -> None:
        """Start it; EOFError when it cannot run here."""
        environment = {
            "PATH": os.environ.get("PATH", os.defpath),  # noqa: TID251  what programs get that are not ours
            "PYTHONPATH": str(PYTHON_PACKAGES),
            "GLIBC_TUNABLES": MALLOC,
            "VIPS_CONCURRENCY": str(threads),
            "MAGICK_THREAD_LIMIT": str(threads),
        }
        self._process = subprocess.Popen(  # noqa: S603  our own programs
            [str(word) for word in command],
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            stderr=subprocess.PIPE,
            text=True,
            env=environment,
        )
        self.version = self._answer()

    def run(self, work: str, source: Path, destination: Path, width: int) -> None:
        """Do one work from file to file."""
        self._process.stdin.write(json.dumps([work, str(source), str(destination), width]) + "\n")
        self._process.stdin.flush()
        answer = self._answer()
        assert answer == "done", answer

    def _answer(self) -> str:
        line = self._process.stdout.readline()
        if not line:
            raise EOFError(self._process.stderr.read())
        return line.strip()

    def close(self) -> None:
        self._process.stdin.close()
        self._process.wait()
        self._process.stdout.close()
        self._process.stderr.close()


class Peers:
    """Some processes of one kind that share what is to be done."""

    def __init__(self, count: int, start: Callable[[], Peer]) -> None:
        self._all = [start() for _ in range(count)]
        self._idle: SimpleQueue[Peer] = SimpleQueue()
        for peer in self._all:
            self._idle.put(peer)

    def run_all(self, work: str, pairs: list[tuple[Path, Path]], width: int) -> None:
        """Do one work for every pair of source and destination."""

        def run(pair: tuple[Path, Path]) -> None:
            peer = self._idle.get()
            try:
                peer.run(work, *pair, width)
            finally:
                self._idle.put(peer)

        with ThreadPoolExecutor(len(self._all)) as threads:
            list(threads.map(run, pairs))

    def close(self) -> None:
        for peer in self._all:
            peer.close()


def start_vips(threads: int = 1) -> Peer:
    return Peer(sys.executable, HERE / "vips.py", threads=threads)


def start_sharp(threads: int = 1) -> Peer:
    node = shutil.which("node")
    if node is None:
        raise EOFError("there is no program node")
    return Peer(node, HERE / "sharp.mjs", NODE_PACKAGES, threads)


def start_magick(threads: int = 1) -> Peer:
    return Peer(sys.executable, HERE / "magick.py", threads=threads)


def available(wanted: list[str] | None = None) -> dict[str, Peer]:
    """Every peer that runs here, or those of them that are wanted; says of the others why not."""
    peers = {}
    for name, start in (("libvips", start_vips), ("sharp", start_sharp), ("ImageMagick", start_magick)):
        if wanted is not None and name not in wanted:
            continue
        try:
            peers[name] = start()
        except EOFError as fault:
            reason = str(fault).strip().splitlines()[-1:]
            print(f"{name} is left out, see bench/peers/install.py: {reason}", file=sys.stderr)
    return peers

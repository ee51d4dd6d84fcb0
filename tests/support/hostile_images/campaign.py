"""Hostile files, one after the other: headers read here, pictures rendered in the pool, every answer checked."""

import os
import re
import threading
import time
import warnings
from collections import Counter
from contextlib import contextmanager
from pathlib import Path
from typing import NamedTuple

from PIL import ImageFile

from flytower.imaging import LimitError, Limits, RenderError, RequestError, parse_request
from flytower.imaging.accelerators import heif, pdfium, resvg
from flytower.imaging.pool import RenderPool
from flytower.imaging.probe import probe
from flytower.imaging.source import silence_codec_warnings
from hostile_images.corpus import hostile, requests
from hostile_images.sane import sane_files

LIMITS = Limits(
    max_source_pixels=4_000_000,
    max_output_pixels=1_000_000,
    max_output_bytes=8 << 20,
    seconds=2.0,
    memory_bytes=768 << 20,
)
"""What a render process may take here: less than in earnest, so that bombs of some kilobytes reach it."""

PROBE_BYTES = 160 << 20
"""How much memory reading a header may take in between: the largest share is what texts in a PNG may unpack to."""

PROBE_SECONDS = 2.0
"""Processor time that reading a header may take."""

CRASH, TIMEOUT = "CRASH", "TIMEOUT"
"""What an outcome begins with that cost a render process."""

_GRACE_SECONDS = 10.0
_LONGEST_TEXT = 400
_GOOD = "jpeg/baseline"
_GOOD_EVERY = 250


class Wrong(AssertionError):  # noqa: N818  reads as what it says
    """An answer broke a rule, or something was left behind."""


class Answer(NamedTuple):
    """What came of one file: the outcome's kind, and the processor and wall-clock seconds of header and rendering."""

    outcome: str
    probe_seconds: float
    render_seconds: float


class Campaign:
    """A pool of render processes, and folders in which nothing may be left. A context manager.

    Any number of threads may call `run`. What the process and its children say on stderr meanwhile is kept aside.
    """

    def __init__(self, directory, workers=2, limits=LIMITS):
        self.outcomes = Counter()
        self.longest = ("", 0.0)
        self.crashes = []
        self._directory = Path(directory)
        self._limits = limits
        self._recipes = {request: parse_request(request) for request in requests()}
        self._lock = threading.Lock()
        self._decoded = []
        self._good = None
        self._count = 0
        self.pool = RenderPool(workers, limits)
        self._said = (self._directory / "stderr").open("w+b")
        self._stack = None

    def __enter__(self):
        for library in (heif, pdfium, resvg):  # loaded once, not by the first header that needs it
            library()
        self._stack = _aside(self._said, self._decoded)
        self._stack.__enter__()
        self._expect_good()
        return self

    def __exit__(self, *fault):
        self.pool.close()
        self._stack.__exit__(*fault)
        self._said.close()

    def run(self, seed, number):
        """Send one file through. Raises Wrong with its number."""
        try:
            return self.check(hostile(seed, number), f"{number}")
        except Wrong as wrong:
            raise Wrong(f"file {seed}/{number}: {wrong}") from None

    def header(self, file):
        """Read a file's header alone. Raises Wrong."""
        source = self._directory / "header"
        source.write_bytes(file.content)
        try:
            self._probed(source)
        except Wrong as wrong:
            raise Wrong(f"{file.name}: {wrong}") from None
        finally:
            source.unlink()

    def check(self, file, name="file"):
        """Read a file's header and render it, both as they should be. Raises Wrong."""
        folder = self._directory / f"{threading.get_ident()}"
        folder.mkdir(exist_ok=True)
        source, reply = folder / name, folder / "reply"
        source.write_bytes(file.content)
        try:
            probed = self._probed(source)
            begin = time.monotonic()
            outcome = self._rendered(source, file.request, reply)
            answer = Answer(outcome, probed, time.monotonic() - begin)
            self._take(file, answer, name)
        except Wrong as wrong:
            raise Wrong(f"{file.name} by {file.request}: {wrong}") from None
        finally:
            source.unlink()
            reply.unlink(missing_ok=True)
        if left := [path.name for path in folder.iterdir()]:
            raise Wrong(f"{file.name} by {file.request}: left {left}")
        self._expect_good_now_and_then(folder)
        return answer

    def _take(self, file, answer, name):
        with self._lock:
            self.outcomes[answer.outcome] += 1
            if answer.outcome.startswith(CRASH):
                self.crashes.append(f"{name}: {file.name} by {file.request}")
            slowest = max(answer.probe_seconds, answer.render_seconds)
            if slowest > self.longest[1]:
                self.longest = (f"{file.name} by {file.request}", slowest)
        if answer.render_seconds > self._limits.seconds + _GRACE_SECONDS:
            raise Wrong(f"rendering took {answer.render_seconds:.1f} s")
        if said := self._heard():
            raise Wrong(f"on stderr: {said}")

    def _probed(self, source):
        """Read the header; what it takes is measured, one at a time."""
        with self._lock:
            Path("/proc/self/clear_refs").write_text("5")  # the peak counts from here
            before, begin = _memory("VmRSS"), time.thread_time()
            try:
                header = probe(source)
            except (RenderError, RequestError) as fault:
                _check_text(fault, source)
            else:
                _check_header(header)
            seconds, grown = time.thread_time() - begin, _memory("VmHWM") - before
            decoded = self._decoded.copy()
            self._decoded.clear()
        if decoded:
            raise Wrong(f"the header's reader decoded {decoded}")
        if seconds > PROBE_SECONDS or grown > PROBE_BYTES:
            raise Wrong(f"reading the header took {seconds:.1f} s and {grown >> 20} MiB")
        return seconds

    def _rendered(self, source, request, reply):
        try:
            result = self.pool.render(source, self._recipes[request], reply)
        except (RenderError, RequestError) as fault:
            _check_text(fault, source)
            if reply.exists():
                raise Wrong(f"a file after {fault!r}") from None
            return family_of(fault)
        size = reply.stat().st_size
        if (
            not 0 < result.width * result.height <= self._limits.max_output_pixels
            or not 0 < size <= self._limits.max_output_bytes
        ):
            raise Wrong(f"{result} of {size} bytes")
        if size != result.byte_size:
            raise Wrong(f"{size} bytes, told {result.byte_size}")
        return "rendered"

    def _expect_good_now_and_then(self, folder):
        with self._lock:
            self._count += 1
            due = self._count % _GOOD_EVERY == 0
        if due:
            self._expect_good(folder)

    def _expect_good(self, folder=None):
        """A sane file gives what it always gave."""
        folder = folder or self._directory
        source, reply = folder / "good", folder / "good-reply"
        source.write_bytes(sane_files()[_GOOD])
        result = self.pool.render(source, self._recipes["wid=16&fmt=png"], reply)
        source.unlink()
        reply.unlink()
        if self._good not in (None, result):
            raise Wrong(f"a sane picture gave {result} in place of {self._good}")
        self._good = result

    def _heard(self):
        """Return what was said on stderr since the last time."""
        with self._lock:
            self._said.seek(0)
            said = self._said.read().decode("utf-8", "replace")
            if said:
                self._said.seek(0)
                self._said.truncate()
        return said[-1500:]

    def memory(self):
        """Return the resident bytes of this process and of every render process there is."""
        workers = [slot._worker for slot in self.pool._slots]
        return [_memory("VmRSS"), *(_memory("VmRSS", worker.pid) for worker in workers if worker is not None)]


def family_of(fault):
    """Return what kind of error this is: its text without the numbers and words that belong to one file."""
    text = str(fault)
    if "died on this picture" in text or "from outside" in text:
        return f"{CRASH}: {text}"
    if "took longer than" in text or "of processor time" in text:
        return TIMEOUT
    text = re.sub(r"-?\d+(?:\.\d+)?", "N", re.sub(r"'[^']*'|b\".*\"|0x[0-9a-f]+", "…", text))
    text = re.sub(r"\bPNG's .{4} chunk", "PNG's … chunk", text)
    return f"{type(fault).__name__}: {text[:100]}"


def children():
    """Return the process ids of every child of this process."""
    found = Path("/proc/self/task").glob("*/children")
    return sorted(int(child) for file in found for child in file.read_text().split())


def _check_text(fault, source):
    text = str(fault)
    if not text or len(text) > _LONGEST_TEXT or not text.isprintable() or str(source.parent) in text:
        raise Wrong(f"an unfit text: {text!r}")
    if type(fault) not in (RenderError, LimitError, RequestError):
        raise Wrong(f"an error of its own kind: {fault!r}")


def _check_header(header):
    if (
        header.width < 1
        or header.height < 1
        or not 1 <= header.orientation <= 8
        or header.frames < 1
        or header.bits < 1
    ):
        raise Wrong(f"an impossible header: {header._replace(icc=None) if hasattr(header, '_replace') else header}")


def _memory(line, process="self"):
    """Return a figure of a process's status, in bytes; 0 when it has ended."""
    try:
        text = Path(f"/proc/{process}/status").read_text()
    except OSError:
        return 0
    found = re.search(rf"{line}:\s+(\d+) kB", text)
    return int(found[1]) << 10 if found else 0


@contextmanager
def _aside(said, decoded):
    """Let stderr, of this process and of those it starts, go to a file, and take note of every picture decoded here."""
    kept, load = os.dup(2), ImageFile.ImageFile.load

    def noted(image):
        decoded.append(image.format)
        return load(image)

    os.dup2(said.fileno(), 2)
    ImageFile.ImageFile.load = noted
    try:
        with warnings.catch_warnings():
            silence_codec_warnings()
            yield
    finally:
        ImageFile.ImageFile.load = load
        os.dup2(kept, 2)
        os.close(kept)

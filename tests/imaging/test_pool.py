"""Render processes: the same result as in process, and nothing that a picture does reaches the caller but an error."""

import os
import signal
import subprocess
import sys
import threading
import time
from concurrent.futures import ThreadPoolExecutor
from dataclasses import replace
from pathlib import Path

import pytest
from PIL import Image

from flytower.imaging import DEFAULT_LIMITS, LimitError, RenderError, RequestError, parse_request
from flytower.imaging.pool import RenderPool
from flytower.imaging.render import render
from hostile_images.drawn_bombs import pdfs

NOISE = Image.effect_noise((300, 200), 90).convert("RGB")
SMALL = parse_request("wid=60&fmt=png")


@pytest.fixture
def source(saved):
    return saved(NOISE, "a.jpg")


@pytest.fixture
def pool():
    with RenderPool(1, DEFAULT_LIMITS) as made:
        yield made


def worker_of(pool):
    return pool._slots[0]._worker


def test_the_result_is_that_of_a_rendering_in_process(pool, source, tmp_path):
    recipe = parse_request("wid=60&fmt=png&nonsense=1")
    there = pool.render(source, recipe, tmp_path / "there.png")
    here = render(source, recipe, tmp_path / "here.png", DEFAULT_LIMITS)
    assert there == here
    assert (tmp_path / "there.png").read_bytes() == (tmp_path / "here.png").read_bytes()


@pytest.mark.parametrize(
    ("request_", "error"),
    [
        ("fmt=tif&icc=Nowhere", RenderError("icc: unknown profile 'Nowhere'")),
        ("scl=0.0001", LimitError("at most 100000000 are allowed")),
        ("fit=crop", RequestError("fit")),
    ],
)
def test_errors_arrive_as_they_were_raised(pool, source, tmp_path, request_, error):
    with pytest.raises(type(error), match=str(error)) as caught:
        pool.render(source, parse_request(request_), tmp_path / "out")
    assert type(caught.value) is type(error)
    assert not (tmp_path / "out").exists()


def test_one_process_renders_one_picture_after_the_other(pool, source, tmp_path):
    pool.render(source, SMALL, tmp_path / "1.png")
    first = worker_of(pool).pid
    with pytest.raises(RenderError):
        pool.render(tmp_path / "missing.jpg", SMALL, tmp_path / "2.png")
    pool.render(source, SMALL, tmp_path / "3.png")
    assert worker_of(pool).pid == first


def test_many_threads_may_call(source, tmp_path):
    with RenderPool(2, DEFAULT_LIMITS) as pool, ThreadPoolExecutor(8) as threads:
        results = list(threads.map(lambda n: pool.render(source, SMALL, tmp_path / f"{n}.png"), range(24)))
    assert len({result.crc32 for result in results}) == 1
    assert len(list(tmp_path.glob("*.png"))) == 24


def test_a_crash_costs_one_picture(pool, source, tmp_path):
    pool.render(source, SMALL, tmp_path / "1.png")
    os.kill(worker_of(pool).pid, signal.SIGSEGV)
    with pytest.raises(RenderError, match="died on this picture"):
        pool.render(source, SMALL, tmp_path / "2.png")
    pool.render(source, SMALL, tmp_path / "3.png")


def test_a_library_that_ends_the_process_for_want_of_memory_is_a_matter_of_limits(source, tmp_path):
    """PDFium does: the page draws 2,000,000 rectangles, which take more than 300 MB."""
    pytest.importorskip("pypdfium2", reason="draws PDF pages")
    page = tmp_path / "bomb.pdf"
    page.write_bytes(dict(pdfs())["content"])
    with RenderPool(1, replace(DEFAULT_LIMITS, memory_bytes=512 << 20)) as pool:
        with pytest.raises(LimitError, match="needs more memory than is allowed"):
            pool.render(page, SMALL, tmp_path / "1.png")
        pool.render(source, SMALL, tmp_path / "2.png")
    assert [file.name for file in tmp_path.glob("*.png")] == ["2.png"]


def test_wall_clock_time_is_limited(source, tmp_path):
    pipe = tmp_path / "never.jpg"
    os.mkfifo(pipe)  # opening it waits for a writer that never comes
    with RenderPool(1, replace(DEFAULT_LIMITS, seconds=1.0)) as pool:
        pool.render(source, SMALL, tmp_path / "1.png")
        stuck = worker_of(pool).pid
        begin = time.monotonic()
        with pytest.raises(LimitError, match="took longer than 1 seconds"):
            pool.render(pipe, SMALL, tmp_path / "2.png")
        assert time.monotonic() - begin < 3
        assert not Path(f"/proc/{stuck}").exists()
        pool.render(source, SMALL, tmp_path / "3.png")


def test_memory_is_limited(saved, source, tmp_path):
    large = saved(Image.new("RGB", (6_000, 6_000)), "large.bmp")  # 144 MB once decoded
    with RenderPool(1, replace(DEFAULT_LIMITS, memory_bytes=220 << 20)) as pool:
        with pytest.raises(LimitError, match="memory"):
            pool.render(large, SMALL, tmp_path / "1.png")
        pool.render(source, SMALL, tmp_path / "2.png")
    assert not (tmp_path / "1.png").exists()


def test_file_size_is_limited(source, tmp_path):
    with RenderPool(1, replace(DEFAULT_LIMITS, max_output_bytes=10_000)) as pool:
        with pytest.raises(RenderError):
            pool.render(source, parse_request("fmt=eps"), tmp_path / "1.eps")
        pool.render(source, SMALL, tmp_path / "2.png")
    assert not (tmp_path / "1.eps").exists()


def test_processes_are_held_to_their_limits(pool, source, tmp_path):
    pool.render(source, SMALL, tmp_path / "1.png")
    limits = Path(f"/proc/{worker_of(pool).pid}/limits").read_text()
    rows = {line[:26].strip(): line[26:].split()[0] for line in limits.splitlines()}
    assert rows["Max address space"] == str(DEFAULT_LIMITS.memory_bytes)
    assert rows["Max file size"] == str(DEFAULT_LIMITS.max_output_bytes)
    assert rows["Max open files"] == "64"
    assert rows["Max core file size"] == "0"
    assert int(rows["Max cpu time"]) <= DEFAULT_LIMITS.seconds + 5


def test_processes_know_no_secret_of_ours(pool, source, tmp_path, monkeypatch):
    monkeypatch.setenv("FLYTOWER_SECRET", "hush")
    pool.render(source, SMALL, tmp_path / "1.png")
    environment = Path(f"/proc/{worker_of(pool).pid}/environ").read_bytes()
    assert b"hush" not in environment
    assert b"glibc.malloc.hugetlb=1" in environment


def test_closing_ends_the_processes_and_what_waits(source, tmp_path):
    pool = RenderPool(1, DEFAULT_LIMITS)
    pool.render(source, SMALL, tmp_path / "1.png")
    worker = worker_of(pool).pid
    pipe = tmp_path / "never.jpg"
    os.mkfifo(pipe)
    failures = []

    def attempt():
        with pytest.raises(RenderError) as caught:
            pool.render(pipe, SMALL, tmp_path / "2.png")
        failures.append(str(caught.value))

    callers = [threading.Thread(target=attempt) for _ in range(2)]
    for caller in callers:
        caller.start()
    time.sleep(0.3)
    pool.close()
    for caller in callers:
        caller.join(5)
    assert len(failures) == 2
    assert not Path(f"/proc/{worker}").exists()
    with pytest.raises(RenderError, match="closed"):
        pool.render(source, SMALL, tmp_path / "3.png")
    pool.close()


def test_a_process_that_cannot_start_is_an_error_and_no_hang(source, tmp_path, monkeypatch):
    monkeypatch.setattr("flytower.imaging.worker_process.sys.executable", "/bin/false")
    with RenderPool(1, DEFAULT_LIMITS) as pool, pytest.raises(RenderError, match="could be started"):
        pool.render(source, SMALL, tmp_path / "1.png")


def test_a_pool_that_never_rendered_closes_too():
    RenderPool(3, DEFAULT_LIMITS).close()


def test_a_pool_needs_a_worker():
    with pytest.raises(ValueError, match="at least one worker"):
        RenderPool(0, DEFAULT_LIMITS)


def test_processes_die_with_the_one_that_started_them(source, tmp_path):
    program = f"""
from pathlib import Path
import time
from flytower.imaging import DEFAULT_LIMITS, parse_request
from flytower.imaging.pool import RenderPool
pool = RenderPool(1, DEFAULT_LIMITS)
pool.render(Path({str(source)!r}), parse_request("wid=60"), Path({str(tmp_path / "1.jpg")!r}))
print(pool._slots[0]._worker.pid, flush=True)
time.sleep(60)
"""
    command = [sys.executable, "-c", program]
    with subprocess.Popen(command, stdout=subprocess.PIPE) as parent:  # noqa: S603 - our own program
        worker = int(parent.stdout.readline())
        parent.kill()
    deadline = time.monotonic() + 5
    while Path(f"/proc/{worker}").exists() and b"Z (zombie)" not in Path(f"/proc/{worker}/status").read_bytes():
        assert time.monotonic() < deadline
        time.sleep(0.02)


def test_a_process_is_replaced_after_many_pictures(pool, source, tmp_path, monkeypatch):
    monkeypatch.setattr("flytower.imaging.worker_process._RENDERS", 2)
    seen = set()
    for number in range(4):
        pool.render(source, SMALL, tmp_path / f"{number}.png")
        if worker := worker_of(pool):
            seen.add(worker.pid)
    assert len(seen) == 2

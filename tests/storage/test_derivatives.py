"""Rendered pictures on disk: made once, kept within a bound, the longest unused given up first."""

import os
import subprocess
import sys
import textwrap
import threading

import pytest

from flytower.storage.derivatives import Derivatives

A, B, C = ("a" * 32, "b" * 32, "c" * 32)


@pytest.fixture
def kept(tmp_path):
    return Derivatives(tmp_path / "derivatives", 100)


def content(file):
    with file:
        return file.read()


def writing(data):
    return lambda path: path.write_bytes(data)


def refuse(path):
    raise AssertionError("nothing was to be made")


def fill(kept, *keys, size=40):
    for key in keys:
        kept.obtain(key, writing(b"x" * size)).close()


def held(kept, *keys):
    found = {key: kept.find(key) for key in keys}
    for file in found.values():
        if file:
            file.close()
    return [key for key in keys if found[key]]


def files_in(place):
    """Every file but the locks, which are empty."""
    files = [path for path in (place / "derivatives").rglob("*") if path.is_file()]
    return [path for path in files if path.parent.name != "locks"]


def test_what_was_made_is_not_made_again(kept):
    assert content(kept.obtain(A, writing(b"one"))) == b"one"
    assert content(kept.obtain(A, refuse)) == b"one"


def test_nothing_is_found_before_it_is_made(kept):
    assert kept.find(A) is None


def test_it_outlives_the_process(kept, tmp_path):
    kept.obtain(A, writing(b"one")).close()
    assert content(Derivatives(tmp_path / "derivatives", 100).obtain(A, refuse)) == b"one"


def test_the_longest_unused_makes_room(kept):
    fill(kept, A, B)
    assert held(kept, A) == [A]  # used just now
    fill(kept, C)
    assert held(kept, A, B, C) == [A, C]


def test_the_order_outlives_the_process(kept, tmp_path):
    fill(kept, A, B)
    os.utime(tmp_path / "derivatives" / "aa" / A)
    os.utime(tmp_path / "derivatives" / "bb" / B, (0, 0))
    later = Derivatives(tmp_path / "derivatives", 100)
    fill(later, C)
    assert held(later, A, B, C) == [A, C]


@pytest.mark.parametrize("size", [91, 101])
def test_what_leaves_no_room_for_others_is_made_and_not_kept(kept, tmp_path, size):
    assert content(kept.obtain(A, writing(b"x" * size))) == b"x" * size
    assert kept.find(A) is None
    assert files_in(tmp_path) == []


def test_a_failure_keeps_nothing_and_the_next_tries_again(kept, tmp_path):
    def fail(path):
        path.write_bytes(b"half")
        raise OSError("no")

    with pytest.raises(OSError, match="no"):
        kept.obtain(A, fail)
    assert files_in(tmp_path) == []
    assert content(kept.obtain(A, writing(b"whole"))) == b"whole"


def test_a_file_that_somebody_removed_is_made_again(kept, tmp_path):
    fill(kept, A)
    (tmp_path / "derivatives" / "aa" / A).unlink()
    assert content(kept.obtain(A, writing(b"again"))) == b"again"


def test_what_a_killed_process_left_half_made_is_removed(kept, tmp_path):
    scratch = tmp_path / "derivatives" / "scratch"
    scratch.mkdir(parents=True)
    (scratch / "left").write_bytes(b"half")
    Derivatives(tmp_path / "derivatives", 100)
    assert list(scratch.iterdir()) == []


@pytest.mark.parametrize("key", ["", "short", "../" + "a" * 30, "A" * 32])
def test_a_key_is_a_hexadecimal_digest(kept, key):
    with pytest.raises(ValueError, match="is no key"):
        kept.obtain(key, refuse)


class Wanting:
    """Threads that want one key at the same time, and what each got. They take turns with the places it is asked of."""

    def __init__(self, *places, make, count=5):
        self.answers = []
        self.began, self.may_end = threading.Event(), threading.Event()
        self._make = make
        asked = [places[number % len(places)] for number in range(count)]
        self._threads = [threading.Thread(target=self._want, args=(kept,)) for kept in asked]

    def _want(self, kept):
        try:
            self.answers.append(content(kept.obtain(A, self._slowly)))
        except OSError as error:
            self.answers.append(str(error))

    def _slowly(self, path):
        self.began.set()
        assert self.may_end.wait(10)
        self._make(path)

    def run(self):
        for thread in self._threads:
            thread.start()
        assert self.began.wait(10)
        self.may_end.set()
        for thread in self._threads:
            thread.join(10)
        return self.answers


@pytest.fixture
def places(tmp_path):
    """What two processes see of the directory."""
    return [Derivatives(tmp_path / "derivatives", 1000, processes=2) for _ in range(2)]


def test_many_who_want_the_same_wait_for_one(kept):
    made = []

    def make(path):
        made.append(path)
        path.write_bytes(b"one")

    assert Wanting(kept, make=make).run() == [b"one"] * 5
    assert len(made) == 1


def test_those_in_another_process_wait_for_it_too(places):
    made = []

    def make(path):
        made.append(path)
        path.write_bytes(b"one")

    assert Wanting(*places, make=make).run() == [b"one"] * 5
    assert len(made) == 1


def test_a_failure_reaches_whoever_waits(kept):
    def fail(path):
        raise OSError("no")

    assert Wanting(kept, make=fail).run() == ["no"] * 5


def test_what_a_killed_process_was_making_is_made_by_the_next(tmp_path):
    """Its lock ends with it."""
    root = tmp_path / "derivatives"
    making = textwrap.dedent(
        f"""
        import sys, time
        from pathlib import Path
        from flytower.storage.derivatives import Derivatives
        def make(path):
            print("making", flush=True)
            time.sleep(60)
        Derivatives(Path({str(root)!r}), 1000, processes=2).obtain({A!r}, make)
        """
    )
    process = subprocess.Popen([sys.executable, "-c", making], stdout=subprocess.PIPE, text=True)  # noqa: S603  ours
    assert process.stdout.readline() == "making\n"
    process.kill()
    process.wait()
    process.stdout.close()
    assert content(Derivatives(root, 1000, processes=2).obtain(A, writing(b"one"))) == b"one"


def test_several_processes_stay_within_the_bound_together(places, tmp_path):
    for number in range(400):
        size = 1 + number * 37 % 60
        places[number // 3 % 2].obtain(f"{number:032x}", writing(b"x" * size)).close()
        assert sum(path.stat().st_size for path in files_in(tmp_path)) <= 1000


def test_the_directory_is_not_looked_at_for_every_file(places, monkeypatch):
    looks = []
    look = Derivatives._files
    monkeypatch.setattr(Derivatives, "_files", lambda self: looks.append(1) or look(self))
    for number in range(100):
        places[0].obtain(f"{number:032x}", writing(b"x" * 5)).close()
    assert len(looks) <= 10  # its share of the room that is left free is 50 bytes


def test_what_another_process_is_making_stays(tmp_path):
    """A second server that starts over the same directory cleans up behind the dead, not behind the living."""
    root = tmp_path / "derivatives"

    def make(path):
        path.write_bytes(b"one")
        Derivatives(root, 1000, processes=2)

    assert content(Derivatives(root, 1000, processes=2).obtain(A, make)) == b"one"

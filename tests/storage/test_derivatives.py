"""Rendered pictures on disk: made once, kept within a bound, the longest unused given up first."""

import os
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


def test_what_is_larger_than_all_room_is_made_and_not_kept(kept, tmp_path):
    assert content(kept.obtain(A, writing(b"x" * 101))) == b"x" * 101
    assert kept.find(A) is None
    assert [path for path in (tmp_path / "derivatives").rglob("*") if path.is_file()] == []


def test_a_failure_keeps_nothing_and_the_next_tries_again(kept, tmp_path):
    def fail(path):
        path.write_bytes(b"half")
        raise OSError("no")

    with pytest.raises(OSError, match="no"):
        kept.obtain(A, fail)
    assert [path for path in (tmp_path / "derivatives").rglob("*") if path.is_file()] == []
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
    """Threads that want one key at the same time, and what each got."""

    def __init__(self, kept, make, count=5):
        self.answers = []
        self.began, self.may_end = threading.Event(), threading.Event()
        self._kept, self._make = kept, make
        self._threads = [threading.Thread(target=self._want) for _ in range(count)]

    def _want(self):
        try:
            self.answers.append(content(self._kept.obtain(A, self._slowly)))
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


def test_many_who_want_the_same_wait_for_one(kept):
    made = []

    def make(path):
        made.append(path)
        path.write_bytes(b"one")

    assert Wanting(kept, make).run() == [b"one"] * 5
    assert len(made) == 1


def test_a_failure_reaches_whoever_waits(kept):
    def fail(path):
        raise OSError("no")

    assert Wanting(kept, fail).run() == ["no"] * 5

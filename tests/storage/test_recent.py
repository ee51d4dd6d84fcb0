"""Contents in memory: as many as there is room for, the longest unused given up first."""

import pytest

from flytower.storage.recent import Recent


@pytest.fixture
def recent():
    return Recent(48)


def test_what_is_held_is_found(recent):
    recent.hold("a", b"one")
    assert recent.find("a") == b"one"
    assert recent.find("b") is None


def test_the_longest_unused_makes_room(recent):
    keys = [f"{number}" for number in range(16)]
    for key in keys:
        recent.hold(key, b"xyz")
    assert recent.find("0") == b"xyz"  # used just now
    recent.hold("new", b"xyz")
    assert [key for key in keys if recent.find(key) is None] == ["1"]


def test_what_is_held_again_counts_once(recent):
    for _ in range(100):
        recent.hold("a", b"xyz")
    recent.hold("b", b"xyz")
    assert (recent.find("a"), recent.find("b")) == (b"xyz", b"xyz")


def test_what_would_drive_out_many_is_not_held(recent):
    assert (recent.has_room_for(3), recent.has_room_for(4)) == (True, False)
    recent.hold("a", b"xxxx")
    assert recent.find("a") is None


def test_without_room_nothing_is_held():
    recent = Recent(0)
    recent.hold("a", b"x")
    assert recent.find("a") is None

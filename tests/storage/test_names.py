"""File names in an export's archive."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from flytower.storage.names import MAX_BYTES, safe_name, unique_names


@pytest.mark.parametrize(
    "name",
    ["photo.jpg", "Ünïcödé 日本語 🗼.tiff", "a b.tar.gz", ".hidden", "no extension", 'o\'neil & "co".png', "..a"],
)
def test_an_ordinary_name_is_kept(name):
    assert safe_name(name) == name


@pytest.mark.parametrize(
    ("name", "safe"),
    [
        ("../../etc/passwd", ".._.._etc_passwd"),
        ("C:\\photos\\a.jpg", "C:_photos_a.jpg"),
        ("a\0b.jpg", "a_b.jpg"),
        ("a\r\nb\x7f\x85.jpg", "a__b__.jpg"),
        ("a\ud800b.jpg", "a_b.jpg"),
        (".", "_"),
        ("..", "__"),
        ("", "_"),
        ("   ", "_"),
    ],
)
def test_what_could_lead_elsewhere_is_replaced(name, safe):
    assert safe_name(name) == safe


def test_a_name_too_long_for_a_file_system_loses_the_end_of_its_stem():
    name = safe_name("塔" * 100 + ".tiff")

    assert name == "塔" * 83 + ".tiff"
    assert len(name.encode()) <= MAX_BYTES


@pytest.mark.parametrize(
    ("names", "unique"),
    [
        (["a.jpg", "b.jpg"], ["a.jpg", "b.jpg"]),
        (["a.jpg", "a.jpg", "a.jpg"], ["a.jpg", "a (2).jpg", "a (3).jpg"]),
        (["a", "a"], ["a", "a (2)"]),
        ([".hidden", ".hidden"], [".hidden", ".hidden (2)"]),
        (["Photo.JPG", "photo.jpg"], ["Photo.JPG", "photo (2).jpg"]),
        (["straße.png", "STRASSE.png"], ["straße.png", "STRASSE (2).png"]),
        (["é.png", "e\u0301.png"], ["é.png", "e\u0301 (2).png"]),
        (["a", "a.", "a "], ["a", "a. (2)", "a  (3)"]),
        (["a.jpg", "a.jpg", "a (2).jpg"], ["a.jpg", "a (3).jpg", "a (2).jpg"]),
        (["a (2).jpg", "a.jpg", "a.jpg"], ["a (2).jpg", "a.jpg", "a (3).jpg"]),
        (["x/y.jpg", "x_y.jpg"], ["x_y.jpg", "x_y (2).jpg"]),
        ([], []),
    ],
)
def test_names_that_a_file_system_would_confuse_are_numbered(names, unique):
    assert unique_names(names) == unique


def test_long_names_that_collide_keep_their_extension_and_fit():
    first, second = unique_names(["x" * 300 + ".jpg"] * 2)

    assert first == "x" * 251 + ".jpg"
    assert second == "x" * 247 + " (2).jpg"


def test_many_equal_names_are_numbered_in_one_go():
    names = unique_names(["a.jpg"] * 20_000)

    assert names[-1] == "a (20000).jpg"


@given(st.lists(st.text(alphabet="aA. é/\0(2)", max_size=6), max_size=30))
def test_no_two_names_are_ever_alike(names):
    unique = unique_names(names)

    assert len(unique) == len(names)
    assert len({name.casefold() for name in unique}) == len(names)
    assert not any("/" in name or name in {"", ".", ".."} for name in unique)

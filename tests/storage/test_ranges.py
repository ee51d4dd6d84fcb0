"""Range and If-Range as RFC 9110 has them (sections 13.1.5, 14.1.2, 14.2, 15.5.17)."""

import pytest

from flytower.storage.ranges import Range, Unsatisfiable, resolve_range

ETAG = '"abc"'


@pytest.mark.parametrize(
    ("header", "expected"),
    [
        ("bytes=0-499", Range(0, 500)),
        ("bytes=500-999", Range(500, 1000)),
        ("bytes=-500", Range(9500, 10_000)),
        ("bytes=9500-", Range(9500, 10_000)),
        ("bytes=0-0", Range(0, 1)),
        ("bytes=-1", Range(9999, 10_000)),
        ("bytes=9999-9999", Range(9999, 10_000)),
        ("bytes=0-20000", Range(0, 10_000)),
        ("bytes=-20000", Range(0, 10_000)),
        ("bytes=0-99999999999999999999", Range(0, 10_000)),
        (" Bytes = 1-2 ", Range(1, 3)),
    ],
)
def test_one_range_of_10000_bytes(header, expected):
    assert resolve_range(header, None, ETAG, 10_000) == expected


@pytest.mark.parametrize(
    "header",
    [
        None,
        "",
        "bytes",
        "bytes=",
        "bytes=-",
        "bytes=a-b",
        "bytes=5-4",
        "bytes=20000-4",
        "bytes=1--2",
        "bytes=+1-2",
        "bytes=\N{ARABIC-INDIC DIGIT ONE}-",
        "bytes=0-1,5-6",
        "bytes=0-1,",
        "items=0-1",
        "bytes=0-1 junk",
        "bytes=" + "9" * 5000 + "-",
    ],
)
def test_no_range_another_unit_a_malformed_one_or_several_mean_everything(header):
    assert resolve_range(header, None, ETAG, 10_000) is None


@pytest.mark.parametrize("header", ["bytes=10000-", "bytes=10000-10001", "bytes=99999999999999999999-", "bytes=-0"])
def test_a_range_behind_the_end_or_of_no_length_is_unsatisfiable(header):
    with pytest.raises(Unsatisfiable) as caught:
        resolve_range(header, None, ETAG, 10_000)

    assert caught.value.content_range == "bytes */10000"


def test_an_empty_body_has_no_first_byte():
    with pytest.raises(Unsatisfiable):
        resolve_range("bytes=0-", None, ETAG, 0)


def test_the_last_bytes_of_an_empty_body_are_all_of_it():
    assert resolve_range("bytes=-5", None, ETAG, 0) is None


def test_if_range_with_the_same_tag_lets_the_range_pass():
    assert resolve_range("bytes=0-0", ETAG, ETAG, 10) == Range(0, 1)


@pytest.mark.parametrize("if_range", ['"other"', 'W/"abc"', "abc", "Wed, 01 May 2024 12:00:00 GMT", ""])
def test_if_range_with_anything_else_means_everything(if_range):
    assert resolve_range("bytes=0-0", if_range, ETAG, 10) is None


def test_if_range_with_another_tag_means_everything_even_for_an_unsatisfiable_range():
    assert resolve_range("bytes=50-", '"other"', ETAG, 10) is None


def test_a_range_says_its_length_and_content_range():
    found = resolve_range("bytes=2-5", None, ETAG, 10)

    assert (found.length, found.content_range(10)) == (4, "bytes 2-5/10")

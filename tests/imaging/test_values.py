"""Data types of command arguments."""

import pytest

from flytower.imaging.errors import RequestError
from flytower.imaging.recipe import FitMode
from flytower.imaging.values import Arguments, Bounds


def arguments(value, *, normalised=False):
    return Arguments("test", value, [], normalised)


@pytest.mark.parametrize(("text", "number"), [(".5", 0.5), ("-1.25", -1.25), ("+3", 3), ("4.", 4), (" 7 ", 7)])
def test_real(text, number):
    assert arguments(text).real(0) == number


@pytest.mark.parametrize(
    "text", ["abc", "1e3", "nan", "inf", "0x10", "1_000", "--1", "1.2.3", ".", "٣", "2147483648", "9" * 400, "1 2"]
)
def test_what_is_no_number(text):
    with pytest.raises(RequestError, match="test="):
        arguments(text).real(0)


def test_an_integer_may_be_written_with_a_point():
    assert arguments("400.0").integer(0) == 400


def test_a_fraction_is_no_integer():
    with pytest.raises(RequestError, match=r"'1\.5' is not a whole number"):
        arguments("1.5").integer(0)


def test_out_of_range_is_clamped_and_reported():
    given = arguments("750")
    assert given.integer(0, bounds=Bounds(1, 100)) == 100
    assert given.notes == ["test=750: 750 is above 100; 100 is used."]


def test_a_missing_value_without_default():
    with pytest.raises(RequestError, match="value 2 is missing"):
        arguments("5").real(1)


def test_a_missing_value_with_default():
    assert arguments("5,,7").real(1, 2.5) == 2.5


@pytest.mark.parametrize("text", ["0", "-1", "0.0"])
def test_positive_refuses(text):
    with pytest.raises(RequestError, match="not above 0"):
        arguments(text).positive(0)


@pytest.mark.parametrize(("text", "flag"), [("1", True), ("TRUE", True), ("on", True), ("0", False), ("off", False)])
def test_flag(text, flag):
    assert arguments(text).flag(0) is flag


def test_flag_refuses_other_words():
    with pytest.raises(RequestError, match="neither 0 nor 1"):
        arguments("2").flag(0)


def test_keyword_ignores_case():
    assert arguments("Crop").keyword(0, FitMode, FitMode.FIT) is FitMode.CROP


def test_keyword_refuses_and_lists():
    with pytest.raises(RequestError, match="'zoom' is none of fit, constrain, crop"):
        arguments("zoom").keyword(0, FitMode, FitMode.FIT)


def test_numbers_are_whole_in_pixels_and_real_when_normalised():
    assert arguments("0.5,1", normalised=True).numbers(2) == [0.5, 1]
    with pytest.raises(RequestError):
        arguments("0.5,1").numbers(2)


def test_more_values_than_documented_are_reported():
    given = arguments("1,2,3")
    given.limit(2)
    assert given.notes == ["test=1,2,3: only the first 2 values are used."]


def test_messages_hold_no_control_characters():
    with pytest.raises(RequestError) as caught:
        arguments("\x00\n" + "x" * 500).real(0)
    message = str(caught.value)
    assert message.isprintable()
    assert len(message) < 300

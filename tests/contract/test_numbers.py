"""Doubles as Java's Double.toString and XML Schema print them (wire fact B7)."""

import math

import pytest
from hypothesis import given
from hypothesis import strategies as st

from flytower.contract.numbers import format_double


@pytest.mark.parametrize(
    ("value", "text"),
    [
        (0.0, "0.0"),
        (-0.0, "-0.0"),
        (72, "72.0"),
        (0.212, "0.212"),
        (-1.5, "-1.5"),
        (0.001, "0.001"),
        (0.0001, "1.0E-4"),
        (0.00012, "1.2E-4"),
        (9999999.0, "9999999.0"),
        (1e7, "1.0E7"),
        (12345678.0, "1.2345678E7"),
        (-1e10, "-1.0E10"),
        (1e100, "1.0E100"),
        (1.7976931348623157e308, "1.7976931348623157E308"),
        (5.960464477539063e-08, "5.960464477539063E-8"),
        (math.inf, "INF"),
        (-math.inf, "-INF"),
        (math.nan, "NaN"),
    ],
)
def test_doubles(value, text):
    assert format_double(value) == text


@given(st.floats(allow_nan=False, allow_infinity=False))
def test_no_digit_is_lost(value):
    assert float(format_double(value)) == value

"""Dates in as XML Schema has them, out as recorded (wire fact B7)."""

from datetime import UTC, datetime, timedelta, timezone
from zoneinfo import ZoneInfo

import pytest

from flytower.contract.dates import format_date_time, parse_date_time

PACIFIC = ZoneInfo("America/Los_Angeles")
CENTRAL = ZoneInfo("America/Chicago")


@pytest.mark.parametrize(
    ("moment", "zone", "text"),
    [
        (datetime(2020, 6, 9, 15, 34, 49, 777123, UTC), PACIFIC, "2020-06-09T08:34:49.777-07:00"),
        (datetime(2020, 1, 9, 15, 34, 49, 0, UTC), PACIFIC, "2020-01-09T07:34:49.000-08:00"),
        (datetime(2101, 1, 1, 5, 0, 0, 0, UTC), CENTRAL, "2100-12-31T23:00:00.000-06:00"),
        (datetime(2020, 6, 9, 15, 34, 49, 0, UTC), UTC, "2020-06-09T15:34:49.000+00:00"),
        (datetime(1850, 1, 1, 12, 0, 0, 0, UTC), PACIFIC, "1850-01-01T12:00:00.000+00:00"),  # local time, in seconds
        (datetime.min.replace(tzinfo=UTC), PACIFIC, "0001-01-01T00:00:00.000+00:00"),
    ],
)
def test_dates_out(moment, zone, text):
    assert format_date_time(moment, zone) == text


def test_a_date_without_a_zone_is_no_moment():
    with pytest.raises(ValueError, match="no time zone"):
        format_date_time(datetime(2020, 6, 9), PACIFIC)  # noqa: DTZ001  that is the point


@pytest.mark.parametrize(
    ("text", "moment"),
    [
        ("2020-06-09T08:34:49.777-07:00", datetime(2020, 6, 9, 15, 34, 49, 777000, UTC)),
        ("2020-06-09T15:34:49Z", datetime(2020, 6, 9, 15, 34, 49, 0, UTC)),
        ("2020-06-09T15:34:49.123456789Z", datetime(2020, 6, 9, 15, 34, 49, 123456, UTC)),
        (" 2020-06-09T08:34:49\n", datetime(2020, 6, 9, 15, 34, 49, 0, UTC)),  # in the zone given
        ("2020-02-28T24:00:00Z", datetime(2020, 2, 29, 0, 0, 0, 0, UTC)),
        ("9999-12-31T23:59:59.9999999", datetime.max.replace(tzinfo=UTC)),  # .NET's DateTime.MaxValue
        ("0001-01-01T00:00:00+14:00", datetime.min.replace(tzinfo=UTC)),
    ],
)
def test_dates_in(text, moment):
    assert parse_date_time(text, PACIFIC) == moment


def test_dates_come_in_as_utc():
    assert parse_date_time("2020-06-09T08:34:49-07:00", PACIFIC).utcoffset() == timedelta(0)


@pytest.mark.parametrize(
    "text",
    [
        "",
        "yesterday",
        "2020-06-09",
        "2020-06-09 08:34:49",
        "2020-06-09T08:34",
        "2020-6-9T08:34:49",
        "2020-13-09T08:34:49",
        "2020-02-30T08:34:49",
        "2020-06-09T25:00:00",
        "2020-06-09T24:00:01",
        "2020-06-09T08:34:49+15:00",
        "2020-06-09T08:34:49+01:60",
        "2020-06-09T08:34:49.Z",
        "-0044-03-15T12:00:00Z",
        "12020-06-09T08:34:49Z",
        "٢٠٢٠-06-09T08:34:49Z",  # digits, but not XML Schema's
        "9999-12-31T24:00:00Z",
    ],
)
def test_other_text_is_refused_by_name(text):
    with pytest.raises(ValueError, match="is not a date and time") as caught:
        parse_date_time(text, PACIFIC)
    assert f"'{text}'" in str(caught.value)


@pytest.mark.parametrize("hours", [-14, -3, 0, 9, 14])
def test_what_goes_out_comes_back(hours):
    moment = datetime(2024, 2, 29, 23, 59, 59, 999000, UTC)
    text = format_date_time(moment, timezone(timedelta(hours=hours)))
    assert parse_date_time(text, PACIFIC) == moment

"""Dates are printed quickly, and no differently than the contract says."""

from datetime import UTC, datetime, timedelta, timezone
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given
from hypothesis import strategies as st

from flytower.contract.dates import format_date_time
from flytower.soap.text import attribute, date_writer

ZONES = [ZoneInfo(name) for name in ("America/Los_Angeles", "Australia/Lord_Howe", "Asia/Kathmandu", "Africa/Monrovia")]
WRITERS = [(zone, date_writer(zone)) for zone in [*ZONES, UTC, timezone(timedelta(hours=-3, minutes=-30))]]


@given(moment=st.datetimes(timezones=st.just(UTC)))
def test_any_moment_in_any_zone_is_printed_as_the_contract_says(moment):
    for zone, write in WRITERS:
        assert write(moment) == format_date_time(moment, zone)


@pytest.mark.parametrize("zone", ZONES, ids=str)
def test_every_five_minutes_of_a_year_too(zone):
    write, moment = date_writer(zone), datetime(2020, 1, 1, 0, 2, 30, tzinfo=UTC)
    for _ in range(366 * 24 * 12 // 7):
        moment += timedelta(minutes=35)
        assert write(moment) == format_date_time(moment, zone)


def test_a_moment_of_another_zone():
    moment = datetime(2020, 6, 9, 17, 34, 49, 777000, tzinfo=timezone(timedelta(hours=2)))
    assert date_writer(ZONES[0])(moment) == "2020-06-09T08:34:49.777-07:00"


def test_an_attribute_keeps_quotes_and_white_space():
    assert attribute('a"b<c>&\t\r\n') == "a&quot;b&lt;c&gt;&amp;&#9;&#13;&#10;"

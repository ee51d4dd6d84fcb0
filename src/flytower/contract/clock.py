"""The time, handed to whatever needs it so that a test can hold it still."""

from collections.abc import Callable
from datetime import UTC, datetime

Clock = Callable[[], datetime]
"""A function that returns the present moment with its time zone."""


def system_clock() -> datetime:
    """Return the present moment in UTC. The only reader of the wall clock."""
    return datetime.now(UTC)  # noqa: TID251  the one place the ban points to

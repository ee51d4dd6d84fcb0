"""A function that the job engine asks SQLite for on Python 3.12 and later, and that SQLite itself has since 3.42.

Debian 12 has 3.40, where ``unixepoch('subsec')`` is NULL and every submission would fail.
"""

import sqlite3
from typing import Any

from sqlalchemy import Engine, event

from flytower.contract.clock import system_clock

_SINCE = (3, 42, 0)


def teach() -> None:
    """Give every connection that is made from now on the function, where SQLite lacks it."""
    if sqlite3.sqlite_version_info < _SINCE and not event.contains(Engine, "connect", _teach):
        event.listen(Engine, "connect", _teach)


def _teach(connection: Any, _record: object) -> None:
    create_function = getattr(connection, "create_function", None)
    if create_function is not None:  # a connection of SQLite
        create_function("unixepoch", 1, _unixepoch)


def _unixepoch(modifier: str) -> float:
    if modifier not in ("subsec", "subsecond"):
        raise ValueError(modifier)
    return system_clock().timestamp()

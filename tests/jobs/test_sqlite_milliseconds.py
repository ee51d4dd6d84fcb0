"""What the job engine asks of SQLite on Python 3.12 and later is there on every SQLite."""

from sqlalchemy import create_engine, text

from flytower.contract.clock import system_clock
from flytower.jobs import sqlite_milliseconds


def test_the_present_in_milliseconds():
    sqlite_milliseconds.teach()
    engine = create_engine("sqlite://")
    with engine.begin() as connection:
        connection.execute(text("CREATE TABLE t (n INTEGER, at INTEGER NOT NULL DEFAULT (unixepoch('subsec') * 1000))"))
        connection.execute(text("INSERT INTO t (n) VALUES (1)"))
        found = connection.execute(text("SELECT at FROM t")).scalar_one()
    engine.dispose()
    assert abs(found - system_clock().timestamp() * 1000) < 5000

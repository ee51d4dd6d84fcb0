import threading
import time
from datetime import UTC, datetime, timedelta, timezone

import pytest
from sqlalchemy import text
from sqlalchemy.exc import DBAPIError, StatementError

from flytower.model import Company, companies
from flytower.model.base import UtcDateTime, millisecond_end, millisecond_start

NOW = datetime(2020, 6, 9, 15, 34, 49, 777123, tzinfo=UTC)


def test_a_transaction_is_kept_at_its_end(database):
    with database.transaction() as session:
        companies.create(session, "Kept", NOW)
    with database.reading() as session:
        assert companies.by_name(session, "Kept") is not None


def test_a_transaction_is_undone_by_an_exception(database):
    def fail():
        with database.transaction() as session:
            companies.create(session, "Gone", NOW)
            raise KeyError

    with pytest.raises(KeyError):
        fail()
    with database.reading() as session:
        assert companies.by_name(session, "Gone") is None


def test_a_reading_session_can_not_write(database):
    with database.reading() as session, pytest.raises(DBAPIError):
        companies.create(session, "No", NOW)


def test_a_connection_that_has_read_can_write_again(database):
    with database.reading() as session:
        companies.all_of(session)
    with database.transaction() as session:
        companies.create(session, "Yes", NOW)


def test_a_reading_session_sees_one_state_and_blocks_no_writer(database):
    with database.reading() as reader:
        assert companies.all_of(reader) == []
        with database.transaction() as writer:
            companies.create(writer, "Later", NOW)
        assert companies.all_of(reader) == []


def test_the_generation_stays_until_somebody_commits(database):
    before = database.generation()
    with database.reading() as session:
        companies.all_of(session)
    assert database.generation() == before
    with database.transaction() as session:
        companies.create(session, "Later", NOW)
        session.flush()
    after = database.generation()
    assert after != before
    assert database.generation() == after


def test_the_generation_changes_with_the_commit_and_not_before(database):
    with database.transaction() as session:
        companies.create(session, "Later", NOW)
        session.flush()
        during = database.generation()
    assert database.generation() != during


def test_writers_wait_for_each_other(database):
    order = []
    inside = threading.Event()

    def first():
        with database.transaction() as session:
            companies.create(session, "First", NOW)
            inside.set()
            time.sleep(0.2)
            order.append("first")

    thread = threading.Thread(target=first)
    thread.start()
    inside.wait()
    with database.transaction() as session:
        if not database.is_sqlite:  # PostgreSQL waits only for what is the same
            session.execute(text("LOCK TABLE company IN EXCLUSIVE MODE"))
        companies.all_of(session)
        order.append("second")
    thread.join()
    assert order == ["first", "second"]


def test_sqlite_is_durable_and_in_wal_mode(database):
    if not database.is_sqlite:
        pytest.skip("SQLite's own settings")
    with database.engine.connect() as connection:
        asked = ("journal_mode", "synchronous", "foreign_keys", "busy_timeout")
        values = [connection.exec_driver_sql(f"PRAGMA {name}").scalar() for name in asked]
    assert values == ["wal", 2, 1, 30000]


def test_moments_keep_microseconds_and_come_back_in_utc(database):
    with database.transaction() as session:
        made = companies.create(session, "Moment", NOW.astimezone(timezone(timedelta(hours=-7))))
    with database.reading() as session:
        kept = session.get(Company, made.id).created
    assert (kept, kept.tzinfo) == (NOW, UTC)


def test_a_moment_without_time_zone_is_refused(database):
    with database.transaction() as session, pytest.raises(StatementError, match="has no time zone"):
        companies.create(session, "Naive", NOW.replace(tzinfo=None))


def test_a_null_moment_stays_null():
    assert UtcDateTime().process_bind_param(None, None) is None


def test_the_millisecond_of_a_moment():
    assert millisecond_start(NOW) == NOW.replace(microsecond=777000)
    assert millisecond_end(NOW) == NOW.replace(microsecond=778000)


def test_the_millisecond_of_the_last_moment_ends_with_it():
    last = datetime.max.replace(tzinfo=UTC)
    assert millisecond_end(last) == last

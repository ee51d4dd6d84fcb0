"""What every table shares: the declarative base, names of constraints, and the column types."""

from collections.abc import Callable
from datetime import UTC, datetime, timedelta
from typing import Any

from sqlalchemy import JSON, BigInteger, DateTime, Dialect, Integer, MetaData, String
from sqlalchemy.orm import DeclarativeBase
from sqlalchemy.types import TypeDecorator


def _read_sqlite(text: str | None) -> datetime | None:
    return None if text is None else datetime.fromisoformat(text + "+00:00")


class UtcDateTime(TypeDecorator[datetime]):
    """A moment, stored in UTC with microseconds; always given and returned with its time zone.

    Raises ValueError for a datetime without one: it would mean something else on every host.
    """

    impl = DateTime(timezone=True)
    cache_ok = True

    def process_bind_param(self, value: datetime | None, dialect: Dialect) -> datetime | None:
        """Turn a moment into what the database keeps; SQLite keeps text without an offset."""
        if value is None:
            return None
        if value.tzinfo is None:
            raise ValueError(f"{value!r} has no time zone")
        utc = value.astimezone(UTC)
        return utc.replace(tzinfo=None) if dialect.name == "sqlite" else utc

    def result_processor(self, dialect: Dialect, coltype: object) -> Callable[[Any], datetime | None] | None:
        """Return what reads a stored moment; that of SQLAlchemy for SQLite costs five times as much."""
        return _read_sqlite if dialect.name == "sqlite" else super().result_processor(dialect, coltype)

    def process_result_value(self, value: datetime | None, dialect: Dialect) -> datetime | None:  # noqa: ARG002
        """Return the moment in UTC."""
        if value is None:
            return None
        return value.replace(tzinfo=UTC) if value.tzinfo is None else value.astimezone(UTC)


BigId = BigInteger().with_variant(Integer(), "sqlite")
"""A 64-bit number that also autoincrements on SQLite, where only INTEGER PRIMARY KEY does (and has 64 bits)."""

Code = String().with_variant(String(collation="C"), "postgresql")
"""Text ordered by code point on every database, so that names and paths sort, and prefix ranges work, alike."""

Json = JSON(none_as_null=True)
"""A JSON value; None is SQL's NULL."""


class Base(DeclarativeBase):
    """Base of every table."""

    metadata = MetaData(
        naming_convention={
            "ix": "ix_%(table_name)s_%(column_0_N_name)s",
            "uq": "uq_%(table_name)s_%(column_0_N_name)s",
            "fk": "fk_%(table_name)s_%(column_0_N_name)s_%(referred_table_name)s",
            "pk": "pk_%(table_name)s",
        }
    )
    type_annotation_map = {  # noqa: RUF012  SQLAlchemy's own way to declare it
        datetime: UtcDateTime,
        dict[str, Any]: Json,
        list[Any]: Json,
    }


NEVER_REUSED = {"sqlite_autoincrement": True}
"""Table option: a deleted row's id never comes back, since ids are printed in handles that clients keep."""


def millisecond_start(moment: datetime) -> datetime:
    """Return where the millisecond of a moment begins: callers see no more of it than that."""
    return moment.replace(microsecond=moment.microsecond // 1000 * 1000)


def millisecond_end(moment: datetime) -> datetime:
    """Return where the millisecond of a moment is over."""
    try:
        return millisecond_start(moment) + timedelta(milliseconds=1)
    except OverflowError:
        return moment

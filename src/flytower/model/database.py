"""The one database: SQLite in a file, or PostgreSQL; sessions, transactions and migrations."""

import threading
from collections.abc import Iterator
from contextlib import contextmanager
from importlib import import_module
from pathlib import Path
from types import ModuleType
from typing import Any

from sqlalchemy import Connection, PoolProxiedConnection, create_engine, event, make_url, text
from sqlalchemy.orm import Session, sessionmaker

_READING = "flytower_reading"
_MIGRATION_LOCK = 7_345_001
_POOL = 16


class Database:
    """Sessions on one database, given by its SQLAlchemy URL (``sqlite:///...`` or ``postgresql+psycopg://...``).

    On SQLite the file is put into WAL mode before anything else, commits are durable, and a writing transaction takes
    the write lock when it begins, so that it waits (up to 30 s) instead of failing halfway.

    Attributes:
        engine: the SQLAlchemy engine; its transactions may write.
        sessions: makes sessions that may write and whose objects stay readable after the commit.
    """

    def __init__(self, url: str) -> None:
        parsed = make_url(url)
        options: dict[str, Any] = {"pool_size": _POOL, "max_overflow": _POOL}
        if parsed.get_backend_name() == "sqlite":
            if parsed.database:
                Path(parsed.database).parent.mkdir(parents=True, exist_ok=True)
        else:
            options["pool_pre_ping"] = True
        self.engine = create_engine(
            parsed, hide_parameters=True, **options
        )  # errors are logged, and values may be secrets
        if self.is_sqlite:
            event.listen(self.engine, "connect", _prepare_sqlite)
            event.listen(self.engine, "begin", _begin_sqlite)
        self._reader = self.engine.execution_options(**self._reading_options())
        self._watching = threading.Lock()
        self._watcher: PoolProxiedConnection | None = None
        self.sessions = sessionmaker(self.engine, expire_on_commit=False)

    @property
    def is_sqlite(self) -> bool:
        """Tell whether this is SQLite."""
        return self.engine.dialect.name == "sqlite"

    @contextmanager
    def transaction(self) -> Iterator[Session]:
        """Give a session that may write; committed at the end, rolled back by any exception."""
        with self.sessions.begin() as session:
            yield session

    @contextmanager
    def reading(self) -> Iterator[Session]:
        """Give a session that sees one consistent state, blocks no writer and can't write."""
        with Session(self._reader, expire_on_commit=False) as session:
            yield session

    def generation(self) -> object:
        """Return what stays equal until somebody, in whichever process, commits: for so long what was read is true.

        It costs a few microseconds on SQLite, and a query on PostgreSQL, where any database of the server counts.
        """
        if not self.is_sqlite:
            with self.engine.connect().execution_options(isolation_level="AUTOCOMMIT") as connection:
                return connection.exec_driver_sql("SELECT pg_current_snapshot()::text").scalar()
        with self._watching:
            # The number is one connection's view of all others: this one serves nothing else.
            if self._watcher is None:
                self._watcher = self.engine.raw_connection()
            cursor = self._watcher.cursor()
            cursor.execute("PRAGMA data_version")
            row: tuple[int] | None = cursor.fetchone()
            cursor.close()
            return row

    def migrate(self) -> None:
        """Bring the tables to the newest migration, in one transaction; several processes may try at once."""
        with self.engine.begin() as connection:
            self._lock_migrations(connection)
            _migrations().upgrade(connection)

    def is_at_head(self) -> bool:
        """Tell whether the tables are those of the newest migration."""
        with self._reader.connect() as connection:
            return bool(_migrations().is_at_head(connection))

    def dispose(self) -> None:
        """Close every connection."""
        with self._watching:
            if self._watcher is not None:
                self._watcher.close()
                self._watcher = None
        self.engine.dispose()

    def _reading_options(self) -> dict[str, Any]:
        if self.is_sqlite:
            return {_READING: True}
        return {"postgresql_readonly": True, "isolation_level": "REPEATABLE READ"}

    def _lock_migrations(self, connection: Connection) -> None:
        if not self.is_sqlite:  # SQLite's transaction holds the write lock already
            connection.execute(text("SELECT pg_advisory_xact_lock(:key)"), {"key": _MIGRATION_LOCK})


def _migrations() -> ModuleType:
    """Return the module that knows Alembic, which takes a tenth of the server's start to load and is seldom needed."""
    return import_module("flytower.model.migrations")


def _prepare_sqlite(connection: Any, _record: object) -> None:
    connection.isolation_level = None  # transactions begin where _begin_sqlite says, also around DDL
    cursor = connection.cursor()
    for pragma in ("busy_timeout=30000", "journal_mode=WAL", "synchronous=FULL", "foreign_keys=ON"):
        cursor.execute("PRAGMA " + pragma)
    cursor.close()
    connection.create_function("unicode_lower", 1, _unicode_lower, deterministic=True)


def _unicode_lower(value: object) -> object:
    return value.lower() if isinstance(value, str) else value


def _begin_sqlite(connection: Connection) -> None:
    reading = bool(connection.get_execution_options().get(_READING))
    connection.exec_driver_sql(f"PRAGMA query_only={int(reading)}")
    connection.exec_driver_sql("BEGIN" if reading else "BEGIN IMMEDIATE")

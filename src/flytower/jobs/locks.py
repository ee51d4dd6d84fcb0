"""Names that one process at a time can hold, and that the system lets go when that process dies.

They tell a dead executor from a slow one: work of an executor whose name can be taken is nobody's work. SQLite means
one host, so there a name is a locked file; on PostgreSQL it is an advisory lock of a session, for hosts anywhere.
"""

import fcntl
import hashlib
import os
from pathlib import Path
from threading import Lock
from typing import Protocol

from sqlalchemy import Connection, NullPool, create_engine, make_url, text
from sqlalchemy.exc import DBAPIError

_KEEPALIVE = {"keepalives": 1, "keepalives_idle": 5, "keepalives_interval": 2, "keepalives_count": 3}
"""A host that vanished loses its names after about 11 s, as seen by the server; libpq's parameters, in seconds."""


class Locks(Protocol):
    """A holder of names; safe to use from several threads."""

    def take(self, name: str) -> bool:
        """Take a name, or return False when anybody, this process included, holds it."""
        ...

    def drop(self, name: str) -> None:
        """Let a name go that this process holds."""
        ...

    def check(self) -> bool:
        """Take again whatever was lost with a broken connection; False while something is not ours."""
        ...

    def close(self) -> None:
        """Let every name go."""
        ...


def locks_for(database_url: str, directory: Path) -> Locks:
    """Return the kind of lock that fits the database: files in the directory, or the database's own."""
    if make_url(database_url).get_backend_name() == "sqlite":
        return FileLocks(directory)
    return PostgresLocks(database_url)


class FileLocks:
    """Names as locked files of one directory."""

    def __init__(self, directory: Path) -> None:
        directory.mkdir(parents=True, exist_ok=True)
        self._directory = directory
        self._held: dict[str, int] = {}
        self._guard = Lock()

    def take(self, name: str) -> bool:
        """See `Locks.take`."""
        with self._guard:
            if name in self._held:
                return False
            handle = os.open(self._directory / f"{name}.lock", os.O_RDWR | os.O_CREAT | os.O_CLOEXEC, 0o600)
            try:
                fcntl.flock(handle, fcntl.LOCK_EX | fcntl.LOCK_NB)
            except BlockingIOError:
                os.close(handle)
                return False
            self._held[name] = handle
            return True

    def drop(self, name: str) -> None:
        """See `Locks.drop`."""
        with self._guard:
            os.close(self._held.pop(name))

    def check(self) -> bool:
        """See `Locks.check`; a file stays locked as long as this process lives."""
        return True

    def close(self) -> None:
        """See `Locks.close`."""
        with self._guard:
            while self._held:
                os.close(self._held.popitem()[1])


class PostgresLocks:
    """Names as advisory locks of one session of their own."""

    def __init__(self, database_url: str) -> None:
        self._engine = create_engine(
            database_url, poolclass=NullPool, isolation_level="AUTOCOMMIT", connect_args=_KEEPALIVE
        )
        self._connection: Connection | None = None
        self._held: set[str] = set()
        self._wanted: set[str] = set()
        self._guard = Lock()

    def take(self, name: str) -> bool:
        """See `Locks.take`."""
        with self._guard:
            if name in self._held or not self._try(name):
                return False
            self._wanted.add(name)
            return True

    def drop(self, name: str) -> None:
        """See `Locks.drop`."""
        with self._guard:
            self._wanted.discard(name)
            if name in self._held:
                self._held.discard(name)
                self._ask("SELECT pg_advisory_unlock(:key)", name)

    def check(self) -> bool:
        """See `Locks.check`."""
        with self._guard:
            try:
                self._connected().execute(text("SELECT 1"))
                return all(name in self._held or self._try(name) for name in sorted(self._wanted))
            except DBAPIError:
                self._disconnect()
                return False

    def close(self) -> None:
        """See `Locks.close`."""
        with self._guard:
            self._wanted.clear()
            self._disconnect()
            self._engine.dispose()

    def _try(self, name: str) -> bool:
        try:
            taken = self._ask("SELECT pg_try_advisory_lock(:key)", name)
        except DBAPIError:
            self._disconnect()
            return False
        if taken:
            self._held.add(name)
        return taken

    def _ask(self, statement: str, name: str) -> bool:
        return bool(self._connected().execute(text(statement), {"key": _key(name)}).scalar())

    def _connected(self) -> Connection:
        if self._connection is None:
            self._connection = self._engine.connect()
        return self._connection

    def _disconnect(self) -> None:
        """Give the session up, and with it every name: the server may have let them go already."""
        self._held.clear()
        if self._connection is not None:
            self._connection.invalidate()
            self._connection.close()
            self._connection = None


def _key(name: str) -> int:
    """Return the 64-bit number that stands for a name; every version of this program must agree on it."""
    return int.from_bytes(hashlib.blake2b(name.encode(), digest_size=8).digest(), signed=True)

"""Inserting what may be there already, on SQLite and PostgreSQL alike."""

from collections.abc import Sequence
from typing import Any

from sqlalchemy import literal_column
from sqlalchemy.dialects import postgresql, sqlite
from sqlalchemy.orm import Session

from flytower.model.base import Base


def insert_absent(session: Session, table: type[Base], rows: Sequence[dict[str, Any]], key: Sequence[str]) -> int:
    """Insert rows, leaving out those whose key (a unique constraint's columns) exists; return how many were new.

    Defaults of columns are filled in. Two transactions that insert the same key do not fail: the later one waits for
    the earlier and leaves its row out.
    """
    session.flush()
    dialect = sqlite if session.get_bind().dialect.name == "sqlite" else postgresql
    return sum(_insert_one(session, dialect.insert(table), row, key) for row in rows)


def _insert_one(session: Session, insert: Any, row: dict[str, Any], key: Sequence[str]) -> int:
    statement = insert.values(row).on_conflict_do_nothing(index_elements=list(key)).returning(literal_column("1"))
    return int(session.execute(statement).scalar() is not None)

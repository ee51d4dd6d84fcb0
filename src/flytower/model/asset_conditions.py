"""Conditions of a search on assets, as values, and the SQL they mean."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum
from typing import Any, Final

from sqlalchemy import ColumnElement, String, and_, cast, collate, func, literal, not_, or_

from flytower.contract.constants import Operator
from flytower.model.assets import Asset
from flytower.model.base import UtcDateTime, millisecond_end, millisecond_start

_ASSET: Final[Any] = Asset.__table__.c


class Field(StrEnum):
    """A column that can be searched."""

    NAME = "name"
    FILE_NAME = "file_name"
    DESCRIPTION = "description"
    COMMENTS = "comments"
    USER_DATA = "user_data"
    CREATE_USER = "create_user"
    LAST_MODIFY_USER = "last_modify_user"
    FILE_SIZE = "file_size"
    CREATED = "created"
    LAST_MODIFIED = "last_modified"
    NOTHING = ""  # a text that no asset has any of yet


KEYWORD_FIELDS = (Field.NAME, Field.FILE_NAME, Field.DESCRIPTION, Field.COMMENTS, Field.USER_DATA)
"""Where a keyword may be found."""


@dataclass(frozen=True, slots=True)
class TextCondition:
    """A text operator; case does not matter. Numbers and dates (in UTC, ISO 8601 to the second) count as their text."""

    field: Field
    op: Operator
    value: str


@dataclass(frozen=True, slots=True)
class NumberCondition:
    """A comparison of a number; Between and NotBetween, whose bounds are included, use ``high`` too."""

    field: Field
    op: Operator
    value: float
    high: float | None = None


@dataclass(frozen=True, slots=True)
class DateCondition:
    """A comparison of a moment, to the millisecond, which is what answers show; otherwise as a number's."""

    field: Field
    op: Operator
    value: datetime
    high: datetime | None = None


@dataclass(frozen=True, slots=True)
class Group:
    """Conditions or groups of which all hold, or any."""

    members: Sequence["Condition"]
    match_any: bool = False


Condition = TextCondition | NumberCondition | DateCondition | Group


def keyword(word: str) -> Group:
    """Return the condition that a word is in one of the texts of an asset."""
    return Group([TextCondition(field, Operator.CONTAINS, word) for field in KEYWORD_FIELDS], match_any=True)


def to_sql(condition: Condition, dialect: str) -> ColumnElement[bool]:
    """Return the SQL of a condition."""
    match condition:
        case Group():
            parts = [to_sql(member, dialect) for member in condition.members]
            return or_(*parts) if condition.match_any else and_(*parts)
        case TextCondition():
            return _text(condition, dialect)
        case NumberCondition():
            return _number(condition)
        case DateCondition():
            return _date(condition)


def _text(condition: TextCondition, dialect: str) -> ColumnElement[bool]:
    wanted = condition.value.lower()
    text = _folded(_as_text(condition.field, dialect), wanted, dialect)
    tests: dict[Operator, Callable[[], ColumnElement[bool]]] = {
        Operator.EQUALS: lambda: text == wanted,
        Operator.NOT_EQUALS: lambda: text != wanted,
        Operator.CONTAINS: lambda: text.contains(wanted, autoescape=True),
        Operator.NOT_CONTAINS: lambda: not_(text.contains(wanted, autoescape=True)),
        Operator.STARTS_WITH: lambda: text.startswith(wanted, autoescape=True),
        Operator.ENDS_WITH: lambda: text.endswith(wanted, autoescape=True),
    }
    return tests[condition.op]()


def _folded(text: ColumnElement[str], wanted: str, dialect: str) -> ColumnElement[str]:
    """Return the text in lower case, as far as it matters: SQLite's own function knows ASCII only, but is faster."""
    if dialect != "sqlite":
        return func.lower(collate(text, "default"))
    return func.lower(text) if wanted.isascii() else func.unicode_lower(text)


def _as_text(field: Field, dialect: str) -> ColumnElement[str]:
    if field is Field.NOTHING:
        return literal("")
    column = getattr(_ASSET, field.value)
    if field is Field.FILE_SIZE:
        return cast(column, String)
    if field not in (Field.CREATED, Field.LAST_MODIFIED):
        return column  # type: ignore[no-any-return]
    if dialect == "sqlite":
        return func.strftime("%Y-%m-%dT%H:%M:%S", column, type_=String)
    return func.to_char(func.timezone("UTC", column), 'YYYY-MM-DD"T"HH24:MI:SS', type_=String)


def _number(condition: NumberCondition) -> ColumnElement[bool]:
    column: Any = getattr(_ASSET, condition.field.value)
    value, high = condition.value, condition.high
    tests: dict[Operator, Callable[[], ColumnElement[bool]]] = {
        Operator.EQUALS: lambda: column == value,
        Operator.NOT_EQUALS: lambda: column != value,
        Operator.LESS_THAN: lambda: column < value,
        Operator.LESS_THAN_EQUALS: lambda: column <= value,
        Operator.GREATER_THAN: lambda: column > value,
        Operator.GREATER_THAN_EQUALS: lambda: column >= value,
        Operator.BETWEEN: lambda: column.between(value, high),
        Operator.NOT_BETWEEN: lambda: or_(column < value, column > high),
    }
    return tests[condition.op]()


def _date(condition: DateCondition) -> ColumnElement[bool]:
    column: Any = getattr(_ASSET, condition.field.value)
    start = literal(millisecond_start(condition.value), UtcDateTime)
    after = literal(millisecond_end(condition.high or condition.value), UtcDateTime)
    tests: dict[Operator, Callable[[], ColumnElement[bool]]] = {
        Operator.EQUALS: lambda: and_(column >= start, column < after),
        Operator.NOT_EQUALS: lambda: or_(column < start, column >= after),
        Operator.LESS_THAN: lambda: column < start,
        Operator.LESS_THAN_EQUALS: lambda: column < after,
        Operator.GREATER_THAN: lambda: column >= after,
        Operator.GREATER_THAN_EQUALS: lambda: column >= start,
        Operator.BETWEEN: lambda: and_(column >= start, column < after),
        Operator.NOT_BETWEEN: lambda: or_(column < start, column >= after),
    }
    return tests[condition.op]()

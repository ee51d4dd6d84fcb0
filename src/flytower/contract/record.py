"""How a field of the contract is declared, and what can be read off a declaration.

A record is a class whose annotated attributes are, in order, the elements of an XML sequence::

    class ExportJob(Record):
        asset_handle_array: HandleArray
        fmt: ExportFormat
        is_modifier: str | None = wire("is_modifier")
        client_id: str | None = None

``X | None`` may be absent, ``list[X]`` repeats, and ``snake_case`` becomes ``camelCase`` unless ``wire`` names it.
Everything else (reader, writer, WSDL, documentation) is derived from :func:`fields_of`.
"""

import inspect
import types
import typing
from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum
from functools import cache
from typing import Annotated, Any, ClassVar, Final, Self, TypeVar, dataclass_transform

from flytower.contract.version import Version


@dataclass(frozen=True, slots=True)
class XsdType:
    """Marks an annotation with its XML Schema type: ``Annotated[int, XsdType("long")]``."""

    name: str


Long = Annotated[int, XsdType("long")]
"""xsd:long; a plain ``int`` is xsd:int."""

Float = Annotated[float, XsdType("float")]
"""xsd:float; a plain ``float`` is xsd:double."""

_XSD_OF: Final[dict[type, str]] = {
    str: "string",
    bool: "boolean",
    int: "int",
    float: "double",
    datetime: "dateTime",
    bytes: "base64Binary",
}

UNBOUNDED: Final = -1
"""``maximum`` of a field that may repeat without limit."""


class _Nil:
    """An element that is present and has no value."""

    def __repr__(self) -> str:
        return "NIL"

    def __bool__(self) -> bool:
        return False


NIL: Final[Any] = _Nil()
"""Written as ``<x />``, where an empty string is ``<x></x>`` and None is nothing at all (wire fact B6)."""


@dataclass(frozen=True, slots=True)
class _Declaration:
    """What a field says beyond its annotation."""

    name: str | None = None
    since: Version | None = None
    until: Version | None = None
    minimum: int | None = None
    maximum: int | None = None


_R = TypeVar("_R", bound="Record")
_T = TypeVar("_T")


def per_class(function: Callable[[type], _T]) -> Callable[[type], _T]:
    """Remember what a function says of each class. A bare ``cache`` makes mypy hash the instance."""
    return cache(function)


def wire(name: str, *, since: Version | None = None, until: Version | None = None) -> Any:
    """Give a field the wire name that the camelCase rule would not."""
    return _Declaration(name=name, since=since, until=until)


def since(version: Version, *, until: Version | None = None, name: str | None = None) -> Any:
    """Declare a field (or, as ``__since__``, a class) to exist from ``version`` on."""
    return _Declaration(name=name, since=version, until=until)


def until(version: Version, *, name: str | None = None) -> Any:
    """Declare a field to exist only before ``version``."""
    return _Declaration(name=name, until=version)


def occurs(minimum: int, maximum: int) -> Any:
    """Bound how often a repeated field may occur; ``maximum`` may be :data:`UNBOUNDED`."""
    return _Declaration(minimum=minimum, maximum=maximum)


@dataclass(frozen=True, slots=True)
class WireField:
    """One field of a record as the wire sees it.

    Attributes:
        name: Python attribute.
        wire_name: element name.
        type: ``str``, ``int``, ``bool``, ``float``, ``datetime``, ``bytes``, a ``StrEnum`` or a :class:`Record` class.
        xsd: XML Schema type name of a simple type, None for a record.
        minimum: 0 or more.
        maximum: 1, a bound, or :data:`UNBOUNDED`; anything but 1 makes the value a list.
        since: first version that has it, or None.
        until: first version that no longer has it, or None.
    """

    name: str
    wire_name: str
    type: type
    xsd: str | None
    minimum: int
    maximum: int
    since: Version | None
    until: Version | None
    repeats: bool

    def lives_in(self, version: Version) -> bool:
        """Tell whether ``version`` has this field."""
        return (self.since is None or version >= self.since) and (self.until is None or version < self.until)


@dataclass_transform(kw_only_default=True, frozen_default=True)
class Record:
    """Base of every type, parameter and answer of the contract: an immutable value with named fields.

    A class that not every version has says so by ``__since__`` and ``__until__``; one whose type has no name in the
    schema, being spelled out where it is used, by ``__anonymous__``. Fields left out are None (or an empty list where
    they repeat). Raises TypeError for an unknown field or a missing required one.
    """

    __since__: ClassVar[Version | None] = None
    __until__: ClassVar[Version | None] = None
    __anonymous__: ClassVar[bool] = False
    __declared__: ClassVar[dict[str, _Declaration]] = {}

    def __init_subclass__(cls) -> None:
        super().__init_subclass__()
        cls.__declared__ = dict(cls.__declared__)  # what its bases said
        for name, hint in inspect.get_annotations(cls).items():
            if _is_class_variable(hint):
                continue
            value = cls.__dict__.get(name)
            if isinstance(value, _Declaration):
                cls.__declared__[name] = value
            setattr(cls, name, None)  # what a field that is not in __dict__ reads as

    def __init__(self, **values: Any) -> None:
        unknown = values.keys() - _names_of(type(self))
        missing = _required_of(type(self)) - values.keys()
        if unknown or missing:
            raise TypeError(f"{type(self).__name__}: unknown {sorted(unknown)}, missing {sorted(missing)}")
        self.__dict__.update(_empty_lists_of(type(self)))
        self.__dict__.update(values)

    @classmethod
    def trusted(cls, values: dict[str, Any]) -> Self:
        """Make a record of values already known to fit, without looking at them again. ``values`` becomes its own."""
        record = cls.__new__(cls)
        object.__setattr__(record, "__dict__", values)
        return record

    def replace(self, **changes: Any) -> Self:
        """Return a copy with some fields changed."""
        return type(self)(**{**self.__dict__, **changes})

    @classmethod
    def lives_in(cls, version: Version) -> bool:
        """Tell whether ``version`` has this type."""
        return (cls.__since__ is None or version >= cls.__since__) and (
            cls.__until__ is None or version < cls.__until__
        )

    def __setattr__(self, name: str, value: object) -> None:
        raise AttributeError(f"{type(self).__name__} is immutable")

    def __eq__(self, other: object) -> bool:
        return type(self) is type(other) and all(
            getattr(self, name) == getattr(other, name) for name in _names_of(type(self))
        )

    def __hash__(self) -> int:
        return hash((type(self), repr(self)))

    def __repr__(self) -> str:
        values = ((field.name, getattr(self, field.name)) for field in fields_of(type(self)))
        given = ", ".join(f"{name}={value!r}" for name, value in values if value is not None)
        return f"{type(self).__name__}({given})"


def _is_class_variable(hint: Any) -> bool:
    return typing.get_origin(hint) is ClassVar


def camel_case(name: str) -> str:
    """Turn ``asset_handle_array`` into ``assetHandleArray``."""
    head, *tail = name.split("_")
    return head + "".join(part[:1].upper() + part[1:] for part in tail)


@per_class
def fields_of(record: type) -> tuple[WireField, ...]:
    """Return a record's fields of all versions in the order of declaration, a base's first: the order on the wire."""
    hints = typing.get_type_hints(record, include_extras=True)
    names = (name for cls in reversed(record.__mro__) for name in inspect.get_annotations(cls))
    own = (name for name in names if not _is_class_variable(hints[name]))
    declared: dict[str, _Declaration] = record.__dict__["__declared__"]
    return tuple(_field(name, hints[name], declared.get(name, _Declaration())) for name in own)


def live_fields(record: type[Record], version: Version) -> tuple[WireField, ...]:
    """Return the fields that ``version`` has."""
    return tuple(field for field in fields_of(record) if field.lives_in(version))


def _field(name: str, hint: Any, said: _Declaration) -> WireField:
    optional = False
    if typing.get_origin(hint) in (typing.Union, types.UnionType):
        (hint,) = (part for part in typing.get_args(hint) if part is not type(None))
        optional = True
    repeats = typing.get_origin(hint) is list
    if repeats:
        (hint,) = typing.get_args(hint)
    python_type, xsd = _simple(hint)
    minimum = said.minimum if said.minimum is not None else (0 if optional or repeats else 1)
    maximum = said.maximum if said.maximum is not None else (UNBOUNDED if repeats else 1)
    wire_name = said.name or camel_case(name)
    return WireField(name, wire_name, python_type, xsd, minimum, maximum, said.since, said.until, repeats)


def _simple(hint: Any) -> tuple[type, str | None]:
    if typing.get_origin(hint) is Annotated:
        base, *marks = typing.get_args(hint)
        return base, next(mark.name for mark in marks if isinstance(mark, XsdType))
    if issubclass(hint, Record):
        return hint, None
    if issubclass(hint, StrEnum):
        return hint, "string"
    return hint, _XSD_OF[hint]


@per_class
def _names_of(record: type) -> frozenset[str]:
    return frozenset(field.name for field in fields_of(record))


@per_class
def _required_of(record: type) -> frozenset[str]:
    return frozenset(
        field.name
        for field in fields_of(record)
        if field.minimum and not field.repeats and field.since is None and field.until is None
    )


def _empty_lists_of(record: type[Record]) -> dict[str, Any]:
    return {name: [] for name in _repeated_of(record)}


@per_class
def _repeated_of(record: type) -> tuple[str, ...]:
    return tuple(field.name for field in fields_of(record) if field.repeats)


def to_plain(value: Any) -> Any:
    """Turn a record into dicts, lists and JSON scalars, leaving absent fields out; dates become ISO 8601 text."""
    if isinstance(value, Record):
        kept = ((name, item) for name, item in value.__dict__.items() if item is not None and item is not NIL)
        return {name: to_plain(item) for name, item in kept}
    if isinstance(value, list):
        return [to_plain(item) for item in value]
    return value.isoformat() if isinstance(value, datetime) else value


def from_plain(record: type[_R], plain: dict[str, Any]) -> _R:
    """Make a record of what :func:`to_plain` returned. Raises TypeError where they do not fit."""
    by_name = {field.name: field for field in fields_of(record)}
    return record(**{name: _value_from_plain(by_name.get(name), item) for name, item in plain.items()})


def _value_from_plain(field: WireField | None, item: Any) -> Any:
    if field is None:  # the constructor names it
        return item
    if isinstance(item, list):
        return [_one_from_plain(field.type, one) for one in item]
    return _one_from_plain(field.type, item)


def _one_from_plain(kind: type, item: Any) -> Any:
    if issubclass(kind, Record):
        return from_plain(kind, item)
    if kind is datetime:
        return datetime.fromisoformat(item)
    return kind(item) if issubclass(kind, StrEnum) else item

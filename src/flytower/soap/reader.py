"""XML to records, by a table per version and record type that is derived from the declaration on first use.

Lenient where clients differ (order, elements nobody knows, white space around numbers), strict where a guess could do
harm: an element outside the request's own namespace is not there, a repeated single element or a value that is none
of its type is fault 30001, a missing required one 30002, each with the field's path.
"""

from collections.abc import Callable
from datetime import tzinfo
from functools import cache
from typing import Any, NamedTuple

from lxml import etree

from flytower.contract.faults import invalid_parameter, invalid_request_xml, missing_parameter
from flytower.contract.record import Record, WireField, live_fields
from flytower.contract.version import Version
from flytower.soap.namespaces import XSI
from flytower.soap.values import Convert, boolean, converter

_NIL = f"{{{XSI}}}nil"
_DEEPEST_RECORD = 64


class _Field(NamedTuple):
    """What the reader has to know of one field."""

    name: str
    wire_name: str
    record: type[Record] | None
    convert: Convert | None
    repeats: bool
    maximum: int


class _Table(NamedTuple):
    """What the reader has to know of one record type in one version."""

    record: type[Record]
    by_wire_name: dict[str, _Field]
    repeated: tuple[str, ...]
    required: tuple[WireField, ...]


class Reader:
    """Reads records; a date without an offset is taken to be in the given zone."""

    def __init__(self, zone: tzinfo) -> None:
        self._zone = zone
        self._table = cache(self._make_table)

    def read(self, element: etree._Element, record: type[Record], version: Version) -> Any:
        """Return the record that ``element`` holds, in the structure of ``version``.

        Raises:
            IpsApiFault: 30001 for a value that can't be used, 30002 for a missing field, 30003 for too deep a nesting.
        """
        start = element.tag[: element.tag.index("}") + 1]
        return _Reading(self._table, version, start).record(element, record, "")

    def _make_table(self, record: type, version: Version) -> _Table:
        fields = live_fields(record, version)
        return _Table(
            record=record,
            by_wire_name={field.wire_name: _field(field, self._zone) for field in fields},
            repeated=tuple(field.name for field in fields if field.repeats),
            required=tuple(field for field in fields if field.minimum),
        )


class _Reading(NamedTuple):
    """One run over one request: every element that counts begins with the same ``{namespace}``."""

    table: Callable[[type, Version], _Table]
    version: Version
    start: str

    def record(self, element: etree._Element, record: type[Record], path: str, depth: int = 0) -> Record:
        if depth > _DEEPEST_RECORD:
            raise invalid_request_xml(f"More than {_DEEPEST_RECORD} elements inside one another at {path}")
        table, start, cut = self.table(record, self.version), self.start, len(self.start)
        values: dict[str, Any] = {name: [] for name in table.repeated}
        for child in element:
            tag: str = child.tag
            field = table.by_wire_name.get(tag[cut:]) if tag.startswith(start) else None
            if field is None or _is_nil(child):
                continue
            if field.record is None:
                value = _simple(child, field, path)
            else:
                value = self.record(child, field.record, f"{path}{field.wire_name}/", depth + 1)
            _store(values, field, value, path)
        _check_required(table, values, path)
        return table.record.trusted(values)


def _is_nil(element: etree._Element) -> bool:
    said = element.get(_NIL)
    try:
        return said is not None and boolean(said)
    except ValueError as wrong:
        raise invalid_parameter("xsi:nil", said, str(wrong)) from None


def _simple(element: etree._Element, field: _Field, path: str) -> Any:
    text = element.text or ""
    if len(element):
        raise invalid_parameter(path + field.wire_name, text.strip(), "it must not contain elements")
    if field.convert is None:
        return text
    try:
        return field.convert(text)
    except ValueError as wrong:
        raise invalid_parameter(path + field.wire_name, text, str(wrong)) from None


def _store(values: dict[str, Any], field: _Field, value: Any, path: str) -> None:
    if field.repeats:
        items = values[field.name]
        if len(items) == field.maximum:
            raise invalid_parameter(path + field.wire_name, _shown(value), f"more than {field.maximum} of them")
        items.append(value)
    elif field.name in values:
        raise invalid_parameter(path + field.wire_name, _shown(value), "it occurs more than once")
    else:
        values[field.name] = value


def _shown(value: Any) -> Any:
    return "..." if isinstance(value, Record) else value


def _check_required(table: _Table, values: dict[str, Any], path: str) -> None:
    for field in table.required:
        found = len(values[field.name]) if field.repeats else field.name in values
        if found < field.minimum:
            raise missing_parameter(path + field.wire_name)


def _field(field: WireField, zone: tzinfo) -> _Field:
    record = field.type if issubclass(field.type, Record) else None
    convert = converter(field, zone) if record is None else None
    return _Field(field.name, field.wire_name, record, convert, field.repeats, field.maximum)

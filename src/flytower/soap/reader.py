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
_MANY = 16
"""How many elements in an array make it worth to ask first whether they are all plain."""

_any_is_not_plain = etree.XPath("boolean(*/*) or boolean(*/@*)")


class _Field(NamedTuple):
    """What the reader has to know of one field."""

    name: str
    wire_name: str
    record: type[Record] | None
    convert: Convert | None
    repeats: bool
    maximum: int


class _Table(NamedTuple):
    """What the reader has to know of one record type in one version.

    Attributes:
        record: the type.
        by_wire_name: its fields.
        repeated: names of those that repeat.
        required: those that must be there.
        items: the one field of an array of simple values, or None for any other type.
    """

    record: type[Record]
    by_wire_name: dict[str, _Field]
    repeated: tuple[str, ...]
    required: tuple[WireField, ...]
    items: _Field | None


class Reader:
    """Reads records; a date without an offset is taken to be in the given zone."""

    def __init__(self, zone: tzinfo) -> None:
        self._zone = zone
        self._table = cache(self._make_table)

    def read(self, element: etree._Element, record: type[Record], version: Version, *, nils: bool = True) -> Any:
        """Return the record that ``element`` holds, in the structure of ``version``.

        ``nils`` may be False where no attribute of the document is called nil, which spares to look for it.

        Raises:
            IpsApiFault: 30001 for a value that can't be used, 30002 for a missing field, 30003 for too deep a nesting.
        """
        start = element.tag[: element.tag.index("}") + 1]
        return _Reading(self._table, version, start, nils).record(element, record, "")

    def _make_table(self, record: type, version: Version) -> _Table:
        fields = live_fields(record, version)
        known = {field.wire_name: _field(field, self._zone) for field in fields}
        first = next(iter(known.values()), None)
        return _Table(
            record=record,
            by_wire_name=known,
            repeated=tuple(field.name for field in fields if field.repeats),
            required=tuple(field for field in fields if field.minimum),
            items=first if first and len(known) == 1 and first.repeats and first.record is None else None,
        )


class _Reading(NamedTuple):
    """One run over one request: every element that counts begins with the same ``{namespace}``."""

    table: Callable[[type, Version], _Table]
    version: Version
    start: str
    nils: bool

    def record(self, element: etree._Element, record: type[Record], path: str, depth: int = 0) -> Record:
        if depth > _DEEPEST_RECORD:
            raise invalid_request_xml(f"More than {_DEEPEST_RECORD} elements inside one another at {path}")
        table = self.table(record, self.version)
        size = len(element)
        if not size:
            _check_no_reference(element, path.removesuffix("/"))
        if size > _MANY and table.items is not None and not _any_is_not_plain(element):
            values: dict[str, Any] = {table.items.name: self.plain_items(element, table.items, path)}
        else:
            values = self.fields(element, table, path, depth)
        _check_required(table, values, path)
        return table.record.trusted(values)

    def fields(self, element: etree._Element, table: _Table, path: str, depth: int) -> dict[str, Any]:
        """Return the values of an element's children by the names of their fields."""
        cut = len(self.start)
        values: dict[str, Any] = {name: [] for name in table.repeated}
        for child in element.iterchildren(f"{self.start}*"):  # what is in another namespace may have an endless name
            field = table.by_wire_name.get(child.tag[cut:])
            if field is None or (self.nils and _is_nil(child)):
                continue
            if field.record is None:
                value = _simple(child, field, path)
            else:
                value = self.record(child, field.record, f"{path}{field.wire_name}/", depth + 1)
            _store(values, field, value, path)
        return values

    def plain_items(self, element: etree._Element, field: _Field, path: str) -> list[Any]:
        """Return the values of an array whose elements hold neither elements nor attributes."""
        texts = [child.text or "" for child in element.iterchildren(self.start + field.wire_name)]
        if 0 <= field.maximum < len(texts):
            raise invalid_parameter(path + field.wire_name, texts[field.maximum], f"more than {field.maximum} of them")
        return texts if field.convert is None else [_converted(text, field, path) for text in texts]


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
    if not text:
        _check_no_reference(element, path + field.wire_name)
    return _converted(text, field, path)


def _converted(text: str, field: _Field, path: str) -> Any:
    if field.convert is None:
        return text
    try:
        return field.convert(text)
    except ValueError as wrong:
        raise invalid_parameter(path + field.wire_name, text, str(wrong)) from None


def _check_no_reference(element: etree._Element, path: str) -> None:
    """Refuse an empty element that stands for another one: no request of this API is encoded like that."""
    target = element.get("href")
    if target is not None:
        raise invalid_parameter(path, target, "references to other elements are not followed")


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

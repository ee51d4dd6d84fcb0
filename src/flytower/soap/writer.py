"""Records to XML: one Python function per version and record type, compiled from the declaration on first use.

No tree is built: a function returns the text inside its element. Empty values follow wire fact B6: None is nothing at
all, NIL is ``<x />``, an empty string is ``<x></x>``, a record without content is ``<x />``.
"""

from collections.abc import Callable
from datetime import tzinfo
from functools import cache, lru_cache
from typing import Any, Final

from flytower.contract.numbers import format_double
from flytower.contract.record import NIL, Record, WireField, fields_of, live_fields
from flytower.contract.version import Version
from flytower.soap.selection import Selection
from flytower.soap.text import binary, date_writer, escaped, needs_escape, single

Write = Callable[[Any], str]
"""Returns what stands between the tags of a record's element."""

_MOST_SELECTIONS: Final = 256

_TEXT_OF: Final = {
    "string": "escaped({})",
    "boolean": '"true" if {} else "false"',
    "int": "{}",
    "long": "{}",
    "double": "number({})",
    "float": "single({})",
    "dateTime": "date({})",
    "base64Binary": "binary({})",
}
"""Python expressions for the text of a value, by XML Schema type."""


class Writer:
    """Writes records, its dates in one time zone."""

    def __init__(self, zone: tzinfo) -> None:
        self._names = {
            "NIL": NIL,
            "dirty": needs_escape,
            "escaped": escaped,
            "date": date_writer(zone),
            "number": format_double,
            "single": single,
            "binary": binary,
        }
        self._complete = cache(lambda record, version: self._compile(record, version, None))
        self._selected = lru_cache(_MOST_SELECTIONS)(self._compile)

    def content(self, value: Record, version: Version, selection: Selection | None = None) -> str:
        """Return what stands between the tags of ``value``'s element in ``version``, or an empty string."""
        record: type = type(value)
        if selection is None:
            return self._complete(record, version)(value)
        return self._selected(record, version, selection)(value)

    def _when_called(self, names: dict[str, Any], name: str, record: type, version: Version) -> Write:
        """Return a writer that is compiled when it is first called, so that rare types cost nothing.

        It puts the compiled one in its own place, which leaves room on the stack for deep trees of folders.
        """

        def write(value: Any) -> str:
            function = names[name] = self._complete(record, version)
            return function(value)

        return write

    def _compile(self, record: type, version: Version, selection: Selection | None) -> Write:
        names: dict[str, Any] = dict(self._names)
        chosen = None if selection is None else {one.name: one for one in selection}
        fields = [one for one in live_fields(record, version) if chosen is None or one.wire_name in chosen]
        lines: list[str] = []
        for index, field in enumerate(fields):
            said = None if chosen is None else chosen[field.wire_name]
            if issubclass(field.type, Record):
                name, below = f"write{index}", said and said.below
                later = self._when_called(names, name, field.type, version)
                names[name] = later if below is None else self._compile(field.type, version, below)
            lines += _field_source(index, field, said is not None and said.requested)
        source = _function_source(fields, lines)
        exec(compile(source, f"<writer of {record.__name__} {version}>", "exec"), names)  # noqa: S102  made of our own declarations
        write: Write = names["write"]
        return write


def _function_source(fields: list[WireField], lines: list[str]) -> str:
    values = [f"v{index}" for index in range(len(fields))]
    texts = [value for value, field in zip(values, fields, strict=True) if _is_plain_text(field)]
    source = ["def write(record):"]
    source += [f"    {value} = record.{field.name}" for value, field in zip(values, fields, strict=True)]
    if texts:  # one look at all of them is cheaper than one at each; nearly always there is nothing to escape
        source.append(f"    if dirty({_joined(texts)}):")
        source += [f"        {text} = escaped({text})" for text in texts]
    return "\n".join([*source, *lines, f"    return {_joined(values)}"])


def _joined(names: list[str]) -> str:
    """Return the expression that puts values one after the other."""
    return "f'" + "".join(f"{{{name}}}" for name in names) + "'"


def _is_plain_text(field: WireField) -> bool:
    return field.xsd == "string" and not field.repeats


def _field_source(index: int, field: WireField, requested: bool) -> list[str]:
    """Return the statements that turn ``v<index>`` from a value into XML."""
    tag, value = field.wire_name, f"v{index}"
    if issubclass(field.type, Record):
        return _record_source(index, field, requested)
    if field.repeats:
        one = f"<{tag}>{{{_text_source(field, 'one')}}}</{tag}>"
        return [f"    {value} = ''.join([f'{one}' for one in {value}]) if {value} else ''"]
    absent = f"'<{tag} />'" if requested else "''"
    return [
        f"    if {value} is None: {value} = {absent}",
        f"    elif {value} is NIL: {value} = '<{tag} />'",
        f"    else: {value} = f'<{tag}>{{{_inner_source(field, value)}}}</{tag}>'",
    ]


def _record_source(index: int, field: WireField, requested: bool) -> list[str]:
    tag, value, write = field.wire_name, f"v{index}", f"write{index}"
    if field.repeats:
        one = f"f'<{tag}>{{inner}}</{tag}>' if (inner := {write}(one)) else '<{tag} />'"
        return [f"    {value} = ''.join([{one} for one in {value}]) if {value} else ''"]
    absent = f"'<{tag} />'" if requested and _is_array(field.type) else "''"
    return [
        f"    if {value} is None: {value} = {absent}",
        f"    elif {value} is NIL: {value} = '<{tag} />'",
        f"    else: {value} = f'<{tag}>{{inner}}</{tag}>' if (inner := {write}({value})) else '<{tag} />'",
    ]


def _is_array(record: type[Record]) -> bool:
    """Tell an array, which is empty where it is absent, from a block such as imageInfo, which not every asset has."""
    fields = fields_of(record)
    return len(fields) == 1 and fields[0].repeats


def _inner_source(field: WireField, value: str) -> str:
    return value if _is_plain_text(field) else _text_source(field, value)


def _text_source(field: WireField, value: str) -> str:
    """Return the expression for the text of one value."""
    if field.xsd not in _TEXT_OF:
        raise TypeError(f"{field.wire_name}: no text form of xsd:{field.xsd} is known")
    return _TEXT_OF[field.xsd].format(value)

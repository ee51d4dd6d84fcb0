"""The least that a record may be: every required field and no other, made from its declaration."""

from datetime import datetime
from enum import StrEnum

from flytower.contract.record import Record, live_fields

TEXTS = {
    "string": "x",
    "boolean": "true",
    "int": "1",
    "long": "1",
    "double": "1.5",
    "float": "1.5",
    "dateTime": "2020-06-09T08:34:49.777-07:00",
    "base64Binary": "eA==",
}
MOMENT = datetime.fromisoformat(TEXTS["dateTime"])
VALUES = {str: "x", bool: True, int: 1, float: 1.5, datetime: MOMENT, bytes: b"x"}


def minimal_xml(record, version):
    """Return what stands between the tags of an element that has nothing but what ``version`` requires."""
    return "".join(
        _element(field.wire_name, _text(field, version)) * field.minimum
        for field in live_fields(record, version)
        if field.minimum
    )


def minimal_record(record, version):
    """Return the record that :func:`minimal_xml` spells."""
    return record(
        **{
            field.name: [_value(field, version)] * field.minimum if field.repeats else _value(field, version)
            for field in live_fields(record, version)
            if field.minimum
        }
    )


def _element(name, content):
    return f"<{name}>{content}</{name}>" if content else f"<{name} />"


def _text(field, version):
    if issubclass(field.type, Record):
        return minimal_xml(field.type, version)
    return _first(field.type).value if issubclass(field.type, StrEnum) else TEXTS[field.xsd]


def _value(field, version):
    if issubclass(field.type, Record):
        return minimal_record(field.type, version)
    return _first(field.type) if issubclass(field.type, StrEnum) else VALUES[field.type]


def _first(enum):
    return next(iter(enum))

"""Metadata values of assets, and changes to them. Source: IPS reference, Metadata and MetadataUpdate."""

from datetime import datetime

from flytower.contract.record import Long, Record
from flytower.contract.types.common import StringArray
from flytower.contract.version import V2021


class Metadata(Record):
    """The value of one metadata field. Always as text, and in the form that fits the field too."""

    name: str
    value: str  # text of any form
    bool_val: bool | None = None
    long_val: Long | None = None
    double_val: float | None = None
    date_val: datetime | None = None
    value_array: StringArray | None = None  # of a field that holds several tags


class MetadataArray(Record):
    """Metadata values."""

    items: list[Metadata]


class MetadataUpdate(Record):
    """A new value of one metadata field: one of the value forms, or changes to the tags."""

    field_handle: str
    value: str | None = None
    bool_val: bool | None = None
    long_val: Long | None = None
    double_val: float | None = None
    date_val: datetime | None = None
    add_tag_value_array: StringArray | None = None  # of a tag field: adds
    set_tag_value_array: StringArray | None = None  # of a tag field: replaces all
    delete_tag_value_array: StringArray | None = None  # of a tag field: removes


class MetadataUpdateArray(Record):
    """New metadata values."""

    items: list[MetadataUpdate]


class MetadataOptions(Record):
    """Metadata for what an upload brings in."""

    __since__ = V2021

    update_array: MetadataUpdateArray | None = None

"""Metadata values of assets, and changes to them. Source: IPS reference, Metadata and MetadataUpdate."""

from datetime import datetime

from flytower.contract.record import Long, Record
from flytower.contract.types.common import HandleArray, StringArray
from flytower.contract.version import V2008_01, V2014, V2021


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


class BatchMetadataUpdate(Record):
    """The same new values for several assets."""

    __since__ = V2008_01

    asset_handle_array: HandleArray
    update_array: MetadataUpdateArray


class BatchMetadataUpdateArray(Record):
    """New values for groups of assets."""

    __since__ = V2008_01

    items: list[BatchMetadataUpdate]


class SetMetadataFault(Record):
    """Why one field of one asset did not get its value, or what is doubtful about it."""

    __since__ = V2008_01

    asset_handle: str
    field_handle: str
    code: int  # a FaultCode
    reason: str


class SetMetadataFaultArray(Record):
    """Faults of single fields of single assets."""

    __since__ = V2008_01

    items: list[SetMetadataFault]


class MetadataDelete(Record):
    """A field whose value an asset is to lose."""

    __since__ = V2014

    field_handle: str


class MetadataDeleteArray(Record):
    """Fields to empty."""

    __since__ = V2014

    items: list[MetadataDelete]


class MetadataOptions(Record):
    """Metadata for what an upload brings in."""

    __since__ = V2021

    update_array: MetadataUpdateArray | None = None

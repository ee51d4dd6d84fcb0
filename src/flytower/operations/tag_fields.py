"""Dictionaries of tag fields: operations without any behaviour yet. Source: IPS reference, the page of each."""

from typing import Final

from flytower.contract.operation import EVERYBODY, Role, not_written
from flytower.contract.record import Record
from flytower.contract.types.common import HandleArray, StringArray
from flytower.contract.types.metadata_fields import (
    TagFieldValuesArray,
    TagValueUpdateArray,
    TagValueUpdateFaultArray,
)
from flytower.contract.version import V2010

_READERS: Final = EVERYBODY - {Role.WEB_SERVICE_USER}
_ADMINISTRATORS: Final = frozenset({Role.IPS_ADMIN, Role.IPS_COMPANY_ADMIN, Role.IMAGE_PORTAL_ADMIN})


class GetTagFieldValuesParam(Record):
    """Of which tag fields."""

    company_handle: str
    field_handle_array: HandleArray


class GetTagFieldValuesReturn(Record):
    """The dictionary of each."""

    field_array: TagFieldValuesArray


class SetTagFieldValuesParam(Record):
    """A whole dictionary. Assets lose the tags that it lacks."""

    company_handle: str
    field_handle: str
    value_array: StringArray


class SetTagFieldValuesReturn(Record):
    """Nothing."""


class AddTagFieldValuesParam(Record):
    """Tags to add to a dictionary."""

    company_handle: str
    field_handle: str
    value_array: StringArray


class AddTagFieldValuesReturn(Record):
    """Nothing."""


class DeleteTagFieldValuesParam(Record):
    """Tags to remove from a dictionary, and so from all assets."""

    company_handle: str
    field_handle: str
    value_array: StringArray


class DeleteTagFieldValuesReturn(Record):
    """Nothing."""


class UpdateTagFieldValuesParam(Record):
    """New texts for tags of a dictionary."""

    company_handle: str
    field_handle: str
    update_array: TagValueUpdateArray


class UpdateTagFieldValuesReturn(Record):
    """How it went, tag by tag."""

    success_count: int
    warning_count: int
    error_count: int
    warning_detail_array: TagValueUpdateFaultArray | None = None
    error_detail_array: TagValueUpdateFaultArray | None = None


not_written(
    "Return the dictionaries of tag fields",
    GetTagFieldValuesParam,
    GetTagFieldValuesReturn,
    roles=_READERS,
    since=V2010,
)
not_written(
    "Replace the dictionary of a tag field",
    SetTagFieldValuesParam,
    SetTagFieldValuesReturn,
    roles=_ADMINISTRATORS,
    since=V2010,
)
not_written(
    "Add tags to the dictionary of a tag field",
    AddTagFieldValuesParam,
    AddTagFieldValuesReturn,
    roles=_ADMINISTRATORS,
    since=V2010,
)
not_written(
    "Remove tags from the dictionary of a tag field",
    DeleteTagFieldValuesParam,
    DeleteTagFieldValuesReturn,
    roles=_ADMINISTRATORS,
    since=V2010,
)
not_written(
    "Rename tags in the dictionary of a tag field",
    UpdateTagFieldValuesParam,
    UpdateTagFieldValuesReturn,
    roles=_ADMINISTRATORS,
    since=V2010,
)

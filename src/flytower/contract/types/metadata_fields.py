"""Metadata fields: what can be said of assets, and the dictionaries of tags. Source: IPS reference, MetadataField."""

from flytower.contract.metadata_constants import MetadataFieldType
from flytower.contract.record import Record, since
from flytower.contract.types.common import StringArray
from flytower.contract.version import V2009, V2010, V2012, V2014, V2021


class MetadataField(Record):
    """A metadata field of a company, for one type of asset or for all."""

    field_handle: str  # contains the name: "m|6|IMAGE|season"
    name: str
    type: MetadataFieldType
    default_value: str
    is_required: bool
    is_user_defined: bool  # False: the system's own, which can't be deleted
    is_hidden: bool = since(V2010)  # users are not to be shown it
    is_enforced: bool = since(V2014)  # a value that does not fit is refused
    is_publish_data: bool = since(V2021)  # its values are published with the asset
    initial_tag_value: str | None = since(V2012)  # of a tag field: first value of the dictionary


class MetadataFieldArray(Record):
    """Metadata fields."""

    items: list[MetadataField]


class AssetMetadataFields(Record):
    """The metadata fields of one type of asset."""

    __since__ = V2009

    asset_type: str  # an AssetType; Asset has what every type has
    field_array: MetadataFieldArray


class AssetMetadataFieldsArray(Record):
    """Metadata fields by type of asset."""

    __since__ = V2009

    items: list[AssetMetadataFields]


class TagFieldValues(Record):
    """The dictionary of a tag field."""

    __since__ = V2010

    field_handle: str
    value_array: StringArray


class TagFieldValuesArray(Record):
    """Dictionaries of tag fields."""

    __since__ = V2010

    items: list[TagFieldValues]


class TagValueUpdate(Record):
    """A new text for a tag; the assets that have it keep it."""

    __since__ = V2010

    old_value: str
    new_value: str


class TagValueUpdateArray(Record):
    """New texts for tags."""

    __since__ = V2010

    items: list[TagValueUpdate]


class TagValueUpdateFault(Record):
    """Why one tag did not get its new text."""

    __since__ = V2010

    value: str  # the old text
    code: int  # a FaultCode
    reason: str


class TagValueUpdateFaultArray(Record):
    """Faults of single tags."""

    __since__ = V2010

    items: list[TagValueUpdateFault]

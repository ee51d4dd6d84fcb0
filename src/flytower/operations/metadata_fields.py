"""Operations on metadata fields, none of which has any behaviour yet. Source: IPS reference, the page of each."""

from typing import Final

from flytower.contract.metadata_constants import MetadataFieldType
from flytower.contract.operation import EVERYBODY, Role, not_written
from flytower.contract.record import Record, since
from flytower.contract.types.metadata_fields import AssetMetadataFieldsArray, MetadataFieldArray
from flytower.contract.version import V2008_01, V2009, V2010, V2012, V2014, V2021

_READERS: Final = EVERYBODY - {Role.WEB_SERVICE_USER, Role.TRIAL_SITE_ADMIN, Role.TRIAL_SITE_USER}
_ADMINISTRATORS: Final = frozenset({Role.IPS_ADMIN, Role.IPS_COMPANY_ADMIN, Role.IMAGE_PORTAL_ADMIN})


class GetMetadataFieldsParam(Record):
    """Of which type of asset."""

    company_handle: str
    asset_type: str  # an AssetType


class GetMetadataFieldsReturn(Record):
    """The fields that such an asset has."""

    field_array: MetadataFieldArray


class GetAssetMetadataFieldsParam(Record):
    """Of which company."""

    company_handle: str


class GetAssetMetadataFieldsReturn(Record):
    """All fields, by type of asset."""

    asset_fields_array: AssetMetadataFieldsArray


class SaveMetadataFieldParam(Record):
    """A metadata field to create or to change."""

    company_handle: str
    field_handle: str | None = None  # absent: create
    asset_type: str  # an AssetType; Asset means every type
    name: str
    field_type: MetadataFieldType
    default_value: str
    is_hidden: bool | None = since(V2010)  # users are not to be shown it
    is_enforced: bool | None = since(V2014)  # refuse a value that does not fit
    is_publish_data: bool | None = since(V2021)  # publish its values with the asset


class SaveMetadataFieldReturn(Record):
    """The metadata field."""

    field_handle: str


class CreateMetadataFieldParam(Record):
    """A metadata field to create."""

    company_handle: str
    asset_type: str  # an AssetType; Asset means every type
    name: str
    field_type: MetadataFieldType
    default_value: str | None = None  # not of a tag field
    is_hidden: bool | None = since(V2010)  # users are not to be shown it
    is_enforced: bool | None = since(V2014)  # refuse a value that does not fit
    is_publish_data: bool | None = since(V2021)  # publish its values with the asset
    initial_tag_value: str | None = since(V2012)  # of a tag field: first value of the dictionary


class CreateMetadataFieldReturn(Record):
    """The new metadata field."""

    field_handle: str


class UpdateMetadataFieldParam(Record):
    """Changes to a metadata field; what is absent stays as it is."""

    company_handle: str
    field_handle: str
    name: str | None = None
    default_value: str | None = None
    is_hidden: bool | None = since(V2010)  # users are not to be shown it
    is_enforced: bool | None = since(V2014)  # refuse a value that does not fit
    is_publish_data: bool | None = since(V2021)  # publish its values with the asset
    initial_tag_value: str | None = since(V2012)  # of a tag field: first value of the dictionary


class UpdateMetadataFieldReturn(Record):
    """The metadata field, whose handle changes with its name."""

    field_handle: str


class DeleteMetadataFieldParam(Record):
    """Which metadata field."""

    company_handle: str
    field_handle: str


class DeleteMetadataFieldReturn(Record):
    """Nothing."""


not_written(
    "Return the metadata fields of one type of asset", GetMetadataFieldsParam, GetMetadataFieldsReturn, roles=_READERS
)
not_written(
    "Return a company's metadata fields by type of asset",
    GetAssetMetadataFieldsParam,
    GetAssetMetadataFieldsReturn,
    roles=_READERS,
    since=V2009,
)
not_written(
    "Create or change a metadata field, as was done before 4.0",
    SaveMetadataFieldParam,
    SaveMetadataFieldReturn,
    roles=_ADMINISTRATORS,
)
not_written(
    "Create a metadata field",
    CreateMetadataFieldParam,
    CreateMetadataFieldReturn,
    roles=_ADMINISTRATORS,
    since=V2008_01,
)
not_written(
    "Change a metadata field",
    UpdateMetadataFieldParam,
    UpdateMetadataFieldReturn,
    roles=_ADMINISTRATORS,
    since=V2008_01,
)
not_written(
    "Delete a metadata field with its values",
    DeleteMetadataFieldParam,
    DeleteMetadataFieldReturn,
    roles=_ADMINISTRATORS,
    since=V2008_01,
)

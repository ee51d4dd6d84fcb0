"""Operations on property sets and system properties, none of which has any behaviour yet.

Source: IPS reference, the page of each.
"""

from typing import Final

from flytower.contract.metadata_constants import PropertySetOwner
from flytower.contract.operation import EVERYBODY, Role, not_written
from flytower.contract.record import Record, since
from flytower.contract.types.common import PropertyArray
from flytower.contract.types.permissions import PermissionUpdateArray
from flytower.contract.types.property_sets import PropertySetArray, PropertySetType, PropertySetTypeArray
from flytower.contract.version import V2008_01, V2008_09, V2012
from flytower.operations.access import ADMINISTRATORS

_USERS: Final = EVERYBODY - {Role.WEB_SERVICE_USER}


class CreatePropertySetTypeParam(Record):
    """A new type of property sets."""

    company_handle: str | None = None  # absent: for every company, which takes an IpsAdmin
    name: str
    property_type: PropertySetOwner
    allow_multiple: bool  # False: an owner has at most one set of this type


class CreatePropertySetTypeReturn(Record):
    """The new type."""

    type_handle: str


class GetPropertySetTypesParam(Record):
    """Of which company."""

    company_handle: str | None = None  # absent: those for every company


class GetPropertySetTypesReturn(Record):
    """The types."""

    type_array: PropertySetTypeArray


class GetPropertySetTypeParam(Record):
    """Which type."""

    company_handle: str | None = None  # absent: among those for every company
    name: str


class GetPropertySetTypeReturn(Record):
    """The type."""

    type: PropertySetType


class DeletePropertySetTypeParam(Record):
    """Which type."""

    type_handle: str


class DeletePropertySetTypeReturn(Record):
    """Nothing."""


class CreatePropertySetParam(Record):
    """A new property set. It replaces the owner's other one where the type allows no second."""

    type_handle: str
    primary_owner_handle: str  # user or company, as the type has it
    secondary_owner_handle: str | None = None  # the company, where the type has both
    property_array: PropertyArray
    permission_array: PermissionUpdateArray | None = since(V2012)


class CreatePropertySetReturn(Record):
    """The new property set."""

    set_handle: str


class UpdatePropertySetParam(Record):
    """New values of a property set."""

    set_handle: str
    replace_properties: bool | None = None  # True: it loses what is not named; False is the default
    property_array: PropertyArray


class UpdatePropertySetReturn(Record):
    """Nothing."""


class GetPropertySetsParam(Record):
    """Of which type, and whose."""

    type_handle: str
    primary_owner_handle: str  # user or company, as the type has it
    secondary_owner_handle: str | None = None  # the company, where the type has both


class GetPropertySetsReturn(Record):
    """The property sets."""

    set_array: PropertySetArray


class DeletePropertySetParam(Record):
    """Which property set."""

    set_handle: str


class DeletePropertySetReturn(Record):
    """Nothing."""


class GetPropertyParam(Record):
    """Which system property."""

    name: str  # IpsVersion, IpsImageServerUrl, UploadPostMaxFileSize, SystemMessage, ...


class GetPropertyReturn(Record):
    """Its value."""

    value: str


class GetSystemPropertiesParam(Record):
    """Nothing."""


class GetSystemPropertiesReturn(Record):
    """Every system property."""

    property_array: PropertyArray


not_written(
    "Create a type of property sets",
    CreatePropertySetTypeParam,
    CreatePropertySetTypeReturn,
    roles=ADMINISTRATORS,
    since=V2008_01,
)
not_written(
    "Return a company's types of property sets",
    GetPropertySetTypesParam,
    GetPropertySetTypesReturn,
    roles=_USERS,
    since=V2008_01,
)
not_written(
    "Return the type of property sets that a name names",
    GetPropertySetTypeParam,
    GetPropertySetTypeReturn,
    roles=_USERS,
    since=V2008_01,
)
not_written(
    "Delete a type of property sets with all its sets",
    DeletePropertySetTypeParam,
    DeletePropertySetTypeReturn,
    roles=ADMINISTRATORS,
    since=V2008_01,
)
not_written(
    "Create a property set", CreatePropertySetParam, CreatePropertySetReturn, roles=ADMINISTRATORS, since=V2008_01
)
not_written(
    "Change the values of a property set", UpdatePropertySetParam, UpdatePropertySetReturn, roles=_USERS, since=V2008_01
)
not_written(
    "Return the property sets of an owner", GetPropertySetsParam, GetPropertySetsReturn, roles=_USERS, since=V2008_01
)
not_written(
    "Delete a property set", DeletePropertySetParam, DeletePropertySetReturn, roles=ADMINISTRATORS, since=V2008_01
)
not_written("Return a system property", GetPropertyParam, GetPropertyReturn, roles=_USERS)
not_written(
    "Return every system property", GetSystemPropertiesParam, GetSystemPropertiesReturn, roles=_USERS, since=V2008_09
)

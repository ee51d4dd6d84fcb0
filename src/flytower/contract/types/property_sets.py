"""Property sets: named values that belong to a user, a company, or both. Source: IPS reference, PropertySet."""

from flytower.contract.metadata_constants import PropertySetOwner
from flytower.contract.record import Record, since
from flytower.contract.types.common import PropertyArray
from flytower.contract.types.permissions import PermissionArray
from flytower.contract.version import V2008_01, V2010


class PropertySetType(Record):
    """A kind of property sets."""

    __since__ = V2008_01

    type_handle: str
    company_handle: str | None = None  # absent: for every company
    name: str
    property_type: PropertySetOwner
    allow_multiple: bool  # False: an owner has at most one set of this type


class PropertySetTypeArray(Record):
    """Types of property sets."""

    __since__ = V2008_01

    items: list[PropertySetType]


class PropertySet(Record):
    """A property set."""

    __since__ = V2008_01

    set_handle: str
    type_handle: str
    property_array: PropertyArray
    permissions: PermissionArray | None = since(V2010)  # what groups may do with it


class PropertySetArray(Record):
    """Property sets."""

    __since__ = V2008_01

    items: list[PropertySet]

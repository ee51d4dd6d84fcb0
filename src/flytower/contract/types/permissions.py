"""What groups of users may do with folders and assets. Source: IPS reference, PermissionSet and Permission."""

from flytower.contract.constants import PermissionType
from flytower.contract.record import Record
from flytower.contract.version import V2012


class Permission(Record):
    """What one group may do, of one type."""

    group_handle: str | None = None
    group_name: str | None = None
    permission_type: str | None = None  # a PermissionType
    is_allowed: bool | None = None
    is_override: bool | None = None  # set here rather than inherited


class PermissionArray(Record):
    """Permissions."""

    items: list[Permission]


class PermissionUpdate(Record):
    """What one group may do from now on, of one type."""

    group_handle: str
    permission_type: PermissionType
    is_allowed: bool
    is_override: bool  # set here rather than inherited


class PermissionUpdateArray(Record):
    """New permissions."""

    items: list[PermissionUpdate]


class PermissionSet(Record):
    """Permissions that several folders share by handle."""

    __since__ = V2012

    permission_set_handle: str | None = None
    permission_array: PermissionArray | None = None


class PermissionSetArray(Record):
    """Permission sets."""

    __since__ = V2012

    items: list[PermissionSet]

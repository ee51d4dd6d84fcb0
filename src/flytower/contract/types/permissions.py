"""What groups of users may do with folders and assets. Source: IPS reference, PermissionSet and Permission."""

from flytower.contract.record import Record


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


class PermissionSet(Record):
    """Permissions that several folders share by handle."""

    permission_set_handle: str | None = None
    permission_array: PermissionArray | None = None


class PermissionSetArray(Record):
    """Permission sets."""

    items: list[PermissionSet]

"""Operations on what groups may do, none of which has any behaviour yet. Source: IPS reference, the page of each.

Those on property sets have no page; they are in the published WSDLs.
"""

from typing import Final

from flytower.contract.operation import Role, not_written
from flytower.contract.record import Record
from flytower.contract.types.permissions import PermissionUpdateArray
from flytower.contract.version import V2010
from flytower.operations.access import ADMINISTRATORS

_ADMINISTRATORS: Final = ADMINISTRATORS - {Role.TRIAL_SITE_ADMIN}


class UpdateFolderPermissionsParam(Record):
    """Permissions to add to those of a folder, or to change."""

    company_handle: str
    folder_handle: str
    update_children: bool  # also of all folders below
    update_array: PermissionUpdateArray


class UpdateFolderPermissionsReturn(Record):
    """Nothing."""


class SetFolderPermissionsParam(Record):
    """All permissions of a folder."""

    company_handle: str
    folder_handle: str
    set_children: bool  # also of all folders below
    permission_array: PermissionUpdateArray


class SetFolderPermissionsReturn(Record):
    """Nothing."""


class RemoveFolderPermissionsParam(Record):
    """Which folder is to have the permissions of the one above."""

    company_handle: str
    folder_handle: str
    update_children: bool  # also all folders below


class RemoveFolderPermissionsReturn(Record):
    """Nothing."""


class UpdateAssetPermissionsParam(Record):
    """Permissions to add to those of an asset, or to change."""

    company_handle: str
    asset_handle: str
    update_array: PermissionUpdateArray


class UpdateAssetPermissionsReturn(Record):
    """Nothing."""


class SetAssetPermissionsParam(Record):
    """All permissions of an asset, which then inherits none."""

    company_handle: str
    asset_handle: str
    permission_array: PermissionUpdateArray


class SetAssetPermissionsReturn(Record):
    """Nothing."""


class RemoveAssetPermissionsParam(Record):
    """Which asset is to have the permissions of its folder."""

    company_handle: str
    asset_handle: str


class RemoveAssetPermissionsReturn(Record):
    """Nothing."""


class UpdatePropertySetPermissionsParam(Record):
    """Permissions to add to those of a property set, or to change."""

    set_handle: str
    update_array: PermissionUpdateArray


class UpdatePropertySetPermissionsReturn(Record):
    """Nothing."""


class SetPropertySetPermissionsParam(Record):
    """All permissions of a property set."""

    set_handle: str
    permission_array: PermissionUpdateArray


class SetPropertySetPermissionsReturn(Record):
    """Nothing."""


class RemovePropertySetPermissionsParam(Record):
    """Which property set is to have no permissions of its own."""

    set_handle: str


class RemovePropertySetPermissionsReturn(Record):
    """Nothing."""


not_written(
    "Add or change permissions of a folder",
    UpdateFolderPermissionsParam,
    UpdateFolderPermissionsReturn,
    roles=_ADMINISTRATORS,
)
not_written(
    "Replace the permissions of a folder",
    SetFolderPermissionsParam,
    SetFolderPermissionsReturn,
    roles=_ADMINISTRATORS,
)
not_written(
    "Let a folder inherit its permissions",
    RemoveFolderPermissionsParam,
    RemoveFolderPermissionsReturn,
    roles=_ADMINISTRATORS,
)
not_written(
    "Add or change permissions of an asset",
    UpdateAssetPermissionsParam,
    UpdateAssetPermissionsReturn,
    roles=_ADMINISTRATORS,
)
not_written(
    "Replace the permissions of an asset",
    SetAssetPermissionsParam,
    SetAssetPermissionsReturn,
    roles=_ADMINISTRATORS,
)
not_written(
    "Let an asset inherit its permissions",
    RemoveAssetPermissionsParam,
    RemoveAssetPermissionsReturn,
    roles=_ADMINISTRATORS,
)
not_written(
    "Add or change permissions of a property set",
    UpdatePropertySetPermissionsParam,
    UpdatePropertySetPermissionsReturn,
    roles=ADMINISTRATORS,
    since=V2010,
)
not_written(
    "Replace the permissions of a property set",
    SetPropertySetPermissionsParam,
    SetPropertySetPermissionsReturn,
    roles=ADMINISTRATORS,
    since=V2010,
)
not_written(
    "Remove the permissions of a property set",
    RemovePropertySetPermissionsParam,
    RemovePropertySetPermissionsReturn,
    roles=ADMINISTRATORS,
    since=V2010,
)

"""What getFolderTree, getFolders, createFolder and deleteFolder take and answer."""

from flytower.contract.record import Record, since
from flytower.contract.types.common import StringArray
from flytower.contract.types.folders import Folder, FolderArray
from flytower.contract.types.permissions import PermissionSetArray
from flytower.contract.version import V2012


class GetFolderTreeParam(Record):
    """Which folder, and how much of what is below it."""

    company_handle: str
    access_user_handle: str | None = None  # administrators only: what this user would see
    access_group_handle: str | None = None  # what this group would see
    folder_path: str | None = None  # the company root by default
    depth: int  # levels below: 0 for none, -1 for all
    asset_type_array: StringArray | None = None  # only folders that contain such assets
    response_field_array: StringArray | None = None  # paths of elements to answer, such as "folders/path"
    exclude_field_array: StringArray | None = None  # paths of elements to leave out


class GetFolderTreeReturn(Record):
    """One folder with its subfolders in it."""

    folders: Folder | None = None
    permission_set_array: PermissionSetArray | None = since(V2012)  # those that the folders refer to


class GetFoldersParam(Record):
    """Which folder."""

    company_handle: str
    access_user_handle: str | None = None  # administrators only: what this user would see
    access_group_handle: str | None = None  # what this group would see
    folder_path: str | None = None  # the company root by default
    asset_type_array: StringArray | None = None  # only folders that contain such assets
    response_field_array: StringArray | None = None  # paths of elements to answer, such as "folderArray/items/path"
    exclude_field_array: StringArray | None = None  # paths of elements to leave out


class GetFoldersReturn(Record):
    """The folder and all below it, one after the other."""

    folder_array: FolderArray | None = None
    permission_set_array: PermissionSetArray | None = since(V2012)  # those that the folders refer to


class CreateFolderParam(Record):
    """What to create."""

    company_handle: str
    folder_path: str  # its parents are made too


class CreateFolderReturn(Record):
    """The new folder."""

    folder_handle: str


class DeleteFolderParam(Record):
    """Which folder."""

    company_handle: str
    folder_handle: str


class DeleteFolderReturn(Record):
    """Nothing."""

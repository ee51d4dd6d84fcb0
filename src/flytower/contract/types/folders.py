"""Folders. Source: IPS reference, Folder."""

from datetime import datetime

from flytower.contract.record import Record, since, until
from flytower.contract.types.permissions import PermissionArray
from flytower.contract.version import V2012


class Folder(Record):
    """A folder. Every field is optional since a request chooses what it wants."""

    folder_handle: str | None = None
    path: str | None = None  # without the handle's prefix: "MyCompany/Shoes/"
    last_modified: datetime | None = None  # when assets were last added, changed or removed
    child_last_modified: datetime | None = None  # the same, in any folder below
    permissions: PermissionArray | None = until(V2012)  # in full, in every folder
    permission_set_handle: str | None = since(V2012)  # one of the permission sets of the answer
    has_subfolders: bool | None = None
    subfolder_array: "FolderArray | None" = None  # in a tree only


class FolderArray(Record):
    """Folders."""

    items: list[Folder]

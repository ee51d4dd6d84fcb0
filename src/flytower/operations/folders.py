"""getFolderTree, getFolders, createFolder and deleteFolder."""

from collections.abc import Sequence
from typing import Any

from sqlalchemy import Row

from flytower.contract.faults import FaultCode, IpsApiFault, invalid_parameter
from flytower.contract.handles import FolderHandle
from flytower.contract.operation import EVERYBODY, Call, Role, operation
from flytower.contract.types.folders import Folder, FolderArray
from flytower.contract.types.permissions import PermissionSetArray
from flytower.model import Company, companies, folders, trash
from flytower.model.folder_listing import Branch, listed
from flytower.operations import access, parameters
from flytower.operations.folders_records import (
    CreateFolderParam,
    CreateFolderReturn,
    DeleteFolderParam,
    DeleteFolderReturn,
    GetFoldersParam,
    GetFoldersReturn,
    GetFolderTreeParam,
    GetFolderTreeReturn,
)

_READERS = EVERYBODY - {Role.WEB_SERVICE_USER}
_WRITERS = _READERS - {Role.TRIAL_SITE_ADMIN, Role.TRIAL_SITE_USER, Role.IMAGE_PORTAL_USER}

UNLIMITED_DEPTH = -1


@operation(roles=_READERS)
def get_folder_tree(call: Call, param: GetFolderTreeParam) -> GetFolderTreeReturn:
    """Return one folder with those below it nested in it.

    ``depth`` counts levels below it, -1 means all of them. With ``assetTypeArray`` only folders that directly contain
    such an asset outside the trash are left, and those on the way to them; the top one always is.
    """
    company = access.company_of(call, param.company_handle)
    access.check_impersonation(call, company, param.access_user_handle, param.access_group_handle)
    if param.depth < UNLIMITED_DEPTH:
        raise invalid_parameter("depth", param.depth, "it is less than -1")
    rows = _rows(call, company, param, None if param.depth == UNLIMITED_DEPTH else param.depth)
    return GetFolderTreeReturn(folders=_tree(rows, param.depth), permission_set_array=PermissionSetArray(items=[]))


@operation(roles=_READERS)
def get_folders(call: Call, param: GetFoldersParam) -> GetFoldersReturn:
    """Return a folder and all below it in a list, by path.

    With ``assetTypeArray`` it has only those that directly contain such an asset outside the trash.
    """
    company = access.company_of(call, param.company_handle)
    access.check_impersonation(call, company, param.access_user_handle, param.access_group_handle)
    rows = _rows(call, company, param, None)
    items = [_record(row, has) for row, has in zip(rows, _with_subfolders(rows), strict=True) if row.holds]
    return GetFoldersReturn(folder_array=FolderArray(items=items), permission_set_array=PermissionSetArray(items=[]))


@operation(roles=_WRITERS)
def create_folder(call: Call, param: CreateFolderParam) -> CreateFolderReturn:
    """Create a folder and its missing parents. Fault 30001 where it exists already (wire fact B14).

    A path whose folder is in the trash gets an empty folder; what went into the trash with the old one stays there.
    """
    company = access.company_of(call, param.company_handle)
    path = parameters.path_of(company, param.folder_path, "folderPath")
    companies.lock(call.session, company.id)  # else a parent could go into the trash meanwhile
    try:
        folder = folders.create(call.session, company.id, path, call.now())
    except folders.FolderExists:
        raise IpsApiFault(FaultCode.INVALID_PARAMETER, f"Folder '{path}' already exists.") from None
    except ValueError as error:
        raise invalid_parameter("folderPath", param.folder_path, str(error)) from None
    return CreateFolderReturn(folder_handle=folders.handle_of(folder.path))


@operation(roles=_WRITERS)
def delete_folder(call: Call, param: DeleteFolderParam) -> DeleteFolderReturn:
    """Put a folder, everything below it and all assets in them into the trash.

    Views derived from these assets go too, wherever they lie. Fault 30001 for a folder that does not exist or is in
    the trash already, and for the company's root.
    """
    company = access.company_of(call, param.company_handle)
    folder = parameters.folder_of(call.session, company, param.folder_handle, "folderHandle")
    try:
        trash.discard_folder(call.session, folder, call.caller.email, call.now())
    except ValueError as error:
        raise invalid_parameter("folderHandle", param.folder_handle, str(error)) from None
    return DeleteFolderReturn()


def _rows(
    call: Call, company: Company, param: GetFolderTreeParam | GetFoldersParam, levels: int | None
) -> Sequence[Row[Any]]:
    """Return the folders asked for, and below them what shows which have subfolders and which lead to assets."""
    types = parameters.asset_types(param.asset_type_array, "assetTypeArray")
    branch = Branch(
        company_id=company.id,
        path=parameters.path_of(company, param.folder_path, "folderPath"),
        levels=None if levels is None or types else levels + 1,
        asset_types=types,
    )
    rows = listed(call.session, branch)
    if not rows:
        raise invalid_parameter("folderPath", param.folder_path, f"there is no folder '{branch.path}'")
    return rows


def _with_subfolders(rows: Sequence[Row[Any]]) -> list[bool]:
    """Tell of each folder whether any lies in it: if so, the next one does, since they come sorted by path."""
    following = [row.path for row in rows[1:]]
    return [after.startswith(row.path) for row, after in zip(rows, [*following, ""], strict=True)]


def _tree(rows: Sequence[Row[Any]], depth: int) -> Folder:
    """Nest the folders: every one goes into the last one seen whose path its own begins with."""
    wanted = _leading_to_wanted(rows)
    top = rows[0].path.count("/")
    open_folders: list[Folder] = []
    for row, has_subfolders in zip(rows, _with_subfolders(rows), strict=True):
        level = row.path.count("/") - top
        if row.path not in wanted or (depth != UNLIMITED_DEPTH and level > depth):
            continue
        folder = _record(row, has_subfolders)
        folder.__dict__["subfolder_array"] = FolderArray(items=[])
        del open_folders[level:]
        if open_folders:
            _subfolders(open_folders[-1]).append(folder)
        open_folders.append(folder)
    return open_folders[0]


def _subfolders(folder: Folder) -> list[Folder]:
    if folder.subfolder_array is None:
        raise TypeError("a folder of a tree has an array for its subfolders")
    return folder.subfolder_array.items


def _leading_to_wanted(rows: Sequence[Row[Any]]) -> set[str]:
    """Return the paths of the folders that hold what is wanted, of those above them, and of the top one."""
    wanted = {rows[0].path}
    for row in rows:
        parts = row.path.split("/")[:-1] if row.holds else []
        wanted.update("/".join(parts[: count + 1]) + "/" for count in range(len(parts)))
    return wanted


def _record(row: Row[Any], has_subfolders: bool) -> Folder:
    return Folder.trusted(
        {
            "folder_handle": str(FolderHandle(row.path)),
            "path": row.path,
            "last_modified": row.last_modified,
            "child_last_modified": row.child_last_modified,
            "has_subfolders": has_subfolders,
        }
    )

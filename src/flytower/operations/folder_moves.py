"""renameFolder and moveFolder. Not written yet. Both change the handles of the folder and of all below it."""

from flytower.contract.operation import EVERYBODY, Role, not_written
from flytower.contract.record import Record
from flytower.contract.version import V2012

_WRITERS = EVERYBODY - {
    Role.WEB_SERVICE_USER,
    Role.TRIAL_SITE_ADMIN,
    Role.TRIAL_SITE_USER,
    Role.IMAGE_PORTAL_USER,
}


class RenameFolderParam(Record):
    """Which folder, and what to call it."""

    company_handle: str
    folder_handle: str
    folder_name: str  # only the last part of the path


class RenameFolderReturn(Record):
    """The folder by its new name."""

    folder_handle: str


not_written("Give a folder another name", RenameFolderParam, RenameFolderReturn, roles=_WRITERS)


class MoveFolderParam(Record):
    """Which folder, and where to."""

    company_handle: str
    folder_handle: str
    dest_folder_handle: str  # what it is to lie in


class MoveFolderReturn(Record):
    """The folder in its new place."""

    folder_handle: str


not_written("Put a folder into another one", MoveFolderParam, MoveFolderReturn, roles=_WRITERS, since=V2012)

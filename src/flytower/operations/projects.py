"""Operations on projects, none of which has any behaviour yet. Source: IPS reference, the page of each."""

from typing import Final

from flytower.contract.operation import EVERYBODY, Role, not_written
from flytower.contract.record import Record
from flytower.contract.types.common import HandleArray
from flytower.contract.types.projects import ProjectArray
from flytower.contract.version import V2008_01
from flytower.operations.batch_records import AssetBatchReturn

_READERS: Final = EVERYBODY - {Role.WEB_SERVICE_USER}
_WRITERS: Final = _READERS - {Role.TRIAL_SITE_ADMIN, Role.TRIAL_SITE_USER, Role.IMAGE_PORTAL_USER}


class GetProjectsParam(Record):
    """Of which company."""

    company_handle: str


class GetProjectsReturn(Record):
    """All projects of the company."""

    project_array: ProjectArray


class CreateProjectParam(Record):
    """What to create."""

    company_handle: str
    project_name: str  # unique in the company


class CreateProjectReturn(Record):
    """The new project."""

    project_handle: str


class RenameProjectParam(Record):
    """Which project, and its new name."""

    company_handle: str
    project_handle: str
    project_name: str


class RenameProjectReturn(Record):
    """The project, whose handle changes with its name."""

    project_handle: str


class DeleteProjectParam(Record):
    """Which project."""

    company_handle: str
    project_handle: str


class DeleteProjectReturn(Record):
    """Nothing."""


class _AssetsOfProject(Record):
    """A project and some assets."""

    company_handle: str
    project_handle: str
    asset_handle_array: HandleArray


class SetProjectAssetsParam(_AssetsOfProject):
    """All that a project is to hold."""


class SetProjectAssetsReturn(AssetBatchReturn):
    """How it went, asset by asset."""


class AddProjectAssetsParam(_AssetsOfProject):
    """What a project is to hold too."""


class AddProjectAssetsReturn(AssetBatchReturn):
    """How it went, asset by asset."""


class RemoveProjectAssetsParam(_AssetsOfProject):
    """What a project is to hold no longer."""


class RemoveProjectAssetsReturn(AssetBatchReturn):
    """How it went, asset by asset."""


not_written("Return a company's projects", GetProjectsParam, GetProjectsReturn, roles=_READERS)
not_written("Create a project", CreateProjectParam, CreateProjectReturn, roles=_WRITERS, since=V2008_01)
not_written("Rename a project", RenameProjectParam, RenameProjectReturn, roles=_WRITERS, since=V2008_01)
not_written(
    "Delete a project, but none of its assets", DeleteProjectParam, DeleteProjectReturn, roles=_WRITERS, since=V2008_01
)
not_written(
    "Replace the assets of a project", SetProjectAssetsParam, SetProjectAssetsReturn, roles=_WRITERS, since=V2008_01
)
not_written("Add assets to a project", AddProjectAssetsParam, AddProjectAssetsReturn, roles=_WRITERS, since=V2008_01)
not_written(
    "Take assets out of a project",
    RemoveProjectAssetsParam,
    RemoveProjectAssetsReturn,
    roles=_WRITERS,
    since=V2008_01,
)

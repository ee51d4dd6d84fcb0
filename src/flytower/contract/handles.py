"""Handles: every form that clients hold, and the one that is printed.

``str(handle)`` is the form of today; the ``parse_*`` functions also take those of earlier releases and raise
ValueError, naming the text, for anything else. Sources: the examples of the IPS reference; wire facts B8 and B9.
"""

import re
import uuid
from dataclasses import dataclass
from typing import Final

from flytower.contract.faults import shortened
from flytower.contract.paths import normalised_path

_COMPANY: Final = re.compile(r"(?:c\|)?(?P<id>[0-9]{1,18})")
_ASSET: Final = re.compile(r"a\|(?P<id>[0-9]{1,18})(?:\|[0-9]+\|[0-9]+)?|(?P<oldest>[0-9]{1,18})\|[0-9]+\|[0-9]+")
_USER: Final = re.compile(r"(?:u\|)?(?P<id>[0-9]{1,18})\|(?P<email>[^|]+)")
_GROUP: Final = re.compile(r"(?:g\|)?(?P<id>[0-9]{1,18})")
_PROJECT: Final = re.compile(r"(?:p\|)?(?P<company>[0-9]{1,18})\|(?P<name>.+)", re.DOTALL)
_FIELD: Final = re.compile(r"(?:m\|)?(?P<company>[0-9]{1,18})\|(?P<type>[A-Za-z]+)\|(?P<name>.+)", re.DOTALL)
_IMAGE_FORMAT: Final = re.compile(r"(?:if\|)?(?P<company>[0-9]{1,18})\|(?P<id>[0-9]{1,18})")
_JOB: Final = re.compile(r"(?:j\|)?(?P<company>[0-9]{1,18})\|(?P<rest>.+)", re.DOTALL)
_JOB_ID: Final = re.compile(r"(?P<names>.*)\|(?P<id>[0-9]{1,18})", re.DOTALL)


@dataclass(frozen=True, slots=True)
class CompanyHandle:
    """A company: ``c|6``; before release 4.0 ``6``. ``c|0`` is the one whose assets everybody can read."""

    id: int

    def __str__(self) -> str:
        return f"c|{self.id}"


@dataclass(frozen=True, slots=True)
class AssetHandle:
    """An asset: ``a|210``; earlier with type code and number in the type, ``a|739|1|537`` or ``739|1|537``."""

    id: int

    def __str__(self) -> str:
        return f"a|{self.id}"


@dataclass(frozen=True, slots=True)
class FolderHandle:
    """A folder: ``f|MyCompany/Shoes/``; before 2009-07-31 the path alone. It changes when the folder moves."""

    path: str

    def __str__(self) -> str:
        return f"f|{self.path}"


@dataclass(frozen=True, slots=True)
class UserHandle:
    """A user: ``u|41|name@host``; before release 4.0 ``41|name@host``. The id decides, the address may be outdated."""

    id: int
    email: str

    def __str__(self) -> str:
        return f"u|{self.id}|{self.email}"


@dataclass(frozen=True, slots=True)
class GroupHandle:
    """A group of users: ``g|1``; before release 4.0 ``1``."""

    id: int

    def __str__(self) -> str:
        return f"g|{self.id}"


@dataclass(frozen=True, slots=True)
class ProjectHandle:
    """A project: ``p|6|Summer``; before release 4.0 ``6|Summer``."""

    company_id: int
    name: str

    def __str__(self) -> str:
        return f"p|{self.company_id}|{self.name}"


@dataclass(frozen=True, slots=True)
class MetadataFieldHandle:
    """A metadata field of a company: ``m|6|IMAGE|Season``; before release 4.0 ``6|IMAGE|Season``."""

    company_id: int
    asset_type: str  # upper case
    name: str

    def __str__(self) -> str:
        return f"m|{self.company_id}|{self.asset_type}|{self.name}"


@dataclass(frozen=True, slots=True)
class ImageFormatHandle:
    """An image format: ``if|6|301``; before release 4.0 ``6|301``. The prefix of today is not known, so it is ours."""

    company_id: int
    id: int

    def __str__(self) -> str:
        return f"if|{self.company_id}|{self.id}"


@dataclass(frozen=True, slots=True)
class JobHandle:
    """A job: four fields that are filled as its life goes on.

    ``j|6|Add||`` as submitted, ``j|6||Add_2020-06-11-12:28:16.666|319`` once started. Earlier releases left out the id
    (``j|6||Add_2007-10-24-16:11:07``), and before that the prefix (``6|Add|`` and ``6||Add_2007-10-24-16:11:07``).
    A name may contain ``|``, but not at its beginning or end, where it could not be told from a separator.

    Attributes:
        company_id: the company's number.
        schedule_name: the submitted name, or "" in the handle of a run.
        run_name: submitted name, underscore and time stamp, or "" before the start.
        job_id: the run's number, where the handle has one.
    """

    company_id: int
    schedule_name: str = ""
    run_name: str = ""
    job_id: int | None = None

    def __str__(self) -> str:
        number = "" if self.job_id is None else self.job_id
        return f"j|{self.company_id}|{self.schedule_name}|{self.run_name}|{number}"


@dataclass(frozen=True, slots=True)
class InvalidationHandle:
    """A request to the content delivery network: ``cdni|9686|91059dae-5723-11e9-aec5-ffb7dbdf5582`` (wire fact B8)."""

    company_id: int
    token: uuid.UUID

    def __str__(self) -> str:
        return f"cdni|{self.company_id}|{self.token}"


def parse_company_handle(text: str) -> CompanyHandle:
    """Read a company handle."""
    return CompanyHandle(int(_match("company", _COMPANY, text)["id"]))


def parse_asset_handle(text: str) -> AssetHandle:
    """Read an asset handle; of the three numbers of older forms the first is the asset's."""
    match = _match("asset", _ASSET, text)
    return AssetHandle(int(match["id"] or match["oldest"]))


def parse_folder_handle(text: str) -> FolderHandle:
    """Read a folder handle, which starts with the company's root; its slashes may be missing or doubled."""
    try:
        path = normalised_path(text.strip().removeprefix("f|"))
    except ValueError as error:
        raise _not_a("folder", text) from error
    if not path:
        raise _not_a("folder", text)
    return FolderHandle(path)


def parse_user_handle(text: str) -> UserHandle:
    """Read a user handle."""
    match = _match("user", _USER, text)
    return UserHandle(int(match["id"]), match["email"])


def parse_group_handle(text: str) -> GroupHandle:
    """Read a group handle."""
    return GroupHandle(int(_match("group", _GROUP, text)["id"]))


def parse_project_handle(text: str) -> ProjectHandle:
    """Read a project handle."""
    match = _match("project", _PROJECT, text)
    return ProjectHandle(int(match["company"]), match["name"])


def parse_metadata_field_handle(text: str) -> MetadataFieldHandle:
    """Read a metadata field handle; the asset type is made upper case."""
    match = _match("metadata field", _FIELD, text)
    return MetadataFieldHandle(int(match["company"]), match["type"].upper(), match["name"])


def parse_image_format_handle(text: str) -> ImageFormatHandle:
    """Read an image format handle."""
    match = _match("image format", _IMAGE_FORMAT, text)
    return ImageFormatHandle(int(match["company"]), int(match["id"]))


def parse_job_handle(text: str) -> JobHandle:
    """Read a job handle in any stage of the job's life and any form."""
    match = _match("job", _JOB, text)
    schedule_name, run_name, job_id = _job_fields(match["rest"])
    if not (schedule_name or run_name):
        raise _not_a("job", text)
    return JobHandle(int(match["company"]), schedule_name, run_name, job_id)


def is_safe_job_name(name: str) -> bool:
    """Tell whether a handle made of this name can be read back."""
    return bool(name.strip()) and not name.startswith("|") and not name.endswith("|")


def _job_fields(rest: str) -> tuple[str, str, int | None]:
    """Split what follows the company: only a run's name is preceded by an empty field, only a run has a number."""
    numbered = _JOB_ID.fullmatch(rest)
    job_id = int(numbered["id"]) if numbered else None
    names = numbered["names"] if numbered else rest
    if names.startswith("|"):
        return "", names.strip("|"), job_id
    if numbered:  # a recurring job's run, as the four fields would have it
        schedule_name, _, run_name = names.partition("|")
        return schedule_name, run_name, job_id
    if names.endswith("|"):
        return names.rstrip("|"), "", None
    return "", "", None


def _match(kind: str, pattern: re.Pattern[str], text: str) -> re.Match[str]:
    match = pattern.fullmatch(text.strip())
    if match is None:
        raise _not_a(kind, text)
    return match


def _not_a(kind: str, text: str) -> ValueError:
    return ValueError(f"'{shortened(text)}' is not a handle of {'an' if kind[0] in 'ai' else 'a'} {kind}")

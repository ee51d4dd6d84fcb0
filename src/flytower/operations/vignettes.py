"""Publish formats of vignettes: operations without any behaviour yet. Source: IPS reference, the page of each."""

from flytower.contract.operation import not_written
from flytower.contract.record import Record
from flytower.contract.types.vignettes import VignettePublishFormatArray
from flytower.contract.version import V2008_01
from flytower.operations.access import ADMINISTRATORS


class GetVignettePublishFormatsParam(Record):
    """Of which company."""

    company_handle: str


class GetVignettePublishFormatsReturn(Record):
    """All publish formats of the company."""

    vignette_format_array: VignettePublishFormatArray


class CreateVignettePublishFormatParam(Record):
    """A new publish format; the fields are those of VignettePublishFormat."""

    company_handle: str
    name: str
    target_width: int
    target_height: int
    create_pyramid: bool
    thumb_width: int
    save_as_version: int
    size_suffix_separator: str
    sharpen: int
    usm_amount: float
    usm_radius: float
    usm_threshold: int


class CreateVignettePublishFormatReturn(Record):
    """The new publish format."""

    vignette_format_handle: str


class UpdateVignettePublishFormatParam(Record):
    """Changes to a publish format; what is absent stays as it is."""

    company_handle: str
    vignette_format_handle: str
    name: str | None = None
    target_width: int | None = None
    target_height: int | None = None
    create_pyramid: bool | None = None
    thumb_width: int | None = None
    save_as_version: int | None = None
    size_suffix_separator: str | None = None
    sharpen: int | None = None
    usm_amount: float | None = None
    usm_radius: float | None = None
    usm_threshold: int | None = None


class UpdateVignettePublishFormatReturn(Record):
    """The same publish format."""

    vignette_format_handle: str


class DeleteVignettePublishFormatParam(Record):
    """Which publish format."""

    company_handle: str
    vignette_format_handle: str


class DeleteVignettePublishFormatReturn(Record):
    """Nothing."""


not_written(
    "Return a company's publish formats of vignettes",
    GetVignettePublishFormatsParam,
    GetVignettePublishFormatsReturn,
    roles=ADMINISTRATORS,
    since=V2008_01,
)
not_written(
    "Create a publish format of vignettes",
    CreateVignettePublishFormatParam,
    CreateVignettePublishFormatReturn,
    roles=ADMINISTRATORS,
    since=V2008_01,
)
not_written(
    "Change a publish format of vignettes",
    UpdateVignettePublishFormatParam,
    UpdateVignettePublishFormatReturn,
    roles=ADMINISTRATORS,
    since=V2008_01,
)
not_written(
    "Delete a publish format of vignettes",
    DeleteVignettePublishFormatParam,
    DeleteVignettePublishFormatReturn,
    roles=ADMINISTRATORS,
    since=V2008_01,
)

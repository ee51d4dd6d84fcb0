"""Operations on documents and figures of a company, none of which has any behaviour yet.

Source: the published SDK reference of 2017-10-29-beta and later, names and types only: what is said here of their
meaning is inferred. Documents have the roles of property sets, figures those of the company settings.
"""

from typing import Final

from flytower.contract.operation import EVERYBODY, Role, not_written
from flytower.contract.record import Record
from flytower.contract.types.company_metadata import CompanyMetadataInfoArray, CompanyUPPProperties
from flytower.contract.version import V2017, V2021
from flytower.operations.access import ADMINISTRATORS

_READERS: Final = EVERYBODY - {Role.WEB_SERVICE_USER}


class ListCompanyMetadataParam(Record):
    """Which documents."""

    company_handle: str
    xtype: str | None = None  # every type by default


class ListCompanyMetadataReturn(Record):
    """The documents, without their contents."""

    company_metadata_info_array: CompanyMetadataInfoArray


class GetCompanyMetadataParam(Record):
    """Which document."""

    company_handle: str
    xid: str


class GetCompanyMetadataReturn(Record):
    """The document."""

    xid: str
    xtype: str
    xname: str
    metadata: bytes


class CreateCompanyMetadataParam(Record):
    """A new document."""

    company_handle: str
    xtype: str  # any text of the client's
    xname: str
    metadata: bytes


class CreateCompanyMetadataReturn(Record):
    """The new document."""

    xid: str


class UpdateCompanyMetadataParam(Record):
    """Changes to a document."""

    company_handle: str
    xid: str
    xtype: str
    xname: str
    metadata: bytes | None = None  # absent: stays as it is


class UpdateCompanyMetadataReturn(Record):
    """Nothing."""


class DeleteCompanyMetadataParam(Record):
    """Which document."""

    company_handle: str
    xid: str


class DeleteCompanyMetadataReturn(Record):
    """Nothing."""


class GetCompanyUPPPropertiesParam(Record):
    """Of which company."""

    company_handle: str


class GetCompanyUPPPropertiesReturn(Record):
    """What the company has bought."""

    properties: CompanyUPPProperties


class SetCompanyUPPPropertiesParam(Record):
    """What a company has bought; what is absent stays as it is."""

    company_handle: str
    base_storage: str | None = None
    cloud_storage: str | None = None
    add_on_storage: str | None = None
    pvm_per_million: str | None = None
    pvm_per_thousand: str | None = None
    vpm: str | None = None
    media_support: bool | None = None
    role_assignment_allowed: bool | None = None
    case_creation_allowed: bool | None = None


class SetCompanyUPPPropertiesReturn(Record):
    """Nothing."""


not_written(
    "List a company's documents", ListCompanyMetadataParam, ListCompanyMetadataReturn, roles=_READERS, since=V2017
)
not_written(
    "Return one of a company's documents",
    GetCompanyMetadataParam,
    GetCompanyMetadataReturn,
    roles=_READERS,
    since=V2017,
)
not_written(
    "Create a document of a company",
    CreateCompanyMetadataParam,
    CreateCompanyMetadataReturn,
    roles=ADMINISTRATORS,
    since=V2017,
)
not_written(
    "Change a document of a company",
    UpdateCompanyMetadataParam,
    UpdateCompanyMetadataReturn,
    roles=ADMINISTRATORS,
    since=V2017,
)
not_written(
    "Delete a document of a company",
    DeleteCompanyMetadataParam,
    DeleteCompanyMetadataReturn,
    roles=ADMINISTRATORS,
    since=V2017,
)
not_written(
    "Return what a company has bought",
    GetCompanyUPPPropertiesParam,
    GetCompanyUPPPropertiesReturn,
    roles=ADMINISTRATORS,
    since=V2021,
)
not_written(  # no company may give itself more
    "Set what a company has bought",
    SetCompanyUPPPropertiesParam,
    SetCompanyUPPPropertiesReturn,
    roles={Role.IPS_ADMIN},
    since=V2021,
)

"""Documents and figures that belong to a company as a whole.

Source: the published WSDLs, and the SDK reference of 2017-10-29-beta and later; no page tells of them.
"""

from flytower.contract.record import Record
from flytower.contract.version import V2010, V2021


class CompanyMetadataInfo(Record):
    """A document of a company, without its content."""

    __since__ = V2010

    xid: str  # names it
    xname: str
    xtype: str  # any text of the client's


class CompanyMetadataInfoArray(Record):
    """Documents of a company."""

    __since__ = V2010

    items: list[CompanyMetadataInfo]


class CompanyUPPProperties(Record):
    """What a company has bought, as the vendor's own tools see it. What the fields count is published nowhere."""

    __since__ = V2021

    base_storage: str
    cloud_storage: str
    add_on_storage: str
    pvm_per_million: str
    pvm_per_thousand: str
    vpm: str
    media_support: bool
    role_assignment_allowed: bool
    case_creation_allowed: bool

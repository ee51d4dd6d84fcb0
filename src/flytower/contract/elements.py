"""The elements that belong to no operation: the authentication header and the detail of a fault.

Source: the published WSDLs; the versioned header's from 2017-10-29-beta on from the published SDK reference.
"""

from dataclasses import dataclass
from typing import Final

from flytower.contract.record import Record, since
from flytower.contract.version import V2014, V2017, Version


class AuthHeader(Record):
    """Who calls, and how to answer. Everything is optional and in any order; the same for every version."""

    user: str | None = None  # mail address
    password: str | None = None
    access_token: str | None = None  # instead of user and password
    locale: str | None = None  # language of job log messages, such as "en-US"
    app_name: str | None = None
    app_version: str | None = None
    gzip_response: bool | None = None  # True: compress; False: don't, whatever Accept-Encoding says
    fault_http_status_code: int | None = None  # HTTP status of faults instead of 500


class VersionedAuthHeader(Record):
    """The header as the later versions declare it; the server asks for no more of it than of :class:`AuthHeader`."""

    __since__ = V2014

    user: str | None = None
    password: str | None = None
    access_token: str | None = None
    saml_response: str | None = since(V2017)
    locale: str | None = None
    app_name: str
    app_version: str
    gzip_response: bool | None = None
    fault_http_status_code: int | None = None


class FaultDetail(Record):
    """What a fault says."""

    code: int  # a FaultCode
    reason: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Element:
    """A global element.

    Attributes:
        name: its name on the wire.
        record: what is in it.
        group: XML Schema model group, ``sequence`` or ``all``.
        versioned: whether its namespace is the version's instead of the common one.
        any_attribute: whether further attributes are welcome.
    """

    name: str
    record: type[Record]
    group: str = "sequence"
    versioned: bool = False
    any_attribute: bool = True


COMMON_AUTH_HEADER: Final = Element(name="authHeader", record=AuthHeader, group="all")
VERSIONED_AUTH_HEADER: Final = Element(name="authHeader", record=VersionedAuthHeader, versioned=True)

FAULTS: Final = tuple(
    Element(name=name, record=FaultDetail) for name in ("ipsApiFault", "authenticationFault", "authorizationFault")
)
"""The fault elements, which every operation of every version may answer with."""

COMMON_ELEMENTS: Final = (COMMON_AUTH_HEADER, *FAULTS)
"""Every element of the common namespace; each version has all of them."""


def auth_header_of(version: Version) -> Element:
    """Return the header that the WSDL of ``version`` gives its operations."""
    return VERSIONED_AUTH_HEADER if VersionedAuthHeader.lives_in(version) else COMMON_AUTH_HEADER

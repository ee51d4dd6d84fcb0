"""getSecureISAuthToken, which has no behaviour.

Source: the published SDK reference of 2021-04-26-beta and later, names and types only: its meaning is inferred.
"""

from typing import Final

from flytower.contract.operation import EVERYBODY, Role, not_written
from flytower.contract.record import Record, wire
from flytower.contract.version import V2021

_READERS: Final = EVERYBODY - {Role.WEB_SERVICE_USER}  # as getAssets: it is for looking at images


class GetSecureISAuthTokenParam(Record):
    """For which company's images."""

    company_handle: str


class GetSecureISAuthTokenReturn(Record):
    """A secret that opens the image server for what is not published."""

    token: str = wire("SecureISAuthToken")


not_written(
    "Return a token for the image server of unpublished images",
    GetSecureISAuthTokenParam,
    GetSecureISAuthTokenReturn,
    roles=_READERS,
    since=V2021,
)

"""The three faults of the API, their codes, and the exceptions that carry them.

Raise them where the cause is known; the protocol renders them in one place. Codes: IPS reference, Faults.
"""

from enum import IntEnum
from typing import ClassVar


class FaultCode(IntEnum):
    """Every documented fault code."""

    NO_CREDENTIALS = 10000
    INVALID_CREDENTIALS = 10001
    INVALID_USER = 10002
    INVALID_COMPANY = 20000
    INVALID_REQUEST_USERNAME = 20001
    INVALID_REQUEST_USER = 20002
    NO_OPERATION_PERMISSION = 20003
    NO_IMPERSONATION_PERMISSION = 20004
    ILLEGAL_PARAMETER_VALUE = 20005
    ILLEGAL_COMPANY = 20006
    ILLEGAL_REQUEST_USER = 20007
    ILLEGAL_ACCESS_GROUP = 20008
    MISSING_PERMISSION = 20009
    EXCEPTION = 30000
    INVALID_PARAMETER = 30001
    MISSING_PARAMETER = 30002
    INVALID_REQUEST_XML = 30003


class Fault(Exception):  # noqa: N818  the vendor's word, and SOAP's
    """A vendor fault: an element name, a code and a reason for the caller.

    Attributes:
        element: name of the detail element, in the common namespace for every version.
        code: one of :class:`FaultCode`.
        reason: what is wrong, naming the field or thing and its value.
    """

    element: ClassVar[str]

    def __init__(self, code: FaultCode, reason: str) -> None:
        super().__init__(reason)
        self.code = code
        self.reason = reason


class AuthenticationFault(Fault):
    """Who are you? Codes 10000 to 10002."""

    element = "authenticationFault"


class AuthorizationFault(Fault):
    """You may not. Codes 20000 to 20009."""

    element = "authorizationFault"


class IpsApiFault(Fault):
    """It can't be done as asked. Codes 30000 to 30003."""

    element = "ipsApiFault"


_SECRETS = ("password", "token")
"""How the names of fields end whose values are nobody else's business."""


def invalid_parameter(field: str, value: object, why: str) -> IpsApiFault:
    """Return fault 30001 for a field whose value can't be used. A secret is not repeated, not even to its owner."""
    said = "..." if field.lower().endswith(_SECRETS) else shortened(value)
    return IpsApiFault(FaultCode.INVALID_PARAMETER, f"Invalid value '{said}' for {field}: {why}")


def missing_parameter(field: str) -> IpsApiFault:
    """Return fault 30002 for a required field that is absent."""
    return IpsApiFault(FaultCode.MISSING_PARAMETER, f"Missing parameter {field}")


def invalid_request_xml(why: str) -> IpsApiFault:
    """Return fault 30003 for a request that is not the XML it should be."""
    return IpsApiFault(FaultCode.INVALID_REQUEST_XML, why)


def not_implemented(operation: str) -> IpsApiFault:
    """Return fault 30000 for an operation that is declared and has no behaviour here."""
    return IpsApiFault(FaultCode.EXCEPTION, f"Operation '{operation}' is not implemented by this server")


LONGEST_VALUE_IN_REASON = 200


def shortened(value: object) -> str:
    """Return a caller's value as text short enough to be repeated to the caller."""
    text = str(value)
    return text if len(text) <= LONGEST_VALUE_IN_REASON else text[:LONGEST_VALUE_IN_REASON] + "..."

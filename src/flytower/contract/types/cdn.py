"""Asking the content delivery network to forget copies. Source: IPS reference, cdnCacheInvalidation and its types."""

from flytower.contract.record import Record, occurs
from flytower.contract.version import V2010, V2014


class UrlArray(Record):
    """URLs of one request."""

    items: list[str] = occurs(1, 1000)


class EmailArray(Record):
    """Mail addresses of one request."""

    __until__ = V2014

    items: list[str] = occurs(1, 5)


class EmailConfirmation(Record):
    """Who is to be told when the copies are gone. The vendor has sent no such mail since May 2014."""

    __until__ = V2014

    cc_originator: bool  # tell the caller too
    cc_others_array: EmailArray | None = None


class OperationFault(Record):
    """What went wrong with one part of a request."""

    __since__ = V2010

    code: int  # a FaultCode
    reason: str


class OperationFaultArray(Record):
    """What went wrong with parts of a request."""

    __since__ = V2010

    items: list[OperationFault]

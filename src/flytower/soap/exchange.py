"""One request and its answer on their way through the protocol."""

from collections.abc import Sequence
from contextlib import AbstractContextManager
from dataclasses import dataclass, field
from typing import Final, Protocol

from lxml import etree

from flytower.contract.credentials import Client, Credentials
from flytower.contract.operation import Call, Operation
from flytower.contract.version import Version
from flytower.soap.envelope import Form
from flytower.soap.headers import NO_WISHES, Wishes
from flytower.soap.selection import Selection

OPERATION_KEY: Final = "flytower.operation"
"""Where the request environment tells the access log which operation was called."""


class Gate(Protocol):
    """The door to the operations."""

    def call(
        self, operation: Operation, version: Version, credentials: Sequence[Credentials], client: Client
    ) -> AbstractContextManager[Call]:
        """Authenticate, open a transaction and yield the Call; commit on success, roll back on any exception.

        Raises:
            AuthenticationFault: 10000, 10001 or 10002.
            AuthorizationFault: 20003.
        """
        ...


@dataclass(slots=True, kw_only=True)
class Exchange:
    """What is known of one request so far; the protocol fills it in as it reads.

    Attributes:
        body: the request's bytes, and its text in UTF-8 once it is read.
        charset: what the transport says of the body's encoding, or empty.
        form: how to answer; a guess by URL and Content-Type until the root element is known.
        address: the peer's network address.
        locale: language by Accept-Language, replaced by the authHeader's.
        basic: credentials of HTTP Basic.
        credentials: every claim of identity, best first.
        wishes: what the authHeader asks of the answer.
        root: the parsed document.
        namespace: of the ``<operation>Param`` element; the answer is given in it.
        version: the structure that serves it.
        operation: what is called.
        selection: which fields of the answer are shown; None for all.
        status: HTTP status of the answer.
    """

    body: bytes = field(repr=False)
    charset: str = ""
    form: Form = Form.SOAP_11
    address: str = ""
    locale: str = ""
    basic: Credentials | None = None
    credentials: Sequence[Credentials] = ()
    wishes: Wishes = NO_WISHES
    root: etree._Element | None = None
    namespace: str = ""
    version: Version | None = None
    operation: Operation | None = None
    selection: Selection | None = None
    status: int = 200

    @property
    def client(self) -> Client:
        """The program at the other end."""
        return Client(address=self.address, locale=self.locale)

    def called(self) -> tuple[Operation, Version]:
        """Return what is called, which dispatch has made sure of."""
        if self.operation is None or self.version is None:
            raise LookupError("the request has not been dispatched yet")
        return self.operation, self.version

"""The two halves of the protocol: requests in, answers out, in every form and version at once.

Spyne runs the phases in between (contexts, dispatch, the call); what it would do to the XML is done here instead.
"""

import logging
from collections.abc import Mapping, Sequence
from functools import lru_cache
from typing import Any, Final

from lxml import etree

from flytower.contract.faults import Fault, invalid_request_xml, shortened
from flytower.contract.operation import Operation
from flytower.contract.version import Version, structure_of
from flytower.soap import spyne_compat  # noqa: F401  before anything of Spyne
from flytower.soap.encodings import as_utf8
from flytower.soap.envelope import element, form_of, open_request, wrapped
from flytower.soap.exchange import Exchange
from flytower.soap.faults import fault_document, unexpected
from flytower.soap.headers import credentials_of, split_tag, wishes_of
from flytower.soap.parsing import parse
from flytower.soap.reader import Reader
from flytower.soap.selection import selection_of
from flytower.soap.writer import Writer

from spyne.model.fault import Fault as SpyneFault  # isort: skip
from spyne.protocol.soap import Soap11  # isort: skip

_NIL: Final = b"nil"
"""What the name of an attribute xsi:nil ends with; a name can't be written in any other way."""

_MOST_ELEMENTS: Final = 2000
"""How many elements, each an operation in one namespace, are remembered; what is none of ours never is."""

LOG: Final = logging.getLogger("flytower.soap")


class WireFault(SpyneFault):
    """A vendor fault dressed so that Spyne lets it through to the out protocol."""

    def __init__(self, fault: Fault) -> None:
        super().__init__("Server", fault.element)
        self.fault = fault


def exchange_of(context: Any) -> Exchange:
    """Return the exchange that a Spyne context is part of."""
    exchange: Exchange = context.udc
    return exchange


class SpokenToSpyne:
    """Lets nothing but WireFault out of a phase; whatever nobody foresaw is logged."""

    def __init__(self, exchange: Exchange) -> None:
        self._exchange = exchange

    def __enter__(self) -> Exchange:
        return self._exchange

    def __exit__(self, kind: type[BaseException] | None, error: BaseException | None, trace: object) -> None:
        if isinstance(error, Fault):
            raise WireFault(error) from None
        if isinstance(error, Exception):
            raise WireFault(logged_unexpected(self._exchange, error)) from None


def logged_unexpected(exchange: Exchange, error: Exception) -> Fault:
    """Log an exception nobody foresaw, and return the fault that says nothing of it."""
    name = exchange.operation.name if exchange.operation else "a request"
    LOG.error("%s failed", name, exc_info=error)
    return unexpected()


class InProtocol(Soap11):
    """Reads a request of any form and version."""

    def __init__(self, operations: Mapping[str, Operation], reader: Reader) -> None:
        super().__init__()
        self._by_element = {operation.param_element: operation for operation in operations.values()}
        self._reader = reader
        self._called = lru_cache(_MOST_ELEMENTS)(self._look_up)

    def get_context(self, parent: Any, transport: Any) -> None:
        """Keep nothing of its own between the phases: the exchange has it all."""

    def create_in_document(self, context: Any, charset: str | None = None) -> None:  # noqa: ARG002  Spyne's signature
        """Parse the body."""
        with SpokenToSpyne(exchange_of(context)) as exchange:
            exchange.body = as_utf8(exchange.body, exchange.charset)
            exchange.root = parse(exchange.body)
            exchange.form = form_of(exchange.root)
            context.in_document = exchange.root

    def decompose_incoming_envelope(self, context: Any, message: Any = None) -> None:  # noqa: ARG002  Spyne's signature
        """Find the credentials and the operation."""
        with SpokenToSpyne(exchange_of(context)) as exchange:
            _form, context.in_header_doc, context.in_body_doc = open_request(exchange.root, exchange.form)
            _take_headers(exchange, context.in_header_doc)
            operation = self._find_operation(exchange, context.in_body_doc)
            context.method_request_string = operation.param_element

    def generate_method_contexts(self, context: Any) -> list[Any]:
        """Return the one context of the one method that is called; Spyne would copy it, for methods beside it."""
        (context.descriptor,) = self.get_call_handles(context)
        return [context]

    def _find_operation(self, exchange: Exchange, body: etree._Element) -> Operation:
        """Set operation, version and namespace by the body element alone: SOAPAction counts nothing (wire fact A4)."""
        exchange.namespace, exchange.version, exchange.operation = called = self._called(body.tag)
        return called[2]

    def _look_up(self, tag: str) -> tuple[str, Version, Operation]:
        namespace, name = split_tag(tag)
        version, operation = structure_of(namespace), self._by_element.get(name)
        if version is None:
            raise invalid_request_xml(
                f"'{shortened(name)}' is in the namespace '{shortened(namespace)}', which is none of this API's"
            )
        if operation is None:
            raise invalid_request_xml(f"Unknown operation '{shortened(name.removesuffix('Param'))}'")
        if not operation.lives_in(version):
            raise invalid_request_xml(f"Operation '{operation.name}' is not part of API version {version}")
        return namespace, version, operation

    def deserialize(self, context: Any, message: Any) -> None:  # noqa: ARG002  Spyne's signature
        """Make a record of the body."""
        with SpokenToSpyne(exchange_of(context)) as exchange:
            operation, version = exchange.called()
            nils = _NIL in exchange.body
            param = self._reader.read(context.in_body_doc, operation.param, version, nils=nils)
            exchange.selection = selection_of(param, operation.answer, version)
            context.in_object = [param]


def _take_headers(exchange: Exchange, headers: Sequence[etree._Element]) -> None:
    claims = credentials_of(headers)
    exchange.credentials = [*claims, exchange.basic] if exchange.basic else claims
    exchange.wishes = wishes_of(headers)
    exchange.locale = exchange.wishes.locale or exchange.locale


class OutProtocol(Soap11):
    """Writes an answer or a fault in the form and namespace of its request."""

    def __init__(self, writer: Writer) -> None:
        super().__init__()
        self._writer = writer

    def get_context(self, parent: Any, transport: Any) -> None:
        """Keep nothing of its own between the phases: the exchange has it all."""

    def serialize(self, context: Any, message: Any) -> None:  # noqa: ARG002  Spyne's signature
        """Make the bytes of the answer, whole, before anything of it is promised to the transport."""
        exchange = exchange_of(context)
        context.out_string = [self._document(exchange, context)]
        context.out_document = exchange.root

    def _document(self, exchange: Exchange, context: Any) -> bytes:
        fault = _vendor_fault(context.out_error, exchange)
        if fault is None:
            try:
                return self._answer(exchange, context.out_object[0])
            except Exception as error:  # noqa: BLE001  logged, and no more than that is told
                fault = logged_unexpected(exchange, error)
        LOG.info("%s %d", fault.element, fault.code)
        exchange.status = exchange.wishes.fault_status
        return fault_document(exchange.form, fault)

    def _answer(self, exchange: Exchange, answer: Any) -> bytes:
        operation, version = exchange.called()
        content = self._writer.content(answer, version, exchange.selection)
        return wrapped(exchange.form, element(operation.return_element, exchange.namespace, content))

    def create_out_string(self, context: Any, charset: str | None = None) -> None:
        """Do nothing: the bytes are there already."""


def _vendor_fault(error: Exception | None, exchange: Exchange) -> Fault | None:
    if error is None or isinstance(error, WireFault):
        return error and error.fault
    return logged_unexpected(exchange, error)

"""The one Spyne application: every declared operation, with the two protocols around them."""

from collections.abc import Mapping
from typing import Any

from flytower.contract.operation import Operation
from flytower.contract.record import Record
from flytower.contract.version import NEWEST
from flytower.soap import spyne_compat  # noqa: F401  before anything of Spyne
from flytower.soap.exchange import Gate
from flytower.soap.protocol import InProtocol, OutProtocol, SpokenToSpyne, exchange_of
from flytower.soap.reader import Reader
from flytower.soap.writer import Writer

from spyne import Application, Service, rpc  # isort: skip


def spyne_application(gate: Gate, operations: Mapping[str, Operation], reader: Reader, writer: Writer) -> Application:
    """Return an application that lets every call pass through ``gate``."""
    methods = {name: _method(gate, operation) for name, operation in operations.items()}
    service = type("IpsApiService", (Service,), methods)
    return Application(
        [service],
        tns=NEWEST.namespace,
        name="IpsApi",
        in_protocol=InProtocol(operations, reader),
        out_protocol=OutProtocol(writer),
    )


def _method(gate: Gate, operation: Operation) -> Any:
    """Return the Spyne method of an operation. Its messages have names only: reader and writer know the fields."""

    def method(context: Any, param: Record) -> Record:
        with SpokenToSpyne(exchange_of(context)) as exchange:
            _, version = exchange.called()
            with gate.call(operation, version, exchange.credentials, exchange.client) as call:
                answer = operation.function(call, param)
        return answer

    method.__name__ = operation.name  # Spyne tells methods apart by it
    return rpc(_args=(), _in_message_name=operation.param_element, _out_message_name=operation.return_element)(method)

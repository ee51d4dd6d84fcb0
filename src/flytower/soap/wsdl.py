"""The contract as WSDL 1.1: the operations a version has, and every type they reach.

Source: the published WSDLs of 2013-02-15 and 2014-04-03, to whose structure it keeps for every version. Before 4.0 the
types had no namespace of their own, so that theirs and the common elements' schema are one.
"""

from collections.abc import Iterable, Iterator, Mapping
from itertools import chain
from typing import Final, NamedTuple

from flytower.contract.elements import COMMON_ELEMENTS, FAULTS, VERSIONED_AUTH_HEADER, auth_header_of
from flytower.contract.operation import Operation
from flytower.contract.record import UNBOUNDED, Record, WireField, live_fields
from flytower.contract.types.unreferenced import UNREFERENCED
from flytower.contract.version import COMMON_NAMESPACE, V2014, VERSIONS, Version
from flytower.soap.namespaces import IPS_WSDL, JAXB, SOAP_TRANSPORT, WSDL, WSDL_SOAP_11, WSDL_SOAP_12, XSD
from flytower.soap.text import attribute

NEUTRAL_ADDRESS: Final = "http://localhost:8070/scene7/services/IpsApiService"
"""soap:address of the WSDL files that are kept beside the code."""


class _Binding(NamedTuple):
    """One SOAP version's binding.

    Attributes:
        name: of the binding.
        port: of its port.
        prefix: of the WSDL extension elements.
        until: first version without it, or None.
    """

    name: str
    port: str
    prefix: str
    until: Version | None


_BINDINGS: Final = (
    _Binding("IpsApiServiceSoapBinding", "IpsApiSoapPort", "soap", None),
    _Binding("IpsApiServiceSoap12Binding", "IpsApiSoap12Port", "soap12", V2014),
)
_MOST: Final = {UNBOUNDED: "unbounded"}
_WITH_HINTS: Final = f' xmlns:jaxb="{JAXB}" jaxb:version="2.1"'
"""What a schema says of itself that has :func:`_class_hint` in it."""
_FAULT_NAMES: Final = tuple(fault.name for fault in FAULTS)

Lines = Iterator[str]


def wsdl(version: Version, namespace: str, operations: Mapping[str, Operation], address: str) -> str:
    """Return the WSDL of one version.

    Args:
        version: the structure.
        namespace: of its types and elements: the version's own, or that of an unpublished date it stands in for.
        operations: what is declared, of which the version may have less.
        address: URL for soap:address.
    """
    live = [operation for operation in operations.values() if operation.lives_in(version)]
    parts = chain(
        _types(version, namespace, live),
        _messages(version, live),
        _port_type(live),
        chain.from_iterable(_binding(binding, live) for binding in _bindings(version)),
        _service(version, address),
    )
    head = (
        f'<?xml version="1.0" encoding="UTF-8"?>\n<definitions name="IpsApi" targetNamespace="{IPS_WSDL}"'
        f' xmlns="{WSDL}" xmlns:xs="{XSD}" xmlns:soap="{WSDL_SOAP_11}" xmlns:soap12="{WSDL_SOAP_12}"'
        f' xmlns:tns="{IPS_WSDL}" xmlns:common="{COMMON_NAMESPACE}" xmlns:types="{namespace}">'
    )
    return "\n".join([head, *parts, "</definitions>", ""])


def wsdl_files(operations: Mapping[str, Operation]) -> dict[str, bytes]:
    """Return every version's WSDL by file name, as ``flytower wsdl`` writes them."""
    return {
        version.wsdl_file: wsdl(version, version.namespace, operations, NEUTRAL_ADDRESS).encode()
        for version in VERSIONS
    }


def _bindings(version: Version) -> list[_Binding]:
    return [binding for binding in _BINDINGS if binding.until is None or version < binding.until]


def _types(version: Version, namespace: str, operations: list[Operation]) -> Lines:
    named = _named(operations, version)
    hints = _WITH_HINTS if any(record.__anonymous__ for record in named.values()) else ""
    yield "<types>"
    yield f'<xs:schema targetNamespace="{namespace}" elementFormDefault="qualified"{hints}>'
    for name, record in sorted(named.items()):
        yield f'<xs:complexType name="{name}">'
        if record.__anonymous__:
            yield from _class_hint(f"{record.__name__}Type")
        yield from _group(record, version)
        yield "</xs:complexType>"
    for operation in operations:
        yield from _element(operation.param_element, operation.param, version)
        yield from _element(operation.return_element, operation.answer, version)
    if auth_header_of(version).versioned:
        header = VERSIONED_AUTH_HEADER
        yield from _element(header.name, header.record, version, header.group, header.any_attribute)
    if namespace != COMMON_NAMESPACE:
        yield "</xs:schema>"
        yield f'<xs:schema targetNamespace="{COMMON_NAMESPACE}" elementFormDefault="qualified">'
    for one in COMMON_ELEMENTS:
        yield from _element(one.name, one.record, version, one.group, one.any_attribute)
    yield "</xs:schema>"
    yield "</types>"


def _named(operations: Iterable[Operation], version: Version) -> dict[str, type[Record]]:
    """Return every record type that the schema has a name for: what the operations lead to, and what they don't."""
    found = {name: record for name, record in UNREFERENCED.items() if record.lives_in(version)}
    waiting = [*found.values()]
    waiting += [record for operation in operations for record in (operation.param, operation.answer)]
    while waiting:
        below = (field.type for field in live_fields(waiting.pop(), version))
        for record in below:
            if not issubclass(record, Record) or found.get(record.__name__) is record:
                continue
            if record.__anonymous__:
                waiting.append(record)
                continue
            if record.__name__ in found:
                raise TypeError(f"two record types are named {record.__name__}")
            found[record.__name__] = record
            waiting.append(record)
    return found


def _class_hint(name: str) -> Lines:
    """Name the Java class of a type that is also spelled out where it is used.

    By itself wsimport would make two classes of one name out of the two, and give up. Its versions 2.3 and 4 both know
    this namespace of JAXB, and only 4 knows the newer one.
    """
    yield f'<xs:annotation><xs:appinfo><jaxb:class name="{name}"/></xs:appinfo></xs:annotation>'


def _element(
    name: str, record: type[Record], version: Version, group: str = "sequence", any_attribute: bool = False
) -> Lines:
    yield f'<xs:element name="{name}"><xs:complexType>'
    yield from _group(record, version, group)
    if any_attribute:
        yield '<xs:anyAttribute namespace="##other" processContents="lax"/>'
    yield "</xs:complexType></xs:element>"


def _group(record: type[Record], version: Version, group: str = "sequence") -> Lines:
    fields = live_fields(record, version)
    if not fields:
        yield f"<xs:{group}/>"
        return
    yield f"<xs:{group}>"
    for field in fields:
        yield from _field(field, version)
    yield f"</xs:{group}>"


def _field(field: WireField, version: Version) -> Lines:
    least = "" if field.minimum == 1 else f' minOccurs="{field.minimum}"'
    most = "" if field.maximum == 1 else f' maxOccurs="{_MOST.get(field.maximum, field.maximum)}"'
    if issubclass(field.type, Record) and field.type.__anonymous__:
        yield f'<xs:element name="{field.wire_name}"{least}{most}><xs:complexType>'
        yield from _group(field.type, version)
        yield "</xs:complexType></xs:element>"
    else:
        kind = f"types:{field.type.__name__}" if field.xsd is None else f"xs:{field.xsd}"
        yield f'<xs:element name="{field.wire_name}" type="{kind}"{least}{most}/>'


def _messages(version: Version, operations: list[Operation]) -> Lines:
    prefix = "types" if auth_header_of(version).versioned else "common"
    yield _message("authHeader", "authHeader", f"{prefix}:authHeader")
    for name in _FAULT_NAMES:
        yield _message(f"{name}Exception", "fault", f"common:{name}")
    for operation in operations:
        yield _message(operation.name, "input", f"types:{operation.param_element}")
        yield _message(f"{operation.name}Response", "output", f"types:{operation.return_element}")


def _message(name: str, part: str, element: str) -> str:
    return f'<message name="{name}"><part name="{part}" element="{element}"/></message>'


def _port_type(operations: list[Operation]) -> Lines:
    yield '<portType name="IpsApiPortType">'
    for operation in operations:
        yield f'<operation name="{operation.name}">'
        yield f'<input name="{operation.name}" message="tns:{operation.name}"/>'
        yield f'<output name="{operation.name}Response" message="tns:{operation.name}Response"/>'
        yield from (f'<fault name="{name}" message="tns:{name}Exception"/>' for name in _FAULT_NAMES)
        yield "</operation>"
    yield "</portType>"


def _binding(binding: _Binding, operations: list[Operation]) -> Lines:
    soap = binding.prefix
    yield f'<binding name="{binding.name}" type="tns:IpsApiPortType">'
    yield f'<{soap}:binding style="document" transport="{SOAP_TRANSPORT}"/>'
    for operation in operations:
        yield f'<operation name="{operation.name}"><{soap}:operation soapAction="{operation.name}"/>'
        yield f'<input name="{operation.name}"><{soap}:body use="literal"/>'
        yield f'<{soap}:header message="tns:authHeader" part="authHeader" use="literal"/></input>'
        yield f'<output name="{operation.name}Response"><{soap}:body use="literal"/></output>'
        yield from (
            f'<fault name="{name}"><{soap}:fault name="{name}" use="literal"/></fault>' for name in _FAULT_NAMES
        )
        yield "</operation>"
    yield "</binding>"


def _service(version: Version, address: str) -> Lines:
    yield '<service name="IpsApiService">'
    for binding in _bindings(version):
        yield f'<port name="{binding.port}" binding="tns:{binding.name}">'
        yield f'<{binding.prefix}:address location="{attribute(address)}"/></port>'
    yield "</service>"

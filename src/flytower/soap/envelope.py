"""What surrounds a request and an answer: SOAP 1.1, SOAP 1.2, or plain XML (wire facts A4, A5, B1, B2)."""

from collections.abc import Iterable
from enum import Enum
from itertools import islice
from typing import Final, NamedTuple

from lxml import etree

from flytower.contract.faults import invalid_request_xml, shortened
from flytower.contract.version import is_ips_namespace
from flytower.soap.headers import is_auth_header, is_header, split_tag
from flytower.soap.namespaces import SOAP_11, SOAP_12


class Form(Enum):
    """The three forms of a message."""

    SOAP_11 = SOAP_11
    SOAP_12 = SOAP_12
    PLAIN = ""

    @property
    def content_type(self) -> str:
        """Content-Type of an answer."""
        return "application/soap+xml; charset=utf-8" if self is Form.SOAP_12 else "text/xml;charset=UTF-8"


class Opened(NamedTuple):
    """A request out of its envelope."""

    form: Form
    headers: list[etree._Element]
    body: etree._Element


MOST_SIBLINGS: Final = 20
"""How many headers, and elements in a body, are looked at: the namespace of each may be as long as the request."""

DECLARATION: Final = "<?xml version='1.0' encoding='UTF-8'?>"

_AROUND: Final = {
    form: (
        f'{DECLARATION}<soapenv:Envelope xmlns:soapenv="{form.value}"><soapenv:Body>',
        "</soapenv:Body></soapenv:Envelope>",
    )
    for form in (Form.SOAP_11, Form.SOAP_12)
} | {Form.PLAIN: (DECLARATION, "")}


def form_of(root: etree._Element) -> Form:
    """Return which form a document has. Raises fault 30003 for none of them."""
    namespace, name = split_tag(root.tag)
    if name == "Envelope" and namespace in (SOAP_11, SOAP_12):
        return Form(namespace)
    if name == "Request" and is_ips_namespace(namespace):
        return Form.PLAIN
    raise invalid_request_xml(
        f"Expected a SOAP 1.1 or 1.2 Envelope or a Request of this API, not '{shortened(root.tag)}'"
    )


def open_request(root: etree._Element, form: Form) -> Opened:
    """Return the headers that say who calls, and the one body element. Raises fault 30003 where there is no body."""
    if form is Form.PLAIN:
        headers, body = root, root
    else:
        headers, body = _child(root, form, "Header"), _child(root, form, "Body")
    return Opened(form, [one for one in islice(headers, MOST_SIBLINGS) if is_header(one)], _operation(body, form))


def _child(root: etree._Element, form: Form, name: str) -> Iterable[etree._Element]:
    return next(root.iterchildren(f"{{{form.value}}}{name}"), ())


def _operation(body: Iterable[etree._Element], form: Form) -> etree._Element:
    """Return the first element in any of the API's namespaces, or the first of all."""
    first: etree._Element | None = None
    for child in islice(body, MOST_SIBLINGS):
        if form is Form.PLAIN and is_auth_header(child):
            continue
        if is_ips_namespace(split_tag(child.tag)[0]):
            return child
        first = child if first is None else first
    if first is None:
        raise invalid_request_xml("The request has no operation in its body")
    return first


def wrapped(form: Form, content: str) -> bytes:
    """Return a whole answer document around its one element."""
    before, after = _AROUND[form]
    return f"{before}{content}{after}".encode()


def element(name: str, namespace: str, content: str) -> str:
    """Return an element that carries its own default namespace, as the vendor's answers do."""
    start = f'<{name} xmlns="{namespace}"'
    return f"{start}>{content}</{name}>" if content else f"{start} />"

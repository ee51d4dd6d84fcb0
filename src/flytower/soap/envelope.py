"""What surrounds a request and an answer: SOAP 1.1, SOAP 1.2, or plain XML (wire facts A4, A5, B1, B2)."""

from enum import Enum
from typing import Final, NamedTuple

from lxml import etree

from flytower.contract.faults import invalid_request_xml, shortened
from flytower.contract.version import is_ips_namespace
from flytower.soap.headers import is_auth_header, split_tag
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
    """Return the headers and the one body element of a request. Raises fault 30003 where there is no body."""
    if form is Form.PLAIN:
        headers = [child for child in root if is_auth_header(child)]
        children = [child for child in root if not is_auth_header(child)]
    else:
        headers = _children(root, form, "Header")
        children = _children(root, form, "Body")
    if not children:
        raise invalid_request_xml("The request has no operation in its body")
    ours = (child for child in children if is_ips_namespace(split_tag(child.tag)[0]))
    return Opened(form, headers, next(ours, children[0]))


def _children(root: etree._Element, form: Form, name: str) -> list[etree._Element]:
    found = root.find(f"{{{form.value}}}{name}")
    return [] if found is None else list(found)


def wrapped(form: Form, content: str) -> bytes:
    """Return a whole answer document around its one element."""
    before, after = _AROUND[form]
    return f"{before}{content}{after}".encode()


def element(name: str, namespace: str, content: str) -> str:
    """Return an element that carries its own default namespace, as the vendor's answers do."""
    start = f'<{name} xmlns="{namespace}"'
    return f"{start}>{content}</{name}>" if content else f"{start} />"

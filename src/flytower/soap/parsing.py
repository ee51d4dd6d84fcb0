"""Bytes to elements, when the bytes may be anybody's."""

import re
from typing import Final

from lxml import etree

from flytower.contract.faults import IpsApiFault, invalid_request_xml, shortened

MOST_MARKUP: Final = 1_000_000
"""Most elements and attributes together: each costs some thirty times its bytes in memory."""

_WHITE: Final = b" \t\r\n"
_DECLARATION: Final = re.compile(rb"<\?xml[^>]*\bencoding\b")
_TRUST_NOTHING: Final = {
    "resolve_entities": False,
    "no_network": True,
    "load_dtd": False,
    "dtd_validation": False,
    "huge_tree": False,
    "remove_comments": True,
    "remove_pis": True,
}
_BYTE_ORDER_MARKS: Final = (b"\xef\xbb\xbf", b"\xff\xfe", b"\xfe\xff")


def parse(data: bytes, charset: str | None = None) -> etree._Element:
    """Return the root of a document without comments and processing instructions.

    The document's own byte order mark or encoding declaration tells its encoding; ``charset``, which the transport
    claims, only counts without them. White space before the document is forgiven.

    Raises:
        IpsApiFault: 30003 for what is not well-formed, has a DOCTYPE, or is too deep, too wide or too long a text.
    """
    data = _bounded(data)
    try:
        root = etree.fromstring(data, _parser(data, charset))
    except (etree.XMLSyntaxError, ValueError) as wrong:
        raise _not_well_formed(wrong) from None
    return _without_doctype(root)


def parse_first(data: bytes) -> etree._Element:
    """Return the root of a document as :func:`parse` does, whatever follows the end of the root (wire fact A6)."""
    parser = etree.XMLPullParser(events=("end",), **_TRUST_NOTHING)
    wrong: Exception = ValueError("it ends too early")
    try:
        parser.feed(_bounded(data))
    except etree.XMLSyntaxError as error:
        wrong = error
    for _event, element in parser.read_events():
        if element.getparent() is None:
            return _without_doctype(element)
    raise _not_well_formed(wrong)


def _bounded(data: bytes) -> bytes:
    data = data.lstrip(_WHITE)
    if not data:
        raise invalid_request_xml("The request is empty")
    if data.count(b"<") + data.count(b"=") > MOST_MARKUP:
        raise invalid_request_xml(f"The request has more than {MOST_MARKUP} elements and attributes")
    return data


def _without_doctype(root: etree._Element) -> etree._Element:
    if root.getroottree().docinfo.doctype:
        raise invalid_request_xml("The request has a DOCTYPE, which is not allowed")
    return root


def _not_well_formed(wrong: Exception) -> IpsApiFault:
    message = wrong.msg if isinstance(wrong, etree.XMLSyntaxError) else str(wrong)
    return invalid_request_xml(f"The request is not well-formed XML: {shortened(message or 'unreadable')}")


def _parser(data: bytes, charset: str | None) -> etree.XMLParser:
    if charset is None or data.startswith(_BYTE_ORDER_MARKS) or _DECLARATION.match(data):
        return etree.XMLParser(**_TRUST_NOTHING)
    try:
        return etree.XMLParser(encoding=charset, **_TRUST_NOTHING)
    except (LookupError, ValueError):  # a charset nobody knows is no help; the document may do without
        return etree.XMLParser(**_TRUST_NOTHING)

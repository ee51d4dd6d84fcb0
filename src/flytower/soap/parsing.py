"""Bytes to elements, when the bytes may be anybody's."""

import re
from contextlib import suppress
from typing import Final

from lxml import etree

from flytower.contract.faults import IpsApiFault, invalid_request_xml
from flytower.soap.encodings import as_utf8
from flytower.soap.parsers import TRUST_NOTHING, forget_names_after, parser_of_thread

MOST_MARKUP: Final = 1_000_000
"""Most elements and attributes together: each costs some thirty times its bytes in memory."""

_DOCTYPE: Final = b"<!DOCTYPE"
_PROLOG_WITH_DOCTYPE: Final = re.compile(rb"(?:\s++|<\?.*?\?>|<!--.*?-->)*+<!DOCTYPE", re.DOTALL)

_NAMES: Final = {
    code: name.partition("ERR_")[2] for name, code in vars(etree.ErrorTypes).items() if isinstance(code, int)
}
"""What libxml2 calls its errors: ``TAG_NAME_MISMATCH``."""


def parse(data: bytes) -> etree._Element:
    """Return the root of a document that :func:`as_utf8` made, without comments and processing instructions.

    Raises:
        IpsApiFault: 30003 for what is not well-formed, has a DOCTYPE, or is too deep, too wide or too long a text.
    """
    data = _bounded(data)
    try:
        root = etree.fromstring(data, parser_of_thread())
    except etree.XMLSyntaxError as wrong:
        raise _not_well_formed(wrong) from None
    finally:
        forget_names_after(len(data))
    return _checked(root, data)


def parse_first(data: bytes) -> etree._Element:
    """Return the root of a document in any encoding, whatever follows the end of the root (wire fact A6)."""
    data = _bounded(as_utf8(data, ""))
    parser = etree.XMLPullParser(events=("end",), encoding="utf-8", **TRUST_NOTHING)
    wrong: etree.XMLSyntaxError | None = None
    try:
        parser.feed(data)
    except etree.XMLSyntaxError as error:
        wrong = error
    root = next((element for _event, element in parser.read_events() if element.getparent() is None), None)
    with suppress(etree.XMLSyntaxError):
        parser.close()  # or it would wait for the garbage collector, with all it holds
    forget_names_after(len(data))
    if root is not None:
        return _checked(root, data)
    if wrong is None:
        raise invalid_request_xml("The request is not well-formed XML: it is cut short")
    raise _not_well_formed(wrong)


def _bounded(data: bytes) -> bytes:
    if not data:
        raise invalid_request_xml("The request is empty")
    if len(data) > MOST_MARKUP and data.count(b"<") + data.count(b"=") > MOST_MARKUP:
        raise invalid_request_xml(f"The request has more than {MOST_MARKUP} elements and attributes")
    if _DOCTYPE in data and _PROLOG_WITH_DOCTYPE.match(data):  # the words alone may be anywhere, in a text
        raise _has_doctype()
    return data


def _checked(root: etree._Element, data: bytes) -> etree._Element:
    """Return the root of a document that has no DOCTYPE, not even one in a place where nobody looked for it."""
    if _DOCTYPE in data and root.getroottree().docinfo.doctype:
        raise _has_doctype()
    return root


def _has_doctype() -> IpsApiFault:
    return invalid_request_xml("The request has a DOCTYPE, which is not allowed")


def _not_well_formed(wrong: etree.XMLSyntaxError) -> IpsApiFault:
    """Return a fault that says what is wrong and where, and nothing of the text around it, which may be a password."""
    if wrong.code == etree.ErrorTypes.ERR_RESOURCE_LIMIT:
        kind = "it is too deep, or something in it too long"
    else:
        kind = _NAMES.get(wrong.code, "unreadable").lower().replace("_", " ")
    line, column = wrong.position
    return invalid_request_xml(f"The request is not well-formed XML: {kind}, at line {line}, column {column}")

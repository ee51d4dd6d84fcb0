"""Which encoding a document is in, so that everything behind this sees UTF-8.

XML obliges nobody to read more than UTF-8 and UTF-16, but clients send what their platform writes.
"""

import codecs
import re
from typing import Final

from flytower.contract.faults import invalid_request_xml, shortened

_WHITE: Final = " \t\r\n"
_UTF_8: Final = ("utf-8", "utf8", "us-ascii", "ascii")
_DECLARATION: Final = re.compile(rb"<\?xml\s[^>]{0,200}?\bencoding\s*=\s*[\"']([A-Za-z][A-Za-z0-9._-]{0,2000})[\"']")
_BEGINNINGS: Final = (
    (codecs.BOM_UTF8, "utf-8"),
    (codecs.BOM_UTF32_LE, "utf-32"),
    (codecs.BOM_UTF32_BE, "utf-32"),
    (codecs.BOM_UTF16_LE, "utf-16"),
    (codecs.BOM_UTF16_BE, "utf-16"),
    (b"<\0\0\0", "utf-32-le"),
    (b"\0\0\0<", "utf-32-be"),
    (b"<\0", "utf-16-le"),
    (b"\0<", "utf-16-be"),
)
"""What tells an encoding before anything can be read; four bytes before two, which may be their beginning."""

_USUAL: Final = (b"<?", b"<s", b"<S", b"<e", b"<E", b"<R")
"""How nearly every request begins, none of which is one of those."""

_WIDE: Final = re.compile(r"(utf|ucs|iso-10646-ucs)[-_]?(16|32|2|4)([-_]?[bl]e)?", re.IGNORECASE)
_NOT_FOR_XML: Final = frozenset({"utf-7", "idna", "punycode", "unicode-escape", "raw-unicode-escape", "undefined"})
"""Codecs of Python that no document is in, some of which take very long over hostile ones."""


def as_utf8(data: bytes, charset: str) -> bytes:
    """Return a document in UTF-8, whatever its declaration goes on to say, without white space before it.

    A byte order mark tells its encoding, or else its XML declaration; ``charset``, which the transport claims, only
    counts without them, and without anything it is UTF-8. A declaration of UTF-16 that can be read byte by byte is
    wrong about itself, and is taken to be in UTF-8.

    Raises:
        IpsApiFault: 30003 for an encoding nobody knows, and for bytes that are not in the encoding they claim.
    """
    if not data.startswith(_USUAL):
        for beginning, encoding in _BEGINNINGS:
            if data.startswith(beginning):
                return _decoded(data, encoding)
        data = data.lstrip(_WHITE.encode())
    declared = _DECLARATION.match(data)
    encoding = declared[1].decode("ascii").lower() if declared else charset.lower()
    if not encoding or encoding in _UTF_8 or _WIDE.fullmatch(encoding):
        return data
    return _decoded(data, encoding) if declared or _is_known(encoding) else data


def _decoded(data: bytes, encoding: str) -> bytes:
    if not _is_known(encoding):
        raise invalid_request_xml(f"The request is in an unknown encoding '{shortened(encoding)}'")
    try:
        text = data.decode(encoding)
    except (UnicodeError, LookupError):  # Python has codecs that make no text
        raise invalid_request_xml(f"The request is not well-formed XML: it is not in {shortened(encoding)}") from None
    return text.removeprefix("\ufeff").lstrip(_WHITE).encode()


def _is_known(encoding: str) -> bool:
    try:
        return codecs.lookup(encoding).name not in _NOT_FOR_XML
    except LookupError:
        return False

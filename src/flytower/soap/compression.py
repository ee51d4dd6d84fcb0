"""When an answer is compressed. Source: IPS reference, webservice.gzip.response; wire fact B16."""

import gzip
import re
from enum import StrEnum
from typing import Final

_LEVEL: Final = 1
"""XML shrinks to a tenth at the quickest level already."""

_GZIP: Final = re.compile(r"(?:^|,)\s*(?:gzip|x-gzip|\*)\s*(?:;\s*q\s*=\s*([0-9.]+)\s*)?(?=,|$)", re.IGNORECASE)


class GzipMode(StrEnum):
    """The server's property ``webservice.gzip.response``."""

    NEVER = "never"
    SOAP = "soap"
    ACCEPT = "accept"
    ALWAYS = "always"


def wants_gzip(mode: GzipMode, wished: bool | None, accept_encoding: str) -> bool:
    """Tell whether to compress: ``wished`` is gzipResponse, None where absent; when given, it beats Accept-Encoding."""
    match mode:
        case GzipMode.NEVER:
            return False
        case GzipMode.ALWAYS:
            return True
        case GzipMode.SOAP:
            return wished is True
        case GzipMode.ACCEPT:
            return accepts_gzip(accept_encoding) if wished is None else wished


def accepts_gzip(accept_encoding: str) -> bool:
    """Tell whether an Accept-Encoding header allows gzip."""
    match = _GZIP.search(accept_encoding)
    return match is not None and (match[1] or "1").strip("0.") != ""


def compressed(data: bytes) -> bytes:
    """Return data in gzip format, the same bytes every time."""
    return gzip.compress(data, _LEVEL, mtime=0)

"""Request locking and obfuscation. Source: IS reference, request locking and request obfuscation."""

import base64
import binascii
import hmac

from flytower.imaging.errors import RequestError

_SUFFIX_LENGTH = 5


def lock_value(query: str) -> str:
    """The four hexadecimal digits that lock `query` (still HTTP-encoded, without a lock)."""
    return _folded(query.encode("utf-8", "surrogateescape"))


def _folded(octets: bytes) -> str:
    total = 0
    for octet in octets:
        total = (total * 131 + octet) & 0xFFFF
    return f"{total:04x}"


def lock(query: str) -> str:
    """`query` with its lock appended."""
    return f"{query}&{lock_value(query)}"


def unlock(query: str) -> str:
    """The query in front of its lock; RequestError when the lock is missing or does not fit.

    Octets count, and what is no ASCII may have come as ISO 8859-1: an obfuscated request has hardly any encoding.
    """
    body, suffix = query[:-_SUFFIX_LENGTH], query[-_SUFFIX_LENGTH:].casefold().encode("utf-8", "surrogateescape")
    values = {lock_value(body), _folded(body.encode("latin-1", "replace"))}
    if not any(hmac.compare_digest(suffix, f"&{value}".encode()) for value in values):
        raise RequestError("the request's lock is missing or does not fit the request")
    return body


def obfuscate(query: str) -> str:
    """`query` (with its lock, if it needs one) in standard base64."""
    return base64.b64encode(query.encode()).decode("ascii")


def reveal(text: str) -> str:
    """The query behind an obfuscated one; RequestError when it is not base64."""
    try:
        octets = base64.b64decode(text, validate=True)
    except (binascii.Error, ValueError):
        raise RequestError("the request is not obfuscated as this server demands") from None
    try:
        return octets.decode("utf-8")
    except UnicodeDecodeError:
        return octets.decode("latin-1")

"""Request locking and obfuscation. Source: IS reference, request locking and request obfuscation."""

import base64
import binascii
import hmac

from flytower.imaging.errors import RequestError

_SUFFIX_LENGTH = 5


def lock_value(query: str) -> str:
    """The four hexadecimal digits that lock `query` (still HTTP-encoded, without a lock)."""
    total = 0
    for octet in query.encode("utf-8", "surrogateescape"):
        total = (total * 131 + octet) & 0xFFFF
    return f"{total:04x}"


def lock(query: str) -> str:
    """`query` with its lock appended."""
    return f"{query}&{lock_value(query)}"


def unlock(query: str) -> str:
    """The query in front of its lock; RequestError when the lock is missing or does not fit."""
    body, suffix = query[:-_SUFFIX_LENGTH], query[-_SUFFIX_LENGTH:]
    expected = f"&{lock_value(body)}".encode()
    if not hmac.compare_digest(suffix.casefold().encode("utf-8", "surrogateescape"), expected):
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

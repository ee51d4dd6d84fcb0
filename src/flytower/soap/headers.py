"""Who asks, and how he wants to be answered: authHeader, its ancestors, and HTTP's own headers (wire facts A1, A2)."""

import base64
import binascii
import re
from collections.abc import Iterable
from http import HTTPStatus
from itertools import islice
from typing import Final, NamedTuple

from lxml import etree

from flytower.contract.credentials import Credentials
from flytower.contract.faults import invalid_parameter
from flytower.contract.version import COMMON_NAMESPACE, LEGACY_HEADER_NAMESPACE
from flytower.soap.values import boolean

DEFAULT_FAULT_STATUS: Final = 500

_BODILESS: Final = (HTTPStatus.NO_CONTENT, HTTPStatus.RESET_CONTENT, HTTPStatus.NOT_MODIFIED)
_COUNTING: Final = frozenset({"user", "password", "accessToken", "locale", "gzipResponse", "faultHttpStatusCode"})
"""Fields of an authHeader that change anything."""

_MOST_FIELDS: Final = 40
_LOCALE: Final = re.compile(r"[A-Za-z]{2,3}([-_][A-Za-z0-9]{2,8})?")


class Wishes(NamedTuple):
    """What an authHeader asks of the answer.

    Attributes:
        locale: language such as ``en-US``, or empty.
        gzip: gzipResponse, or None where it is absent.
        fault_status: HTTP status of a fault.
    """

    locale: str = ""
    gzip: bool | None = None
    fault_status: int = DEFAULT_FAULT_STATUS


NO_WISHES: Final = Wishes()


def is_auth_header(element: etree._Element) -> bool:
    """Tell an authHeader, in whichever of the API's namespaces."""
    namespace, name = split_tag(element.tag)
    return name == "authHeader" and (namespace == COMMON_NAMESPACE or namespace.startswith(f"{COMMON_NAMESPACE}/"))


def is_header(element: etree._Element) -> bool:
    """Tell a header that says who calls: an authHeader, or one of its ancestors."""
    return is_auth_header(element) or split_tag(element.tag)[0] == LEGACY_HEADER_NAMESPACE


def split_tag(tag: str) -> tuple[str, str]:
    """Split ``{namespace}name``; the namespace may be empty."""
    namespace, brace, name = tag.rpartition("}")
    return (namespace[1:], name) if brace else ("", tag)


def credentials_of(headers: Iterable[etree._Element]) -> list[Credentials]:
    """Return every claim of identity among header elements, authHeaders first.

    Raises:
        IpsApiFault: 30001 for a field that one authHeader has twice.
    """
    elements = list(headers)
    claims = (_auth_claim(_fields(element)) for element in elements if is_auth_header(element))
    found = [claim for claim in claims if claim is not None]
    legacy = {split_tag(one.tag)[1]: one.text for one in elements if split_tag(one.tag)[0] == LEGACY_HEADER_NAMESPACE}
    if legacy.get("AuthUser"):
        found.append(Credentials(user=(legacy["AuthUser"] or "").strip(), password=legacy.get("AuthPassword") or ""))
    return found


def wishes_of(headers: Iterable[etree._Element]) -> Wishes:
    """Return what the authHeaders ask; of several, the first that says something counts.

    Raises:
        IpsApiFault: 30001 for a gzipResponse or faultHttpStatusCode that can't be followed.
    """
    said: dict[str, str] = {}
    for element in headers:
        if is_auth_header(element):
            said = {**_fields(element), **said}
    return Wishes(
        locale=clean_locale(said.get("locale", "")),
        gzip=_gzip(said.get("gzipResponse")),
        fault_status=_fault_status(said.get("faultHttpStatusCode")),
    )


def basic_credentials(authorization: str) -> Credentials | None:
    """Return what an ``Authorization: Basic`` header says, or None for anything else."""
    scheme, _, encoded = authorization.strip().partition(" ")
    if scheme.lower() != "basic":
        return None
    try:
        raw = base64.b64decode(encoded.strip(), validate=True)
    except (binascii.Error, ValueError):
        return None
    try:
        text = raw.decode("utf-8")
    except UnicodeDecodeError:
        text = raw.decode("latin-1")
    user, colon, password = text.partition(":")
    return Credentials(user=user, password=password) if user and colon else None


def accepted_locale(accept_language: str) -> str:
    """Return the language an Accept-Language header names first, or an empty string."""
    return clean_locale(accept_language.partition(",")[0].partition(";")[0])


def clean_locale(text: str) -> str:
    """Return ``ll`` or ``ll-CC``, or an empty string for what is neither."""
    text = text.strip()
    if _LOCALE.fullmatch(text) is None:
        return ""
    language, _, country = text.replace("_", "-").partition("-")
    return f"{language.lower()}-{country.upper()}" if country else language.lower()


def _fields(header: etree._Element) -> dict[str, str]:
    """Return what an authHeader says.

    Raises:
        IpsApiFault: 30001 for a field that is there twice, since nobody could say which one was meant.
    """
    said: dict[str, str] = {}
    for child in islice(header, _MOST_FIELDS):
        name = split_tag(child.tag)[1]
        if name in said and name in _COUNTING:
            raise invalid_parameter(f"authHeader/{name}", child.text or "", "it occurs more than once")
        said[name] = child.text or ""
    return said


def _auth_claim(fields: dict[str, str]) -> Credentials | None:
    user, token = fields.get("user", "").strip(), fields.get("accessToken", "").strip()
    if not user and not token:
        return None
    return Credentials(user=user or None, password=fields.get("password"), access_token=token or None)


def _gzip(text: str | None) -> bool | None:
    if text is None:
        return None
    try:
        return boolean(text)
    except ValueError as wrong:
        raise invalid_parameter("authHeader/gzipResponse", text, str(wrong)) from None


def _fault_status(text: str | None) -> int:
    if text is None:
        return DEFAULT_FAULT_STATUS
    status = int(text) if re.fullmatch(r"\s*[0-9]{3}\s*", text, re.ASCII) else 0
    if not 200 <= status <= 599 or status in _BODILESS:  # noqa: PLR2004  HTTP's own range of final statuses
        raise invalid_parameter("authHeader/faultHttpStatusCode", text, "not an HTTP status of an answer with a body")
    return status

"""API versions: their namespaces, and which published structure answers each."""

import bisect
import re
from dataclasses import dataclass
from typing import Final

COMMON_NAMESPACE: Final = "http://www.scene7.com/IpsApi/xsd"
"""Namespace of the faults, of the 2013 authHeader, and (undated) of the API before 4.0."""

LEGACY_HEADER_NAMESPACE: Final = "http://www.scene7.com/IpsApi"
"""Namespace of the AuthUser and AuthPassword headers used before release 3.8."""

_DATED = re.compile(re.escape(COMMON_NAMESPACE) + r"/(\d{4}-\d{2}-\d{2}(?:-beta)?)")


@dataclass(frozen=True, order=True, slots=True)
class Version:
    """One published structure of the API, ordered by date.

    Attributes:
        date: the dated part of its namespace, such as ``2013-02-15`` or ``2017-10-29-beta``; empty before 4.0.
    """

    date: str

    @property
    def namespace(self) -> str:
        """Namespace of this version's types and elements."""
        return f"{COMMON_NAMESPACE}/{self.date}" if self.date else COMMON_NAMESPACE

    @property
    def wsdl_file(self) -> str:
        """Name of its WSDL file."""
        return f"IpsApi-{self.date}.wsdl" if self.date else "IpsApi.wsdl"

    def __str__(self) -> str:
        return self.date or "pre-4.0"


PRE_4_0: Final = Version("")
V2008_01: Final = Version("2008-01-15")
V2008_09: Final = Version("2008-09-10")
V2009: Final = Version("2009-07-31")
V2010: Final = Version("2010-01-31")
V2012: Final = Version("2012-02-14")
V2013: Final = Version("2013-02-15")
V2014: Final = Version("2014-04-03")
V2017: Final = Version("2017-10-29-beta")
V2021: Final = Version("2021-04-26-beta")
V2022: Final = Version("2022-11-01-beta")

PUBLISHED: Final = (V2013, V2014, V2017, V2021, V2022)
"""Every version whose structure is published, and kept to exactly; oldest first."""

VERSIONS: Final = (PRE_4_0, V2008_01, V2008_09, V2009, V2010, V2012, *PUBLISHED)
"""Every version that has a structure of its own. The older ones are the oldest published one less what the vendor's
change log says was added since."""

NEWEST: Final = PUBLISHED[-1]


def is_ips_namespace(namespace: str) -> bool:
    """Tell whether a namespace is the API's own: undated, or dated as any version ever was or may be."""
    return namespace == COMMON_NAMESPACE or _DATED.fullmatch(namespace) is not None


def structure_of(namespace: str) -> Version | None:
    """Return the structure that serves a request in ``namespace``.

    An unknown date gets the newest structure not later than it, and a date older than all the oldest dated one, so that
    no client is refused for its version (wire fact A3). None means that the namespace is not the API's.
    """
    if namespace == COMMON_NAMESPACE:
        return PRE_4_0
    match = _DATED.fullmatch(namespace)
    if match is None:
        return None
    later = bisect.bisect_right(VERSIONS, Version(match.group(1)))
    return VERSIONS[max(later - 1, 1)]

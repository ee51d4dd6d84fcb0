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
        date: the dated part of its namespace, such as ``2013-02-15`` or ``2017-10-29-beta``.
    """

    date: str

    @property
    def namespace(self) -> str:
        """Namespace of this version's types and elements."""
        return f"{COMMON_NAMESPACE}/{self.date}"

    def __str__(self) -> str:
        return self.date


V2013: Final = Version("2013-02-15")
V2014: Final = Version("2014-04-03")
V2017: Final = Version("2017-10-29-beta")
V2021: Final = Version("2021-04-26-beta")
V2022: Final = Version("2022-11-01-beta")

PUBLISHED: Final = (V2013, V2014, V2017, V2021, V2022)
"""Every version whose structure is published, oldest first."""

NEWEST: Final = PUBLISHED[-1]


def is_ips_namespace(namespace: str) -> bool:
    """Tell whether a namespace is the API's own: undated, or dated as any version ever was or may be."""
    return namespace == COMMON_NAMESPACE or _DATED.fullmatch(namespace) is not None


def structure_of(namespace: str) -> Version | None:
    """Return the structure that serves a request in ``namespace``.

    An unknown date gets the newest structure not later than it, and one older than all gets the oldest, so that no
    client is refused for its version (wire fact A3). None means that the namespace is not the API's.
    """
    if namespace == COMMON_NAMESPACE:
        return PUBLISHED[0]
    match = _DATED.fullmatch(namespace)
    if match is None:
        return None
    later = bisect.bisect_right(PUBLISHED, Version(match.group(1)))
    return PUBLISHED[max(later - 1, 0)]

"""Which network addresses a caller may have this server reach."""

import ipaddress
import socket
from typing import Final

Address = ipaddress.IPv4Address | ipaddress.IPv6Address

_NOT_PUBLIC: Final = tuple(
    ipaddress.ip_network(network)
    for network in (
        "192.0.0.0/24",  # IETF protocol assignments; a part of it counts as global, and a cloud's metadata lies there
        "192.88.99.0/24",  # 6to4 relays
        "168.63.129.16/32",  # a cloud's services for its guests, on an address that looks public
    )
)
"""What must not be reached though `ipaddress`, in one release of Python or another, calls it global."""

_NAT64: Final = ipaddress.ip_network("64:ff9b::/96")


class AddressRefused(Exception):  # noqa: N818  reads as what happened
    """A host can't be reached, or must not be; the text says why and names it."""


def resolve(host: str, port: int, *, allow_private: bool) -> list[str]:
    """Return the host's addresses, in the order in which to try them.

    All of them are checked: a name that has one public and one private address is refused. The caller must connect to
    what is returned here and not ask again, since a second answer may be another one. Raises AddressRefused.
    """
    try:
        found = socket.getaddrinfo(host, port, type=socket.SOCK_STREAM)
    except (OSError, UnicodeError) as error:
        raise AddressRefused(f"host {host} is not known: {error}") from None
    addresses = list(dict.fromkeys(str(entry[4][0]) for entry in found))
    for text in addresses:
        if not _may_reach(ipaddress.ip_address(text), allow_private=allow_private):
            raise AddressRefused(f"host {host} has the address {text}, which is not public")
    return addresses


def _may_reach(address: Address, *, allow_private: bool) -> bool:
    inner = _embedded(address)
    if inner is not None:
        return _may_reach(inner, allow_private=allow_private)
    if address.is_multicast or address.is_unspecified:
        return False
    return allow_private or (
        address.is_global and not address.is_reserved and not any(address in network for network in _NOT_PUBLIC)
    )


def _embedded(address: Address) -> Address | None:
    """Return the IPv4 address that packets to this IPv6 address end at, if it is such a one."""
    if isinstance(address, ipaddress.IPv4Address):
        return None
    if address in _NAT64:
        return ipaddress.IPv4Address(int(address) & 0xFFFFFFFF)
    return address.ipv4_mapped or address.sixtofour or (address.teredo and address.teredo[1])

"""Addresses a caller may have the server reach; which are public is said by the IANA special-purpose registries."""

import socket

import pytest

from flytower.jobs import addresses


@pytest.fixture
def knows(monkeypatch):
    """Have names resolve to these addresses."""

    def resolver(*found):
        entries = [(socket.AF_INET, socket.SOCK_STREAM, 6, "", (address, 80)) for address in found]
        monkeypatch.setattr(addresses.socket, "getaddrinfo", lambda *_args, **_kwargs: entries)

    return resolver


@pytest.mark.parametrize(
    "address",
    [
        "127.0.0.1", "127.9.9.9", "10.1.2.3", "172.16.0.1", "192.168.1.1", "169.254.169.254", "100.100.100.200",
        "0.0.0.0", "224.0.0.1", "255.255.255.255", "240.0.0.1", "192.0.0.192", "168.63.129.16",  # noqa: S104
        "::1", "::", "fe80::1", "fd00:ec2::254", "ff02::1", "::ffff:127.0.0.1", "::ffff:10.0.0.1",
        "64:ff9b::a00:1", "2002:7f00:1::", "2001:0:4136:e378:8000:63bf:80ff:fffe",
    ],
)  # fmt: skip
def test_address_that_is_not_public_is_refused(knows, address):
    knows(address)
    with pytest.raises(addresses.AddressRefused, match="is not public"):
        addresses.resolve("example.com", 80, allow_private=False)


@pytest.mark.parametrize("address", ["93.184.216.34", "2606:2800:220:1:248:1893:25c8:1946", "64:ff9b::5db8:d822"])
def test_public_address_is_returned(knows, address):
    knows(address)
    assert addresses.resolve("example.com", 80, allow_private=False) == [address]


def test_one_bad_address_among_good_ones_is_enough(knows):
    knows("93.184.216.34", "127.0.0.1")
    with pytest.raises(addresses.AddressRefused, match=r"example\.com has the address 127\.0\.0\.1"):
        addresses.resolve("example.com", 80, allow_private=False)


def test_private_addresses_may_be_allowed(knows):
    knows("127.0.0.1", "10.0.0.1")
    assert addresses.resolve("example.com", 80, allow_private=True) == ["127.0.0.1", "10.0.0.1"]


@pytest.mark.parametrize("address", ["224.0.0.1", "0.0.0.0"])  # noqa: S104
def test_what_is_no_host_is_never_reached(knows, address):
    knows(address)
    with pytest.raises(addresses.AddressRefused):
        addresses.resolve("example.com", 80, allow_private=True)


def test_unknown_host(monkeypatch):
    def fail(*_args, **_kwargs):
        raise socket.gaierror(-2, "Name or service not known")

    monkeypatch.setattr(addresses.socket, "getaddrinfo", fail)
    with pytest.raises(addresses.AddressRefused, match="not known"):
        addresses.resolve("nowhere.invalid", 80, allow_private=False)

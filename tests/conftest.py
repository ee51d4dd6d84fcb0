"""What every test gets: no socket leaves this machine."""

import ipaddress
import socket

import pytest

real_connect = socket.socket.connect


def is_loopback(address):
    if not isinstance(address, tuple):
        return True  # a UNIX socket
    host = address[0]
    if host in ("localhost", ""):
        return True
    try:
        return ipaddress.ip_address(host).is_loopback
    except ValueError:
        return False


@pytest.fixture(autouse=True)
def _only_loopback(monkeypatch):
    def connect(self, address):
        if not is_loopback(address):
            pytest.fail(f"a test tried to reach {address}")
        return real_connect(self, address)

    monkeypatch.setattr(socket.socket, "connect", connect)

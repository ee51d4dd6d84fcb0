"""What every test gets: no socket leaves this machine."""

import ipaddress
import socket

import pytest

from postgresql import running_postgresql

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


@pytest.fixture(scope="session")
def postgres_server():
    """A running PostgreSQL: its URL, with a place for the name of a database."""
    with running_postgresql() as url:
        yield url

"""Requests that trickle in are cut off; slow work in between is nobody's fault."""

import socket
import threading
import time

import pytest

from flytower.web import pacing
from flytower.web.pacing import PacedSocket


@pytest.fixture
def pair(monkeypatch):
    monkeypatch.setattr(pacing, "GRACE_SECONDS", 0.15)
    near, far = socket.socketpair()
    paced = PacedSocket.of(near)
    paced.setblocking(True)
    with paced, far:
        yield paced, far


def trickle(far, stop):
    while not stop.wait(0.03):
        far.send(b"x")


def read_on(paced):
    while paced.recv(100):
        pass


def test_a_trickle_is_cut_off(pair):
    paced, far = pair
    stop = threading.Event()
    sender = threading.Thread(target=trickle, args=(far, stop))
    sender.start()
    try:
        with pytest.raises(ConnectionResetError, match="bytes came in"):
            read_on(paced)
    finally:
        stop.set()
        sender.join()


def test_silence_is_cut_off(pair, monkeypatch):
    paced, _ = pair
    monkeypatch.setattr(pacing, "IDLE_SECONDS", 0.05)
    paced.setblocking(True)
    with pytest.raises(ConnectionResetError, match="nothing came"):
        paced.recv(100)


def test_a_client_that_does_not_read_is_cut_off(pair, monkeypatch):
    paced, _ = pair
    monkeypatch.setattr(pacing, "IDLE_SECONDS", 0.05)
    paced.setblocking(True)
    with pytest.raises(ConnectionResetError, match="nothing was read"):
        paced.sendall(b"x" * 10_000_000)


def test_only_waiting_counts(pair):
    paced, far = pair
    for _ in range(5):
        far.send(b"x")
        time.sleep(0.05)  # the server works
        assert paced.recv(100) == b"x"


def test_the_next_request_starts_anew(pair):
    paced, far = pair
    paced._waited = 100.0
    paced.begin_request()
    far.send(b"x")
    assert paced.recv(100) == b"x"


def test_not_blocking_stays_not_blocking(pair):
    paced, _ = pair
    paced.setblocking(False)
    with pytest.raises(BlockingIOError):
        paced.recv(1)

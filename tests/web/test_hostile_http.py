"""The real server and clients that mean harm: slow, endless, contradictory. Each is answered or cut off, no more."""

import os
import socket
import threading
import time
from contextlib import contextmanager
from urllib.parse import urlsplit

import pytest
import requests
from lxml import etree

from flytower.testing import start

LIMIT = 200_000
SOAP = "/scene7/services/IpsApiService"
UPLOAD = "/scene7/UploadFile"
CHECK = (
    b'<e:Envelope xmlns:e="http://schemas.xmlsoap.org/soap/envelope/"><e:Body><checkLoginParam '
    b'xmlns="http://www.scene7.com/IpsApi/xsd/2013-02-15"><email>x@example.com</email><password>s3cret</password>'
    b"</checkLoginParam></e:Body></e:Envelope>"
)


@contextmanager
def errors_to(path):
    """Let what is started now write its standard error to a file."""
    kept = os.dup(2)
    with path.open("wb") as file:
        os.dup2(file.fileno(), 2)
        try:
            yield
        finally:
            os.dup2(kept, 2)
            os.close(kept)


@pytest.fixture(scope="module")
def log(tmp_path_factory):
    return tmp_path_factory.mktemp("log") / "stderr"


@pytest.fixture(scope="module")
def server(log):
    with errors_to(log):
        server = start(workers=1, web_threads=4, max_request_bytes=LIMIT)
    yield server
    server.stop()
    written = log.read_text()
    assert "Traceback" not in written, written
    assert " ERROR " not in written, written
    assert "s3cret" not in written


@contextmanager
def connected(server):
    parts = urlsplit(server.url)
    with socket.create_connection((parts.hostname, parts.port), timeout=20) as connection:
        yield connection


def head(path, *headers):
    return "\r\n".join([f"POST {path} HTTP/1.1", "Host: x", *headers, "", ""]).encode()


def read_all(connection):
    received = b""
    try:
        while data := connection.recv(65536):
            received += data
    except ConnectionResetError:
        pass
    return received


def code_in(answer):
    found = etree.fromstring(answer.partition(b"\r\n\r\n")[2])
    return int(found.findtext(".//{http://www.scene7.com/IpsApi/xsd}code"))


def alive(server):
    answer = requests.post(server.soap_url, data=CHECK, timeout=10)
    return (answer.status_code, "InvalidLogin" in answer.text) == (200, True)


def test_a_chunked_body_without_end_is_cut_off_at_the_limit(server):
    with connected(server) as connection:
        connection.sendall(head(SOAP, "Transfer-Encoding: chunked"))
        sent = 0
        try:
            while sent < 50 * LIMIT:
                connection.sendall(b"1000\r\n" + b" " * 0x1000 + b"\r\n")
                sent += 0x1000
        except OSError:
            pass  # the server has closed
        answer = read_all(connection)
    assert sent < 50 * LIMIT
    assert not answer or code_in(answer) == 30003
    assert alive(server)


def test_a_body_that_says_it_is_too_large_is_refused_unread(server):
    with connected(server) as connection:
        connection.sendall(head(SOAP, f"Content-Length: {LIMIT + 1}", "Connection: close"))
        assert code_in(read_all(connection)) == 30003


def test_a_body_that_ends_before_its_length_is_answered_or_dropped(server):
    with connected(server) as connection:
        connection.sendall(head(SOAP, f"Content-Length: {len(CHECK) + 100}") + CHECK[:-20])
        connection.shutdown(socket.SHUT_WR)
        answer = read_all(connection)
    assert not answer or code_in(answer) == 30003
    assert alive(server)


@pytest.mark.parametrize(
    "headers",
    [
        ["Content-Length: 5", "Transfer-Encoding: chunked"],
        ["Content-Length: 5", "Content-Length: 6"],
        ["Content-Length: -1"],
        ["Content-Length: 1e3"],
        ["Transfer-Encoding: gzip"],
        ["Transfer-Encoding: chunked, identity"],
        ["Bad Header: x"],
        ["X: a\x00b"],
    ],
    ids=repr,
)
def test_headers_that_contradict_themselves(server, headers):
    with connected(server) as connection:
        connection.sendall(head(SOAP, *headers, "Connection: close") + b"0\r\n\r\n")
        connection.shutdown(socket.SHUT_WR)
        answer = read_all(connection)
    assert not answer.startswith(b"HTTP/1.1 200")
    assert b"Traceback" not in answer
    assert alive(server)


@pytest.mark.parametrize("path", [SOAP, UPLOAD])
@pytest.mark.parametrize(
    "chunk", [b"zz\r\n", b"-1\r\n", b"ffffffffffffffffffff\r\n", b"5\r\nab", b"\r\n", b"5;" + b"x" * 9000]
)
def test_chunks_that_are_none(server, path, chunk):
    form = "Content-Type: multipart/form-data; boundary=b"
    with connected(server) as connection:
        connection.sendall(head(path, form, "Transfer-Encoding: chunked") + chunk)
        connection.shutdown(socket.SHUT_WR)
        answer = read_all(connection)
    assert not answer.startswith(b"HTTP/1.1 200")
    assert b"Traceback" not in answer
    assert alive(server)


@pytest.mark.parametrize("body", [b"", b"\x00", b"\xff" * 1000, CHECK[:50], b"<!DOCTYPE x>" + CHECK, CHECK + b"x"])
def test_bodies_that_are_none(server, body):
    answer = requests.post(server.soap_url, data=body, headers={"Content-Type": "text/xml"}, timeout=10)
    assert answer.status_code == 500
    assert "<tns:code>30003</tns:code>" in answer.text


def test_a_client_that_goes_away_leaves_no_trace(server):
    for _ in range(5):
        with connected(server) as connection:
            connection.sendall(head(SOAP, f"Content-Length: {len(CHECK)}") + CHECK)
    assert alive(server)


def trickled(server, results):
    began = time.monotonic()
    with connected(server) as connection:
        connection.sendall(head(SOAP, "Content-Length: 1000"))
        try:
            while time.monotonic() - began < 40:
                connection.sendall(b" ")
                time.sleep(0.3)
            results.append(None)
        except OSError:
            results.append(time.monotonic() - began)


@pytest.mark.slow
def test_bodies_that_trickle_in_are_cut_off_and_nobody_else_waits(server):
    results = []
    slow = [threading.Thread(target=trickled, args=(server, results)) for _ in range(3)]
    for thread in slow:
        thread.start()
    while any(thread.is_alive() for thread in slow):
        began = time.monotonic()
        assert alive(server)
        assert time.monotonic() - began < 2
        time.sleep(1)
    assert all(15 < seconds < 35 for seconds in results), results

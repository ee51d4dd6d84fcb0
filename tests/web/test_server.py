"""The real server over real sockets: what gunicorn and our connections do with bytes on the wire."""

import re
import socket
import subprocess
import sys
import threading
import time
from urllib.parse import urlsplit

import pytest
import requests

from flytower.testing import serving


@pytest.fixture(scope="module")
def server():
    with serving(workers=1, log_level="WARNING", web_threads=4) as server:
        yield server


def talk(server, *sent, wait=0.0):
    """Send bytes as they are and return everything that comes back until the server closes."""
    parts = urlsplit(server.url)
    with socket.create_connection((parts.hostname, parts.port), timeout=10) as connection:
        for piece in sent:
            connection.sendall(piece)
            time.sleep(wait)
        connection.shutdown(socket.SHUT_WR)
        received = b""
        while data := connection.recv(65536):
            received += data
    return received


def test_a_chunked_upload_reaches_the_servlet(server):
    def pieces():
        yield b'--b\r\nContent-Disposition: form-data; name="uploadParams"\r\n\r\n'
        yield b"<other></other>\r\n--b--\r\n"

    answer = requests.post(
        server.upload_url, data=pieces(), headers={"Content-Type": "multipart/form-data; boundary=b"}, timeout=10
    )
    assert (answer.status_code, "uploadPostParam" in answer.text) == (500, True)


def test_a_connection_serves_several_requests(server):
    with requests.Session() as session:
        ids = {session.get(f"{server.url}/healthz", timeout=10).headers["X-Request-ID"] for _ in range(3)}
    assert len(ids) == 3


def test_requests_that_follow_at_once_are_answered_in_turn(server):
    ask = b"GET /healthz HTTP/1.1\r\nHost: x\r\nX-Request-ID: %d\r\n\r\n"
    answers = talk(server, *(ask % number for number in range(20)), wait=0.001)
    assert re.findall(rb"X-Request-ID: (\d+)", answers) == [b"%d" % number for number in range(20)]


def test_connections_that_keep_asking_leave_threads_for_others(server):
    """There are more of them than threads."""
    stop = threading.Event()

    def keep_asking():
        with requests.Session() as session:
            while not stop.is_set():
                session.get(f"{server.url}/healthz", timeout=10)

    threads = [threading.Thread(target=keep_asking) for _ in range(8)]
    for thread in threads:
        thread.start()
    try:
        assert all(requests.get(f"{server.url}/healthz", timeout=5).ok for _ in range(20))
    finally:
        stop.set()
        for thread in threads:
            thread.join(15)


def test_a_refused_upload_is_answered_and_the_connection_goes_on(server):
    body = b"--b\r\n" + b"x" * 3_000_000
    with requests.Session() as session:
        headers = {"Content-Type": "text/plain"}
        assert session.post(server.upload_url, data=body, headers=headers, timeout=10).status_code == 500
        assert session.get(f"{server.url}/healthz", timeout=10).status_code == 200


def test_a_request_line_that_is_too_long(server):
    assert b" 414 " in talk(server, b"GET /" + b"x" * 9000 + b" HTTP/1.1\r\n\r\n").split(b"\r\n")[0] + b" "


def test_headers_that_are_too_long(server):
    answer = talk(server, b"GET / HTTP/1.1\r\nHost: x\r\nX: " + b"x" * 20000 + b"\r\n\r\n")
    assert answer.startswith((b"HTTP/1.1 431", b"HTTP/1.1 400"))


def test_a_query_with_a_secret_is_not_repeated(server):
    answer = requests.get(f"{server.url}/nothing?password=secret", timeout=10)
    assert (answer.status_code, "secret" in answer.text) == (404, False)


def test_a_head_request_has_no_body(server):
    answer = talk(server, b"HEAD /healthz HTTP/1.1\r\nHost: x\r\nConnection: close\r\n\r\n")
    assert answer.startswith(b"HTTP/1.1 200")
    assert answer.endswith(b"\r\n\r\n")


FROZEN = """
import gc, socket
from flytower.config import Settings
from flytower.web.server import serve

def application(environ, start_response):
    body = str(gc.get_freeze_count()).encode()
    start_response("200 OK", [("Content-Length", str(len(body)))])
    return [body]

listener = socket.create_server(("127.0.0.1", 0))
print(listener.getsockname()[1], flush=True)
serve(lambda: application, listener, Settings())
"""


def test_what_was_loaded_before_the_fork_is_frozen():
    command = [sys.executable, "-c", FROZEN]
    with subprocess.Popen(command, stdout=subprocess.PIPE, stderr=subprocess.DEVNULL) as process:  # noqa: S603  our own
        port = int(process.stdout.readline())
        assert int(requests.get(f"http://127.0.0.1:{port}/", timeout=10).text) > 10_000
        process.terminate()


def trickle(connection):
    while True:
        connection.sendall(b"x")
        time.sleep(0.5)


@pytest.mark.slow
def test_a_request_that_trickles_in_is_cut_off(server):
    parts = urlsplit(server.url)
    began = time.monotonic()
    with socket.create_connection((parts.hostname, parts.port), timeout=10) as connection:
        connection.sendall(b"GET / HTTP/1.1\r\nX: ")
        with pytest.raises(OSError):  # noqa: PT011  reset or broken pipe
            trickle(connection)
    assert 15 < time.monotonic() - began < 30


SLOW = """
import socket, time
from flytower.config import Settings
from flytower.web.server import serve

def application(environ, start_response):
    time.sleep(0.05)
    start_response("200 OK", [("Content-Length", "0")])
    return []

listener = socket.create_server(("127.0.0.1", 0))
print(listener.getsockname()[1], flush=True)
serve(lambda: application, listener, Settings(web_processes=1, web_threads=1))
"""


def test_a_connection_that_never_pauses_takes_turns_with_others():
    command = [sys.executable, "-c", SLOW]
    # More than one read of the server holds: the next request is always there to be read.
    ask = b"GET / HTTP/1.1\r\nHost: x\r\nX: " + b"x" * 9000 + b"\r\n\r\n"
    with subprocess.Popen(command, stdout=subprocess.PIPE, stderr=subprocess.DEVNULL) as process:  # noqa: S603  our own
        port = int(process.stdout.readline())
        try:
            with socket.create_connection(("127.0.0.1", port), timeout=10) as greedy:
                greedy.sendall(ask * 40)
                began = time.monotonic()
                assert requests.get(f"http://127.0.0.1:{port}/", timeout=10).ok
                assert time.monotonic() - began < 1
        finally:
            process.terminate()

"""Fetching by HTTP from a real server on loopback; `addresses` is tested by itself."""

import socket
import threading
import time
from contextlib import contextmanager

import pytest

from flytower.jobs import fetch as module
from flytower.jobs.fetch import FetchError, FetchLimits, fetch

LIMITS = FetchLimits(max_bytes=1000, seconds=5, redirects=2, allow_private=True)


@contextmanager
def serving(*answers, delay=0.0):
    """Serve these raw answers, one per connection; give the port and the requests received."""
    listener = socket.create_server(("127.0.0.1", 0))
    listener.settimeout(5)
    requests = []

    def serve():
        for answer in answers:
            connection, _ = listener.accept()
            with connection:
                requests.append(connection.recv(65536).decode("latin-1"))
                for piece in answer if isinstance(answer, list) else [answer]:
                    try:
                        connection.sendall(piece)
                    except OSError:
                        break
                    time.sleep(delay)

    thread = threading.Thread(target=serve)
    thread.start()
    try:
        yield listener.getsockname()[1], requests
    finally:
        thread.join()
        listener.close()


def answer(body=b"", status="200 OK", **headers):
    headers = {"Content-Length": str(len(body)), **{name.replace("_", "-"): value for name, value in headers.items()}}
    lines = [f"HTTP/1.1 {status}", *(f"{name}: {value}" for name, value in headers.items() if value is not None)]
    return "\r\n".join(lines).encode() + b"\r\n\r\n" + body


def fetched(url, limits=LIMITS):
    return b"".join(fetch(url, limits))


def test_bytes_are_given():
    with serving(answer(b"hello")) as (port, requests):
        assert fetched(f"http://127.0.0.1:{port}/a b.jpg?x=ü") == b"hello"
    assert requests[0].startswith("GET /a%20b.jpg?x=%C3%BC HTTP/1.1\r\n")
    assert f"Host: 127.0.0.1:{port}\r\n" in requests[0]


def test_body_without_a_length_ends_with_the_connection():
    with serving(answer(b"hello", Content_Length=None)) as (port, _):
        assert fetched(f"http://127.0.0.1:{port}/") == b"hello"


def test_chunked_body():
    body = b"3\r\nhel\r\n2\r\nlo\r\n0\r\n\r\n"
    with serving(answer(body, Content_Length=None, Transfer_Encoding="chunked")) as (port, _):
        assert fetched(f"http://127.0.0.1:{port}/") == b"hello"


@pytest.mark.parametrize("status", ["301 Moved", "302 Found", "303 See Other", "307 Temporary", "308 Permanent"])
def test_redirects_are_followed(status):
    with serving(answer(status=status, Location="/there"), answer(b"hello")) as (port, requests):
        assert fetched(f"http://127.0.0.1:{port}/here") == b"hello"
    assert requests[1].startswith("GET /there ")


def test_too_many_redirects():
    with (
        serving(*[answer(status="302 Found", Location="/again")] * 3) as (port, _),
        pytest.raises(FetchError, match="more than 2 redirects"),
    ):
        fetched(f"http://127.0.0.1:{port}/")


def test_every_redirect_is_checked(monkeypatch):
    asked = []

    def resolve(host, port, *, allow_private):
        asked.append((host, port, allow_private))
        if host != "public.example":
            raise module.AddressRefused(f"host {host} has the address 169.254.169.254, which is not public")
        return ["127.0.0.1"]

    monkeypatch.setattr(module, "resolve", resolve)
    limits = FetchLimits(max_bytes=1000, seconds=5, redirects=2)
    with (
        serving(answer(status="302 Found", Location="http://metadata.example/latest")) as (port, _),
        pytest.raises(FetchError, match="not public"),
    ):
        fetched(f"http://public.example:{port}/", limits)
    assert asked == [("public.example", port, False), ("metadata.example", 80, False)]


def test_connection_goes_to_the_address_that_was_checked(monkeypatch):
    monkeypatch.setattr(module, "resolve", lambda *_args, **_kwargs: ["127.0.0.1"])
    with serving(answer(b"hello")) as (port, requests):
        assert fetched(f"http://rebinding.invalid:{port}/") == b"hello"
    assert f"Host: rebinding.invalid:{port}" in requests[0]


def test_loopback_is_refused_unless_allowed():
    with pytest.raises(FetchError, match="not public"):
        fetched("http://127.0.0.1:9/", FetchLimits(max_bytes=1, seconds=1, redirects=0))


@pytest.mark.parametrize(
    "url",
    ["ftp://example.com/x", "file:///etc/passwd", "gopher://x/", "http://", "http:///x", "http://[::1", "http://x:0/",
     "http://x:99999/", "nonsense", "http://user:secret@example.com/"],
)  # fmt: skip
def test_what_is_no_web_address_is_refused(url):
    with pytest.raises(FetchError) as refused:
        fetched(url)
    assert "secret" not in str(refused.value)


@pytest.mark.parametrize("status", ["404 Not Found", "500 Oops", "206 Partial Content", "304 Not Modified"])
def test_anything_but_200_is_an_error(status):
    with serving(answer(status=status)) as (port, _), pytest.raises(FetchError, match=status[:3]):
        fetched(f"http://127.0.0.1:{port}/")


def test_announced_size_above_the_limit():
    with serving(answer(Content_Length="1001")) as (port, _), pytest.raises(FetchError, match="1001 bytes"):
        fetched(f"http://127.0.0.1:{port}/")


def test_unannounced_size_above_the_limit():
    with (
        serving(answer(b"x" * 1001, Content_Length=None)) as (port, _),
        pytest.raises(FetchError, match="limit of 1000"),
    ):
        fetched(f"http://127.0.0.1:{port}/")


def test_answer_that_is_cut_short():
    with (
        serving(answer(b"hel", Content_Length="5")) as (port, _),
        pytest.raises(FetchError, match="after 3 of 5 bytes"),
    ):
        fetched(f"http://127.0.0.1:{port}/")


def test_encoding_nobody_asked_for():
    with serving(answer(b"x", Content_Encoding="gzip")) as (port, _), pytest.raises(FetchError, match="gzip"):
        fetched(f"http://127.0.0.1:{port}/")


@pytest.mark.parametrize("garbage", [b"", b"hello\r\n\r\n", b"HTTP/1.1 abc\r\n\r\n", b"\xff" * 100_000])
def test_answer_that_is_not_http(garbage):
    with serving(garbage) as (port, _), pytest.raises(FetchError, match=r"no good answer from 127\.0\.0\.1"):
        fetched(f"http://127.0.0.1:{port}/")


@pytest.mark.parametrize("slow", ["headers", "body"])
def test_slow_drip_ends_when_the_time_is_over(slow):
    whole = answer(b"x" * 50)
    head = 5 if slow == "headers" else whole.index(b"\r\n\r\n") + 4
    pieces = [whole[:head], *(bytes([byte]) for byte in whole[head:])]
    limits = FetchLimits(max_bytes=1000, seconds=0.4, redirects=0, allow_private=True)
    began = time.monotonic()
    with serving(pieces, delay=0.05) as (port, _), pytest.raises(FetchError, match=r"longer than 0\.4 s"):
        fetched(f"http://127.0.0.1:{port}/", limits)
    assert time.monotonic() - began < 5


def test_nobody_listens():
    with socket.create_server(("127.0.0.1", 0)) as listener:
        port = listener.getsockname()[1]
    with pytest.raises(FetchError, match="can't connect"):
        fetched(f"http://127.0.0.1:{port}/")


def test_tls_with_a_certificate_nobody_signed_is_an_error():
    with serving(b"\x15\x03\x03\x00\x02\x02\x28") as (port, _), pytest.raises(FetchError, match="no good answer"):
        fetched(f"https://127.0.0.1:{port}/")

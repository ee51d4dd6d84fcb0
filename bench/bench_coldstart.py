"""Cold start to the first SOAP answer, against a bare gunicorn that says hello."""

import contextlib
import socket
import statistics
import subprocess
import sys
import tempfile
import time
from pathlib import Path

import requests

from flytower.testing import serving
from table import row

ROUNDS = 3
CALL = (
    '<Request xmlns="http://www.scene7.com/IpsApi/xsd/2014-04-03"><checkLoginParam><email>a@example.com</email>'
    "<password>x</password></checkLoginParam></Request>"
)
HELLO = "def app(environ, start):\n    start('200 OK', [])\n    return [b'hello']\n"


def free_port():
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return probe.getsockname()[1]


def ours():
    started = time.perf_counter()
    with serving() as server:
        answer = requests.post(f"{server.url}/scene7/api/IpsApiService", data=CALL, timeout=10)
        assert "InvalidLogin" in answer.text, answer.text
        return time.perf_counter() - started


def peer(folder):
    port = free_port()
    command = [sys.executable, "-m", "gunicorn", "--bind", f"127.0.0.1:{port}", "--log-level", "error", "hello:app"]
    started = time.perf_counter()
    process = subprocess.Popen(command, cwd=folder)  # noqa: S603  our own command
    try:
        while time.perf_counter() - started < 30:
            with contextlib.suppress(requests.ConnectionError):
                assert requests.get(f"http://127.0.0.1:{port}/", timeout=5).text == "hello"
                return time.perf_counter() - started
            time.sleep(0.01)
    finally:
        process.terminate()
        process.wait()
    raise TimeoutError("gunicorn did not answer")


def main():
    with tempfile.TemporaryDirectory() as folder:
        (Path(folder) / "hello.py").write_text(HELLO)
        pairs = [(ours(), peer(folder)) for _ in range(ROUNDS)]
    mine, theirs = (statistics.median(side) for side in zip(*pairs, strict=True))
    row("cold start to the first SOAP answer", f"{mine:.2f} s", f"bare gunicorn {theirs:.2f} s", mine / theirs, "2 s")


if __name__ == "__main__":
    main()

"""The process tree: it starts together, mends itself, and ends together."""

import contextlib
import os
import signal
import socket
import subprocess
import sys
import time
from pathlib import Path

import pytest
import requests

from flytower.testing import ServerDidNotStart, serving, start

STOP_SECONDS = 2.0


def children_of(pid):
    """Return the process ids below this one, by level."""
    parent_of = {}
    for path in Path("/proc").glob("[0-9]*"):
        with contextlib.suppress(OSError):
            parent_of[int(path.name)] = int((path / "stat").read_text().rsplit(")", 1)[1].split()[1])
    found, level = [], {pid}
    while level:
        level = {child for child, parent in parent_of.items() if parent in level}
        found += level
    return found


def until(condition, seconds=10.0):
    end = time.monotonic() + seconds
    while not condition():
        assert time.monotonic() < end, "it did not come about"
        time.sleep(0.05)


def is_alive(pid):
    try:
        return Path(f"/proc/{pid}/stat").read_text().rsplit(")", 1)[1].split()[0] != "Z"
    except FileNotFoundError:
        return False


def is_ready(server):
    try:
        return requests.get(f"{server.url}/readyz", timeout=5).status_code == 200
    except requests.ConnectionError:
        return False


@pytest.fixture
def server():
    with serving(workers=1, log_level="ERROR") as server:
        until(lambda: is_ready(server))
        yield server


@pytest.mark.parametrize("number", [signal.SIGINT, signal.SIGTERM])
def test_a_signal_ends_everything_in_time(server, number):
    everybody = children_of(server.process.pid)
    assert len(everybody) >= 3  # gunicorn, its worker, an executor
    began = time.monotonic()
    server.process.send_signal(number)
    assert server.process.wait(10) == 0
    assert time.monotonic() - began < STOP_SECONDS
    assert not any(map(is_alive, everybody))
    assert not server.data_dir.exists()


def test_killing_the_launcher_ends_everything(server):
    everybody = children_of(server.process.pid)
    server.kill()
    until(lambda: not any(map(is_alive, everybody)), 2)


def test_whatever_dies_is_started_again(server):
    for pid in children_of(server.process.pid):
        os.kill(pid, signal.SIGKILL)
    until(lambda: is_ready(server), 20)
    assert len(children_of(server.process.pid)) >= 3


def test_a_request_under_way_does_not_hold_the_end_up(server):
    host, port = server.url.removeprefix("http://").split(":")
    with socket.create_connection((host, int(port))) as connection:
        connection.sendall(b"POST /scene7/UploadFile HTTP/1.1\r\nHost: x\r\nContent-Length: 100\r\n\r\nabc")
        time.sleep(0.3)
        began = time.monotonic()
        server.stop()
        assert time.monotonic() - began < STOP_SECONDS


def test_a_data_directory_has_one_server(tmp_path, capfd):
    with serving(workers=1, log_level="ERROR", data_dir=tmp_path) as first:
        with pytest.raises(ServerDidNotStart):
            start(data_dir=tmp_path)
        assert f"another server uses the data directory {tmp_path}" in capfd.readouterr().err
        assert requests.get(f"{first.url}/healthz", timeout=5).status_code == 200
    assert (tmp_path / "flytower.sqlite3").exists()


def test_a_port_has_one_server(server, capfd):
    port = int(server.url.rsplit(":", 1)[1])
    with pytest.raises(ServerDidNotStart):
        start(port=port)
    assert f"can't listen on 127.0.0.1:{port}" in capfd.readouterr().err


def test_an_ephemeral_server_leaves_the_data_directory_alone(tmp_path):
    with serving(data_dir=tmp_path, ephemeral=True) as running:
        assert running.data_dir != tmp_path
        assert running.data_dir.exists()
    assert not running.data_dir.exists()
    assert list(tmp_path.iterdir()) == []


@pytest.mark.slow
def test_more_executors_beside_a_server(tmp_path):
    with serving(workers=1, log_level="ERROR", data_dir=tmp_path):
        command = [sys.executable, "-m", "flytower.cli", "worker", "--workers", "1", "--data-dir", str(tmp_path)]
        workers = [subprocess.Popen(command) for _ in range(2)]  # noqa: S603  ourselves
        try:
            wanted = {f"{socket.gethostname()}-{slot}.lock" for slot in (0, 1000, 2000)}
            until(lambda: wanted <= {path.name for path in tmp_path.rglob("*.lock")}, 20)
        finally:
            for worker in workers:
                worker.send_signal(signal.SIGTERM)
        assert [worker.wait(10) for worker in workers] == [0, 0]


def test_an_unusable_database_is_a_clear_end(tmp_path, capfd):
    (tmp_path / "flytower.sqlite3").write_text("this is no database, however long one looks at it" * 50)
    with pytest.raises(ServerDidNotStart):
        start(data_dir=tmp_path)
    assert "file is not a database" in capfd.readouterr().err


@pytest.mark.slow
def test_the_server_goes_on_where_it_was_killed(tmp_path):
    with serving(workers=1, log_level="ERROR", data_dir=tmp_path, demo=True) as first:
        first.kill()
    with serving(workers=1, log_level="ERROR", data_dir=tmp_path, demo=True) as second:
        assert requests.get(f"{second.url}/healthz", timeout=5).status_code == 200


def test_ctrl_c_in_a_terminal_says_nothing_ugly(tmp_path):
    command = [sys.executable, "-m", "flytower.cli", "serve", "--port", "0", "--data-dir", str(tmp_path)]
    process = subprocess.Popen(  # noqa: S603  ourselves
        command, stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True, start_new_session=True
    )
    try:
        assert "is ready: http://127.0.0.1:" in process.stdout.readline()
        os.killpg(process.pid, signal.SIGINT)
        _, errors = process.communicate(timeout=10)
    finally:
        process.kill()
        process.stdout.close()
        process.stderr.close()
    assert process.returncode == 0
    assert "Traceback" not in errors

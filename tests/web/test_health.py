"""Liveness, readiness and the page at /."""

from flytower.web.health import alive, readiness
from flytower.web.home import home_page


def test_alive(client_of):
    answer = client_of(alive)("GET", "/healthz")
    assert (answer.status, answer.text) == (200, "ok\n")


def test_ready_when_everything_holds(client_of):
    answer = client_of(readiness({"database": lambda: True, "blobs": lambda: True}))("GET", "/readyz")
    assert (answer.status, answer.text) == (200, "database: ok\nblobs: ok\n")


def test_not_ready_when_something_is_missing_or_breaks(client_of):
    def broken():
        raise OSError

    answer = client_of(readiness({"database": broken, "blobs": lambda: False, "x": lambda: True}))("GET", "/readyz")
    assert (answer.status, answer.text) == (503, "database: failed\nblobs: failed\nx: ok\n")


def test_the_server_is_not_ready_without_executors(client):
    answer = client("GET", "/readyz")
    assert (answer.status, answer.text) == (503, "database: ok\nblobs: ok\nexecutors: failed\n")


def test_home_names_the_urls_and_runs_nothing(client):
    answer = client("GET", "/scene7/")
    assert "http://flytower.test/scene7/UploadFile" in answer.text
    assert answer.headers["Content-Security-Policy"] == "default-src 'none'"


def test_home_escapes(client_of):
    assert "<script>" not in client_of(home_page("1", {"a": "http://<script>"}))("GET", "/").text

"""Every request has an id and a line; no line has a secret."""

import json
import logging

import pytest

from flytower.config import Settings
from flytower.web import logs
from flytower.web.requestlog import OPERATION, RequestLog, request_id


@pytest.fixture
def log(capsys):
    """Return what the process logs, as JSON objects, once asked; leave logging as it was."""
    root = logging.getLogger()
    before = (root.handlers[:], root.level)

    def configure(form="json"):
        logs.configure(Settings.load({}, log_format=form))
        return lambda: capsys.readouterr().err

    yield configure
    root.handlers[:], _ = before
    root.setLevel(before[1])


def application(environ, start_response):
    environ[OPERATION] = "searchAssets"
    logging.getLogger("inside").info("hello")
    start_response("201 Created", [])
    return [b"abc", b"de"]


def test_one_line_per_request(client_of, log):
    read = log()
    client_of(RequestLog(application))("POST", "/caf%C3%A9?user=u&password=secret", REMOTE_ADDR="192.0.2.7")
    inside, line = (json.loads(one) for one in read().splitlines())
    assert inside["message"] == "hello"
    assert inside["request_id"] == line["request_id"] != ""
    facts = ("client", "method", "path", "status", "bytes", "operation")
    assert [line[name] for name in facts] == ["192.0.2.7", "POST", "/café", 201, 5, "searchAssets"]
    assert "secret" not in json.dumps(line)


def test_the_id_of_the_client_is_taken_over_and_echoed(client_of, log):
    read = log()
    answer = client_of(RequestLog(application))("GET", "/", headers={"X-Request-ID": "trace-7/a"})
    assert answer.headers["X-Request-ID"] == "trace-7/a"
    assert all(json.loads(line)["request_id"] == "trace-7/a" for line in read().splitlines())


@pytest.mark.parametrize("given", ["", "a b", "x" * 200, "a\nb", "<b>", "é"])
def test_an_id_that_is_none_is_replaced(client_of, log, given):
    log()
    answer = client_of(RequestLog(application))("GET", "/", headers={"X-Request-ID": given})
    assert answer.headers["X-Request-ID"] not in ("", given)


def test_an_exception_is_logged_as_status_500(client_of, log):
    read = log()

    def broken(environ, start_response):
        raise RuntimeError

    with pytest.raises(RuntimeError):
        client_of(RequestLog(broken))("GET", "/")
    assert json.loads(read())["status"] == 500


def test_lines_outside_of_requests_have_no_id(client_of, log):
    read = log()
    client_of(RequestLog(application))("GET", "/")
    logging.getLogger("later").warning("tick")
    assert request_id.get() == ""
    assert json.loads(read().splitlines()[-1])["request_id"] == "-"


def test_nobody_forges_a_line_of_text(log):
    read = log("text")
    logging.getLogger("x").info("one\r\n2026-01-01 two")
    assert read().count("\n") == 1


def test_a_path_of_control_characters_stays_on_its_line(client_of, log):
    read = log("text")
    client_of(RequestLog(application))("GET", "/a%0A2026%1B[2J")
    assert "/a?2026?[2J" in read()


def test_an_exception_in_json_is_one_line(log):
    read = log()
    try:
        int("no")
    except ValueError:
        logging.getLogger("x").exception("failed")
    (line,) = read().splitlines()
    assert "ValueError: invalid literal" in json.loads(line)["exception"]


def test_spyne_is_silent_about_requests(log):
    read = log()
    logging.getLogger("spyne.protocol.soap.invalid").error("<password>secret</password>")
    assert read() == ""

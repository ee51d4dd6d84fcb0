"""Paths, methods and queries, answered in plain text where nothing else does."""

import pytest

from flytower.web.answers import text
from flytower.web.router import POST, READ, Route, Router


def saying(words):
    def application(environ, start_response):
        return text(environ, start_response, 200, words)

    return application


@pytest.fixture
def client(client_of):
    return client_of(
        Router(
            [
                Route("/service", READ, saying("described"), query="wsdl"),
                Route("/service", POST, saying("called")),
                Route("/files/[a-z]+", READ, saying("read")),
                Route("/(app)?", READ, saying("home")),
            ]
        )
    )


@pytest.mark.parametrize(
    ("method", "url", "words"),
    [
        ("POST", "/service", "called"),
        ("POST", "/service/", "called"),
        ("GET", "/service?wsdl", "described"),
        ("GET", "/service?WSDL&version=1", "described"),
        ("GET", "/files/abc", "read"),
        ("GET", "/", "home"),
        ("GET", "", "home"),
        ("GET", "/app", "home"),
        ("GET", "/app/", "home"),
    ],
)
def test_a_path_leads_to_its_application(client, method, url, words):
    answer = client(method, url)
    assert (answer.status, answer.text) == (200, words + "\n")


@pytest.mark.parametrize("url", ["/services", "/files/ABC", "/files", "/files//abc", "/service//"])
def test_an_unknown_path(client, url):
    answer = client("GET", url)
    assert (answer.status, answer.headers["Content-Type"]) == (404, "text/plain; charset=utf-8")


@pytest.mark.parametrize(
    ("method", "url", "allowed"), [("PUT", "/service?wsdl", "GET, HEAD, POST"), ("GET", "/service", "POST")]
)
def test_another_method(client, method, url, allowed):
    answer = client(method, url)
    assert (answer.status, answer.headers["Allow"]) == (405, allowed)
    assert answer.headers["Content-Type"] == "text/plain; charset=utf-8"


def test_head_has_the_length_and_no_body(client):
    answer = client("HEAD", "/files/abc")
    assert (answer.headers["Content-Length"], answer.body) == ("5", b"")

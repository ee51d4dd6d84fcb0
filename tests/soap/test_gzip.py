"""When answers are compressed. Source: IPS reference, webservice.gzip.response; wire fact B16."""

import gzip

import pytest

from flytower.soap.compression import GzipMode, accepts_gzip

PING = '<pingParam xmlns="http://www.scene7.com/IpsApi/xsd/2013-02-15"/>'


@pytest.mark.parametrize(
    ("header", "allowed"),
    [
        ("", False),
        ("gzip", True),
        ("deflate, GZIP;q=0.5, br", True),
        ("gzip;q=0", False),
        ("gzip; q=0.0", False),
        ("*", True),
        ("identity", False),
        ("notgzip", False),
        ("gzipped", False),
    ],
)
def test_what_accept_encoding_allows(header, allowed):
    assert accepts_gzip(header) is allowed


@pytest.mark.parametrize(
    ("mode", "wished", "accepted", "compressed"),
    [
        ("accept", None, "", False),
        ("accept", None, "gzip", True),
        ("accept", "true", "", True),
        ("accept", "false", "gzip", False),
        ("soap", None, "gzip", False),
        ("soap", "1", "", True),
        ("never", "true", "gzip", False),
        ("always", "false", "", True),
    ],
)
def test_an_answer_is_compressed_if_asked_as_the_setting_allows(make_api, mode, wished, accepted, compressed):
    api = make_api(gzip=GzipMode(mode))
    wish = f"<gzipResponse>{wished}</gzipResponse>" if wished else ""
    header = f'<authHeader xmlns="http://www.scene7.com/IpsApi/xsd">{wish}</authHeader>'
    answer = api.call(PING, header, HTTP_ACCEPT_ENCODING=accepted)
    assert (answer.headers.get("Content-Encoding") == "gzip") is compressed
    body = gzip.decompress(answer.body) if compressed else answer.body
    assert b"<pong>pong</pong>" in body
    assert answer.headers["Content-Length"] == str(len(answer.body))


def test_a_wish_that_is_no_boolean_is_refused(api):
    header = '<authHeader xmlns="http://www.scene7.com/IpsApi/xsd"><gzipResponse>maybe</gzipResponse></authHeader>'
    answer = api.call(PING, header)
    assert "<tns:code>30001</tns:code>" in answer.text
    assert "authHeader/gzipResponse" in answer.text

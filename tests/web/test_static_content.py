"""GET and HEAD of /is/content. Source: IS reference, serving static (non-image) content; RFC 9110, ranges."""

import pytest

from flytower.contract.clock import system_clock
from flytower.storage.local import LocalBlobs
from flytower.web.static_content import ContentServer

PAPER = "/is/content/DemoCompany/paper"
CONTENT = b"%PDF-1.4 0123456789"


@pytest.fixture
def paper(add):
    return add("paper", type="Pdf", file_name="paper.pdf", content=CONTENT, user_data="a=1??b=2")


@pytest.fixture
def get(settings, database, client_of):
    client = client_of(ContentServer(database, LocalBlobs(settings.blobs_dir), settings, system_clock))
    return lambda url, method="GET", **headers: client(method, url, headers=headers)


def test_the_file_as_it_was_uploaded(get, paper):
    answer = get(PAPER)
    assert (answer.status, answer.body) == (200, CONTENT)
    assert answer.headers["Content-Type"] == "application/pdf"
    assert answer.headers["Cache-Control"] == "public, max-age=36000"
    assert answer.headers["X-Content-Type-Options"] == "nosniff"
    assert "Content-Disposition" not in answer.headers


def test_head_tells_what_get_would_send(get, paper):
    answer = get(PAPER, "HEAD")
    assert (answer.body, answer.headers["Content-Length"]) == (b"", str(len(CONTENT)))


@pytest.mark.parametrize(
    ("wanted", "status", "body"),
    [("bytes=9-12", 206, b"0123"), ("bytes=-3", 206, b"789"), ("bytes=0-", 206, CONTENT), ("bytes=99-", 416, None)],
)
def test_a_part_of_the_file(get, paper, wanted, status, body):
    answer = get(PAPER, Range=wanted)
    assert answer.status == status
    assert "Content-Range" in answer.headers
    if body is not None:
        assert answer.body == body


@pytest.mark.parametrize("wanted", ["bytes=9-12", "bytes=99-"])
def test_only_get_has_ranges(get, paper, wanted):
    """RFC 9110, section 14.2."""
    answer = get(PAPER, "HEAD", Range=wanted)
    assert (answer.status, answer.headers["Content-Length"]) == (200, str(len(CONTENT)))


def test_whoever_has_it_is_told_so(get, paper):
    etag = get(PAPER).headers["ETag"]
    assert get(PAPER, If_None_Match=etag).status == 304
    assert get(PAPER, Range="bytes=0-3", If_Range='"other"').status == 200


@pytest.mark.parametrize(
    ("file", "content_type", "saved"),
    [
        (("page.html", b"<html>"), "text/html; charset=utf-8", True),
        (("drawing.svg", b"<svg/>"), "image/svg+xml", True),
        (("data.xml", b"<a/>"), "text/xml; charset=utf-8", True),
        (("style.css", b"a{}"), "text/css; charset=utf-8", False),
        (("film.mp4", b"\0\0\0\x18ftypmp42"), "video/mp4", False),
        (("unknown", b"%PDF-1.4"), "application/pdf", False),
        (("page", b"<!doctype html><html>"), "text/html; charset=utf-8", True),
    ],
)
def test_types_come_from_the_name_or_the_bytes(get, add, file, content_type, saved):
    name, content = file
    add("file", type="Other", file_name=name, content=content)
    headers = get("/is/content/DemoCompany/file").headers
    assert headers["Content-Type"] == content_type
    assert ("Content-Disposition" in headers) is ("Content-Security-Policy" in headers) is saved


def test_a_file_s_name_stays_one(get, add):
    add("file", type="Other", file_name='a"b/\r\nc ä.html', content=b"<html>")
    assert get("/is/content/DemoCompany/file").headers["Content-Disposition"] == (
        "attachment; filename*=UTF-8''%0D%0Ac%20%C3%A4.html"
    )


def test_pictures_are_not_served_here(get, add):
    add("boat")
    assert get("/is/content/DemoCompany/boat").text == "Unable to find /DemoCompany/boat.\n"


@pytest.mark.parametrize("url", ["/is/content/DemoCompany/none", "/is/content/NoSuch/paper", "/is/content"])
def test_what_is_not_there(get, url):
    answer = get(url)
    assert (answer.status, answer.headers["Cache-Control"]) == (403, "no-store")


def test_what_is_in_the_trash_is_not_there(get, add):
    add("paper", type="Pdf", content=CONTENT, trash_state="InTrash")
    assert get(PAPER).status == 403


@pytest.mark.parametrize(("wanted", "status"), [("Pdf", 200), ("pdf", 403), ("Video", 403), ("", 200)])
def test_the_type_filter(get, paper, wanted, status):
    assert get(f"{PAPER}?type={wanted}").status == status


def test_exists_userdata_and_props(get, paper):
    assert "catalogRecord.exists=1\r\n" in get(f"{PAPER}?req=exists").text
    assert "catalogRecord.exists=0\r\n" in get("/is/content/DemoCompany/none?req=exists").text
    assert get(f"{PAPER}?req=userdata").text == "a=1\r\nb=2\r\n"
    found = get(f"{PAPER}?req=props").text
    assert f"path=paper.pdf\r\nlength={len(CONTENT)}\r\nexpiration=10\r\n" in found
    assert "userType=Pdf\r\n" in found


def test_other_kinds_do_not_work_here(get, paper):
    answer = get(f"{PAPER}?req=imageprops,json")
    assert answer.text.startswith("/*jsonp*/s7jsonError(")
    assert "only userdata, props and exists" in answer.text


def test_cache_off(get, paper):
    assert get(f"{PAPER}?cache=off").headers["Cache-Control"] == "no-store"


def test_rules_for_static_content(get, paper, settings):
    settings.resolved_catalogs_dir.mkdir()
    (settings.resolved_catalogs_dir / "DemoCompany.ini").write_text("RuleSetFile=rules.xml")
    (settings.resolved_catalogs_dir / "rules.xml").write_text(
        '<ruleset><rule RequestType="static" OnMatch="error"><expression>paper</expression></rule></ruleset>'
    )
    assert "request refused" in get(PAPER).text


def test_a_file_that_is_lost_says_so(get, paper):
    paper.unlink()
    assert get(PAPER).text.startswith("Unable to render: blob")


def test_the_whole_application_answers_it_to_those_who_read(client, paper):
    assert client("POST", PAPER).status == 405
    assert client("GET", PAPER).body == CONTENT

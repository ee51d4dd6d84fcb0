"""GET and HEAD of /is/image. Sources: IS reference, HTTP protocol and response data; RFC 9110."""

import io

import pytest
from PIL import Image
from sqlalchemy import event

from flytower.contract.clock import system_clock
from flytower.imaging import parse_request
from flytower.imaging.limits import Limits
from flytower.imaging.render import render
from flytower.model import companies, image_formats

BOAT = "/is/image/DemoCompany/boat"


def opened(answer):
    assert answer.status == 200, answer.text
    return Image.open(io.BytesIO(answer.body))


def test_a_picture_is_rendered_as_the_request_says(get, boat):
    answer = get(f"{BOAT}?wid=60&fmt=png")
    assert answer.headers["Content-Type"] == "image/png"
    assert int(answer.headers["Content-Length"]) == len(answer.body)
    assert opened(answer).size == (60, 40)


def test_without_a_request_it_is_the_whole_picture_as_jpeg(get, boat):
    answer = get(BOAT)
    assert answer.headers["Content-Type"] == "image/jpeg"
    assert (opened(answer).format, opened(answer).size) == ("JPEG", (120, 80))


def test_the_bytes_are_those_of_the_renderer(get, boat, tmp_path):
    request = "wid=50&op_usm=1,1,6&qlt=90"
    recipe = parse_request(request)
    render(boat, recipe, tmp_path / "alone.jpg", Limits())
    assert get(f"{BOAT}?{request}").body == (tmp_path / "alone.jpg").read_bytes()


def test_the_same_request_twice_gives_the_same_bytes(get, boat):
    first, second = get(f"{BOAT}?wid=31"), get(f"{BOAT}?wid=31")
    assert first.body == second.body
    assert first.headers["ETag"] == second.headers["ETag"]


def test_head_tells_what_get_would_send(get, boat):
    whole, head = get(f"{BOAT}?wid=31"), get(f"{BOAT}?wid=31", "HEAD")
    assert (head.status, head.body) == (200, b"")
    names = ("Content-Type", "Content-Length", "ETag", "Cache-Control")
    assert [head.headers[name] for name in names] == [whole.headers[name] for name in names]


def test_clients_may_keep_it_ten_hours(get, boat):
    assert get(BOAT).headers["Cache-Control"] == "public, max-age=36000"


@pytest.mark.parametrize("tag", ["{}", "W/{}", '"other", {}', "*"])
def test_whoever_has_it_is_told_so(get, boat, tag):
    etag = get(f"{BOAT}?wid=31").headers["ETag"]
    answer = get(f"{BOAT}?wid=31", If_None_Match=tag.format(etag))
    assert (answer.status, answer.body, answer.headers["ETag"]) == (304, b"", etag)


def test_another_request_has_another_tag(get, boat):
    etag = get(f"{BOAT}?wid=31").headers["ETag"]
    assert get(f"{BOAT}?wid=32", If_None_Match=etag).status == 200


def test_a_conditional_request_renders_nothing(get, boat, settings):
    etag = get(f"{BOAT}?wid=31").headers["ETag"]
    for file in settings.derivatives_dir.glob("??/*"):
        file.unlink()
    assert get(f"{BOAT}?wid=31", If_None_Match=etag).status == 304
    assert list(settings.derivatives_dir.glob("??/*")) == []


def test_the_asset_s_modifiers_hold(get, add):
    add("boat", url_modifier="wid=20&fmt=png", url_post_apply_modifier="fmt=gif")
    assert (opened(get(BOAT)).format, opened(get(BOAT)).size[0]) == ("GIF", 20)
    assert opened(get(f"{BOAT}?wid=40")).size[0] == 40


def test_a_saved_image_format_is_a_macro(get, boat, database):
    with database.transaction() as session:
        image_formats.create(session, 1, "small", "wid=25&fmt=png")
    assert opened(get(f"{BOAT}?$small$")).size[0] == 25


def test_another_picture_of_the_company_may_be_laid_over(get, boat, add):
    add("flag", image=Image.new("RGB", (10, 10), (255, 0, 0)))
    request = "layer=0&layer=1&src=DemoCompany/flag&fmt=png"
    assert opened(get(f"{BOAT}?{request}")).getpixel((60, 40)) == (255, 0, 0)


def test_a_picture_of_another_company_can_not(get, boat, add):
    add("secret", company="Other")
    answer = get(f"{BOAT}?layer=1&src=/Other/secret")
    assert answer.status == 403
    assert "/Other/secret: there is no such picture" in answer.text


@pytest.mark.parametrize(
    ("url", "reason"),
    [
        ("/is/image/DemoCompany/none", "Unable to find /DemoCompany/none."),
        ("/is/image/NoSuch/boat", "There is no such company."),
        (f"{BOAT}?wid=abc", "Invalid request: wid=abc"),
        (f"{BOAT}?$none$", "Invalid request: $none$"),
    ],
)
def test_what_can_not_be_answered_is_refused_with_a_reason(get, boat, url, reason):
    answer = get(url)
    assert (answer.status, answer.headers["Cache-Control"]) == (403, "no-store")
    assert answer.text.startswith(reason)


@pytest.mark.parametrize("facts", [{"trash_state": "InTrash"}, {"type": "ImageSet"}])
def test_what_has_no_pixels_or_is_in_the_trash_is_not_found(get, add, facts):
    add("boat", **facts)
    assert get(BOAT).status == 403


def test_an_expired_company_serves_nothing(get, boat, database):
    with database.transaction() as session:
        companies.by_name(session, "Demo Company").expires = system_clock()
    assert get(BOAT).text == "There is no such company.\n"


def test_a_file_that_is_no_picture_says_so_and_is_not_kept(get, add, settings):
    add("boat").chmod(0o600)
    path = next(file for file in settings.blobs_dir.glob("??/??/*") if file.is_file())
    path.write_bytes(b"no picture at all")
    assert get(BOAT).text.startswith("Unable to render: ")
    assert list(settings.derivatives_dir.glob("??/*")) == []


def test_the_whole_application_answers_it_to_those_who_read(client, boat):
    assert client("POST", BOAT).status == 405
    assert client("GET", f"{BOAT}?wid=abc").text.startswith("Invalid request")


def test_whoever_comes_when_all_places_are_taken_is_told_to_come_again(server, get, boat):
    while server._maker._places.acquire(blocking=False):
        pass
    answer = get(BOAT)
    assert (answer.status, answer.headers["Retry-After"]) == (503, "1")


@pytest.mark.parametrize("name", ["b%C3%B6t", "b%F6t"])
def test_letters_are_utf_8_or_else_iso_8859_1(get, add, name):
    """IS reference, HTTP encoding."""
    add("böt")
    assert get(f"/is/image/DemoCompany/{name}").status == 200
    assert get(f"/is/image/DemoCompany?src=DemoCompany/{name}").status == 200


@pytest.mark.parametrize("url", ["/is/image/%00", f"{BOAT}%00", f"{BOAT}?layer=1&src=boat%00"])
def test_no_name_holds_a_nul(get, boat, database, url):
    """PostgreSQL refuses to look for one."""
    looked_for = []
    event.listen(database.engine, "before_cursor_execute", lambda *facts: looked_for.extend(map(str, facts[3])))
    assert get(url).status == 403
    assert not any("\0" in one for one in looked_for)

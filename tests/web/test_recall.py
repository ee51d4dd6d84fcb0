"""A request that was answered before is answered without a query, and never with what no longer holds."""

import io
from contextlib import contextmanager
from dataclasses import replace
from datetime import timedelta

import pytest
from PIL import Image
from sqlalchemy import event

from flytower.contract.clock import system_clock
from flytower.model import assets, companies, image_formats
from flytower.storage.local import LocalBlobs
from flytower.web import recall
from flytower.web.image_serving import ImageServer

BOAT = "/is/image/DemoCompany/boat"


@contextmanager
def statements(database):
    """Collect the statements that are sent to the database."""
    seen = []

    def note(_connection, _cursor, statement, *_rest):
        seen.append(statement)

    event.listen(database.engine, "before_cursor_execute", note)
    try:
        yield seen
    finally:
        event.remove(database.engine, "before_cursor_execute", note)


@pytest.fixture
def serve(database, pool, client_of, boat):
    """Return what makes a client of a server of its own, which has a picture of a boat."""

    def run(settings, clock=system_clock):
        client = client_of(ImageServer(database, LocalBlobs(settings.blobs_dir), settings, clock, lambda: pool))
        return lambda url: client("GET", url)

    return run


@pytest.fixture
def change(database):
    """Change the facts of the boat."""

    def run(**facts):
        with database.transaction() as session:
            boat = assets.by_name(session, 1, "boat")
            for name, value in facts.items():
                setattr(boat, name, value)

    return run


def width(answer):
    assert answer.status == 200, answer.text
    return Image.open(io.BytesIO(answer.body)).width


def test_the_second_time_nothing_is_looked_up(get, boat, database):
    first = get(f"{BOAT}?wid=31")
    with statements(database) as seen:
        second = get(f"{BOAT}?wid=31")
    assert (seen, second.body) == ([], first.body)
    for answer in (first, second):
        del answer.headers["Expires"]
    assert second.headers.items() == first.headers.items()


def test_another_request_is_looked_up(get, boat, database):
    get(f"{BOAT}?wid=31")
    with statements(database) as seen:
        get(f"{BOAT}?wid=32")
    assert seen


def test_a_changed_asset_holds_at_once(get, boat, change):
    assert width(get(BOAT)) == 120
    change(url_modifier="wid=20")
    assert width(get(BOAT)) == 20


def test_a_picture_in_the_trash_is_gone_at_once(get, boat, change):
    assert get(BOAT).status == 200
    change(trash_state="InTrash")
    assert get(BOAT).status == 403


def test_a_changed_image_format_holds_at_once(get, boat, database):
    with database.transaction() as session:
        small = image_formats.create(session, 1, "small", "wid=25")
    assert width(get(f"{BOAT}?$small$")) == 25
    with database.transaction() as session:
        image_formats.change(session.merge(small), "small", "wid=15")
    assert width(get(f"{BOAT}?$small$")) == 15


def test_a_company_that_expires_meanwhile_serves_nothing(settings, database, serve):
    start = system_clock()
    with database.transaction() as session:
        companies.by_name(session, "Demo Company").expires = start + timedelta(hours=1)
    now = [start]
    get = serve(settings, lambda: now[0])
    assert get(BOAT).status == 200
    now[0] = start + timedelta(hours=2)
    assert get(BOAT).status == 403


def test_whom_a_filter_refuses_is_refused_after_others_were_served(settings, server, client_of, boat):
    get = client_of(server)
    settings.resolved_catalogs_dir.mkdir(exist_ok=True)
    (settings.resolved_catalogs_dir / "DemoCompany.ini").write_text("ClientAddressFilter=127.0.0.1")
    assert get("GET", BOAT).status == 200
    assert get("GET", BOAT, REMOTE_ADDR="10.0.0.1").status == 403


def test_an_original_that_was_lost_is_missed_when_its_picture_is_not_kept_either(settings, serve, boat):
    get = serve(replace(settings, image_memory_bytes=0))
    assert get(BOAT).status == 200
    boat.unlink()
    assert get(BOAT).status == 200
    for file in settings.derivatives_dir.glob("??/*"):
        file.unlink()
    answer = get(BOAT)
    assert (answer.status, answer.headers["Cache-Control"]) == (403, "no-store")


def test_a_changed_font_map_holds_at_once(settings, serve):
    def name_shop(font):
        (fonts / "fontmap.tsv").write_text(f"Name\tBold\tItalic\tFontPath\nShop\t0\t0\t{font}\n")

    fonts = settings.data_dir / "fonts"
    fonts.mkdir()
    get = serve(replace(settings, font_dir=fonts))
    words = "layer=1&size=100,40&text={%5Crtf1{%5Cfonttbl{%5Cf0 Shop;}}%5Cf0 words}"
    name_shop("DejaVuSans.ttf")
    first = get(f"{BOAT}?{words}")
    name_shop("DejaVuSerif.ttf")
    second = get(f"{BOAT}?{words}")
    assert (first.status, second.status) == (200, 200), first.text
    assert first.body != second.body


def test_only_so_many_are_remembered(get, boat, database, monkeypatch):
    monkeypatch.setattr(recall, "MOST", 2)
    for one in (31, 32, 33):
        get(f"{BOAT}?wid={one}")
    with statements(database) as seen:
        get(f"{BOAT}?wid=33")
    assert seen == []
    with statements(database) as seen:
        get(f"{BOAT}?wid=31")
    assert seen


def test_a_very_long_request_is_not_remembered(get, boat, database):
    request = f"{BOAT}?wid=31&$unused={'x' * recall.LONGEST}"
    get(request)
    with statements(database) as seen:
        assert width(get(request)) == 31
    assert seen

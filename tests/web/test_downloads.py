"""GET and HEAD of an export's ZIP. Sources: wire fact B10; RFC 9110."""

import io
import uuid
import zipfile
from datetime import timedelta

import pytest

from flytower import app
from flytower.contract.clock import system_clock
from flytower.model import Export, jobs
from flytower.storage.local import LocalBlobs
from flytower.storage.ziplayout import ZipEntry, ZipLayout
from flytower.web.downloads import Downloads

TOKEN = uuid.UUID("6cb39dc0-57e4-4a36-a5b3-3f4d36e8dd8c")
URL = f"/Exports/DemoCompany/1/{TOKEN}.zip"
CONTENTS = {"small.jpg": b"pixels", "large.jpg": bytes(range(256)) * 4000, "Größe.jpg": b""}


@pytest.fixture
def export(settings, database):
    store = LocalBlobs(settings.blobs_dir)
    blobs = {name: store.put([content]) for name, content in CONTENTS.items()}
    layout = ZipLayout.of(ZipEntry(name, blob.size, blob.crc32, blob.hash) for name, blob in blobs.items())
    now = system_clock()
    with database.transaction() as session:
        new = jobs.NewJob(
            company_id=1,
            user_id=1,
            mail_user_id=1,
            kind="export",
            type="Export",
            original_name="x",
            version="2014-04-03",
            payload={},
            email_setting="None",
        )
        job = jobs.create(session, new, (), now, app.ZoneInfo("UTC"))
        session.add(
            Export(
                job_id=job.id,
                company_id=1,
                token=TOKEN,
                manifest=layout.manifest,
                size=layout.size,
                etag=layout.etag,
                created=now,
                expires=now + timedelta(hours=1),
            )
        )
    return layout


@pytest.fixture
def whole(client, export):
    return client("GET", URL).body


def test_the_zip_comes_with_its_headers_and_without_credentials(client, export):
    answer = client("GET", URL)
    assert answer.status == 200
    assert answer.headers["Content-Type"] == "application/zip"
    assert answer.headers["Content-Length"] == str(len(answer.body)) == str(export.size)
    assert answer.headers["Accept-Ranges"] == "bytes"
    assert answer.headers["ETag"] == export.etag
    assert answer.headers["Content-Disposition"] == f'attachment; filename="{TOKEN}.zip"'
    with zipfile.ZipFile(io.BytesIO(answer.body)) as archive:
        assert {name: archive.read(name) for name in archive.namelist()} == CONTENTS


def test_head_has_the_same_headers_and_no_body(client, export):
    get, head = client("GET", URL), client("HEAD", URL)
    assert (head.status, head.body) == (200, b"")
    ignored = "X-Request-ID"
    assert {k: v for k, v in head.headers.items() if k != ignored} == {
        k: v for k, v in get.headers.items() if k != ignored
    }


@pytest.mark.parametrize(
    ("asked", "start", "stop"), [("bytes=0-0", 0, 1), ("bytes=10-99", 10, 100), ("bytes=-5", -5, None)]
)
def test_a_range(client, whole, asked, start, stop):
    answer = client("GET", URL, headers={"Range": asked})
    assert (answer.status, answer.body) == (206, whole[start:stop])
    first = start % len(whole)
    assert answer.headers["Content-Range"] == f"bytes {first}-{first + len(answer.body) - 1}/{len(whole)}"
    assert answer.headers["Content-Length"] == str(len(answer.body))


def test_a_range_behind_the_end(client, whole):
    answer = client("GET", URL, headers={"Range": f"bytes={len(whole)}-"})
    assert (answer.status, answer.headers["Content-Range"]) == (416, f"bytes */{len(whole)}")


def test_going_on_with_a_download(client, export, whole):
    same = client("GET", URL, headers={"Range": "bytes=100-", "If-Range": export.etag})
    other = client("GET", URL, headers={"Range": "bytes=100-", "If-Range": '"other"'})
    assert (same.status, other.status) == (206, 200)
    assert other.body == whole


@pytest.mark.parametrize("wrap", ["{}", '"x", {}', "W/{}", "*"])
def test_what_the_client_has_already(client, export, wrap):
    answer = client("GET", URL, headers={"If-None-Match": wrap.format(export.etag)})
    assert (answer.status, answer.body, answer.headers["ETag"]) == (304, b"", export.etag)


@pytest.mark.parametrize(
    "url",
    [
        URL.replace("/1/", "/2/"),
        URL.replace("DemoCompany", "Other"),
        URL.replace("DemoCompany", "democompany"),
        URL.replace("6cb3", "0000"),
        URL.replace(".zip", ""),
        "/Exports/DemoCompany/1/" + "-" * 36 + ".zip",
        "/Exports/DemoCompany/99999999999999999999/x.zip",
        "/Exports/",
    ],
)
def test_unknown(client, export, url):
    assert client("GET", url).status == 404


def test_the_company_may_stand_by_its_name(client, export):
    assert client("HEAD", URL.replace("DemoCompany", "Demo%20Company")).status == 200


def test_expired(client_of, settings, database, export):
    later = Downloads(database, LocalBlobs(settings.blobs_dir), lambda: system_clock() + timedelta(hours=1))
    assert client_of(later)("GET", URL).status == 410


def test_a_missing_blob_is_an_honest_error(client, export, settings):
    LocalBlobs(settings.blobs_dir).delete(export.entries[0].blob)
    answer = client("GET", URL)
    assert (answer.status, answer.text) == (500, "This export is damaged.\n")
    assert client("HEAD", URL).status == 200


def test_only_reading(client, export):
    assert client("DELETE", URL).status == 405


def test_it_is_streamed(client, export):
    pieces = client.application({"REQUEST_METHOD": "GET", "PATH_INFO": URL, "SERVER_NAME": "x"}, lambda *_: None)
    sizes = [len(piece) for piece in pieces]
    assert sum(sizes) == export.size
    assert max(sizes) <= 256 * 1024
    pieces.close()

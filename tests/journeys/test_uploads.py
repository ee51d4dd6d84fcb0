"""Files come in by URL and from the import directory, and can be found and exported as any other."""

import http.server
import io
import threading
import zipfile
from contextlib import contextmanager

import pytest

from flytower.testing import serving
from flytower.testing.client import Client, items_of, zip_url

OPTIONS = {"overwrite": True, "readyForPublish": True, "createMask": False, "emailSetting": "None"}


@contextmanager
def web_site(files):
    """A real web server that has these files by path."""

    class Site(http.server.BaseHTTPRequestHandler):
        def do_GET(self):
            found = files.get(self.path)
            self.send_response(404 if found is None else 200)
            self.end_headers()
            self.wfile.write(found or b"")

        def log_message(self, *_):
            pass

    with http.server.ThreadingHTTPServer(("127.0.0.1", 0), Site) as server:
        thread = threading.Thread(target=server.serve_forever)
        thread.start()
        yield f"http://127.0.0.1:{server.server_port}"
        server.shutdown()
        thread.join()


@pytest.fixture(scope="module")
def import_directory(tmp_path_factory, photograph):
    place = tmp_path_factory.mktemp("import")
    (place / "spring" / "deep").mkdir(parents=True)
    (place / "spring" / "tulip.jpg").write_bytes(photograph)
    (place / "spring" / "deep" / "crocus.jpg").write_bytes(photograph + b"other")
    return place


@pytest.fixture(scope="module")
def client(import_directory):
    with (
        serving(demo=True, import_dir=import_directory, url_allow_private=True) as server,
        Client(server.url) as connected,
    ):
        yield connected


def submit(client, name, **job):
    client.call("submitJob", companyHandle=client.company, jobName=name, **job)
    return client.wait(originalName=name)


def test_by_url(client, photograph):
    with web_site({"/rose.jpg": photograph}) as site:
        urls = [
            {"sourceUrl": f"{site}/rose.jpg", "destPath": "DemoCompany/urls/garden rose.jpg"},
            {"sourceUrl": f"{site}/missing.jpg", "destPath": "DemoCompany/urls/missing.jpg"},
        ]
        log = submit(client, "by url", uploadUrlsJob={"urlArray": {"items": urls}, **OPTIONS})
    assert (log.fileSuccessCount, log.fileErrorCount, log.fatalError) == (1, 1, False)
    handles = client.handles(folder="DemoCompany/urls/")
    assert list(handles) == ["garden rose.jpg"]
    client.export("back", list(handles.values()), fmt="orig")
    with zipfile.ZipFile(io.BytesIO(client.download(zip_url(client.wait(originalName="back"))))) as archive:
        assert archive.read("garden rose.jpg") == photograph


@pytest.mark.parametrize(
    ("deep", "found"),
    [(False, {"DemoCompany/shallow/": ["tulip"]}), (True, {"DemoCompany/whole/": ["tulip-1", "crocus"]})],
    ids=["one folder", "with subfolders"],
)
def test_from_the_import_directory(client, deep, found):
    ((folder, _names),) = found.items()
    job = {"destFolder": folder, "serverDir": "spring", "includeSubfolders": deep, "processMetadataFiles": False}
    log = submit(client, f"directory {deep}", uploadDirectoryJob={**job, **OPTIONS})
    assert log.fileErrorCount == 0
    assert log.fileSuccessCount + log.fileUpdateCount == (2 if deep else 1)
    answer = client.call(
        "searchAssets", companyHandle=client.company, folder=folder, includeSubfolders=True, recordsPerPage=10
    )
    assert {asset.fileName.partition(".")[0].rstrip("-1") for asset in items_of(answer.assetArray)} == (
        {"tulip", "crocus"} if deep else {"tulip"}
    )

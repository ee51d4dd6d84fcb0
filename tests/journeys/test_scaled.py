"""The same code on PostgreSQL: the web without state, executors beside it, every kind of call."""

import io
import zipfile

import pytest

from flytower.testing import serving
from flytower.testing.client import Client, zip_url
from postgresql import new_database


@pytest.mark.postgres
def test_an_export_on_postgresql(postgres_server, tmp_path, photograph):
    with (
        serving(demo=True, data_dir=tmp_path / "data", database_url=new_database(postgres_server)) as server,
        Client(server.url) as client,
    ):
        client.upload({"a.jpg": photograph, "b.jpg": photograph}, folder="DemoCompany/scaled/", name="up")
        client.wait(originalName="up")
        handles = list(client.handles(folder="DemoCompany/scaled/").values())
        client.export("out", handles, fmt="convert", is_modifier="wid=50&fmt=png")
        log = client.wait(originalName="out")
        assert (log.fileSuccessCount, log.fileErrorCount) == (3, 0)
        with zipfile.ZipFile(io.BytesIO(client.download(zip_url(log)))) as archive:
            assert sorted(archive.namelist()) == ["a.png", "b.png"]

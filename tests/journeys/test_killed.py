"""Nothing is lost when every process of the server is killed at any moment."""

import io
import random
import time
import zipfile
from collections import Counter
from urllib.parse import urlsplit

import pytest
from PIL import Image

from flytower.testing import serving, start
from flytower.testing.client import Client, zip_url

ASSETS = 200
KILLS = 20
SEED = 20
CONVERSION = {"fmt": "convert", "is_modifier": "wid=80&fmt=png&op_blur=1"}


def pictures():
    """Small pictures, all different, so that every exported file can be told from every other."""
    for number in range(ASSETS):
        image = Image.new("RGB", (160, 120), (number, 255 - number, number * 7 % 256))
        target = io.BytesIO()
        image.save(target, "PNG")
        yield f"picture{number:03}.png", target.getvalue()


@pytest.mark.slow
def test_a_200_asset_export_survives_20_kills(tmp_path):
    moments = random.Random(SEED)  # noqa: S311  repeatable, not secret
    options = {"demo": True, "data_dir": tmp_path / "data"}
    files = dict(pictures())
    with serving(**options) as server, Client(server.url) as client:
        options["port"] = urlsplit(server.url).port  # an export that ends before the kill has its URL
        client.upload(files, folder="DemoCompany/killed/", name="up")
        client.wait(originalName="up", seconds=180)
        handles = list(client.handles(folder="DemoCompany/killed/").values())
        undisturbed = seconds_of_an_export(client, handles)
    assert len(handles) == ASSETS
    interrupted = 0
    for round_number in range(KILLS):
        name = f"killed {round_number}"
        server = start(**options)
        with Client(server.url) as client:
            client.export(name, handles, **CONVERSION)
            time.sleep(moments.uniform(0, undisturbed))
            interrupted += client.job_logs(originalName=name)[0].endDate is None
            server.kill()
        with serving(**options) as server, Client(server.url) as client:
            log = client.wait(originalName=name, seconds=120)
            assert_complete_and_correct(client, log, files)
    assert interrupted > KILLS / 2


def seconds_of_an_export(client, handles):
    started = time.monotonic()
    client.export("undisturbed", handles, **CONVERSION)
    client.wait(originalName="undisturbed")
    return time.monotonic() - started


def assert_complete_and_correct(client, log, files):
    assert (log.fileSuccessCount, log.fileErrorCount, log.fatalError) == (ASSETS + 1, 0, False)
    rows = [row.logMessage for row in log.detailArray.items]
    doubled = [message for message, times in Counter(rows).items() if times > 1]
    assert not doubled
    assert len(rows) == ASSETS + 1
    with zipfile.ZipFile(io.BytesIO(client.download(zip_url(log)))) as archive:
        assert archive.testzip() is None
        assert sorted(archive.namelist()) == sorted(files)
        for name in archive.namelist():
            with Image.open(archive.open(name)) as image, Image.open(io.BytesIO(files[name])) as source:
                assert image.size == (80, 60)
                assert image.convert("RGB").getpixel((40, 30)) == source.convert("RGB").getpixel((0, 0))

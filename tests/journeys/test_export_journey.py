"""An unmodified zeep client, on every WSDL there is, goes all the way from a file to a ZIP."""

import io
import os
import uuid
import zipfile
from pathlib import Path

import pytest
import requests
from PIL import Image

from flytower.contract.version import PUBLISHED, V2012
from flytower.testing.client import Client, zip_url

PUBLISHED_FILES = ("2013-02-15", "2014-04-03")


def opened(archive):
    return zipfile.ZipFile(io.BytesIO(archive))


def whole_journey(client, photograph):
    unique = uuid.uuid4().hex[:8]
    folder, file = f"DemoCompany/{unique}/", f"{unique}.jpg"
    client.upload({file: photograph}, folder=folder, name=f"up {unique}")
    client.wait(originalName=f"up {unique}")
    handles = client.handles(folder=folder)
    assert list(handles) == [file]
    assert client.call("checkLogin", email=client.login.user, password=client.login.password) == "ValidLogin"
    client.call("saveImageFormat", companyHandle=client.company, name=f"tif{unique}", urlModifier="fmt=tif")
    client.export(f"ex {unique}", list(handles.values()), fmt="convert", macro=f"$tif{unique}$")
    log = client.wait(originalName=f"ex {unique}")
    with opened(client.download(zip_url(log))) as archive:
        assert archive.namelist() == [f"{unique}.tiff"]
        with Image.open(archive.open(f"{unique}.tiff")) as image:
            assert (image.format, image.size) == ("TIFF", (320, 240))
    assert (log.fileSuccessCount, log.fileErrorCount, log.fatalError) == (2, 0, False)


@pytest.mark.parametrize("version", [str(version) for version in (V2012, *PUBLISHED)])
def test_zeep_on_the_served_wsdl_runs_the_whole_journey(server, photograph, version):
    with Client(server.url, version=version) as client:
        whole_journey(client, photograph)


@pytest.mark.published
@pytest.mark.parametrize("version", PUBLISHED_FILES)
def test_zeep_on_the_published_wsdl_runs_the_whole_journey(server, photograph, version):
    wsdl = Path(os.environ["PUBLISHED_CONTRACT"]) / f"IpsApi-{version}.wsdl"  # noqa: TID251  says where the file lies
    with Client(server.url, wsdl=str(wsdl), version=version) as client:
        whole_journey(client, photograph)


@pytest.fixture(scope="module")
def exported(server, photograph):
    """One asset, ``fileToExport.jpg``, and a function that exports it with given options."""
    with Client(server.url) as client:
        client.upload({"fileToExport.jpg": photograph}, folder="DemoCompany/seed/", name="seed upload")
        client.wait(originalName="seed upload")
        handles = list(client.handles(folder="DemoCompany/seed/").values())
        client.call("saveImageFormat", companyHandle=client.company, name="test", urlModifier="fmt=tif")

        def export(**options):
            name = f"seed {uuid.uuid4().hex[:8]}"
            client.export(name, handles, **options)
            with opened(client.download(zip_url(client.wait(originalName=name)))) as archive:
                (only,) = archive.namelist()
                return only, archive.read(only)

        yield export


def test_the_macros_format_beats_the_modifiers(exported):
    name, data = exported(fmt="convert", is_modifier="&fmt=png", macro="$test$")
    assert (name, Image.open(io.BytesIO(data)).format) == ("fileToExport.tiff", "TIFF")


@pytest.mark.parametrize(
    "request_",
    [
        "wid=150&fmt=png",
        "fit=crop,1&wid=90&hei=90&op_usm=1,1,6&qlt=85",
        "op_noise=20,gaussian&rotate=10&bgColor=204060&fmt=tif-alpha,,lzw",
        "layer=1&text=sailed&size=120,40&pos=10,20&effect=-1&$shadow$&fmt=webp",
        "layer=1&src=is(fileToExport?wid=60&flip=lr)&blendMode=mult&opac=60&fmt=jpeg,cmyk",
    ],
)
def test_an_export_gives_the_bytes_that_the_image_server_gives(server, exported, request_):
    _, data = exported(fmt="convert", is_modifier=request_)
    answer = requests.get(f"{server.url}/is/image/DemoCompany/fileToExport?{request_}", timeout=30)
    assert (answer.status_code, answer.content == data) == (200, True)


def test_the_modifiers_format_counts_where_no_macro_gives_one(exported):
    name, data = exported(fmt="convert", is_modifier="&fmt=png")
    assert (name, Image.open(io.BytesIO(data)).format) == ("fileToExport.png", "PNG")


def test_originals_are_the_same_bytes(exported, photograph):
    assert exported(fmt="orig") == ("fileToExport.jpg", photograph)

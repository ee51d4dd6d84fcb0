"""What a server with the gallery's pictures says to requests that are no rendering."""

import re
import shutil
import tempfile
from collections.abc import Iterable, Mapping
from pathlib import Path

import requests

from flytower.imaging.catalog import CatalogRecord
from flytower.testing import serving
from flytower.testing.client import Client

_PUBLISHED = {"boat": "boat.jpg", "mug": "mug.png"}
_TIME_LINE = re.compile(r"^#[A-Z][a-z]{2} [A-Z][a-z]{2} .*\n", re.MULTILINE)
_SECONDS = 60


def answered(paths: Iterable[str], catalog: Mapping[str, CatalogRecord]) -> dict[str, str]:
    """Ask a new server for every path below ``/is/``; its answers as text, bytes counted where they are no text."""
    with tempfile.TemporaryDirectory() as place:
        base = Path(place)
        pictures = base / "import" / "pictures"
        pictures.mkdir(parents=True)
        for name, file in _PUBLISHED.items():
            shutil.copy(catalog[name].path, pictures / file)
        settings = {"demo": True, "data_dir": base / "data", "import_dir": base / "import", "log_level": "ERROR"}
        with serving(**settings) as server, Client(server.url) as client:
            _upload(client, pictures.name)
            return {path: _text(requests.get(f"{server.url}/is/{path}", timeout=_SECONDS)) for path in paths}


def _upload(client: Client, folder: str) -> None:
    options = {"overwrite": True, "readyForPublish": True, "createMask": False, "emailSetting": "None"}
    directory = {"serverDir": folder, "includeSubfolders": False, "processMetadataFiles": False, **options}
    client.call(
        "submitJob",
        companyHandle=client.company,
        jobName="gallery",
        uploadDirectoryJob={"destFolder": "DemoCompany/gallery/", **directory},
    )
    client.wait(originalName="gallery", seconds=_SECONDS)


def _text(answer: requests.Response) -> str:
    headers = answer.headers
    first = f"{answer.status_code} {headers['Content-Type']}; {headers.get('Cache-Control', 'no Cache-Control')}"
    if headers["Content-Type"].startswith("image/"):
        return f"{first}\n({len(answer.content)} bytes)"
    answer.encoding = "utf-8"
    body = answer.text.replace("\r\n", "\n")
    return f"{first}\n{_TIME_LINE.sub('', body)}".strip()

"""The server that every client is sent to: one company with eight pictures, one that the user is no member of."""

import io
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

from PIL import Image

from flytower.testing import Server, serving
from flytower.testing.client import Client, Login

COMPANY, ROOT_FOLDER = "Client Company", "ClientCompany/"
USER = "client@example.com"
PASSWORD = "a&b <c>"  # every client has to escape it
ZONE = "America/Los_Angeles"
"""The server's, and the drivers': a date is the same for a type with an offset and for one of local time."""

EXPIRES = "2100-12-31"
NAMES = ("amber", "birch", "coral", "dune", "ember", "fjord", "grove", "heath")
SIZE, RESOLUTION = (800, 600), 72.0
EXPORTED = NAMES[:2]
EXPORTED_WIDTH = 100


@dataclass(frozen=True, slots=True)
class Seeded:
    """Where the drivers go.

    Attributes:
        server: the running server.
        company_handle: handle of the user's company.
        foreign_company: handle of the other one.
    """

    server: Server
    company_handle: str
    foreign_company: str


def pictures() -> dict[str, bytes]:
    """Return eight pictures by file name."""
    files = {}
    for number, name in enumerate(NAMES):
        target = io.BytesIO()
        image = Image.new("RGB", SIZE, (number * 30, 255 - number * 30, 120))
        image.save(target, "JPEG", dpi=(RESOLUTION, RESOLUTION))
        files[f"{name}.jpg"] = target.getvalue()
    return files


def flytower(data: Path, *arguments: str, given: str = "") -> str:
    """Run a command of the server on a data directory and return what it prints."""
    command = [sys.executable, "-m", "flytower.cli", *arguments, "--data-dir", str(data)]
    done = subprocess.run(command, input=given, capture_output=True, text=True, check=True)  # noqa: S603  ours
    return done.stdout


@contextmanager
def seeded(data: Path) -> Iterator[Seeded]:
    """Make the companies and the user, start a server, upload the pictures."""
    flytower(data, "company", "add", COMPANY)
    foreign = flytower(data, "company", "add", "Foreign Company").partition("(")[2].partition(")")[0]
    role = ("--company", COMPANY, "--role", "IpsCompanyAdmin", "--password-stdin")
    flytower(data, "user", "add", USER, *role, given=f"{PASSWORD}\n")
    with serving(data_dir=data, time_zone=ZONE) as server:
        with Client(server.url, login=Login(USER, PASSWORD, COMPANY)) as client:
            client.upload(pictures(), folder=ROOT_FOLDER, name="pictures")
            client.wait(originalName="pictures")
            handle = client.company
        yield Seeded(server, handle, foreign)

"""A client that calls a WSGI application in this process, and the whole web application over a new database."""

import io
import shutil
from dataclasses import dataclass
from http.client import HTTPMessage
from urllib.parse import unquote_to_bytes

import numpy as np
import pytest
from argon2 import PasswordHasher
from PIL import Image

from flytower import app
from flytower.config import Settings
from flytower.contract.clock import system_clock
from flytower.contract.operation import Role
from flytower.imaging.limits import Limits
from flytower.imaging.pool import RenderPool
from flytower.jobs.preparation import prepare
from flytower.model import Asset, Database, blobs, companies, folders, passwords, users
from flytower.storage.local import LocalBlobs
from flytower.web.image_serving import ImageServer


@dataclass
class Answer:
    status: int
    headers: HTTPMessage
    body: bytes

    @property
    def text(self):
        return self.body.decode()


class Client:
    def __init__(self, application):
        self.application = application

    def __call__(self, method, url, body=b"", *, chunked=False, headers=None, **environ):
        path, _, query = url.partition("?")
        given = {
            "REQUEST_METHOD": method,
            "PATH_INFO": unquote_to_bytes(path).decode("latin-1"),
            "QUERY_STRING": query,
            "SERVER_NAME": "test",
            "SERVER_PORT": "80",
            "SERVER_PROTOCOL": "HTTP/1.1",
            "REMOTE_ADDR": "127.0.0.1",
            "wsgi.url_scheme": "http",
            "wsgi.input": body if hasattr(body, "read") else io.BytesIO(body),
            **environ,
        }
        if chunked:
            given["wsgi.input_terminated"] = True
        elif body:
            given["CONTENT_LENGTH"] = str(len(body))
        for name, value in (headers or {}).items():
            key = name.upper().replace("-", "_")
            given[key if key == "CONTENT_TYPE" else "HTTP_" + key] = value
        return self._answer(given)

    def _answer(self, environ):
        answer = Answer(0, HTTPMessage(), b"")

        def start_response(status, headers, exc_info=None):
            answer.status = int(status[:3])
            for name, value in headers:
                answer.headers[name] = value

        pieces = self.application(environ, start_response)
        try:
            answer.body = b"".join(pieces)
        finally:
            if hasattr(pieces, "close"):
                pieces.close()
        return answer


@pytest.fixture
def client_of():
    """Return what makes a client of a WSGI application."""
    return Client


@pytest.fixture
def settings(tmp_path):
    return Settings.load({}, data_dir=tmp_path, upload_post_max_bytes=3_000_000, public_url="http://flytower.test")


@pytest.fixture(scope="session")
def _cheap_hashes():
    """Hash passwords at no cost: a test has several users, and no secret."""
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(passwords, "_HASHER", PasswordHasher(time_cost=1, memory_cost=8, parallelism=1))
        yield


@pytest.fixture(scope="session")
def _template(tmp_path_factory, _cheap_hashes):
    """Make the database once: two companies with a user each, and one whose role does not allow uploads."""
    settings = Settings.load({}, data_dir=tmp_path_factory.mktemp("template"))
    prepare(settings)
    database = Database(settings.resolved_database_url)
    with database.transaction() as session:
        now = system_clock()
        for name in ("Demo Company", "Other"):
            company = companies.create(session, name, now)
            user = users.create(session, users.NewUser(email=f"{company.id}@example.com", password="demo"), now)
            users.join(session, company.id, user.id, Role.IPS_USER)
        portal = users.create(session, users.NewUser(email="portal@example.com", password="demo"), now)
        users.join(session, 1, portal.id, Role.IMAGE_PORTAL_USER)
    database.dispose()
    return settings.data_dir / "flytower.sqlite3"


@pytest.fixture
def database(settings, _template):
    shutil.copy(_template, settings.data_dir)
    database = Database(settings.resolved_database_url)
    yield database
    database.dispose()


@pytest.fixture
def client(settings, database):
    return Client(app.web(app.Parts(settings, database, LocalBlobs(settings.blobs_dir), system_clock)))


def gradient(width=120, height=80):
    x, y = np.meshgrid(np.arange(width), np.arange(height))
    pixels = np.stack([x * 2, y * 3, (x + y) % 256], axis=2).astype(np.uint8)
    return Image.fromarray(pixels)


def png(image):
    file = io.BytesIO()
    image.save(file, "PNG")
    return file.getvalue()


@pytest.fixture
def add(settings, database):
    """Add a picture, or another file, to a company, and return where its bytes are."""

    def run(name, company="Demo Company", image=None, content=None, **facts):
        store = LocalBlobs(settings.blobs_dir)
        blob = store.put([content or png(image or gradient())])
        now = system_clock()
        with database.transaction() as session:
            owner = companies.by_name(session, company)
            blobs.remember(session, blob, now)
            session.flush()
            session.add(
                Asset(
                    company_id=owner.id,
                    folder_id=folders.by_path(session, owner.id, owner.root_path).id,
                    type=facts.pop("type", "Image"),
                    name=name,
                    file_name=facts.pop("file_name", f"{name}.png"),
                    created=now,
                    create_user="1@example.com",
                    last_modified=now,
                    last_modify_user="1@example.com",
                    **{"blob_hash": blob.hash, "file_size": blob.size, "width": 120, "height": 80, **facts},
                )
            )
        return store.path(blob.hash)

    return run


@pytest.fixture
def boat(add):
    return add("boat")


@pytest.fixture(scope="module")
def pool():
    with RenderPool(1, Limits()) as renderer:
        yield renderer


@pytest.fixture
def server(settings, database, pool):
    return ImageServer(database, LocalBlobs(settings.blobs_dir), settings, system_clock, lambda: pool)


@pytest.fixture
def get(server, client_of):
    client = client_of(server)
    return lambda url, method="GET", **headers: client(method, url, headers=headers)

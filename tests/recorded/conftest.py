"""The whole web application on a new database, with the companies that the recordings are of."""

import io
import shutil
import sqlite3
import threading
from contextlib import closing
from datetime import UTC, datetime, timedelta
from functools import partial
from http.server import BaseHTTPRequestHandler, HTTPServer

import pytest
from argon2 import PasswordHasher
from PIL import Image

from exchanges import PATHS, exchange, lines, normalised
from flytower import app
from flytower.config import Settings
from flytower.contract.operation import Role
from flytower.jobs.kind import Workplace
from flytower.jobs.preparation import prepare
from flytower.jobs.workflow import JobWork
from flytower.model import Asset, Database, assets, blobs, companies, folders, jobs, passwords, sets, users
from flytower.storage.local import LocalBlobs

NOW = datetime(2011, 3, 30, 19, 32, 8, 834000, tzinfo=UTC)
USER = "user@example.com"


@pytest.fixture(scope="session")
def _template(tmp_path_factory):
    """A database with the two companies and their user; hashing the password costs nothing."""
    settings = Settings(data_dir=tmp_path_factory.mktemp("template"))
    prepare(settings)
    database = Database(settings.resolved_database_url)
    with pytest.MonkeyPatch.context() as patch, database.transaction() as session:
        patch.setattr(passwords, "_HASHER", PasswordHasher(time_cost=1, memory_cost=8, parallelism=1))
        user = users.create(session, users.NewUser(email=USER, password="demo"), NOW)
        for name in ("Example.com", "EAEM"):
            users.join(session, companies.create(session, name, NOW).id, user.id, Role.IPS_COMPANY_ADMIN)
    database.dispose()
    return settings.data_dir / "flytower.sqlite3"


class Service:
    """Database, jobs and HTTP side of one server, and short ways to bring about what the recordings show."""

    def __init__(self, settings, template):
        shutil.copy(template, settings.data_dir)
        self.now = NOW
        self._template = template
        self.settings = settings
        self.database = Database(settings.resolved_database_url)
        self.blobs = LocalBlobs(settings.blobs_dir)
        self._application = app.web(app.Parts(settings, self.database, self.blobs, self.clock))
        self._place = Workplace(
            database=self.database, blobs=self.blobs, renderer=None, settings=settings, clock=self.clock
        )

    def begin_anew(self):
        """Forget everything but what the template has; the application stays, since making it takes long."""
        self.now = NOW
        kept = sqlite3.connect(self._template)
        current = sqlite3.connect(self.settings.data_dir / self._template.name)
        with closing(kept), closing(current):
            kept.backup(current)

    def clock(self):
        """Time goes on by a millisecond with every look at it."""
        self.now += timedelta(milliseconds=1)
        return self.now

    def post(self, path, document):
        """Post a document; return status and body of the answer."""
        body = document.encode()
        environ = {
            "REQUEST_METHOD": "POST",
            "PATH_INFO": path,
            "SERVER_NAME": "ips.example.com",
            "SERVER_PORT": "80",
            "REMOTE_ADDR": "127.0.0.1",
            "CONTENT_TYPE": "text/xml; charset=utf-8",
            "CONTENT_LENGTH": str(len(body)),
            "wsgi.url_scheme": "http",
            "wsgi.input": io.BytesIO(body),
        }
        started = []
        pieces = self._application(environ, lambda *given: started.append(given[:2]))
        content = b"".join(pieces)
        if hasattr(pieces, "close"):
            pieces.close()
        ((status, _headers),) = started
        return int(status[:3]), content.decode()

    def play(self, name, company="Example.com", **names):
        """Send the request of an exchange; the answer must be the recorded one."""
        recorded = exchange(name)
        with self.database.reading() as session:
            handle = companies.handle_of(companies.by_name(session, company).id)
        status, answer = self.post(PATHS[recorded.form], recorded.document(company=handle, **names))
        assert lines(normalised(answer)) == lines(normalised(recorded.expected))
        assert status == recorded.status

    def add_image(self, name, folder="", company="Example.com", content=None, **values):
        """Make an image as an upload would leave it; return its handle."""
        with self.database.transaction() as session:
            owner = companies.by_name(session, company)
            blob = None if content is None else self.blobs.put([content])
            if blob is not None:
                blobs.remember(session, blob, NOW)
                values |= {"blob_hash": blob.hash, "file_size": blob.size}
            made = Asset(
                company_id=owner.id,
                folder_id=folders.ensure(session, owner.id, owner.root_path + folder, NOW).id,
                type="Image",
                name=name,
                **{
                    "file_name": f"{name}.jpg",
                    "created": NOW,
                    "create_user": USER,
                    "last_modified": NOW,
                    "last_modify_user": USER,
                    **values,
                },
            )
            session.add(made)
        return assets.handle_of(made.id)

    def add_set(self, name, folder, company):
        """Make an image set."""
        with self.database.transaction() as session:
            owner = companies.by_name(session, company)
            place = folders.ensure(session, owner.id, owner.root_path + folder, NOW)
            sets.create(session, place, sets.NewSet(name=name, user=USER), self.clock())

    def asset(self, handle):
        """The asset of a handle."""
        with self.database.reading() as session:
            return session.get(Asset, int(handle.removeprefix("a|")))

    def job(self, name):
        """The newest job submitted under this name."""
        with self.database.reading() as session:
            return next(
                job for one in companies.all_of(session) for job in jobs.by_original_name(session, one.id, name)
            )

    def begin(self, name):
        """Do what an executor does of a job, up to its end and without it."""
        job, work = self.job(name), JobWork(self._place)
        for chunk in work.plan(job.id, job.run):
            work.do_items(job.id, job.run, chunk)

    def finish(self, name):
        """Do all of a job."""
        job = self.job(name)
        self.begin(name)
        JobWork(self._place).finish(job.id, job.run)


@pytest.fixture(scope="session")
def _running(tmp_path_factory, _template):
    settings = Settings(
        data_dir=tmp_path_factory.mktemp("service"),
        public_url="https://ips.example.com",
        server_name="ips-1",
        time_zone="America/Chicago",
        url_allow_private=True,
    )
    made = Service(settings, _template)
    yield made
    made.database.dispose()


@pytest.fixture
def service(_running):
    _running.begin_anew()
    return _running


@pytest.fixture(scope="session")
def picture():
    """A picture as the bytes of a PNG file."""
    file = io.BytesIO()
    Image.linear_gradient("L").save(file, "PNG")
    return file.getvalue()


class _Pictures(BaseHTTPRequestHandler):
    def __init__(self, content, *given):
        self._content = content
        super().__init__(*given)

    def do_GET(self):
        self.send_response(200)
        self.send_header("Content-Length", str(len(self._content)))
        self.end_headers()
        self.wfile.write(self._content)

    def log_message(self, *_given):
        """Say nothing."""


@pytest.fixture
def picture_url(picture):
    """A URL on this machine where the picture can be fetched."""
    with HTTPServer(("127.0.0.1", 0), partial(_Pictures, picture)) as server:
        thread = threading.Thread(target=server.serve_forever, kwargs={"poll_interval": 0.01})
        thread.start()
        yield f"http://127.0.0.1:{server.server_port}/Hat.png"
        server.shutdown()
        thread.join()

"""The real applications over a real database with something in it, as often as wanted in its first state."""

import base64
import gzip
import io
import logging
import shutil
import time
from datetime import UTC, datetime
from typing import NamedTuple
from zoneinfo import ZoneInfo

from argon2 import PasswordHasher

from flytower.config import Settings
from flytower.contract.operation import Role
from flytower.model import Asset, Database, JobState, companies, folders, image_formats, jobs, passwords, users
from flytower.model.users import NewUser
from flytower.operations.gate import Gate
from flytower.soap.parts import XmlParts
from flytower.soap.wsgi import SoapSettings, soap_application
from flytower.storage.local import LocalBlobs
from flytower.web.requestlog import RequestLog
from flytower.web.upload import UploadServlet
from fuzzing.values import LOGINS

NOW = datetime(2020, 6, 9, 15, 34, 49, 777000, tzinfo=UTC)
_FILE = "flytower.sqlite3"
_LOGGER = logging.getLogger("flytower")
_ACCESS = logging.getLogger("flytower.access")


class Reply(NamedTuple):
    """An answer, unpacked, and how long it took in seconds."""

    status: int
    headers: dict[str, str]
    body: bytes
    seconds: float


class _Engine:
    """Stands for the job engine, which needs executors: takes every job and runs none."""

    def submit(self, _session, job_id, _partition):
        return f"run-{job_id}"

    def run_at(self, _session, job_id, _when):
        return f"run-{job_id}"

    def stop(self, _session, job):
        job.state = JobState.STOPPED

    def pause(self, _session, job):
        job.state = JobState.PAUSED

    def resume(self, _session, job):
        job.state = JobState.QUEUED
        return f"run-{job.id}"


class _Heard(logging.Handler):
    """Keeps what is logged."""

    def __init__(self):
        super().__init__(logging.DEBUG)
        self.lines = []

    def emit(self, record):
        line = self.format(record) if record.levelno > logging.INFO else record.getMessage()
        self.lines.append((record.levelno, line))


def seed(session):
    """Fill a new database: two companies, four users, five pictures, an image format and a job."""
    demo = companies.create(session, "Demo Company", NOW)
    other = companies.create(session, "Other", NOW)
    roles = (None, Role.IPS_COMPANY_ADMIN, Role.IPS_USER, Role.IMAGE_PORTAL_USER)
    for (email, password), role in zip(LOGINS.items(), roles, strict=True):
        new = NewUser(email=email, password=password, first_name="A", last_name="B", is_ips_admin=role is None)
        user = users.create(session, new, NOW)
        if role is not None:
            users.join(session, demo.id, user.id, role)
    place = folders.ensure(session, demo.id, "DemoCompany/photos/", NOW)
    folders.ensure(session, other.id, "Other/", NOW)
    for number in range(1, 6):
        _picture(session, demo, place, f"photo {number}")
    image_formats.create(session, demo.id, "thumb", "wid=100")
    _job(session, demo)


def _picture(session, company, place, name):
    session.add(
        Asset(
            company_id=company.id,
            folder_id=place.id,
            type="Image",
            name=name,
            file_name=f"{name}.jpg",
            created=NOW,
            last_modified=NOW,
            create_user="user@example.com",
            last_modify_user="user@example.com",
        )
    )


def _job(session, company):
    new = jobs.NewJob(
        company_id=company.id,
        user_id=3,
        mail_user_id=3,
        kind="export",
        type="Export",
        original_name="seeded",
        version="2014-04-03",
        payload={"asset_handle_array": {"items": ["a|1"]}, "fmt": "orig", "email_setting": "None"},
        email_setting="None",
    )
    jobs.create(session, new, [jobs.NewItem(asset_id=1)], NOW, ZoneInfo("UTC"))


class World:
    """What requests are sent to, until it is closed.

    Passwords are hashed at no cost: a wrong one would take as long as 500 requests.
    """

    def __init__(self, directory):
        self._before = passwords._HASHER, passwords._DECOY, _LOGGER.level, _ACCESS.level
        passwords._HASHER = PasswordHasher(time_cost=1, memory_cost=8, parallelism=1)
        passwords._DECOY = passwords._HASHER.hash("nobody has this")
        self.directory = directory
        settings = Settings(data_dir=directory, url_allow_private=False)
        self._database = Database(settings.resolved_database_url)
        self._database.migrate()
        with self._database.transaction() as session:
            seed(session)
        self._database.dispose()
        shutil.copy(directory / _FILE, directory / "seeded")
        self._blobs = LocalBlobs(settings.blobs_dir)
        gate = Gate(self._database, self._blobs, _Engine(), settings, lambda: NOW)
        self._soap = RequestLog(soap_application(gate, SoapSettings(max_body_bytes=1 << 20)))
        self._upload = RequestLog(UploadServlet(gate, self._blobs, XmlParts(UTC), 1 << 20))
        self.heard = _Heard()
        _LOGGER.setLevel(logging.INFO)
        _LOGGER.propagate = False
        _LOGGER.addHandler(self.heard)
        _ACCESS.setLevel(logging.WARNING)

    def restore(self):
        """Return to the first state."""
        self._database.dispose()
        for left in ("-wal", "-shm"):
            (self.directory / (_FILE + left)).unlink(missing_ok=True)
        shutil.copy(self.directory / "seeded", self.directory / _FILE)
        shutil.rmtree(self._blobs._root, ignore_errors=True)
        self._blobs.__init__(self._blobs._root)

    def close(self):
        """Leave everything as it was."""
        self._database.dispose()
        _LOGGER.removeHandler(self.heard)
        _LOGGER.propagate = True
        passwords._HASHER, passwords._DECOY, level, access_level = self._before
        _LOGGER.setLevel(level)
        _ACCESS.setLevel(access_level)

    def soap(self, path, body, content_type, basic=None, **more):
        """Post a document, with the user and password of HTTP Basic if there are any."""
        environ = _environ(path, body, content_type) | more
        if basic:
            environ["HTTP_AUTHORIZATION"] = "Basic " + base64.b64encode(":".join(basic).encode()).decode()
        return _reply(self._soap, environ)

    def upload(self, body, content_type):
        """Post a form."""
        return _reply(self._upload, _environ("/scene7/UploadFile", body, content_type))


def _environ(path, body, content_type):
    environ = {
        "REQUEST_METHOD": "POST",
        "PATH_INFO": path,
        "QUERY_STRING": "",
        "SERVER_NAME": "127.0.0.1",
        "SERVER_PORT": "80",
        "REMOTE_ADDR": "192.0.2.7",
        "wsgi.url_scheme": "http",
        "wsgi.input": io.BytesIO(body),
        "CONTENT_LENGTH": str(len(body)),
    }
    if content_type is not None:
        environ["CONTENT_TYPE"] = content_type
    return environ


def _reply(application, environ):
    started = []
    begin = time.perf_counter()
    pieces = application(environ, lambda status, headers, _=None: started.append((status, dict(headers))))
    body = b"".join(pieces)
    pieces.close()
    seconds = time.perf_counter() - begin
    ((status, headers),) = started
    if headers.get("Content-Encoding") == "gzip":
        body = gzip.decompress(body)
    return Reply(int(status[:3]), headers, body, seconds)

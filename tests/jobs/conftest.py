"""A place to run jobs in: a real database and blob store, one company with a user, and executors as real processes.

Other rooms' journeys use `JobsHouse` and `executors` as they are: settings in, running executors out.
"""

import io
import shutil
import signal
import subprocess
import sys
import time
from contextlib import contextmanager, suppress
from zoneinfo import ZoneInfo

import numpy as np
import pytest
from PIL import Image

from flytower.config import Settings
from flytower.contract.clock import system_clock
from flytower.imaging.limits import Limits
from flytower.imaging.render import render
from flytower.jobs.engine import Engine, prepare
from flytower.jobs.kind import Workplace
from flytower.jobs.workflow import JobWork
from flytower.model import Asset, Database, JobState, User, blobs, companies, folders, job_logs, jobs, users
from flytower.model.job_tables import ENDED
from flytower.storage.local import LocalBlobs
from postgresql import new_database

EXECUTOR = (
    "import sys; from flytower.config import Settings; from flytower.jobs.executor import run; "
    "run(Settings.load(), int(sys.argv[1]))"
)


class InProcessRenderer:
    """Renders here and now; executors do it in processes of their own."""

    def render(self, source, recipe, destination):
        return render(source, recipe, destination, Limits())


class JobsHouse:
    """Database, blobs and engine of one data directory, and short ways to fill and watch them."""

    Asset = Asset

    def __init__(self, settings):
        self.settings = settings
        self.database = Database(settings.resolved_database_url)
        self.blobs = LocalBlobs(settings.blobs_dir)
        self.engine = Engine(self.database, system_clock)
        with self.database.reading() as session:
            self.company = companies.by_name(session, "Demo Company")
            self.user_id = users.by_email(session, "user@example.com").id
            self.root_id = folders.by_path(session, self.company.id, "DemoCompany/").id

    @classmethod
    def built(cls, settings):
        """Make the database, with the company and its user."""
        database = Database(settings.resolved_database_url)
        database.migrate()
        prepare(database)
        with database.transaction() as session:
            companies.create(session, "Demo Company", system_clock())
            user = User(
                email="user@example.com", first_name="A", last_name="B", password_hash="-", created=system_clock()
            )
            session.add(user)
        database.dispose()
        return cls(settings)

    def add_asset(self, file_name, data, **values):
        """Store bytes as an asset in the root folder; return its id."""
        return self.add_assets([(file_name, data)], **values)[0]

    def add_assets(self, files, *, whole_names=False, **values):
        """Store many; with `whole_names` assets are called as their files, extension included."""
        ids = []
        now = system_clock()
        with self.database.transaction() as session:
            for file_name, data in files:
                blob = self.blobs.put(io.BytesIO(data)) if data is not None else None
                if blob:
                    blobs.remember(session, blob, now)
                asset = Asset(
                    company_id=self.company.id,
                    folder_id=self.root_id,
                    name=file_name if whole_names else file_name.rpartition(".")[0] or file_name,
                    file_name=file_name,
                    created=now,
                    create_user="user@example.com",
                    last_modified=now,
                    last_modify_user="user@example.com",
                    blob_hash=blob.hash if blob else None,
                    file_size=blob.size if blob else 0,
                    **{"type": "Image", **values},
                )
                session.add(asset)
                session.flush()
                ids.append(asset.id)
        return ids

    def submit(self, kind, payload, items=(), **values):
        """Submit a job as an operation does; return its id."""
        new = jobs.NewJob(
            **{
                "company_id": self.company.id,
                "user_id": self.user_id,
                "mail_user_id": self.user_id,
                "kind": kind,
                "type": "Export",
                "original_name": "job",
                "version": "2014-04-03",
                "payload": payload,
                "email_setting": "None",
                **values,
            }
        )
        with self.database.transaction() as session:
            made = [jobs.NewItem(**item) for item in items]
            job = jobs.create(session, new, made, system_clock(), ZoneInfo("UTC"))
            self.engine.submit(session, job.id, str(self.company.id))
        return job.id

    def submit_export(self, asset_ids, fmt="orig", *, email_setting="None", **payload):
        given = {"asset_handle_array": {"items": []}, "fmt": fmt, "email_setting": email_setting, **payload}
        items = [{"asset_id": asset_id} for asset_id in asset_ids]
        return self.submit("export", given, items, email_setting=email_setting)

    def place(self, **changes):
        """What work on jobs touches; `clock` and `settings` may be given."""
        given = {"clock": system_clock, "settings": self.settings, "renderer": InProcessRenderer(), **changes}
        return Workplace(database=self.database, blobs=self.blobs, **given)

    def work(self, **changes):
        """The work on jobs, without the engine."""
        return JobWork(self.place(**changes))

    def work_off(self, job_id, place=None):
        """Do all of a job here, without engine and executor; return the job."""
        work, run = JobWork(place or self.place()), self.job(job_id).run
        for chunk in work.plan(job_id, run):
            work.do_items(job_id, run, chunk)
        work.finish(job_id, run)
        return self.job(job_id)

    def job(self, job_id):
        with self.database.reading() as session:
            return jobs.by_id(session, job_id)

    def rows(self, job_id):
        """The job log's rows in the order in which they are shown."""
        with self.database.reading() as session:
            return job_logs.details(session, [job_id], job_logs.DetailPage(limit=100_000))[job_id]

    def wait(self, job_id, seconds=30.0):
        """Wait until the job is over; return it."""
        until = time.monotonic() + seconds
        while time.monotonic() < until:
            job = self.job(job_id)
            if job.state in ENDED:
                return job
            time.sleep(0.01)
        raise AssertionError(f"job {job_id} is {JobState(job.state)} after {seconds} s: {self.messages(job_id)}")

    def executors(self, count=1):
        """Run executors until the block ends; see `executors`."""
        return executors(self.settings, count)

    def messages(self, job_id):
        return [(row.log_type, row.message) for row in self.rows(job_id)]


def start_executor(settings, slot=0):
    """Start one executor as the launcher does."""
    return subprocess.Popen(  # noqa: S603  our own words
        [sys.executable, "-c", EXECUTOR, str(slot)],
        env=settings.to_environment(),
    )


@contextmanager
def executors(settings, count=1):
    """Run executors until the block ends; they are killed then."""
    running = [start_executor(settings, slot) for slot in range(count)]
    try:
        yield running
    finally:
        for process in running:
            with suppress(ProcessLookupError):
                process.send_signal(signal.SIGKILL)
            process.wait()


def draw(width=64, height=48, fmt="JPEG", seed=0):
    """A picture that is different for each seed, as file bytes."""
    noise = np.random.default_rng(seed).integers(0, 255, (height // 8 + 1, width // 8 + 1, 3), dtype=np.uint8)
    target = io.BytesIO()
    Image.fromarray(noise).resize((width, height)).save(target, fmt)
    return target.getvalue()


@pytest.fixture
def postgres_url(postgres_server):
    """A new, empty database."""
    return new_database(postgres_server)


@pytest.fixture
def postgres_house(tmp_path, postgres_url):
    """A house on PostgreSQL."""
    settings = Settings(data_dir=tmp_path / "data", database_url=postgres_url, public_url="http://localhost:8070")
    made = JobsHouse.built(settings)
    yield made
    made.database.dispose()


@pytest.fixture
def settings(tmp_path):
    return Settings(data_dir=tmp_path / "data", public_url="http://localhost:8070", log_level="WARNING")


@pytest.fixture(scope="session")
def _template(tmp_path_factory):
    """A database as `JobsHouse.built` leaves it: copying it takes a tenth of the time."""
    directory = tmp_path_factory.mktemp("template")
    JobsHouse.built(Settings(data_dir=directory)).database.dispose()
    return directory


@pytest.fixture
def house(settings, _template):
    settings.data_dir.mkdir()
    shutil.copy(_template / "flytower.sqlite3", settings.data_dir)
    made = JobsHouse(settings)
    yield made
    made.database.dispose()


@pytest.fixture
def picture():
    """The function that draws a picture as file bytes; see `draw`."""
    return draw

"""Two companies with users, on a real database, and a short way to call operations through the gate."""

import shutil
from contextlib import contextmanager
from datetime import UTC, datetime

import pytest

from flytower import operations
from flytower.config import Settings
from flytower.contract.credentials import Client, Credentials
from flytower.contract.faults import Fault
from flytower.contract.operation import Role
from flytower.contract.types.common import HandleArray, StringArray
from flytower.contract.version import V2014
from flytower.model import Asset, Database, JobState, companies, folders, users
from flytower.model.users import NewUser
from flytower.operations.gate import Gate

NOW = datetime(2020, 6, 9, 15, 34, 49, 777000, tzinfo=UTC)

USER = "user@example.com"
ADMIN = "admin@example.com"
PORTAL_USER = "portal@example.com"
OTHER = "other@example.com"
ROOT = "root@example.com"
PASSWORD = "demo"


def strings(*items):
    return StringArray(items=list(items))


def handles(*items):
    return HandleArray(items=list(items))


class RecordingEngine:
    """Stands for the job engine: notes what it is asked for."""

    def __init__(self):
        self.submitted = []

    def submit(self, session, job_id, partition):
        assert session.in_transaction()
        self.submitted.append((job_id, partition))
        return f"run-{job_id}"

    def stop(self, session, job):
        assert job in session
        job.state = JobState.STOPPED


def seed(session):
    demo = companies.create(session, "Demo Company", NOW)
    other = companies.create(session, "Other", NOW)
    members = {
        USER: (demo, Role.IPS_USER),
        ADMIN: (demo, Role.IPS_COMPANY_ADMIN),
        PORTAL_USER: (demo, Role.IMAGE_PORTAL_USER),
        OTHER: (other, Role.IPS_USER),
    }
    for email, (company, role) in members.items():
        user = users.create(session, NewUser(email=email, password=PASSWORD, first_name="A", last_name="B"), NOW)
        users.join(session, company.id, user.id, role)
    users.create(session, NewUser(email=ROOT, password=PASSWORD, is_ips_admin=True), NOW)


@pytest.fixture(scope="session")
def seeded_file(tmp_path_factory):
    path = tmp_path_factory.mktemp("operations") / "flytower.sqlite3"
    database = Database(f"sqlite:///{path}")
    database.migrate()
    with database.transaction() as session:
        seed(session)
    database.dispose()
    return path


class World:
    """What a test of an operation needs."""

    NOW, USER, ADMIN, PORTAL_USER, OTHER, ROOT, PASSWORD = NOW, USER, ADMIN, PORTAL_USER, OTHER, ROOT, PASSWORD
    strings, handles = staticmethod(strings), staticmethod(handles)

    def __init__(self, settings):
        self.settings = settings
        self.database = Database(settings.resolved_database_url)
        self.engine = RecordingEngine()
        self.now = NOW
        self.gate = Gate(self.database, None, self.engine, settings, lambda: self.now)
        with self.database.reading() as session:
            self.company = companies.by_name(session, "Demo Company")
            self.other = companies.by_name(session, "Other")
        self.handle = f"c|{self.company.id}"

    def call(self, param, *, user=USER, version=V2014, credentials=None):
        """Call the operation that takes this parameter; return its answer."""
        name = type(param).__name__.removesuffix("Param")
        operation = operations.load()[name[0].lower() + name[1:]]
        given = [Credentials(user=user, password=PASSWORD)] if credentials is None else credentials
        with self.gate.call(operation, version, given, Client(address="127.0.0.1")) as call:
            return operation.function(call, param)

    def user_handle(self, email):
        with self.database.reading() as session:
            return users.handle_of(users.by_email(session, email))

    def add_asset(self, name, **values):
        """Make an asset; return its handle."""
        return self.add_assets([name], **values)[0]

    def add_assets(self, names, *, folder="", owner=None, **values):
        owner = owner or self.company
        with self.database.transaction() as session:
            place = folders.ensure(session, owner.id, owner.root_path + folder, NOW).id
            made = []
            for name in names:
                given = {"type": "Image", "file_name": f"{name}.jpg", "created": NOW, "last_modified": NOW, **values}
                asset = Asset(
                    company_id=owner.id,
                    folder_id=place,
                    name=name,
                    create_user=USER,
                    last_modify_user=USER,
                    **given,
                )
                session.add(asset)
                made.append(asset)
        return [f"a|{asset.id}" for asset in made]


@pytest.fixture
def settings(tmp_path):
    return Settings(data_dir=tmp_path, time_zone="America/Los_Angeles", export_max_assets=50)


@pytest.fixture
def world(settings, seeded_file):
    shutil.copy(seeded_file, settings.data_dir / "flytower.sqlite3")
    made = World(settings)
    yield made
    made.database.dispose()


@pytest.fixture
def refused():
    """Expects a fault with this code, whose reason has all these words."""

    @contextmanager
    def expect(code, *words):
        with pytest.raises(Fault) as raised:
            yield
        assert raised.value.code == code, raised.value.reason
        assert all(str(word) in raised.value.reason for word in words), raised.value.reason

    return expect

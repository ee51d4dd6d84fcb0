"""A small API of every shape the wire knows, behind a gate that lets everybody in, and a client that posts to it."""

import io
from contextlib import contextmanager
from datetime import UTC, datetime
from enum import StrEnum
from types import SimpleNamespace
from zoneinfo import ZoneInfo

import pytest
from argon2 import PasswordHasher
from lxml import etree

from flytower import app
from flytower.config import Settings
from flytower.contract.clock import system_clock
from flytower.contract.faults import FaultCode, IpsApiFault, not_implemented
from flytower.contract.operation import EVERYBODY, Operation
from flytower.contract.record import NIL, Long, Record, occurs, since, until, wire
from flytower.contract.version import V2013, V2014, structure_of
from flytower.jobs.preparation import prepare
from flytower.model import Database, passwords
from flytower.soap.reader import Reader
from flytower.soap.writer import Writer
from flytower.soap.wsgi import SoapSettings, soap_application
from flytower.storage.local import LocalBlobs
from fuzzing.values import LOGINS
from fuzzing.world import seed

API_PATH = "/scene7/api/IpsApiService"
SOAP_PATH = "/scene7/services/IpsApiService"
NS_2013 = "http://www.scene7.com/IpsApi/xsd/2013-02-15"
ENVELOPE_11 = "http://schemas.xmlsoap.org/soap/envelope/"


class Colour(StrEnum):
    RED = "Red"
    BLUE = "Blue"


class StringArray(Record):
    items: list[str]


class EmailArray(Record):
    items: list[str] = occurs(0, 2)


class StateArray(Record):
    items: list[str] = occurs(1, -1)


class ImageInfo(Record):
    width: int | None = None
    height: int | None = None
    resolution: float | None = None
    mask_path: str | None = None


class Asset(Record):
    asset_handle: str | None = None
    name: str | None = None
    projects: StringArray | None = None
    created: datetime | None = None
    image_info: ImageInfo | None = None
    caption: str | None = since(V2014)


class AssetArray(Record):
    items: list[Asset]


class FindParam(Record):
    company_handle: str
    count: int | None = None
    big: Long | None = None
    ready: bool | None = None
    scale: float | None = None
    when: datetime | None = None
    colour: Colour | None = None
    is_modifier: str | None = wire("is_modifier")
    handles: StringArray | None = None
    emails: EmailArray | None = None
    states: StateArray | None = None
    old: str | None = until(V2014)
    new: str | None = since(V2014)
    response_field_array: StringArray | None = None
    exclude_field_array: StringArray | None = None


class FindReturn(Record):
    total_rows: int
    asset_array: AssetArray | None = None


class DeleteAssetParam(Record):
    company_handle: str
    asset_handle: str


class DeleteAssetReturn(Record):
    pass


class RenameAssetParam(Record):
    new_name: str


class RenameAssetReturn(Record):
    pass


class PingParam(Record):
    pass


class PingReturn(Record):
    pong: str | None = None


class LaterParam(Record):
    pass


class LaterReturn(Record):
    pass


class UnfinishedParam(Record):
    pass


class UnfinishedReturn(Record):
    pass


class SetPasswordParam(Record):
    password: str


class SetPasswordReturn(Record):
    pass


def two_assets():
    image = Asset(
        asset_handle="a|1",
        name="Jäcket & Hat",
        projects=StringArray(items=[]),
        created=datetime(2020, 6, 9, 15, 34, 49, 777123, tzinfo=UTC),
        image_info=ImageInfo(width=2150, height=2500, resolution=0.0, mask_path=""),
        caption="later",
    )
    image_set = Asset(asset_handle="a|2", name="set", projects=NIL)
    return FindReturn(total_rows=2, asset_array=AssetArray(items=[image, image_set]))


def rename(param):
    if param.new_name == "bug":
        raise RuntimeError("the database is on fire")
    raise IpsApiFault(FaultCode.EXCEPTION, f"Asset ID '{param.new_name}' is already in use.")


def unfinished(param):
    raise not_implemented("unfinished")


def make_operations(calls):
    def declared(name, param, answer, function, since=None):
        def run(call, given):
            calls.append(SimpleNamespace(operation=name, param=given, call=call))
            return function(given)

        return Operation(
            name=name,
            function=run,
            param=param,
            answer=answer,
            roles=EVERYBODY,
            since=since,
            until=None,
            meaning=f"Stands for {name}",
        )

    declarations = (
        declared("find", FindParam, FindReturn, lambda _: two_assets()),
        declared("deleteAsset", DeleteAssetParam, DeleteAssetReturn, lambda _: DeleteAssetReturn()),
        declared("renameAsset", RenameAssetParam, RenameAssetReturn, rename),
        declared("ping", PingParam, PingReturn, lambda _: PingReturn(pong="pong")),
        declared("later", LaterParam, LaterReturn, lambda _: LaterReturn(), since=V2014),
        declared("unfinished", UnfinishedParam, UnfinishedReturn, unfinished),
        declared("setPassword", SetPasswordParam, SetPasswordReturn, lambda _: SetPasswordReturn()),
    )
    return {operation.name: operation for operation in declarations}


class OpenGate:
    """Lets everybody in and notes who came."""

    def __init__(self):
        self.seen = []
        self.refuse = None

    @contextmanager
    def call(self, operation, version, credentials, client):
        self.seen.append(
            SimpleNamespace(operation=operation.name, version=version, credentials=credentials, client=client)
        )
        if self.refuse is not None:
            raise self.refuse
        yield self.seen[-1]


class Answer:
    def __init__(self, status, headers, body):
        self.status = int(status[:3])
        self.headers = dict(headers)
        self.body = body
        self.text = body.decode("utf-8", "replace")

    def __repr__(self):
        return f"{self.status} {self.text}"


class Wire:
    """A client on the WSGI side, and everything behind the endpoint."""

    def __init__(self, **settings):
        self.calls = []
        self.gate = OpenGate()
        self.operations = make_operations(self.calls)
        self.settings = SoapSettings(**{"zone": ZoneInfo("America/Los_Angeles"), **settings})
        self.application = soap_application(self.gate, self.settings, self.operations)

    @property
    def param(self):
        """The record that the last call was given."""
        return self.calls[-1].param

    def request(self, method, path, body=b"", headers=None, query=""):
        environ = {
            "REQUEST_METHOD": method,
            "PATH_INFO": path,
            "QUERY_STRING": query,
            "SCRIPT_NAME": "",
            "SERVER_NAME": "127.0.0.1",
            "SERVER_PORT": "8070",
            "REMOTE_ADDR": "192.0.2.7",
            "wsgi.url_scheme": "http",
            "wsgi.input": io.BytesIO(body),
            "CONTENT_LENGTH": str(len(body)),
            "CONTENT_TYPE": "text/xml; charset=utf-8",
            **(headers or {}),
        }
        environ = {name: value for name, value in environ.items() if value is not None}
        started = []
        body = b"".join(self.application(environ, lambda status, headers, _=None: started.append((status, headers))))
        ((status, sent),) = started
        return Answer(status, sent, body)

    def post(self, body, path=SOAP_PATH, **headers):
        data = body if isinstance(body, bytes) else body.encode()
        return self.request("POST", path, data, headers)

    def call(self, content, header="", namespace=ENVELOPE_11, **headers):
        """Post a SOAP envelope around the content."""
        return self.post(soap(content, header, namespace), **headers)


def soap(content, header="", namespace=ENVELOPE_11):
    return f'<e:Envelope xmlns:e="{namespace}"><e:Header>{header}</e:Header><e:Body>{content}</e:Body></e:Envelope>'


@pytest.fixture
def api():
    return Wire()


@pytest.fixture(scope="session")
def hosted():
    """One API for many requests, where nothing is looked at but the answers."""
    return Wire()


class Site(Wire):
    """The whole web application over a real database (what is in it: ``fuzzing.world``), behind the same client."""

    def __init__(self, application):
        self.application = application

    def call(self, content, header=None, namespace=ENVELOPE_11, **headers):
        """Post an envelope, with the credentials of a user of Demo Company unless others are given."""
        return super().call(content, LOGIN if header is None else header, namespace, **headers)

    def plain(self, content, header=None, namespace=NS_2013, **headers):
        """Post a plain request."""
        header = LOGIN if header is None else header
        return self.post(f'<Request xmlns="{namespace}">{header}{content}</Request>', path=API_PATH, **headers)


def auth_header(fields, namespace="http://www.scene7.com/IpsApi/xsd"):
    return f'<authHeader xmlns="{namespace}">{fields}</authHeader>'


LOGIN = auth_header(f"<user>user@example.com</user><password>{LOGINS['user@example.com']}</password>")


@pytest.fixture(scope="module")
def site(tmp_path_factory):
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(passwords, "_HASHER", PasswordHasher(time_cost=1, memory_cost=8, parallelism=1))
        settings = Settings.load({}, data_dir=tmp_path_factory.mktemp("site"), public_url="https://flytower.test")
        prepare(settings)
        database = Database(settings.resolved_database_url)
        with database.transaction() as session:
            seed(session)
        parts = app.Parts(settings, database, LocalBlobs(settings.blobs_dir), system_clock)
        yield Site(app.web(parts))
        database.dispose()


@pytest.fixture
def make_api():
    return Wire


@pytest.fixture
def envelope():
    return soap


@pytest.fixture
def records():
    """The record types of the small API."""
    return SimpleNamespace(
        **{name: value for name, value in globals().items() if isinstance(value, type) and issubclass(value, Record)},
        Colour=Colour,
        two_assets=two_assets,
    )


@pytest.fixture
def read():
    """Read a FindParam out of its fields, in 2013-02-15 unless another namespace is given."""

    def run(content, namespace=NS_2013, record=FindParam):
        root = etree.fromstring(f'<findParam xmlns="{namespace}">{content}</findParam>')
        return Reader(ZoneInfo("America/Los_Angeles")).read(root, record, structure_of(namespace) or V2013)

    return run


@pytest.fixture
def write():
    writer = Writer(ZoneInfo("America/Los_Angeles"))

    def run(value, version=V2013, selection=None):
        return writer.content(value, version, selection)

    return run

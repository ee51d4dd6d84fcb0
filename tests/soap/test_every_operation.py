"""Every declared operation on the wire: its least request can be read, its least answer written, and it answers."""

import io
from datetime import UTC, datetime
from zoneinfo import ZoneInfo

import pytest
from lxml import etree

from flytower.config import Settings
from flytower.contract.version import VERSIONS
from flytower.model import Database, users
from flytower.model.users import NewUser
from flytower.operations import load
from flytower.operations.gate import Gate
from flytower.soap.reader import Reader
from flytower.soap.writer import Writer
from flytower.soap.wsgi import SoapSettings, soap_application
from minimal_requests import minimal_record, minimal_xml

OPERATIONS = load()
UNWRITTEN = [operation for operation in OPERATIONS.values() if not operation.written]
ZONE = ZoneInfo("America/Los_Angeles")
NOW = datetime(2020, 6, 9, 15, 34, 49, tzinfo=UTC)
FAULT = (
    '<tns:ipsApiFault xmlns:tns="http://www.scene7.com/IpsApi/xsd"><tns:code>30000</tns:code>'
    "<tns:reason>Operation '{}' is not implemented by this server</tns:reason></tns:ipsApiFault>"
)


def name_of(operation):
    return operation.name


@pytest.fixture(scope="module")
def reader():
    return Reader(ZONE)


@pytest.fixture(scope="module")
def writer():
    return Writer(ZONE)


@pytest.mark.parametrize("operation", OPERATIONS.values(), ids=name_of)
class TestEveryOperation:
    def test_its_least_parameter_is_read(self, operation, reader):
        for version in filter(operation.lives_in, VERSIONS):
            name = operation.param_element
            text = f'<{name} xmlns="{version.namespace}">{minimal_xml(operation.param, version)}</{name}>'
            given = reader.read(etree.fromstring(text), operation.param, version)
            assert given == minimal_record(operation.param, version), version

    def test_its_least_answer_is_written(self, operation, writer):
        for version in filter(operation.lives_in, VERSIONS):
            answer = minimal_record(operation.answer, version)
            assert writer.content(answer, version) == minimal_xml(operation.answer, version), version


@pytest.fixture(scope="module")
def post(tmp_path_factory):
    """Send a plain XML document to an endpoint with nothing behind it but one administrator of the server."""
    settings = Settings(data_dir=tmp_path_factory.mktemp("unwritten"))
    database = Database(settings.resolved_database_url)
    database.migrate()
    with database.transaction() as session:
        users.create(session, NewUser(email="root@example.com", password="demo", is_ips_admin=True), NOW)
    application = soap_application(Gate(database, None, None, settings, lambda: NOW), SoapSettings(zone=ZONE))

    def run(document):
        statuses = []
        environ = {
            "REQUEST_METHOD": "POST",
            "PATH_INFO": "/scene7/api/IpsApiService",
            "wsgi.input": io.BytesIO(document.encode()),
            "CONTENT_LENGTH": str(len(document.encode())),
            "REMOTE_ADDR": "127.0.0.1",
        }
        body = b"".join(application(environ, lambda status, _headers, _=None: statuses.append(status)))
        return statuses[0], body.decode()

    yield run
    database.dispose()


@pytest.mark.parametrize("operation", UNWRITTEN, ids=name_of)
def test_what_has_no_behaviour_says_so(operation, post):
    version = [version for version in VERSIONS if operation.lives_in(version)][-1]
    name = operation.param_element
    status, answer = post(
        f'<Request xmlns="{version.namespace}"><authHeader><user>root@example.com</user><password>demo</password>'
        f"</authHeader><{name}>{minimal_xml(operation.param, version)}</{name}></Request>"
    )
    assert status == "500 Internal Server Error"
    assert answer.endswith(FAULT.format(operation.name))

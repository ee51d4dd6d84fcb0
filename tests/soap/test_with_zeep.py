"""A real client, over a real socket, on the WSDL we serve."""

import threading
import wsgiref.simple_server
from datetime import UTC, datetime

import pytest
import zeep

from flytower.contract.version import PUBLISHED, V2013


class Quiet(wsgiref.simple_server.WSGIRequestHandler):
    def log_message(self, *_):
        pass


@pytest.fixture
def served(api):
    server = wsgiref.simple_server.make_server("127.0.0.1", 0, api.application, handler_class=Quiet)
    thread = threading.Thread(target=server.serve_forever, kwargs={"poll_interval": 0.01})
    thread.start()
    yield f"http://127.0.0.1:{server.server_port}/scene7/services/IpsApiService?wsdl&version="
    server.shutdown()
    thread.join()
    server.server_close()


@pytest.fixture
def connect(served):
    clients = []

    def run(version):
        clients.append(zeep.Client(served + str(version)))
        return clients[-1]

    yield run
    for client in clients:
        client.transport.session.close()


HEADER = {"user": "u@example.com", "password": "p", "appName": "test", "appVersion": "1"}


@pytest.mark.parametrize("version", PUBLISHED, ids=str)
def test_every_version_calls_and_is_answered(api, connect, version):
    service = connect(version).service
    answer = service.find(
        companyHandle="c|1",
        count=3,
        when=datetime(2020, 1, 1, tzinfo=UTC),
        colour="Red",
        handles={"items": ["a|1", "a|2"]},
        _soapheaders={"authHeader": HEADER},
    )
    assert (api.param.count, api.param.handles.items, api.param.when.year) == (3, ["a|1", "a|2"], 2020)
    assert [claim.user for claim in api.gate.seen[-1].credentials] == ["u@example.com"]
    first = answer.assetArray["items"][0]
    assert (answer.totalRows, first.name, first.imageInfo.width) == (2, "Jäcket & Hat", 2150)
    assert first.created == datetime(2020, 6, 9, 15, 34, 49, 777000, tzinfo=UTC)
    assert service.deleteAsset(companyHandle="c|1", assetHandle="a|1", _soapheaders={"authHeader": HEADER}) is None


@pytest.mark.parametrize("port", ["IpsApiSoapPort", "IpsApiSoap12Port"])
def test_both_ports_and_their_faults(connect, port):
    service = connect(V2013).bind("IpsApiService", port)
    assert service.ping() == "pong"
    with pytest.raises(zeep.exceptions.Fault) as caught:
        service.renameAsset(newName="x")
    assert caught.value.message == "ipsApiFault"
    assert "Asset ID 'x' is already in use." in "".join(caught.value.detail.itertext())

"""Where and how the WSDL is served (wire fact A9)."""

import gzip

import pytest
from lxml import etree

from flytower.soap.wsdl_http import wsdl_application

LOCATION = "//*[local-name()='address'][1]/@location"


@pytest.fixture
def site(make_api):
    def run(public_url="https://ips.example.com/"):
        api = make_api()
        api.application = wsdl_application(public_url, api.operations)
        return api

    return run


@pytest.fixture
def get(site):
    api = site()
    return lambda path, query="", **headers: api.request("GET", path, headers=headers, query=query)


def namespace_of(answer):
    assert answer.status == 200, answer
    schemas = etree.fromstring(answer.body).findall(".//{http://www.w3.org/2001/XMLSchema}schema")
    return schemas[0].get("targetNamespace").removeprefix("http://www.scene7.com/IpsApi/xsd").removeprefix("/")


@pytest.mark.parametrize(
    ("path", "query", "date"),
    [
        ("/scene7/webservice/IpsApi-2013-02-15.wsdl", "", "2013-02-15"),
        ("/scene7/webservice/IpsApi-2022-11-01-beta.wsdl", "", "2022-11-01-beta"),
        ("/scene7/webservice/IpsApi.wsdl", "", ""),
        ("/scene7/IpsApi.wsdl", "", ""),
        ("/scene7/webservice/IpsApi-2008-09-10.wsdl", "", "2008-09-10"),
        ("/scene7/IpsApi-2014-04-03.wsdl", "", "2014-04-03"),
        ("/scene7/services/IpsApiService", "wsdl", "2013-02-15"),
        ("/scene7/services/IpsApiService", "WSDL", "2013-02-15"),
        ("/scene7/services/IpsApiService", "wsdl&version=2014-04-03", "2014-04-03"),
        ("/scene7/services/IpsApiService", "wsdl=2&version=2014-04-03", "2014-04-03"),
        ("/scene7/IpsApi-2019-09-10-beta.wsdl", "", "2019-09-10-beta"),
        ("/scene7/IpsApi-2007-01-01.wsdl", "", "2007-01-01"),
    ],
)
def test_every_url_and_version(get, path, query, date):
    answer = get(path, query)
    assert namespace_of(answer) == date
    assert answer.headers["Content-Type"] == "text/xml;charset=UTF-8"


@pytest.mark.parametrize("date", ["latest", "2014-4-3", "2014-04-03-gamma", "../../etc/passwd", "%00"])
def test_what_is_no_date(get, date):
    assert get("/scene7/services/IpsApiService", f"wsdl&version={date}").status == 400


def location(answer):
    return str(etree.fromstring(answer.body).xpath(LOCATION)[0])


def test_the_address_is_the_public_url(get):
    assert location(get("/scene7/IpsApi-2014-04-03.wsdl")) == "https://ips.example.com/scene7/services/IpsApiService"


@pytest.mark.parametrize(
    ("host", "address"),
    [
        ("localhost:9000", "http://localhost:9000"),
        ("[::1]:9000", "http://[::1]:9000"),
        ('evil"/><x', "http://127.0.0.1:8070"),
        (None, "http://127.0.0.1:8070"),
    ],
)
def test_without_a_public_url_the_address_is_the_requests(site, host, address):
    answer = site("").request("GET", "/scene7/IpsApi-2014-04-03.wsdl", headers={"HTTP_HOST": host})
    assert location(answer) == f"{address}/scene7/services/IpsApiService"


def test_service_url_rewrites_the_address(get):
    answer = get("/scene7/webservice/IpsApi.wsdl", "serviceUrl=https%3A%2F%2Fproxy%2Fx%3Fa%3D1%26b%3D%22")
    assert location(answer) == 'https://proxy/x?a=1&b="'


@pytest.mark.parametrize(
    "url",
    [
        "ftp://x/",
        "javascript:alert(1)",
        "/relative",
        "http://",
        "http://a%0D%0Ab/",
        "http://[x",
        "http://" + "x" * 3000,
    ],
)
def test_a_service_url_that_is_none(get, url):
    assert get("/scene7/webservice/IpsApi.wsdl", f"serviceUrl={url}").status == 400


def test_compressed_when_accepted(get):
    path = "/scene7/IpsApi-2014-04-03.wsdl"
    answer = get(path, HTTP_ACCEPT_ENCODING="gzip, deflate")
    assert answer.headers["Content-Encoding"] == "gzip"
    assert gzip.decompress(answer.body) == get(path).body


@pytest.mark.parametrize("encoding", ["", "gzip"])
def test_a_known_document_is_not_sent_again(get, encoding):
    path = "/scene7/IpsApi-2014-04-03.wsdl"
    etag = get(path, HTTP_ACCEPT_ENCODING=encoding).headers["ETag"]
    for known in (etag, f'"other", W/{etag}', "*"):
        again = get(path, HTTP_ACCEPT_ENCODING=encoding, HTTP_IF_NONE_MATCH=known)
        assert (again.status, again.body, again.headers["ETag"]) == (304, b"", etag)
    assert get(path, HTTP_ACCEPT_ENCODING=encoding, HTTP_IF_NONE_MATCH='"other"').status == 200


def test_different_documents_have_different_etags(get):
    path = "/scene7/IpsApi-2014-04-03.wsdl"
    answers = (get(path), get(path, HTTP_ACCEPT_ENCODING="gzip"), get(path, "serviceUrl=http://x/"))
    assert len({answer.headers["ETag"] for answer in answers}) == 3


def test_head(site):
    answer = site().request("HEAD", "/scene7/IpsApi-2014-04-03.wsdl")
    assert (answer.status, answer.body) == (200, b"")
    assert int(answer.headers["Content-Length"]) > 1000


def test_the_endpoint_serves_it_too(api):
    answer = api.request("GET", "/scene7/services/IpsApiService", query="wsdl")
    assert namespace_of(answer) == "2013-02-15"

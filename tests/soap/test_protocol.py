"""The bytes of answers and faults (wire facts B1 to B3) and what is accepted (A1 to A5)."""

import base64
import logging

import pytest
from hypothesis import given
from hypothesis import strategies as st

from flytower.contract.credentials import Credentials
from flytower.contract.faults import AuthenticationFault, AuthorizationFault, FaultCode
from flytower.contract.version import NEWEST, PRE_4_0, PUBLISHED, V2008_01

COMMON = "http://www.scene7.com/IpsApi/xsd"
NS = f"{COMMON}/2010-01-31"
SOAP_12 = "http://www.w3.org/2003/05/soap-envelope"
API_PATH = "/scene7/api/IpsApiService"
ASSET = "<companyHandle>c|1</companyHandle><assetHandle>a|1</assetHandle>"
DELETE = f'<deleteAssetParam xmlns="{NS}">{ASSET}</deleteAssetParam>'
RENAME = f'<renameAssetParam xmlns="{NS}"><newName>x</newName></renameAssetParam>'
PING = f'<pingParam xmlns="{NS}"/>'


def request(content, headers="", namespace=NS):
    return f'<Request xmlns="{namespace}">{headers}{content}</Request>'


def auth(fields, namespace=COMMON):
    return f'<authHeader xmlns="{namespace}">{fields}</authHeader>'


WHOLE = (
    '<?xml version="1.0"?><e:Envelope xmlns:e="http://schemas.xmlsoap.org/soap/envelope/"><e:Header>'
    f"{auth('<user>u</user><gzipResponse>false</gzipResponse>')}</e:Header><e:Body>{DELETE}</e:Body></e:Envelope>"
).encode()

# Answers

RECORDED_DELETE = (  # recorded from the real service
    "<?xml version='1.0' encoding='UTF-8'?>"
    '<soapenv:Envelope xmlns:soapenv="http://schemas.xmlsoap.org/soap/envelope/"><soapenv:Body>'
    '<deleteAssetReturn xmlns="http://www.scene7.com/IpsApi/xsd/2010-01-31" />'
    "</soapenv:Body></soapenv:Envelope>"
)
RECORDED_FAULT = (  # recorded from the real service
    "<?xml version='1.0' encoding='UTF-8'?>"
    '<soapenv:Envelope xmlns:soapenv="http://schemas.xmlsoap.org/soap/envelope/"><soapenv:Body>'
    "<soapenv:Fault><faultcode>soapenv:Server</faultcode><faultstring>ipsApiFault</faultstring><detail>"
    '<tns:ipsApiFault xmlns:tns="http://www.scene7.com/IpsApi/xsd"><tns:code>30000</tns:code>'
    "<tns:reason>Asset ID 'x' is already in use.</tns:reason></tns:ipsApiFault>"
    "</detail></soapenv:Fault></soapenv:Body></soapenv:Envelope>"
)


def test_an_answer_has_the_recorded_bytes(api):
    answer = api.call(DELETE)
    assert (answer.status, answer.text) == (200, RECORDED_DELETE)
    assert answer.headers["Content-Type"] == "text/xml;charset=UTF-8"
    assert answer.headers["Content-Length"] == str(len(RECORDED_DELETE))


def test_a_fault_has_the_recorded_bytes(api):
    answer = api.call(RENAME)
    assert (answer.status, answer.text) == (500, RECORDED_FAULT)
    assert answer.headers["Content-Type"] == "text/xml;charset=UTF-8"


def test_a_soap_12_answer(api):
    answer = api.call(DELETE, namespace=SOAP_12)
    assert answer.text == RECORDED_DELETE.replace("http://schemas.xmlsoap.org/soap/envelope/", SOAP_12)
    assert answer.headers["Content-Type"] == "application/soap+xml; charset=utf-8"


def test_a_soap_12_fault(api):
    answer = api.call(RENAME, namespace=SOAP_12)
    assert answer.status == 500
    assert (
        "<soapenv:Fault><soapenv:Code><soapenv:Value>soapenv:Receiver</soapenv:Value></soapenv:Code><soapenv:Reason>"
        '<soapenv:Text xml:lang="en">ipsApiFault</soapenv:Text></soapenv:Reason><soapenv:Detail><tns:ipsApiFault '
    ) in answer.text


@pytest.mark.parametrize("path", [API_PATH, "/scene7/services/IpsApiService"])
def test_a_plain_answer_is_the_bare_element(api, path):
    answer = api.post(request(DELETE), path=path)
    assert answer.text == f"<?xml version='1.0' encoding='UTF-8'?><deleteAssetReturn xmlns=\"{NS}\" />"
    assert answer.headers["Content-Type"] == "text/xml;charset=UTF-8"


def test_a_plain_fault_is_the_bare_detail(api):
    answer = api.post(request(RENAME), path=API_PATH)
    assert answer.status == 500
    assert answer.text == (
        "<?xml version='1.0' encoding='UTF-8'?><tns:ipsApiFault xmlns:tns=\"http://www.scene7.com/IpsApi/xsd\">"
        "<tns:code>30000</tns:code><tns:reason>Asset ID 'x' is already in use.</tns:reason></tns:ipsApiFault>"
    )


def test_a_full_answer(api):
    answer = api.call(f'<findParam xmlns="{NS}"><companyHandle>c|1</companyHandle></findParam>')
    assert (
        f'<soapenv:Body><findReturn xmlns="{NS}"><totalRows>2</totalRows><assetArray><items><assetHandle>a|1'
        "</assetHandle><name>Jäcket &amp; Hat</name><projects /><created>2020-06-09T08:34:49.777-07:00</created>"
        "<imageInfo><width>2150</width><height>2500</height><resolution>0.0</resolution><maskPath></maskPath>"
        "</imageInfo></items><items><assetHandle>a|2</assetHandle><name>set</name><projects /></items></assetArray>"
        "</findReturn></soapenv:Body>"
    ) in answer.text


# Versions


@pytest.mark.parametrize(
    ("date", "served_by"),
    [
        ("2008-01-15", V2008_01),
        ("2013-02-15", PUBLISHED[0]),
        ("2013-08-29-beta", PUBLISHED[0]),
        ("2014-04-03", PUBLISHED[1]),
        ("2019-09-10-beta", PUBLISHED[2]),
        ("2022-11-01-beta", NEWEST),
        ("2099-01-01", NEWEST),
    ],
)
def test_any_date_is_served_and_answered_in_its_own_namespace(api, date, served_by):
    answer = api.call(f'<pingParam xmlns="{COMMON}/{date}"/>')
    assert f'<pingReturn xmlns="{COMMON}/{date}"><pong>pong</pong></pingReturn>' in answer.text
    assert api.gate.seen[-1].version == served_by


def test_the_undated_namespace_is_the_version_before_4_0(api):
    answer = api.call(f'<pingParam xmlns="{COMMON}"/>')
    assert f'<pingReturn xmlns="{COMMON}"><pong>pong</pong></pingReturn>' in answer.text
    assert api.gate.seen[-1].version == PRE_4_0


def test_the_params_namespace_decides_not_the_requests(api):
    answer = api.post(request(f'<pingParam xmlns="{COMMON}/2014-04-03"/>'), path=API_PATH)
    assert f'<pingReturn xmlns="{COMMON}/2014-04-03">' in answer.text


# Leniency


def test_dispatch_never_looks_at_soapaction(api):
    for action in ('"renameAsset"', "renameAsset", '""', None):
        assert api.call(DELETE, HTTP_SOAPACTION=action).status == 200


@pytest.mark.parametrize(
    "content_type",
    [None, "", "text/xml", "application/xml", "text/plain", "nonsense;;;=", 'application/soap+xml; action="find"'],
)
def test_any_content_type_will_do(api, content_type):
    assert api.call(DELETE, CONTENT_TYPE=content_type).text == RECORDED_DELETE


def test_a_soap_11_envelope_to_the_soap_12_port(api):
    assert api.call(DELETE, CONTENT_TYPE="application/soap+xml").headers["Content-Type"] == "text/xml;charset=UTF-8"


def test_comments_prefixes_and_quotes_are_free(api):
    body = (
        "<?xml version='1.0'?><!-- c --><x:Envelope xmlns:x='http://schemas.xmlsoap.org/soap/envelope/' xmlns:y='"
        f"{NS}'><x:Body><!-- c -->\n<y:deleteAssetParam><?pi?><y:companyHandle><![CDATA[c|1]]></y:companyHandle>\n"
        "<y:assetHandle>a|<!-- c -->1</y:assetHandle></y:deleteAssetParam></x:Body></x:Envelope>"
    )
    assert api.post(body).text == RECORDED_DELETE
    assert (api.param.company_handle, api.param.asset_handle) == ("c|1", "a|1")


@pytest.mark.parametrize("encoding", ["utf-16", "iso-8859-1"])
def test_any_encoding(api, envelope, encoding):
    body = f'<?xml version="1.0" encoding="{encoding}"?>' + envelope(RENAME.replace(">x<", ">Hüte<"))
    assert "Asset ID 'Hüte' is already in use." in api.post(body.encode(encoding)).text


def test_a_chunked_body(api, envelope):
    assert api.post(envelope(DELETE), CONTENT_LENGTH=None, **{"wsgi.input_terminated": True}).text == RECORDED_DELETE


def test_multiref_siblings_of_the_operation_are_ignored(api):
    assert api.call(f'<multiRef id="1" xmlns="urn:x"/>{DELETE}<multiRef id="2"/>').status == 200


# What is refused


def reason(answer, code):
    assert answer.status == 500
    assert f"<tns:code>{code}</tns:code>" in answer.text
    return answer.text.partition("<tns:reason>")[2].partition("</tns:reason>")[0]


@pytest.mark.parametrize(
    ("body", "said"),
    [
        ("", "empty"),
        ("junk", "not well-formed"),
        ("<Envelope/>", "Expected a SOAP"),
        ('<Envelope xmlns="urn:x"/>', "Expected a SOAP"),
        ('<Request xmlns="urn:x"/>', "Expected a SOAP"),
        ('<e:Envelope xmlns:e="http://schemas.xmlsoap.org/soap/envelope/"/>', "no operation"),
        ('<e:Envelope xmlns:e="http://schemas.xmlsoap.org/soap/envelope/"><e:Body/></e:Envelope>', "no operation"),
        (f'<Request xmlns="{NS}"/>', "no operation"),
        (request(auth("<user>u</user>")), "no operation"),
        (request(f'<noSuchParam xmlns="{NS}"/>'), "Unknown operation 'noSuch'"),
        (request(f'<deleteAsset xmlns="{NS}"/>'), "Unknown operation 'deleteAsset'"),
        (request('<pingParam xmlns="urn:x"/>'), "namespace 'urn:x'"),
        (request('<pingParam xmlns=""/>'), "namespace ''"),
        (request(f'<pingParam xmlns="{COMMON}/2014-4-3"/>'), "2014-4-3"),
        (request(f'<laterParam xmlns="{COMMON}/2013-02-15"/>'), "'later' is not part of API version 2013-02-15"),
    ],
)
def test_a_request_that_names_no_operation(api, body, said):
    assert said in reason(api.post(body), 30003)


def test_an_operation_is_there_from_its_version_on(api):
    assert api.call(f'<laterParam xmlns="{COMMON}/2014-04-03"/>').status == 200


def test_bad_and_missing_fields_name_their_path(api):
    find = f'<findParam xmlns="{NS}">{{}}</findParam>'
    assert "count" in reason(api.call(find.format("<companyHandle>c</companyHandle><count>x</count>")), 30001)
    assert reason(api.call(find.format("")), 30002) == "Missing parameter companyHandle"
    assert api.calls == []


def test_an_operation_without_behaviour_says_so(api):
    answer = api.call(f'<unfinishedParam xmlns="{NS}"/>')
    assert reason(answer, 30000) == "Operation 'unfinished' is not implemented by this server"


def test_the_gates_faults_have_their_own_elements(api):
    api.gate.refuse = AuthenticationFault(FaultCode.INVALID_CREDENTIALS, "Invalid username/password")
    answer = api.call(PING)
    assert reason(answer, 10001) == "Invalid username/password"
    assert "<faultstring>authenticationFault</faultstring><detail><tns:authenticationFault " in answer.text
    api.gate.refuse = AuthorizationFault(FaultCode.NO_OPERATION_PERMISSION, "no")
    assert "<tns:authorizationFault " in api.call(PING).text


def test_an_unforeseen_error_tells_nothing_to_the_caller_and_all_to_the_log(api, caplog):
    answer = api.call(RENAME.replace(">x<", ">bug<"))
    assert reason(answer, 30000) == "An unexpected error occurred"
    assert "the database is on fire" in caplog.text
    assert "renameAsset failed" in caplog.text


def test_an_answer_that_can_not_be_written_is_a_fault_with_its_status(api, caplog):
    function = api.operations["ping"].function
    object.__setattr__(api.operations["ping"], "function", lambda *_: None)
    answer = api.call(PING)
    object.__setattr__(api.operations["ping"], "function", function)
    assert reason(answer, 30000) == "An unexpected error occurred"
    assert "ping failed" in caplog.text


def test_a_reason_is_escaped(api):
    assert "Asset ID '&lt;&amp;' is already in use." in api.call(RENAME.replace(">x<", ">&lt;&amp;<")).text


@pytest.mark.parametrize("method", ["GET", "PUT", "DELETE", "OPTIONS"])
def test_only_post(api, method):
    answer = api.request(method, API_PATH)
    assert (answer.status, answer.headers["Allow"]) == (405, "POST")


def test_the_body_has_a_limit(make_api, envelope):
    api = make_api(max_body_bytes=1000)
    large = envelope(DELETE) + " " * 1000
    assert reason(api.post(large), 30003) == "The request is larger than 1000 bytes"
    chunked = api.post(large, CONTENT_LENGTH=None, **{"wsgi.input_terminated": True})
    assert reason(chunked, 30003) == "The request is larger than 1000 bytes"
    assert api.post(envelope(DELETE)).status == 200


@pytest.mark.parametrize("length", ["abc", "-1", "1e3", "٣", "9" * 5000])
def test_a_length_that_is_none(api, envelope, length):
    assert reason(api.post(envelope(DELETE), CONTENT_LENGTH=length), 30003)


@pytest.mark.parametrize("body", ["<{}/>", f'<{{}} xmlns="{NS}"/>', '<pingParam xmlns="{}"/>', "<a></{}>"])
def test_a_reason_does_not_repeat_megabytes(api, envelope, body):
    for document in (body, envelope(body)):
        assert len(reason(api.post(document.format("x" * 1_000_000)), 30003)) < 1000


def test_a_body_without_any_length_is_empty(api, envelope):
    assert "empty" in reason(api.post(envelope(DELETE), CONTENT_LENGTH=None), 30003)


def test_what_can_not_be_parsed_is_answered_by_url_and_content_type(api):
    assert "<soapenv:Envelope " in api.post("junk").text
    assert api.post("junk", path=API_PATH).text.startswith("<?xml version='1.0' encoding='UTF-8'?><tns:ipsApiFault ")
    assert SOAP_12 in api.post("junk", CONTENT_TYPE="application/soap+xml; action=x").text


# The status of faults


@pytest.mark.parametrize(("wished", "status"), [("200", 200), (" 418 ", 418), ("599", 599)])
def test_the_status_of_a_fault_can_be_wished(api, wished, status):
    header = auth(f"<faultHttpStatusCode>{wished}</faultHttpStatusCode>")
    assert api.call(RENAME, header).status == status
    assert api.post(request(RENAME, header), path=API_PATH).status == status
    assert api.call(PING, header).status == 200


@pytest.mark.parametrize("wished", ["", "abc", "99", "600", "100", "204", "304", "٢٠٠", "-200", "2000"])
def test_a_status_that_no_answer_with_a_body_has_is_refused(api, wished):
    answer = api.call(PING, auth(f"<faultHttpStatusCode>{wished}</faultHttpStatusCode>"))
    assert "authHeader/faultHttpStatusCode" in reason(answer, 30001)


# Credentials


def seen(api, header="", content=PING, **headers):
    assert api.call(content, header, **headers).status == 200
    return list(api.gate.seen[-1].credentials)


CLAIM = Credentials(user="u@example.com", password="p w")
FIELDS = "<user>u@example.com</user><password>p w</password>"


@pytest.mark.parametrize("namespace", [COMMON, f"{COMMON}/2014-04-03", f"{COMMON}/2013-02-15", f"{COMMON}/whatever"])
def test_an_auth_header_in_any_namespace_of_the_api(api, namespace):
    assert seen(api, auth(FIELDS, namespace)) == [CLAIM]


def test_an_auth_header_in_another_namespace_is_none(api):
    assert seen(api, auth(FIELDS, "urn:x")) == []


def test_an_auth_header_in_cdata_with_unknown_fields_in_any_order(api):
    fields = "<password><![CDATA[p w]]></password><x/><user> <![CDATA[u@example.com]]> </user>"
    assert seen(api, auth(fields)) == [CLAIM]


def test_an_auth_header_of_plain_xml(api):
    api.post(request(PING, auth(FIELDS, NS)), path=API_PATH)
    assert api.gate.seen[-1].credentials == [CLAIM]


def test_several_auth_headers_are_all_offered(api):
    other = auth("<user>v</user><password>q</password>", NS)
    assert seen(api, other + auth(FIELDS)) == [Credentials(user="v", password="q"), CLAIM]


def test_an_access_token_instead_of_user_and_password(api):
    assert seen(api, auth("<accessToken>t</accessToken>")) == [Credentials(access_token="t")]


def test_legacy_headers(api):
    legacy = 'xmlns="http://www.scene7.com/IpsApi"'
    header = f"<AuthUser {legacy}>u@example.com</AuthUser><AuthPassword {legacy}>p w</AuthPassword>"
    assert seen(api, header) == [CLAIM]


def test_http_basic_without_any_header(api):
    encoded = base64.b64encode(b"u@example.com:p w").decode()
    assert seen(api, HTTP_AUTHORIZATION=f"Basic {encoded}") == [CLAIM]
    assert seen(api, auth("<appName>x</appName>"), HTTP_AUTHORIZATION=f"basic {encoded}") == [CLAIM]


@pytest.mark.parametrize("value", ["", "Basic", "Basic !!!", "Bearer abc", "Basic Og==", "Basic dQ=="])
def test_a_basic_header_that_says_nothing_is_none(api, value):
    assert seen(api, HTTP_AUTHORIZATION=value) == []


def test_no_credentials_are_no_claims(api):
    assert seen(api) == []
    assert seen(api, auth("<appName>x</appName><user/>")) == []


def test_the_client(api):
    api.call(PING)
    assert (api.gate.seen[-1].client.address, api.gate.seen[-1].client.locale) == ("192.0.2.7", "")


@pytest.mark.parametrize(
    ("header", "accept_language", "locale"),
    [
        ("", "de-DE,de;q=0.9", "de-DE"),
        ("<locale>en_us</locale>", "de", "en-US"),
        ("<locale>not a locale</locale>", "*", ""),
    ],
)
def test_the_clients_language(api, header, accept_language, locale):
    api.call(PING, auth(header), HTTP_ACCEPT_LANGUAGE=accept_language)
    assert api.gate.seen[-1].client.locale == locale


def test_no_log_line_holds_a_password(api, caplog):
    caplog.set_level(logging.DEBUG)
    header = auth("<user>u@example.com</user><password>s3cret-one</password>")
    basic = base64.b64encode(b"u:s3cret-two").decode()
    new = f'<setPasswordParam xmlns="{NS}"><password>s3cret-three</password>{{}}</setPasswordParam>'
    for content in (PING, new.format(""), new.format("<password>s3cret-three</password>"), RENAME, "<junk", "</x>"):
        api.call(content, header, HTTP_AUTHORIZATION=f"Basic {basic}")
    api.gate.refuse = RuntimeError("broken")
    api.call(new.format(""), header)
    assert "s3cret" not in caplog.text
    assert basic not in caplog.text
    assert caplog.records


def test_the_access_log_learns_the_operation(api, envelope):
    environ = {}
    application = api.application
    api.application = lambda given, start: (application(given, start), environ.update(given))[0]
    api.call(PING)
    assert environ["flytower.operation"] == "ping"


# Hostile bytes


@given(data=st.binary(max_size=200))
def test_no_bytes_get_anything_but_a_fault(hosted, data):
    assert "<tns:code>30003</tns:code>" in hosted.post(data).text


@given(where=st.integers(0, len(WHOLE) - 1), byte=st.integers(0, 255))
def test_one_wrong_byte_never_breaks_the_endpoint(hosted, where, byte):
    changed = bytearray(WHOLE)
    changed[where] = byte
    answer = hosted.post(bytes(changed))
    assert answer.status in (200, 500)
    assert "<tns:code>30000</tns:code>" not in answer.text


@given(length=st.integers(0, len(WHOLE) - 1))
def test_a_request_cut_short_is_a_fault(hosted, length):
    assert "<tns:code>30003</tns:code>" in hosted.post(WHOLE[:length]).text

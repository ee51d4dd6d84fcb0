"""Requests to accept: wire facts A1 to A10, one after the other, by the whole application over a real database."""

import base64
import re

import pytest

COMMON = "http://www.scene7.com/IpsApi/xsd"
SOAP_12 = "http://www.w3.org/2003/05/soap-envelope"
UPLOAD = "/scene7/UploadFile"
USER, PASSWORD = "user@example.com", "s3cret-user"
FIELDS = f"<user>{USER}</user><password>{PASSWORD}</password>"


def auth(fields=FIELDS, namespace=COMMON):
    return f'<authHeader xmlns="{namespace}">{fields}</authHeader>'


def company_info(date="2013-02-15", inside="<companyName>Demo Company</companyName>"):
    namespace = f"{COMMON}/{date}" if date else COMMON
    return f'<getCompanyInfoParam xmlns="{namespace}">{inside}</getCompanyInfoParam>'


def search(inside=""):
    return (
        f'<searchAssetsParam xmlns="{COMMON}/2013-02-15"><companyHandle>c|1</companyHandle>'
        f"<includeSubfolders>true</includeSubfolders>{inside}</searchAssetsParam>"
    )


def accepted(answer, name="getCompanyInfo"):
    assert (answer.status, f"<{name}Return " in answer.text) == (200, True), answer
    return answer.text


# Fact A1: the authHeader's namespace is whatever the client's generator made of it; appName is never needed


@pytest.mark.parametrize("namespace", [COMMON, f"{COMMON}/2014-04-03", f"{COMMON}/2010-01-31", f"{COMMON}/2099-01-01"])
@pytest.mark.parametrize("date", ["", "2013-02-15", "2014-04-03", "2022-11-01-beta"])
def test_a1_an_auth_header_of_any_version_with_a_body_of_any_other(site, namespace, date):
    accepted(site.call(company_info(date), auth(namespace=namespace)))
    accepted(site.plain(company_info(date), auth(namespace=namespace)))
    accepted(site.call(company_info(date), auth(namespace=namespace), SOAP_12))


# Fact A2: where credentials come from


def basic(user=USER, password=PASSWORD):
    return "Basic " + base64.b64encode(f"{user}:{password}".encode()).decode()


def test_a2_http_basic_and_no_header_at_all(site):
    accepted(site.call(company_info(), "", HTTP_AUTHORIZATION=basic()))
    accepted(site.plain(company_info(), "", HTTP_AUTHORIZATION=basic()))


def test_a2_http_basic_on_the_wsdl_too(site):
    answer = site.request("GET", "/scene7/webservice/IpsApi-2013-02-15.wsdl", headers={"HTTP_AUTHORIZATION": basic()})
    assert (answer.status, b"definitions" in answer.body) == (200, True)


def test_a2_the_headers_used_before_release_3_8(site):
    legacy = 'xmlns="http://www.scene7.com/IpsApi"'
    header = f"<AuthUser {legacy}>{USER}</AuthUser><AuthPassword {legacy}>{PASSWORD}</AuthPassword>"
    accepted(site.call(company_info(""), header))


def test_a2_credentials_in_cdata(site):
    accepted(
        site.call(company_info(), auth(f"<user><![CDATA[{USER}]]></user><password><![CDATA[{PASSWORD}]]></password>"))
    )


@pytest.mark.parametrize(
    "other", ["<user>x@example.com</user><password>x</password>", "<accessToken>x</accessToken>", ""]
)
def test_a2_several_auth_headers_if_any_of_them_holds(site, other):
    accepted(site.call(company_info(), auth(other) + auth()))
    accepted(site.call(company_info(), auth() + auth(other, f"{COMMON}/2014-04-03")))


def test_a2_an_access_token_that_nobody_gave_out_is_refused_as_credentials_are(site):
    answer = site.call(company_info(), auth("<accessToken>x</accessToken>"))
    assert (answer.status, "<tns:code>10001</tns:code>" in answer.text) == (500, True)


# Fact A3: every version that was ever seen, and those that were not


@pytest.mark.parametrize(
    "date",
    [
        *("", "2008-01-15", "2008-09-10", "2009-07-31", "2010-01-31", "2010-04-23-beta", "2012-02-14", "2013-02-15"),
        *("2013-08-29-beta", "2014-04-03", "2016-01-14-beta", "2017-10-29-beta", "2019-09-10-beta", "2021-04-26-beta"),
        *("2022-11-01-beta", "1999-12-31", "2030-01-01", "2030-01-01-beta"),
    ],
)
def test_a3_no_version_is_refused_and_the_answer_is_in_its_namespace(site, date):
    namespace = f"{COMMON}/{date}" if date else COMMON
    for answer in (site.call(company_info(date)), site.plain(company_info(date), namespace=namespace)):
        assert f'<getCompanyInfoReturn xmlns="{namespace}"><companyInfo><companyHandle>c|1<' in accepted(answer)


# Fact A4: what is called is said by the body alone


@pytest.mark.parametrize("action", ['"deleteAsset"', "getCompanyInfo", '""', "", None])
def test_a4_soapaction_counts_nothing(site, action):
    accepted(site.call(company_info(), HTTP_SOAPACTION=action))


@pytest.mark.parametrize("content_type", [None, "", "text/xml", "application/xml", 'application/soap+xml; action="x"'])
@pytest.mark.parametrize("envelope", ["http://schemas.xmlsoap.org/soap/envelope/", SOAP_12])
def test_a4_both_envelopes_on_one_url_with_any_content_type(site, envelope, content_type):
    text = accepted(site.call(company_info(), None, envelope, CONTENT_TYPE=content_type))
    assert f'<soapenv:Envelope xmlns:soapenv="{envelope}">' in text


def test_a4_comments_prefixes_single_quotes_and_cdata(site):
    body = (
        f"<?xml version='1.0'?><!-- c --><x:Envelope xmlns:x='http://schemas.xmlsoap.org/soap/envelope/'><x:Header>"
        f"<h:authHeader xmlns:h='{COMMON}'><h:user>{USER}<!-- c --></h:user><h:password>{PASSWORD}</h:password>"
        f"</h:authHeader></x:Header><!-- c --><x:Body><?pi?><y:getCompanyInfoParam xmlns:y='{COMMON}/2013-02-15'>"
        "<y:companyName>Demo<!-- c --> <![CDATA[Company]]></y:companyName></y:getCompanyInfoParam></x:Body>"
        "</x:Envelope>"
    )
    accepted(site.post(body))


@pytest.mark.parametrize(
    ("encoding", "mark"),
    [
        *(("utf-8", "\ufeff"), ("utf-16", ""), ("utf-16-le", ""), ("utf-16-be", ""), ("utf-16-le", "\ufeff")),
        *(("utf-16-be", "\ufeff"), ("iso-8859-1", ""), ("iso-8859-15", ""), ("windows-1252", ""), ("us-ascii", "")),
        *(("shift_jis", ""), ("gb18030", ""), ("koi8-r", ""), ("utf-32", ""), ("cp1250", "")),
    ],
)
def test_a4_any_encoding_that_xml_allows(site, envelope, encoding, mark):
    name = {"us-ascii": "x", "shift_jis": "帽子", "gb18030": "帽子", "koi8-r": "шляпа"}.get(encoding, "Hüte")
    header = f"<x:H xmlns:x='urn:x'>{name}</x:H>{auth()}"
    content = company_info(inside=f"<companyName>{name}</companyName>")
    text = f'{mark}<?xml version="1.0" encoding="{encoding}"?>{envelope(content, header)}'
    answer = site.post(text.encode(encoding), CONTENT_TYPE="text/xml")
    assert f"'{name}'" in answer.text, answer


def test_a4_a_document_that_claims_to_be_utf_16_and_is_not(site, envelope):
    accepted(site.post(f'<?xml version="1.0" encoding="utf-16"?>{envelope(company_info(), auth())}'))


def test_a4_a_charset_of_the_transport_where_the_document_says_nothing(site, envelope):
    content = company_info(inside="<companyName>Hüte</companyName>")
    answer = site.post(envelope(content, auth()).encode("latin-1"), CONTENT_TYPE='text/xml; charset="ISO-8859-1"')
    assert "'Hüte'" in answer.text


# Fact A5: plain XML


@pytest.mark.parametrize("date", ["", "/2008-01-15", "/2014-04-03", "/2099-01-01"])
def test_a5_a_request_in_any_namespace_whose_param_decides_the_answers(site, date):
    text = accepted(site.plain(company_info("2010-01-31"), namespace=COMMON + date))
    assert text.startswith(
        f"<?xml version='1.0' encoding='UTF-8'?><getCompanyInfoReturn xmlns=\"{COMMON}/2010-01-31\"><companyInfo>"
    )


# Fact A6: the upload servlet


def part(name, content, more=""):
    return f'--b\r\nContent-Disposition: form-data; name="{name}"{more}\r\n\r\n{content}\r\n'


def params(inside="", date="2014-04-03"):
    return (
        f'<uploadPostParam xmlns="{COMMON}/{date}"><companyHandle>c|1</companyHandle><jobName>up</jobName>'
        "<uploadParams><overwrite>true</overwrite><readyForPublish>true</readyForPublish><createMask>false</createMask>"
        f"<emailSetting>None</emailSetting>{inside}</uploadParams></uploadPostParam>"
    )


AUTH, PARAMS, FILE = part("auth", auth()), part("uploadParams", params()), part("any", "x", '; filename="a.jpg"')
UNZIP = "<unCompressOptions><process>UnCompress</process></unCompressOptions>"


@pytest.mark.parametrize(
    "parts",
    [
        [AUTH, PARAMS, FILE],
        [FILE, PARAMS, AUTH],
        [part("Filename", "a.jpg"), AUTH, part("Upload", "Submit Query"), PARAMS, FILE],
        [AUTH, part("uploadParams", params() + "'"), FILE],
        [AUTH, part("uploadParams", params(UNZIP)), FILE],
        [AUTH, part("uploadParams", params(date="2010-01-31")), FILE],
    ],
    ids=["usual order", "any order", "unknown parts", "junk behind the root", "unCompressOptions", "older version"],
)
@pytest.mark.parametrize("length", ["known", "chunked"])
def test_a6_uploads_as_clients_send_them(site, parts, length):
    chunked = {"CONTENT_LENGTH": None, "wsgi.input_terminated": True} if length == "chunked" else {}
    answer = site.post("".join(parts) + "--b--\r\n", UPLOAD, CONTENT_TYPE="multipart/form-data; boundary=b", **chunked)
    assert re.search(
        r"<uploadPostReturn xmlns=.*><jobHandle>j\|1\|\|up_[^|]*\|\d+</jobHandle></uploadPostReturn>", answer.text
    )


# Fact A7: paths


@pytest.mark.parametrize(
    "folder", ["DemoCompany/photos/", "/DemoCompany/photos", "photos", "//photos//", "DemoCompany//photos"]
)
def test_a7_folders_with_or_without_slashes_and_root(site, folder):
    assert "<totalRows>5</totalRows>" in accepted(site.call(search(f"<folder>{folder}</folder>")), "searchAssets")


@pytest.mark.parametrize("folder", ["/", "", "DemoCompany", "DemoCompany/"])
def test_a7_the_root_folder(site, folder):
    assert "<totalRows>5</totalRows>" in accepted(site.call(search(f"<folder>{folder}</folder>")), "searchAssets")


def test_a7_create_folder_makes_what_is_missing_above_it(site):
    content = (
        f'<createFolderParam xmlns="{COMMON}/2013-02-15"><companyHandle>c|1</companyHandle>'
        "<folderPath>/made/on//the/way</folderPath></createFolderParam>"
    )
    assert "<folderHandle>f|DemoCompany/made/on/the/way/</folderHandle>" in accepted(site.call(content), "createFolder")


# Fact A8: pages


@pytest.mark.parametrize("page", ["0", "1"])
def test_a8_pages_count_from_one_and_zero_is_the_first(site, page):
    text = accepted(
        site.call(search(f"<recordsPerPage>2</recordsPerPage><resultsPage>{page}</resultsPage>")), "searchAssets"
    )
    assert (text.count("<items>"), "<name>photo 1</name>" in text) == (2, True)


def test_a8_no_page_size_and_a_large_one(site):
    for size in ("", "<recordsPerPage>5000</recordsPerPage>"):
        assert accepted(site.call(search(size)), "searchAssets").count("<assetHandle>") == 5


# Fact A9: the WSDL


@pytest.mark.parametrize(
    ("path", "query"),
    [
        ("/scene7/webservice/IpsApi.wsdl", ""),
        ("/scene7/webservice/IpsApi-2014-04-03.wsdl", ""),
        ("/scene7/IpsApi-2014-04-03.wsdl", ""),
        ("/scene7/services/IpsApiService", "wsdl"),
        ("/scene7/services/IpsApiService", "WSDL"),
    ],
)
def test_a9_every_url_of_the_wsdl_names_the_servers_own_address(site, path, query):
    answer = site.request("GET", path, query=query, headers={"HTTP_HOST": "elsewhere.example.com"})
    assert 'location="https://flytower.test/scene7/services/IpsApiService"' in answer.text
    joined = f"{query}&" if query else ""
    other = site.request("GET", path, query=f"{joined}serviceUrl=http%3A%2F%2Fa.example.com%2Fx")
    assert 'location="http://a.example.com/x"' in other.text


# Fact A10: the hosts that clients have built in


@pytest.mark.parametrize("host", ["s7sps1apissl.scene7.com", "s7sps3ssl.scene7.com", "s7sps5apissl.scene7.com:443"])
def test_a10_the_vendors_host_names_are_served_as_any(site, host):
    accepted(site.call(company_info(), HTTP_HOST=host))

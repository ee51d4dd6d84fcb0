"""Answers: wire facts B1 to B16, one after the other, from the whole application over a real database.

B10 to B13 are what jobs leave behind: tests/journeys and tests/operations have them.
"""

import gzip
import re

import pytest
from lxml import etree

from flytower.contract.record import Record, live_fields
from flytower.contract.version import structure_of
from flytower.operations import load

COMMON = "http://www.scene7.com/IpsApi/xsd"
NS = f"{COMMON}/2013-02-15"
SOAP_12 = "http://www.w3.org/2003/05/soap-envelope"
DECLARATION = "<?xml version='1.0' encoding='UTF-8'?>"
BEFORE = f'{DECLARATION}<soapenv:Envelope xmlns:soapenv="http://schemas.xmlsoap.org/soap/envelope/"><soapenv:Body>'
AFTER = "</soapenv:Body></soapenv:Envelope>"
COMPANY = "<companyHandle>c|1</companyHandle>"
RENAME = f"{COMPANY}<assetHandle>a|2</assetHandle><newName>{{}}</newName><validateName>true</validateName>"
EXPORT = (
    f"{COMPANY}<jobName>out</jobName><exportJob><assetHandleArray><items>a|1</items></assetHandleArray><fmt>convert</fmt>"
    "<is_modifier>wid=10</is_modifier><emailSetting>None</emailSetting></exportJob>"
)


def param(operation, inside="", namespace=NS):
    return f'<{operation}Param xmlns="{namespace}">{inside}</{operation}Param>'


def search(inside=""):
    return param("searchAssets", f"{COMPANY}<includeSubfolders>true</includeSubfolders>{inside}")


def answered(answer):
    assert answer.status == 200, answer
    return answer.text


def login(site, password):
    return answered(
        site.call(param("checkLogin", f"<email>user@example.com</email><password>{password}</password>"), "")
    )


# Facts B1, B2: the bytes around an answer


def test_b1_an_answer_without_content_is_an_empty_return_element(site):
    answer = site.call(param("renameAsset", RENAME.format("renamed")))
    assert answered(answer) == f'{BEFORE}<renameAssetReturn xmlns="{NS}" />{AFTER}'
    assert answer.headers["Content-Type"] == "text/xml;charset=UTF-8"


def test_b1_in_soap_12_only_the_envelopes_namespace_differs(site):
    answer = site.call(param("renameAsset", RENAME.format("renamed again")), None, SOAP_12)
    assert answered(answer) == (
        f'{DECLARATION}<soapenv:Envelope xmlns:soapenv="{SOAP_12}"><soapenv:Body>'
        f'<renameAssetReturn xmlns="{NS}" />{AFTER}'
    )
    assert answer.headers["Content-Type"] == "application/soap+xml; charset=utf-8"


def test_b2_a_plain_answer_is_the_return_element_alone(site):
    answer = site.plain(param("renameAsset", RENAME.format("renamed once more")))
    assert answered(answer) == f'{DECLARATION}<renameAssetReturn xmlns="{NS}" />'


# Fact B3: faults

TAKEN = param("renameAsset", RENAME.format("photo 1"))
DETAIL = (
    f'<tns:ipsApiFault xmlns:tns="{COMMON}"><tns:code>30000</tns:code>'
    "<tns:reason>Asset ID 'photo 1' is already in use.</tns:reason></tns:ipsApiFault>"
)


def test_b3_a_fault_of_soap_11(site):
    answer = site.call(TAKEN)
    assert answer.status == 500
    assert answer.text == (
        f"{BEFORE}<soapenv:Fault><faultcode>soapenv:Server</faultcode><faultstring>ipsApiFault</faultstring>"
        f"<detail>{DETAIL}</detail></soapenv:Fault>{AFTER}"
    )


def test_b3_a_fault_of_soap_12(site):
    answer = site.call(TAKEN, None, SOAP_12)
    assert answer.status == 500
    assert answer.headers["Content-Type"] == "application/soap+xml; charset=utf-8"
    assert answer.text == BEFORE.replace("http://schemas.xmlsoap.org/soap/envelope/", SOAP_12) + (
        "<soapenv:Fault><soapenv:Code><soapenv:Value>soapenv:Receiver</soapenv:Value></soapenv:Code><soapenv:Reason>"
        '<soapenv:Text xml:lang="en">ipsApiFault</soapenv:Text></soapenv:Reason><soapenv:Detail>'
        f"{DETAIL}</soapenv:Detail></soapenv:Fault>{AFTER}"
    )


def test_b3_a_fault_of_plain_xml_and_of_an_upload_is_the_detail_alone(site):
    answer = site.plain(TAKEN)
    assert (answer.status, answer.text) == (500, DECLARATION + DETAIL)
    upload = site.post("--b--", "/scene7/UploadFile", CONTENT_TYPE="multipart/form-data; boundary=b")
    assert (
        upload.status,
        upload.text.startswith(f'{DECLARATION}<tns:ipsApiFault xmlns:tns="{COMMON}"><tns:code>'),
    ) == (
        500,
        True,
    )


@pytest.mark.parametrize("wished", [200, 418, 503])
@pytest.mark.parametrize("form", ["soap 1.1", "soap 1.2", "plain", "upload"])
def test_b3_the_status_of_a_fault_is_the_one_wished_for(site, form, wished):
    header = (
        f'<authHeader xmlns="{COMMON}"><user>user@example.com</user><password>wrong</password>'
        f"<faultHttpStatusCode>{wished}</faultHttpStatusCode></authHeader>"
    )
    part = f'--b\r\nContent-Disposition: form-data; name="auth"\r\n\r\n{header}\r\n--b--\r\n'
    answer = {
        "soap 1.1": lambda: site.call(search(), header),
        "soap 1.2": lambda: site.call(search(), header, SOAP_12),
        "plain": lambda: site.plain(search(), header),
        "upload": lambda: site.post(part, "/scene7/UploadFile", CONTENT_TYPE="multipart/form-data; boundary=b"),
    }[form]()
    assert (answer.status, "Fault xmlns:tns=" in answer.text) == (wished, True)


# Facts B4, B5: order, and nothing in between


def orders(element, record, version):
    """Check that children stand in the order of the schema, all the way down."""
    fields = {field.wire_name: field for field in live_fields(record, version)}
    names = [etree.QName(child).localname for child in element]
    places = [list(fields).index(name) for name in names]
    assert places == sorted(places), f"{record.__name__}: {names}"
    for child, name in zip(element, names, strict=True):
        if issubclass(fields[name].type, Record):
            orders(child, fields[name].type, version)


ASKED = {
    "searchAssets": search(),
    "getFolderTree": param("getFolderTree", f"{COMPANY}<depth>5</depth>"),
    "getCompanyInfo": param("getCompanyInfo", "<companyName>Demo Company</companyName>"),
    "getUserInfo": param("getUserInfo"),
    "getActiveJobs": param("getActiveJobs", f"{COMPANY}<includeWaitingJobs>true</includeWaitingJobs>"),
    "getJobLogs": param("getJobLogs", COMPANY),
    "getAssets": param("getAssets", f"{COMPANY}<assetHandleArray><items>a|1</items></assetHandleArray>"),
    "getImageFormats": param("getImageFormats", COMPANY),
}


@pytest.mark.parametrize("name", ASKED)
def test_b4_fields_stand_in_the_order_of_the_schema(site, name):
    answer = etree.fromstring(answered(site.plain(ASKED[name])).encode())
    orders(answer, load()[name].answer, structure_of(NS))


def test_b4_a_folders_own_fields_come_before_its_subfolders(site):
    text = answered(site.call(ASKED["getFolderTree"]))
    assert text.index("<lastModified>") < text.index("<subfolderArray>")


def test_b4_the_number_of_rows_comes_before_the_rows(site):
    assert f'<searchAssetsReturn xmlns="{NS}"><totalRows>5</totalRows><assetArray><items><assetHandle>' in answered(
        site.call(search())
    )


@pytest.mark.parametrize("name", ASKED)
def test_b5_no_white_space_stands_between_elements(site, name):
    assert not re.search(r">\s+<", answered(site.call(ASKED[name])))


# Fact B6: what is empty


def test_b6_an_empty_array_is_an_empty_element(site):
    nothing = search("<keywordArray><items>no such thing</items></keywordArray>")
    assert "<totalRows>0</totalRows><assetArray />" in answered(site.call(nothing))
    later = "<startDate>2100-01-01T00:00:00Z</startDate>"
    assert "<jobLogArray />" in answered(site.call(param("getJobLogs", COMPANY + later)))


def test_b6_fields_that_are_asked_for_appear_and_no_others(site):
    fields = "".join(f"<items>assetArray/items/{name}</items>" for name in ("name", "projects"))
    text = answered(
        site.call(search(f"<recordsPerPage>1</recordsPerPage><responseFieldArray>{fields}</responseFieldArray>"))
    )
    assert (
        f'<searchAssetsReturn xmlns="{NS}"><assetArray><items><name>photo 1</name><projects /></items></assetArray>'
        in text
    )


# Fact B7: dates and numbers


def test_b7_dates_have_milliseconds_and_an_offset_in_numbers(site):
    dates = re.findall(r"<created>([^<]*)<", answered(site.call(search())))
    assert len(dates) == 5
    assert set(dates) == {"2020-06-09T08:34:49.777-07:00"}


def test_b7_doubles_as_java_prints_them(write, records):
    values = (0.0, 72.0, 0.212, 1e7, 1e-4, float(2**53))
    written = [write(records.ImageInfo(resolution=value)) for value in values]
    texts = ("0.0", "72.0", "0.212", "1.0E7", "1.0E-4", "9.007199254740992E15")
    assert written == [f"<resolution>{text}</resolution>" for text in texts]


# Facts B8, B9: handles


def test_b8_handles_of_companies_assets_folders_and_users(site):
    text = answered(site.call(ASKED["getAssets"]))
    assert "<assetHandle>a|1</assetHandle>" in text
    assert "<folderHandle>f|DemoCompany/photos/</folderHandle>" in text
    assert "<companyHandle>c|1</companyHandle>" in answered(site.call(ASKED["getCompanyInfo"]))
    assert "<userHandle>u|3|user@example.com</userHandle>" in answered(site.call(ASKED["getUserInfo"]))


def test_b9_a_submitted_jobs_handle_has_its_name_and_resolves_as_its_original_name_does(site):
    text = answered(site.call(param("submitJob", EXPORT)))
    assert "<jobHandle>j|1|out||</jobHandle>" in text
    for asked in ("<jobHandle>j|1|out||</jobHandle>", "<originalName>out</originalName>"):
        found = answered(site.call(param("getActiveJobs", COMPANY + asked)))
        assert "<originalName>out</originalName>" in found
        assert re.search(r"<jobHandle>j\|1\|\|out_\d{4}-\d\d-\d\d-\d\d:\d\d:\d\d\.\d{3}\|\d+</jobHandle>", found)


# Facts B14, B15: names and logins


def test_b14_a_name_that_is_taken_and_a_folder_that_is_there(site):
    assert "Asset ID 'photo 1' is already in use." in site.call(TAKEN).text
    folder = param("createFolder", f"{COMPANY}<folderPath>photos</folderPath>")
    assert "already exists" in site.call(folder).text


def test_b15_check_login_says_which(site):
    assert "<status>ValidLogin</status>" in login(site, "s3cret-user")
    assert "<status>InvalidLogin</status>" in login(site, "wrong")


# Fact B16: gzip


@pytest.mark.parametrize(
    ("accepted", "wished", "zipped"),
    [("", "", False), ("gzip", "", True), ("", "true", True), ("gzip", "false", False), ("identity", "", False)],
)
@pytest.mark.parametrize("content", [ASKED["getCompanyInfo"], TAKEN], ids=["answer", "fault"])
def test_b16_only_what_is_asked_for_is_compressed(site, content, accepted, wished, zipped):
    wish = f"<gzipResponse>{wished}</gzipResponse>" if wished else ""
    header = (
        f'<authHeader xmlns="{COMMON}"><user>user@example.com</user><password>s3cret-user</password>{wish}</authHeader>'
    )
    for answer in (
        site.call(content, header, HTTP_ACCEPT_ENCODING=accepted),
        site.call(content, header, SOAP_12, HTTP_ACCEPT_ENCODING=accepted),
        site.plain(content, header, HTTP_ACCEPT_ENCODING=accepted),
    ):
        assert ("Content-Encoding" in answer.headers) is zipped
        body = gzip.decompress(answer.body) if zipped else answer.body
        assert body.startswith(DECLARATION.encode())

"""The XML of the upload servlet: IPS reference, UploadFile servlet; wire facts A6, B2, B3."""

from datetime import UTC

import pytest

from flytower.contract.credentials import Credentials
from flytower.contract.faults import AuthenticationFault, Fault, FaultCode
from flytower.contract.version import V2012, V2014
from flytower.soap.parts import XmlParts

NS = "http://www.scene7.com/IpsApi/xsd/2014-04-03"
AUTH = (
    f'<authHeader xmlns="{NS}"><user>u@example.com</user><password>p</password><locale>en-US</locale>'
    "<appName>x</appName><appVersion>1</appVersion><faultHttpStatusCode>200</faultHttpStatusCode></authHeader>"
)
PARAMS = (
    f'<ns2:uploadPostParam xmlns:ns2="{NS}"><ns2:companyHandle>c|1</ns2:companyHandle><ns2:jobName>j</ns2:jobName>'
    "<ns2:destFolder>Co/x/</ns2:destFolder><ns2:endJob>true</ns2:endJob><ns2:uploadParams><ns2:overwrite>true"
    "</ns2:overwrite><ns2:readyForPublish>true</ns2:readyForPublish><ns2:createMask>false</ns2:createMask>"
    "<ns2:emailSetting>None</ns2:emailSetting><ns2:unCompressOptions><ns2:process>UnCompress</ns2:process>"
    "</ns2:unCompressOptions></ns2:uploadParams></ns2:uploadPostParam>"
)


@pytest.fixture
def parts():
    return XmlParts(UTC)


@pytest.mark.parametrize("junk", ["", '"', "\r\n", " junk"])
def test_the_auth_part(parts, junk):
    credentials, wishes = parts.auth((AUTH + junk).encode())
    assert credentials == [Credentials(user="u@example.com", password="p")]
    assert (wishes.locale, wishes.gzip, wishes.fault_status) == ("en-US", None, 200)


def test_the_auth_part_in_the_common_namespace(parts):
    credentials, _ = parts.auth(AUTH.replace("/2014-04-03", "").encode())
    assert len(credentials) == 1


@pytest.mark.parametrize("junk", ["", '"', "\n\n"])
def test_the_upload_params(parts, junk):
    namespace, version, param = parts.upload_params((PARAMS + junk).encode())
    assert (namespace, version) == (NS, V2014)
    assert (param.company_handle, param.job_name, param.dest_folder, param.end_job) == ("c|1", "j", "Co/x/", True)
    assert param.upload_params.overwrite is True
    assert param.upload_params.un_compress_options.process == "UnCompress"


def test_upload_params_in_an_older_namespace_are_taken(parts):
    namespace, version, _ = parts.upload_params(PARAMS.replace("2014-04-03", "2012-02-14").encode())
    assert (namespace.rpartition("/")[2], version) == ("2012-02-14", V2012)


@pytest.mark.parametrize(
    ("data", "code"),
    [
        (b"", FaultCode.INVALID_REQUEST_XML),
        (b"<x", FaultCode.INVALID_REQUEST_XML),
        (AUTH.encode(), FaultCode.INVALID_REQUEST_XML),
        (b'<uploadPostParam xmlns="urn:x"/>', FaultCode.INVALID_REQUEST_XML),
        (f'<uploadPostParam xmlns="{NS}"/>'.encode(), FaultCode.MISSING_PARAMETER),
        (PARAMS.replace(">true<", ">perhaps<").encode(), FaultCode.INVALID_PARAMETER),
    ],
)
def test_upload_params_that_are_none(parts, data, code):
    with pytest.raises(Fault) as caught:
        parts.upload_params(data)
    assert caught.value.code == code


@pytest.mark.parametrize("data", [b"", b"<x/>", b"<!DOCTYPE x><x/>", PARAMS.encode()])
def test_an_auth_part_that_is_none(parts, data):
    with pytest.raises(Fault) as caught:
        parts.auth(data)
    assert caught.value.code == FaultCode.INVALID_REQUEST_XML


def test_the_answer_is_bare_and_in_the_requests_namespace(parts):
    assert parts.upload_answer(NS, V2014, "j|1||a&b|7").decode() == (
        f"<?xml version='1.0' encoding='UTF-8'?><uploadPostReturn xmlns=\"{NS}\">"
        "<jobHandle>j|1||a&amp;b|7</jobHandle></uploadPostReturn>"
    )


def test_a_fault_is_bare(parts):
    fault = AuthenticationFault(FaultCode.INVALID_CREDENTIALS, "Invalid username/password")
    assert parts.fault(fault).decode() == (
        "<?xml version='1.0' encoding='UTF-8'?><tns:authenticationFault xmlns:tns=\"http://www.scene7.com/IpsApi/xsd\">"
        "<tns:code>10001</tns:code><tns:reason>Invalid username/password</tns:reason></tns:authenticationFault>"
    )

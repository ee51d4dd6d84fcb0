"""What means harm, or is merely broken: each gets its fault, soon, and takes no memory that it does not give back."""

import ctypes
import gc
import logging
import threading
import time

import pytest
from lxml import etree

from flytower.soap.encodings import as_utf8
from flytower.soap.parsers import MOST_REMEMBERED
from flytower.soap.parsing import parse, parse_first

NS = "http://www.scene7.com/IpsApi/xsd/2013-02-15"
COMMON = "http://www.scene7.com/IpsApi/xsd"
SOAP_11 = "http://schemas.xmlsoap.org/soap/envelope/"
SOAP_12 = "http://www.w3.org/2003/05/soap-envelope"
XSI = 'xmlns:i="http://www.w3.org/2001/XMLSchema-instance"'
COMPANY = "<companyHandle>c|1</companyHandle>"
PING = f'<pingParam xmlns="{NS}"/>'


def find(inside):
    return f'<findParam xmlns="{NS}">{COMPANY}{inside}</findParam>'


def fault_of(answer, code):
    assert f"<tns:code>{code}</tns:code>" in answer.text, answer
    assert answer.status == 500
    assert "Traceback" not in answer.text
    return answer.text.partition("<tns:reason>")[2].partition("</tns:reason>")[0]


class Mallinfo(ctypes.Structure):
    """What glibc knows of its heap, in bytes."""

    _fields_ = tuple(
        (name, ctypes.c_size_t)
        for name in [
            "arena",
            "ordblks",
            "smblks",
            "hblks",
            "hblkhd",
            "usmblks",
            "fsmblks",
            "uordblks",
            "fordblks",
            "keepcost",
        ]
    )


def in_use():
    """How much of the heap is in use: what libxml2 has is there, and what is free again is not."""
    function = getattr(ctypes.CDLL(None), "mallinfo2", None)
    if function is None:
        pytest.skip("the C library can't tell how much memory is in use")
    function.restype = Mallinfo
    gc.collect()
    info = function()
    return info.uordblks + info.hblkhd


# Documents that are none


@pytest.mark.parametrize("form", [SOAP_11, SOAP_12, "plain"])
@pytest.mark.parametrize(
    ("harm", "said"),
    [
        (lambda whole: "<!DOCTYPE e>" + whole, "has a DOCTYPE"),
        (lambda whole: "<!-- c --><?pi x?>\n<!DOCTYPE e [<!ENTITY a 'a'>]>" + whole, "has a DOCTYPE"),
        (lambda whole: '<!DOCTYPE e SYSTEM "http://192.0.2.1/x.dtd">' + whole, "has a DOCTYPE"),
        (lambda whole: '<!DOCTYPE e [<!ENTITY % x SYSTEM "file:///etc/passwd"> %x;]>' + whole, "has a DOCTYPE"),
        (lambda whole: whole.replace("c|1", "&lol;"), "undeclared entity"),
        (lambda whole: whole.replace("c|1", "&#0;"), "invalid char"),
        (lambda whole: whole.replace("c|1", "&#xD800;"), "invalid char"),
        (lambda whole: whole.replace("c|1", "\x0b"), "invalid char"),
        (lambda whole: whole.replace("c|1", "<x>" * 300 + "</x>" * 300), "too deep"),
        (lambda whole: whole.replace("c|1", "x" * 10_500_000), "too long"),
        (lambda whole: whole.replace("c|1", "<x/>" * 1_000_000), "more than 1000000 elements"),
        (lambda whole: whole[:-10], "not well-formed"),
        (lambda whole: whole + "<more/>", "document end"),
        (lambda whole: whole + "\x00", "document end"),
        (lambda _: "", "empty"),
        (lambda _: " \r\n", "empty"),
        (lambda whole: '<?xml version="1.0" encoding="no-such-thing"?>' + whole, "unknown encoding 'no-such-thing'"),
        (lambda whole: '<?xml version="1.0" encoding="utf-7"?>' + whole, "unknown encoding 'utf-7'"),
        (lambda whole: '<?xml version="1.0" encoding="unicode-escape"?>' + whole, "unknown encoding"),
        (lambda whole: '<?xml version="1.0" encoding="rot13"?>' + whole, "not in rot13"),
        (
            lambda whole: '<?xml version="1.0" encoding="us-ascii"?>' + whole.replace("c|1", "\udcff"),
            "invalid encoding",
        ),
        (
            lambda whole: '<?xml version="1.0" encoding="shift_jis"?>' + whole.replace("c|1", "\udc81"),
            "not in shift_jis",
        ),
        (lambda whole: "\ufeff".encode("utf-16-le").decode("latin-1") + whole[:101], "not in utf-16"),
    ],
)
def test_a_document_that_is_none_is_fault_30003_in_the_form_of_the_request(api, envelope, form, harm, said):
    plain = f'<Request xmlns="{NS}">{find("")}</Request>'
    whole = harm(plain if form == "plain" else envelope(find(""), namespace=form))
    body = whole.encode("latin-1" if "ÿþ" in whole else "utf-8", "surrogateescape")
    path = "/scene7/api/IpsApiService" if form == "plain" else "/scene7/services/IpsApiService"
    content_type = "application/soap+xml" if form == SOAP_12 else "text/xml"
    begin = time.perf_counter()
    answer = api.post(body, path, CONTENT_TYPE=content_type)
    assert said in fault_of(answer, 30003)
    assert time.perf_counter() - begin < 5
    root = etree.fromstring(answer.body)
    assert root.tag == (f"{{{COMMON}}}ipsApiFault" if form == "plain" else f"{{{form}}}Envelope")
    assert api.calls == []


def test_the_words_of_a_doctype_in_a_text_are_no_doctype(api):
    answer = api.call(find("<emails><items><![CDATA[<!DOCTYPE x>]]></items></emails><!-- <!DOCTYPE y> -->"))
    assert (answer.status, api.param.emails.items) == (200, ["<!DOCTYPE x>"])


def test_a_fault_says_where_but_not_what_stands_there(api, envelope):
    header = f'<authHeader xmlns="{NS}"><user>u</user><password>s3cret&word;</password></authHeader>'
    reason = fault_of(api.call(PING, header), 30003)
    assert reason.startswith("The request is not well-formed XML: undeclared entity, at line 1, column ")
    assert "s3cret" not in reason
    assert "word" not in reason


# Fields


@pytest.mark.parametrize(
    ("inside", "reason"),
    [
        ("<count>2147483648</count>", "Invalid value '2147483648' for count: outside the range of xsd:int"),
        ("<count>-2147483649</count>", "Invalid value '-2147483649' for count: outside the range of xsd:int"),
        (
            "<big>9223372036854775808</big>",
            "Invalid value '9223372036854775808' for big: outside the range of xsd:long",
        ),
        ("<scale>1e309</scale>", "Invalid value '1e309' for scale: too large a number"),
        ("<scale>NaN</scale>", "Invalid value 'NaN' for scale: not a number"),
        ("<when>2020-02-30T00:00:00Z</when>", "Invalid value '2020-02-30T00:00:00Z' for when: not a date and time"),
        ("<when>99999-01-01T00:00:00Z</when>", "Invalid value '99999-01-01T00:00:00Z' for when: not a date and time"),
        ("<ready>maybe</ready>", "Invalid value 'maybe' for ready: neither true nor false"),
        ("<colour>Green</colour>", "Invalid value 'Green' for colour: not one of Red, Blue"),
        ("<count>1</count><count>2</count>", "Invalid value '2' for count: it occurs more than once"),
        ("<handles/><handles/>", "Invalid value '...' for handles: it occurs more than once"),
        (COMPANY, "Invalid value 'c|1' for companyHandle: it occurs more than once"),
        ("<emails>" + "<items>x</items>" * 3 + "</emails>", "Invalid value 'x' for emails/items: more than 2 of them"),
        (
            "<handles><items>a<b/></items></handles>",
            "Invalid value 'a' for handles/items: it must not contain elements",
        ),
        (f"<count {XSI} i:nil='perhaps'>1</count>", "Invalid value 'perhaps' for xsi:nil: neither true nor false"),
        ('<handles href="#1"/>', "Invalid value '#1' for handles: references to other elements are not followed"),
        ('<handles><items href="#1"/></handles>', "Invalid value '#1' for handles/items: references"),
    ],
)
def test_a_field_that_can_not_be_used_is_fault_30001_with_its_path_and_value(api, inside, reason):
    assert fault_of(api.call(find(inside)), 30001).startswith(reason)
    assert api.calls == []


def test_a_field_that_is_missing_is_fault_30002_with_its_path(api):
    assert fault_of(api.call(find("<states/>")), 30002) == "Missing parameter states/items"
    assert fault_of(api.call(find(f"<states {XSI} i:type='x:Array'><other/></states>")), 30002)


def test_references_that_go_round_in_circles_go_nowhere(api):
    circle = '<multiRef id="1" href="#2"/><multiRef id="2" href="#1"/>'
    assert "#1" in fault_of(api.call(find('<handles href="#1"/>') + circle), 30001)


def test_a_type_that_the_request_claims_counts_nothing(api):
    inside = f'<handles {XSI} i:type="x:anything"><items i:type="xsd:int">a|1</items></handles>'
    assert api.call(find(inside)).status == 200
    assert api.param.handles.items == ["a|1"]


@pytest.mark.parametrize("size", [3, 30])
@pytest.mark.parametrize(
    ("odd", "code"),
    [("<items>a<b/></items>", 30001), (f'<items {XSI} i:nil="true"/>', None), ('<items href="#1"/>', 30001)],
)
def test_one_odd_element_in_an_array_is_found_among_many(api, size, odd, code):
    answer = api.call(find("<handles>" + "<items>a</items>" * size + odd + "</handles>"))
    if code:
        fault_of(answer, code)
    else:
        assert api.param.handles.items == ["a"] * size


def test_many_elements_of_an_array_are_counted(api):
    assert "more than 2 of them" in fault_of(api.call(find("<emails>" + "<items>x</items>" * 50 + "</emails>")), 30001)


def test_a_field_of_the_auth_header_that_is_there_twice_could_mean_either(api):
    for field in ("user", "password", "accessToken", "locale", "faultHttpStatusCode"):
        header = f'<authHeader xmlns="{NS}"><{field}>200</{field}><{field}>s3cret</{field}></authHeader>'
        reason = fault_of(api.call(PING, header), 30001)
        assert f"authHeader/{field}: it occurs more than once" in reason
        assert ("s3cret" in reason) is (field not in ("password", "accessToken"))


def test_a_fault_never_repeats_a_password(api):
    param = f'<setPasswordParam xmlns="{NS}">{{}}</setPasswordParam>'
    for wrong in ("<password>s3cret</password>" * 2, "<password>s3cret<b/></password>"):
        assert "Invalid value '...' for password: " in fault_of(api.call(param.format(wrong)), 30001)


# Memory and time


@pytest.mark.parametrize("read", [parse, parse_first])
def test_names_that_occur_once_are_forgotten(read):
    def fill(numbers):
        for number in numbers:
            read(
                (
                    "<a>" + "".join(f"<n{number}{read.__name__}{one}{'y' * 3000}/>" for one in range(200)) + "</a>"
                ).encode()
            )

    before = in_use()
    fill(range(100))  # 60 MB of names
    assert in_use() - before < 2 * MOST_REMEMBERED


def test_every_thread_forgets_for_itself():
    texts = []

    def work(number):
        for one in range(40):
            root = parse((f"<a{number}-{one}>" + "<b/>" * 60_000 + f"<c>{number}</c></a{number}-{one}>").encode())
            texts.append(root[-1].text == str(number) and root.tag == f"a{number}-{one}")

    threads = [threading.Thread(target=work, args=(number,)) for number in range(3)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert texts == [True] * 120


@pytest.mark.parametrize("place", ["header", "auth header", "body", "param"])
def test_a_namespace_as_long_as_the_request_is_not_read_for_each_element(api, place):
    many = "<l:x/>" * 100_000
    inside = {"header": ("", "", ""), "auth header": ("", "", ""), "body": ("", "", ""), "param": ("", "", "")}
    inside[place] = (many, "", "")
    header = f'{inside["header"][0]}<authHeader xmlns="{NS}"><user>u</user>{inside["auth header"][0]}</authHeader>'
    body = f"{PING.replace('/>', '>' + inside['param'][0] + '</pingParam>')}{inside['body'][0]}"
    long = f'xmlns:l="{"u" * 5_000_000}"'
    begin = time.perf_counter()
    answer = api.post(
        f'<e:Envelope xmlns:e="{SOAP_11}" {long}><e:Header>{header}</e:Header><e:Body>{body}</e:Body></e:Envelope>'
    )
    assert answer.status == 200, answer.text[-500:]
    assert time.perf_counter() - begin < 4


@pytest.mark.parametrize(
    "inside",
    [
        "<responseFieldArray><items>" + "a/" * 2_000_000 + "</items></responseFieldArray>",
        "<responseFieldArray>" + "<items>a/b</items>" * 100_000 + "</responseFieldArray>",
        "<count>" + " " * 5_000_000 + "</count>",
        "<scale>" + "1" * 5_000_000 + "</scale>",
        "<when>" + "1" * 5_000_000 + "</when>",
        "<count>1</count>" * 100_000,
    ],
    ids=["long path", "many paths", "white space", "digits", "date", "repetitions"],
)
def test_what_is_long_is_refused_soon_and_in_few_words(api, inside):
    begin = time.perf_counter()
    assert len(fault_of(api.call(find(inside)), 30001)) < 1000
    assert time.perf_counter() - begin < 4


def test_a_body_without_end_is_cut_off_at_the_limit(make_api):
    class Endless:
        given = 0

        def read(self, size):
            self.given += size
            return b" " * size

    endless = Endless()
    api = make_api(max_body_bytes=1_000_000)
    answer = api.post(b"", CONTENT_LENGTH=None, **{"wsgi.input_terminated": True, "wsgi.input": endless})
    assert fault_of(answer, 30003) == "The request is larger than 1000000 bytes"
    assert endless.given <= 1_000_001


# What comes out

ANYTHING = "a\x00\x01\x08\x0b\x0c\x0e\x1f\x7f\x85\ud800\udfff\ufffe\uffff😀]]>&<"
FIT = "a" + "\ufffd" * 7 + "\x7f\x85" + "\ufffd" * 4 + "😀]]>&<"


@pytest.mark.parametrize("form", [SOAP_11, SOAP_12])
def test_characters_that_xml_forbids_leave_as_replacement_characters(api, records, form):
    asset = records.Asset(name=ANYTHING, projects=records.StringArray(items=[ANYTHING]))
    answer = records.FindReturn(total_rows=1, asset_array=records.AssetArray(items=[asset]))
    object.__setattr__(api.operations["find"], "function", lambda *_: answer)
    root = etree.fromstring(api.call(find(""), namespace=form).body)
    assert [one.text for one in root.iter("{*}name", "{*}items") if len(one) == 0] == [FIT, FIT]


def test_a_reason_is_as_fit_to_be_read_as_an_answer(api):
    def refuse(*_):
        raise api_fault(ANYTHING)

    object.__setattr__(api.operations["find"], "function", refuse)
    root = etree.fromstring(api.call(find("")).body)
    assert root.findtext(f".//{{{COMMON}}}reason") == FIT


def api_fault(reason):
    from flytower.contract.faults import FaultCode, IpsApiFault  # noqa: PLC0415  of this one test

    return IpsApiFault(FaultCode.EXCEPTION, reason)


# What is written down


def test_what_is_refused_leaves_no_traceback_in_the_log(api, envelope, caplog):
    caplog.set_level(logging.DEBUG)
    for body in (
        "",
        "junk",
        "<!DOCTYPE a><a/>",
        envelope("<x/>"),
        envelope(find("<count>x</count>")),
        envelope(find(COMPANY)),
    ):
        api.post(body)
    assert [record for record in caplog.records if record.exc_info or record.levelno > logging.INFO] == []


def test_utf_8_stays_as_it_is():
    data = "<a>é</a>".encode()
    assert as_utf8(data, "") is data
    assert as_utf8(data, "utf-8") is data

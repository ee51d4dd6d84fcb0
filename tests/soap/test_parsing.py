import time

import pytest

from flytower.contract.faults import FaultCode, IpsApiFault
from flytower.soap.encodings import as_utf8
from flytower.soap.parsing import MOST_MARKUP, parse_first
from flytower.soap.parsing import parse as parse_utf8


def parse(data, charset=""):
    return parse_utf8(as_utf8(data, charset))


def refusal(data, charset=""):
    with pytest.raises(IpsApiFault) as caught:
        parse(data, charset)
    assert caught.value.code == FaultCode.INVALID_REQUEST_XML
    return caught.value.reason


@pytest.mark.parametrize(
    "data",
    [
        b"",
        b"  \r\n ",
        b"junk",
        b"<a><b></a>",
        b"<a>",
        b"<a/><b/>",
        b"<a>\xff</a>",
        b"<a>\x01</a>",
        b"<a>&undefined;</a>",
        b"<a x='1' x='2'/>",
        b"<p:a/>",
        b'<?xml version="1.0" encoding="no-such"?><a/>',
        b"\x00" * 100,
        bytes(range(256)),
    ],
)
def test_what_is_not_well_formed_is_refused(data):
    assert "request is" in refusal(data)


@pytest.mark.parametrize(
    "doctype",
    [
        "<!DOCTYPE a>",
        '<!DOCTYPE a SYSTEM "file:///etc/passwd">',
        '<!DOCTYPE a [<!ENTITY e SYSTEM "file:///etc/passwd">]>',
        '<!DOCTYPE a [<!ENTITY % e SYSTEM "http://192.0.2.1/x.dtd"> %e;]>',
    ],
)
def test_any_doctype_is_refused(doctype):
    assert "DOCTYPE" in refusal(f"{doctype}<a/>".encode())


@pytest.mark.parametrize("use", ["<a>&l11;</a>", '<a b="&l11;"/>'])
def test_a_billion_laughs_are_refused_quickly(use):
    entities = "".join(f'<!ENTITY l{n} "{f"&l{n - 1};" * 10}">' for n in range(1, 12))
    start = time.perf_counter()
    refusal(f'<!DOCTYPE a [<!ENTITY l0 "lol">{entities}]>{use}'.encode())
    assert time.perf_counter() - start < 1


def test_a_deep_tree_is_refused():
    assert "too deep" in refusal(b"<a>" * 1000 + b"</a>" * 1000)


def test_a_wide_tree_is_refused_before_it_takes_memory():
    assert str(MOST_MARKUP) in refusal(b"<a>" + b"<b/>" * (MOST_MARKUP + 1) + b"</a>")


@pytest.mark.parametrize("data", [b'<a b="%s"/>', b"<a>%s</a>"])
def test_a_text_of_ten_megabytes_is_refused(data):
    refusal(data % (b"x" * 10_500_000))


@pytest.mark.parametrize(
    "encoding", ["utf-8", "utf-16", "utf-16-le", "iso-8859-1", "iso-8859-15", "windows-1252", "shift_jis", "us-ascii"]
)
def test_a_declared_encoding_is_understood(encoding):
    text = "é" if encoding not in ("shift_jis", "us-ascii") else "a"
    mark = "\ufeff" if encoding == "utf-16-le" else ""
    assert parse(f'{mark}<?xml version="1.0" encoding="{encoding}"?><a>{text}</a>'.encode(encoding)).text == text


def test_a_byte_order_mark_and_white_space_before_the_document_are_forgiven():
    assert parse(b'\xef\xbb\xbf<?xml version="1.0"?><a>x</a>').text == "x"
    assert parse(b'\r\n <?xml version="1.0"?><a>x</a>').text == "x"


def test_the_transports_charset_counts_where_the_document_says_nothing():
    assert parse("<a>é</a>".encode("iso-8859-1"), "ISO-8859-1").text == "é"
    assert parse('<?xml version="1.0" encoding="utf-8"?><a>é</a>'.encode(), "ISO-8859-1").text == "é"
    assert parse("<a>é</a>".encode(), "no-such-charset").text == "é"


def test_comments_instructions_and_cdata_leave_the_text_whole():
    root = parse(b"<?pi x?><!-- c --><a>one<!-- c -->two<?pi x?><![CDATA[<three>]]></a><!-- c -->")
    assert root.text == "onetwo<three>"
    assert len(root) == 0


@pytest.mark.parametrize("junk", [b'"', b"\r\n", b" junk <", b"<b/>", b"\x00\x00", b"</a>"])
def test_junk_after_the_root_can_be_ignored(junk):
    assert parse_first(b"<a><b>x</b></a>" + junk).findtext("b") == "x"


@pytest.mark.parametrize("data", [b"", b"<a><b></b>", b"<a></b>", b"junk", b"<!DOCTYPE a><a/>"])
def test_junk_inside_the_root_can_not(data):
    with pytest.raises(IpsApiFault):
        parse_first(data)

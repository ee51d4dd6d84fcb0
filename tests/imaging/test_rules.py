"""Rule sets. Source: IS reference, rule set reference, with its examples."""

import pytest

from flytower.imaging.errors import RequestError
from flytower.imaging.rules import Header, RuleError, read_rules


def rules(*texts):
    return read_rules(f'<?xml version="1.0" encoding="UTF-8"?><ruleset>{"".join(texts)}</ruleset>'.encode())


def rewritten(request, *texts, context="is"):
    return rules(*texts).applied(context, request).text


QUALITY = (
    "<rule><expression>(?i)_hg$</expression><substitution>\\?&amp;qlt=95,1&amp;resmode=bicub</substitution></rule>"
)
TEMPLATE = """<rule><expression>([^/]+)/(small|medium|large)$</expression>
<substitution>$2Template?src=sample/$1</substitution></rule>"""


@pytest.mark.parametrize(
    ("request_text", "expected"),
    [
        ("myCat/boat_HG", "myCat/boat?&qlt=95,1&resmode=bicub"),
        ("myCat/boat", "myCat/boat"),
        ("myCat/myImage/small", "myCat/smallTemplate?src=sample/myImage"),
        ("myCat/myImage/tiny", "myCat/myImage/tiny"),
    ],
)
def test_the_examples_of_the_reference(request_text, expected):
    assert rewritten(request_text, QUALITY, TEMPLATE) == expected


def test_the_first_match_ends_the_search():
    one = "<rule><expression>a</expression><substitution>b</substitution></rule>"
    two = "<rule><expression>b</expression><substitution>c</substitution></rule>"
    assert rewritten("a", one, two) == "b"
    assert rewritten("a", one.replace("<rule>", '<rule OnMatch="continue">'), two) == "c"


def test_a_rule_may_refuse_a_request():
    with pytest.raises(RequestError, match="request refused"):
        rewritten("x?op_blur=9", '<rule OnMatch="error"><expression>op_blur</expression></rule>')


@pytest.mark.parametrize(("replace", "expected"), [("first", "b-a"), ("all", "b-b")])
def test_the_first_or_every_match_is_replaced(replace, expected):
    rule = f'<rule Replace="{replace}"><expression>a</expression><substitution>b</substitution></rule>'
    assert rewritten("a-a", rule) == expected


def test_without_an_expression_the_substitution_is_appended():
    assert rewritten("a/b?wid=1", "<rule><substitution><![CDATA[&qlt=5]]></substitution></rule>") == "a/b?wid=1&qlt=5"


def test_an_empty_substitution_removes_the_match():
    assert rewritten("a/b?wid=1", "<rule><expression>wid=1</expression><substitution/></rule>") == "a/b?"


def test_without_a_substitution_only_attributes_change():
    rule = '<rule OnMatch="continue" Expiration="2" WaterMark="a"><expression>a</expression></rule>'
    later = '<rule Expiration="3"><expression>a</expression></rule>'
    found = rules(rule, later).applied("is", "a/b")
    assert (found.text, found.overrides) == ("a/b", {"Expiration": "3", "WaterMark": "a"})


def test_a_rule_is_for_the_kinds_of_requests_it_names():
    rule = '<rule RequestType="static"><expression>a</expression><substitution>b</substitution></rule>'
    assert rewritten("a", rule) == "a"
    assert rewritten("a", rule, context="static") == "b"


def test_headers_and_address_filters_of_what_matched_are_collected():
    rule = (
        "<rule><expression>a</expression><addressfilter>192.0.2.0/24</addressfilter>"
        '<header Name="Edge-Control">no-store</header><header Name="X-A" Action="add">b</header></rule>'
    )
    found = rules(rule).applied("is", "a")
    assert found.address_filters == ("192.0.2.0/24",)
    assert found.headers == (Header("Edge-Control", "no-store"), Header("X-A", "b", add=True))


def test_an_expression_that_takes_for_ever_is_cut_short():
    slow = "<rule><expression>(a|aa)+$</expression><substitution>b</substitution></rule>"
    with pytest.raises(RequestError, match="too long"):
        rewritten("a" * 80 + "!", slow)


def test_the_request_does_not_grow_without_end():
    many = (
        '<rule OnMatch="continue" Replace="all"><expression>a</expression><substitution>aaaaaaaa</substitution></rule>'
    )
    with pytest.raises(RequestError, match="longer than"):
        rewritten("a" * 20, *[many] * 5)


@pytest.mark.parametrize(
    ("content", "reason"),
    [
        (b"<ruleset>", "no XML"),
        (b'<!DOCTYPE ruleset [<!ENTITY a "b">]><ruleset/>', "DOCTYPE"),
        (b"<rules/>", "<rules> stands where none may be"),
        (b"<ruleset><rule><rule/></rule></ruleset>", "<rule> stands where none may be"),
        (b"<ruleset><rule><expression>(</expression></rule></ruleset>", "the expression '\\('"),
        (b'<ruleset><rule OnMatch="stop"/></ruleset>', "OnMatch='stop' is none of"),
        (b'<ruleset><rule RequestType="fxg"/></ruleset>', "RequestType='fxg'"),
        (b'<ruleset><rule Colour="red"/></ruleset>', "no attribute Colour"),
        (b'<ruleset><rule><header Name="ETag">a</header></rule></ruleset>', "can't set this header"),
        (b'<ruleset><rule><header Name="$name$">a</header></rule></ruleset>', "can't set this header"),
        ("<ruleset><rule><header Name='A'>\u20ac</header></rule></ruleset>".encode(), "value of <header Name='A'>"),
        (b'<ruleset><rule><header Name="A" Action="drop">a</header></rule></ruleset>', "Action='drop'"),
    ],
)
def test_a_rule_set_that_can_not_be_used_says_why(content, reason):
    with pytest.raises(RuleError, match=reason):
        read_rules(content)


def test_a_header_s_value_is_one_line():
    found = rules("<rule><header Name='X-A'>\n  a,\n\tb\n</header></rule>").applied("is", "a")
    assert found.headers == (Header("X-A", "a, b"),)

"""Leniency: wire facts A; rules where clients differ: docs/decisions.md."""

from datetime import UTC, datetime

import pytest

from flytower.contract.faults import FaultCode, IpsApiFault

COMPANY = "<companyHandle>c|1</companyHandle>"


def fault_of(read, content, **where):
    with pytest.raises(IpsApiFault) as caught:
        read(content, **where)
    return caught.value.code, caught.value.reason


def test_every_kind_of_value_is_read(read, records):
    param = read(
        f"{COMPANY}<count>-7</count><big>9223372036854775807</big><ready>true</ready><scale>0.5</scale>"
        "<when>2020-06-09T08:34:49.777-07:00</when><colour>Blue</colour><is_modifier>&amp;fmt=png</is_modifier>"
        "<handles><items>a|1</items><items>a|2</items></handles>"
    )
    assert param.company_handle == "c|1"
    assert (param.count, param.big, param.ready, param.scale) == (-7, 2**63 - 1, True, 0.5)
    assert param.when == datetime(2020, 6, 9, 15, 34, 49, 777000, tzinfo=UTC)
    assert param.colour is records.Colour.BLUE
    assert param.is_modifier == "&fmt=png"
    assert param.handles.items == ["a|1", "a|2"]


def test_what_is_left_out_is_none_or_an_empty_list(read):
    param = read(f"{COMPANY}<handles/>")
    assert param.count is None
    assert param.handles.items == []


@pytest.mark.parametrize(
    ("text", "value"),
    [(" 1 ", True), ("true", True), ("\n0\t", False), ("false", False)],
)
def test_booleans_in_either_spelling(read, text, value):
    assert read(f"{COMPANY}<ready>{text}</ready>").ready is value


@pytest.mark.parametrize("text", [" 12 ", "+12", "012", "\r\n12\t"])
def test_integers_in_any_spelling_of_xml_schema(read, text):
    assert read(f"{COMPANY}<count>{text}</count>").count == 12


def test_a_date_without_an_offset_is_in_the_servers_zone(read):
    assert read(f"{COMPANY}<when>2020-01-01T00:00:00</when>").when == datetime(2020, 1, 1, 8, tzinfo=UTC)


@pytest.mark.parametrize(
    ("field", "text"),
    [
        ("count", ""),
        ("count", "1.5"),
        ("count", "1_000"),
        ("count", "٣"),
        ("count", "2147483648"),
        ("count", "9" * 5000),
        ("big", "9223372036854775808"),
        ("big", "0x10"),
        ("ready", "maybe"),
        ("ready", "TRUE"),
        ("ready", ""),
        ("scale", "0,5"),
        ("scale", "nan"),
        ("scale", "INF"),
        ("scale", "1e999"),
        ("when", "2020-06-09"),
        ("when", "2020-13-09T00:00:00Z"),
        ("when", "yesterday"),
        ("colour", "Green"),
        ("colour", "red"),
    ],
)
def test_a_bad_value_is_a_fault_that_names_field_and_value(read, field, text):
    code, reason = fault_of(read, f"{COMPANY}<{field}>{text}</{field}>")
    assert code == FaultCode.INVALID_PARAMETER
    assert reason.startswith(f"Invalid value '{text[:200]}")
    assert f" for {field}: " in reason


def test_a_missing_required_field_is_a_fault_that_names_it(read):
    assert fault_of(read, "<count>1</count>") == (FaultCode.MISSING_PARAMETER, "Missing parameter companyHandle")


def test_an_empty_required_string_is_a_value(read):
    assert read("<companyHandle/>").company_handle == ""
    assert read("<companyHandle>  </companyHandle>").company_handle == "  "


def test_an_element_in_no_namespace_is_not_there(read):
    code, reason = fault_of(read, '<companyHandle xmlns="">c|1</companyHandle>')
    assert (code, reason) == (FaultCode.MISSING_PARAMETER, "Missing parameter companyHandle")


def test_an_element_in_another_versions_namespace_is_not_there(read):
    other = 'xmlns="http://www.scene7.com/IpsApi/xsd/2014-04-03"'
    assert fault_of(read, f"<companyHandle {other}>c|1</companyHandle>")[0] == FaultCode.MISSING_PARAMETER
    assert read(f"{COMPANY}<count {other}>1</count>").count is None


def test_unknown_elements_and_any_order_are_tolerated(read):
    param = read(f"<ready>1</ready><unheardOf><deep/></unheardOf>{COMPANY}<count>1</count>")
    assert (param.company_handle, param.count, param.ready) == ("c|1", 1, True)


def test_text_between_elements_is_ignored(read):
    assert read(f"stray {COMPANY} text").company_handle == "c|1"


def test_href_and_other_attributes_are_ignored(read):
    param = read(f'{COMPANY}<handles href="#1" id="2"><items href="#3">a|1</items></handles>')
    assert param.handles.items == ["a|1"]


@pytest.mark.parametrize("twice", [f"{COMPANY}{COMPANY}", f"{COMPANY}<handles/><handles/>"])
def test_a_field_given_twice_is_a_fault(read, twice):
    code, reason = fault_of(read, twice)
    assert code == FaultCode.INVALID_PARAMETER
    assert "more than once" in reason


def test_a_nil_element_is_not_there(read):
    nil = 'xmlns:i="http://www.w3.org/2001/XMLSchema-instance" i:nil="true"'
    assert read(f"{COMPANY}<count {nil}/><handles {nil}/>").handles is None
    assert fault_of(read, f"<companyHandle {nil}/>")[0] == FaultCode.MISSING_PARAMETER
    assert read(f"{COMPANY}<count {nil.replace('true', '0')}>3</count>").count == 3


def test_a_single_value_must_not_hold_elements(read):
    code, reason = fault_of(read, "<companyHandle><items>c|1</items></companyHandle>")
    assert code == FaultCode.INVALID_PARAMETER
    assert "companyHandle" in reason


def test_the_path_of_a_field_inside_a_field(read):
    code, reason = fault_of(read, f"{COMPANY}<handles><items><b/></items></handles>")
    assert code == FaultCode.INVALID_PARAMETER
    assert "handles/items" in reason


def test_how_often_a_field_may_occur(read):
    mails = "<items>a@example.com</items>"
    assert len(read(f"{COMPANY}<emails>{mails * 2}</emails>").emails.items) == 2
    assert fault_of(read, f"{COMPANY}<emails>{mails * 3}</emails>")[0] == FaultCode.INVALID_PARAMETER
    assert fault_of(read, f"{COMPANY}<states/>") == (FaultCode.MISSING_PARAMETER, "Missing parameter states/items")


def test_a_version_has_only_its_own_fields(read):
    fields = f"{COMPANY}<old>o</old><new>n</new>"
    before, after = read(fields), read(fields, namespace="http://www.scene7.com/IpsApi/xsd/2014-04-03")
    assert (before.old, before.new) == ("o", None)
    assert (after.old, after.new) == (None, "n")

"""Bytes: wire facts B4 to B7."""

from datetime import UTC, datetime, timedelta, timezone
from typing import Annotated
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given
from hypothesis import strategies as st
from lxml import etree

from flytower.contract.record import NIL, Float, Long, Record, XsdType
from flytower.contract.types.folders import Folder, FolderArray
from flytower.contract.version import V2013, V2014
from flytower.soap.reader import Reader
from flytower.soap.writer import Writer


class Inner(Record):
    text: str | None = None
    numbers: list[int]


class Everything(Record):
    text: str | None = None
    count: int | None = None
    big: Long | None = None
    flag: bool | None = None
    scale: float | None = None
    weight: Float | None = None
    when: datetime | None = None
    packet: Annotated[bytes, XsdType("base64Binary")] | None = None
    texts: list[str]
    inner: Inner | None = None
    inners: list[Inner]


def test_fields_in_the_order_of_declaration_without_white_space(write):
    value = Everything(count=1, text="t", flag=True, inner=Inner(numbers=[1, 2]), texts=["a", "b"])
    assert write(value) == (
        "<text>t</text><count>1</count><flag>true</flag><texts>a</texts><texts>b</texts>"
        "<inner><numbers>1</numbers><numbers>2</numbers></inner>"
    )


def test_none_is_nothing_nil_a_closed_element_and_an_empty_string_an_open_one(write):
    assert write(Everything()) == ""
    assert write(Everything(text=NIL, count=NIL, when=NIL, inner=NIL)) == "<text /><count /><when /><inner />"
    assert write(Everything(text="")) == "<text></text>"


def test_a_record_without_content_is_a_closed_element(write):
    assert write(Everything(inner=Inner(), inners=[Inner(), Inner(text="x")])) == (
        "<inner /><inners /><inners><text>x</text></inners>"
    )


@pytest.mark.parametrize(
    ("text", "written"),
    [
        ("a & b", "a &amp; b"),
        ("<i>", "&lt;i&gt;"),
        ("]]>", "]]&gt;"),
        ('it\'s "quoted"', 'it\'s "quoted"'),
        ("line\nnext\ttab", "line\nnext\ttab"),
        ("line\r\n", "line&#13;\n"),
        ("Grüße 日本 😀", "Grüße 日本 😀"),
        ("\x00\x08\x0b\x1f", "\ufffd\ufffd\ufffd\ufffd"),
        ("\ud800 \udfff \ufffe \uffff", "\ufffd \ufffd \ufffd \ufffd"),
        ("None", "None"),
    ],
)
def test_text_is_escaped_and_what_xml_forbids_replaced(write, text, written):
    assert write(Everything(text=text)) == f"<text>{written}</text>"
    assert write(Everything(texts=[text])) == f"<texts>{written}</texts>"


@pytest.mark.parametrize(("value", "written"), [(0.0, "0.0"), (72.0, "72.0"), (0.212, "0.212"), (1e7, "1.0E7")])
def test_doubles_as_java_prints_them(write, value, written):
    assert write(Everything(scale=value)) == f"<scale>{written}</scale>"


@pytest.mark.parametrize(("value", "written"), [(0.1, "0.1"), (16777216.0, "1.6777216E7"), (float("nan"), "NaN")])
def test_floats_with_the_digits_of_a_float(write, value, written):
    assert write(Everything(weight=value)) == f"<weight>{written}</weight>"


def test_dates_have_milliseconds_and_the_numeric_offset_of_the_zone(write):
    summer = datetime(2020, 6, 9, 15, 34, 49, 777999, tzinfo=UTC)
    winter = datetime(2020, 1, 9, 15, 34, 49, tzinfo=timezone(timedelta(hours=2)))
    assert write(Everything(when=summer)) == "<when>2020-06-09T08:34:49.777-07:00</when>"
    assert write(Everything(when=winter)) == "<when>2020-01-09T05:34:49.000-08:00</when>"
    assert Writer(UTC).content(Everything(when=summer), V2013) == "<when>2020-06-09T15:34:49.777+00:00</when>"


def test_bytes_are_base64(write):
    assert write(Everything(packet=b"\x00\xff")) == "<packet>AP8=</packet>"


def test_a_version_has_only_its_own_fields(write, records):
    asset = records.Asset(name="n", caption="c")
    assert write(asset, V2013) == "<name>n</name>"
    assert write(asset, V2014) == "<name>n</name><caption>c</caption>"


def test_values_of_an_enumeration(write, records):
    assert write(records.FindParam(company_handle="c|1", colour=records.Colour.RED)).endswith("<colour>Red</colour>")


readable = st.text(st.characters(exclude_categories=["Cs", "Cc"], exclude_characters="\ufffe\uffff"))
moments = st.datetimes(
    min_value=datetime(1950, 1, 1),  # noqa: DTZ001  hypothesis adds the zone
    max_value=datetime(2200, 1, 1),  # noqa: DTZ001
    timezones=st.just(UTC),
).map(lambda moment: moment.replace(microsecond=moment.microsecond // 1000 * 1000))
inners = st.builds(Inner, text=st.none() | readable, numbers=st.lists(st.integers(-(2**31), 2**31 - 1), max_size=3))
everything = st.builds(
    Everything,
    text=st.none() | readable,
    count=st.none() | st.integers(-(2**31), 2**31 - 1),
    big=st.none() | st.integers(-(2**63), 2**63 - 1),
    flag=st.none() | st.booleans(),
    scale=st.none() | st.floats(allow_nan=False, allow_infinity=False),
    weight=st.none() | st.floats(width=32, allow_nan=False, allow_infinity=False),
    when=st.none() | moments,
    packet=st.none() | st.binary(),
    texts=st.lists(readable, max_size=3),
    inner=st.none() | inners,
    inners=st.lists(inners, max_size=3),
)
writer, reader = Writer(ZoneInfo("America/Los_Angeles")), Reader(ZoneInfo("America/Los_Angeles"))


@given(everything)
def test_what_is_written_reads_back_the_same(value):
    root = etree.fromstring(f'<x xmlns="urn:x">{writer.content(value, V2013)}</x>')
    assert reader.read(root, Everything, V2013) == value


@given(st.text())
def test_any_text_at_all_makes_well_formed_xml(text):
    content = writer.content(Everything(text=text, texts=[text]), V2013)
    root = etree.fromstring(f"<x>{content}</x>".encode())
    assert root[0].text == root[1].text


def test_a_tree_as_deep_as_any_folder_path():
    deepest = 300  # a path has 600 characters at most
    folder = Folder(path="a/")
    for _ in range(deepest):
        folder = Folder(path="a/", subfolder_array=FolderArray(items=[folder]))
    assert writer.content(folder, V2013).count("<path>") == deepest + 1

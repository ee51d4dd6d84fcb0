"""What a record's declaration means, on records made for the purpose."""

from datetime import UTC, datetime
from enum import StrEnum

import pytest

from flytower.contract.record import (
    NIL,
    UNBOUNDED,
    Float,
    Long,
    Record,
    camel_case,
    fields_of,
    from_plain,
    live_fields,
    occurs,
    since,
    to_plain,
    until,
    wire,
)
from flytower.contract.version import V2013, V2014, V2017, V2021


class Colour(StrEnum):
    RED = "Red"


class Wheel(Record):
    size: int


class Wheels(Record):
    items: list[Wheel]


class Car(Record):
    plate: str
    wheels: Wheels | None = None
    colour: Colour | None = None
    built: datetime | None = None
    price: float | None = None
    odometer: Long | None = None
    fuel_left: Float | None = None
    photo: bytes | None = None
    is_new: bool | None = None
    is_modifier: str | None = wire("is_modifier")
    owner: str = until(V2014)
    keeper: str = since(V2014, name="owner")
    radio: str | None = since(V2014, until=V2017)


class Mail(Record):
    items: list[str] = occurs(1, 5)


class Vehicle(Record):
    maker: str
    retired: bool | None = since(V2017)


class Bicycle(Vehicle):
    """Adds to what a vehicle declares."""

    __since__ = V2017

    gears: int


class Tree(Record):
    name: str
    branches: "Forest | None" = None


class Forest(Record):
    items: list[Tree]


def field(record, name):
    return next(one for one in fields_of(record) if one.name == name)


# --- What is read off a declaration


def test_order_of_declaration_is_order_on_the_wire():
    assert [one.name for one in fields_of(Car)][:4] == ["plate", "wheels", "colour", "built"]


def test_a_base_class_comes_first():
    assert [one.wire_name for one in fields_of(Bicycle)] == ["maker", "retired", "gears"]


def test_a_base_class_keeps_its_versions():
    assert [one.name for one in live_fields(Bicycle, V2013)] == ["maker", "gears"]


@pytest.mark.parametrize(
    ("name", "wire_name"),
    [
        ("name", "name"),
        ("asset_handle_array", "assetHandleArray"),
        ("x_position", "xPosition"),
        ("h264_level", "h264Level"),
    ],
)
def test_names_become_camel_case(name, wire_name):
    assert camel_case(name) == wire_name


def test_wire_names_the_exceptions():
    assert field(Car, "is_modifier").wire_name == "is_modifier"


@pytest.mark.parametrize(
    ("name", "xsd"),
    [
        ("plate", "string"),
        ("colour", "string"),
        ("built", "dateTime"),
        ("price", "double"),
        ("odometer", "long"),
        ("fuel_left", "float"),
        ("photo", "base64Binary"),
        ("is_new", "boolean"),
        ("wheels", None),
    ],
)
def test_annotations_give_the_schema_type(name, xsd):
    assert field(Car, name).xsd == xsd


def test_an_int_is_an_int():
    assert field(Wheel, "size").xsd == "int"


def test_a_plain_annotation_is_required_and_an_optional_one_is_not():
    assert field(Car, "plate").minimum == 1
    assert field(Car, "wheels").minimum == 0


def test_a_list_repeats_from_none_to_any_number():
    items = field(Wheels, "items")
    assert (items.type, items.minimum, items.maximum, items.repeats) == (Wheel, 0, UNBOUNDED, True)


def test_occurs_bounds_a_list():
    items = field(Mail, "items")
    assert (items.minimum, items.maximum) == (1, 5)


def test_two_attributes_may_share_a_wire_name_in_different_versions():
    named_owner = {
        version: [f.name for f in live_fields(Car, version) if f.wire_name == "owner"] for version in (V2013, V2014)
    }
    assert named_owner == {V2013: ["owner"], V2014: ["keeper"]}


@pytest.mark.parametrize(("version", "lives"), [(V2013, False), (V2014, True), (V2017, False), (V2021, False)])
def test_since_includes_and_until_excludes_its_version(version, lives):
    assert field(Car, "radio").lives_in(version) is lives


@pytest.mark.parametrize(("version", "lives"), [(V2014, False), (V2017, True)])
def test_a_class_may_have_a_first_version(version, lives):
    assert Bicycle.lives_in(version) is lives


def test_types_may_contain_themselves():
    assert field(Tree, "branches").type is Forest


# --- A record as a value


def test_fields_left_out_are_none_or_an_empty_list():
    assert Car(plate="A").wheels is None
    assert Wheels().items == []


def test_two_records_never_share_an_empty_list():
    assert Wheels().items is not Wheels().items


def test_a_required_field_must_be_given():
    with pytest.raises(TypeError, match=r"missing.*plate"):
        Car()


def test_a_field_of_some_versions_need_not_be_given():
    assert Car(plate="A").owner is None


def test_an_unknown_field_is_refused():
    with pytest.raises(TypeError, match=r"unknown.*wings"):
        Car(plate="A", wings=2)


def test_records_are_immutable():
    car = Car(plate="A")
    with pytest.raises(AttributeError, match="Car is immutable"):
        car.plate = "B"


def test_replace_makes_a_changed_copy():
    car = Car(plate="A", price=1.5)
    assert car.replace(plate="B") == Car(plate="B", price=1.5)
    assert car.plate == "A"


def test_equal_records_are_equal_in_any_order_of_arguments_and_hash_alike():
    one, other = Car(plate="A", price=1.5), Car(price=1.5, plate="A")
    assert one == other
    assert hash(one) == hash(other)


def test_records_of_different_types_differ():
    assert Vehicle(maker="A") != Bicycle(maker="A", gears=0)


def test_repr_shows_what_was_given():
    assert repr(Car(plate="A", colour=None)) == "Car(plate='A')"


def test_trusted_takes_values_unseen():
    assert Car.trusted({"plate": "A"}) == Car(plate="A")


def test_nil_is_false_and_not_none():
    assert not NIL
    assert NIL is not None
    assert repr(NIL) == "NIL"


# --- Plain data


def test_plain_data_and_back():
    car = Car(
        plate="A",
        wheels=Wheels(items=[Wheel(size=1), Wheel(size=2)]),
        colour=Colour.RED,
        built=datetime(2020, 6, 9, 8, 34, 49, 777000, UTC),
        is_new=False,
    )
    plain = {
        "plate": "A",
        "wheels": {"items": [{"size": 1}, {"size": 2}]},
        "colour": "Red",
        "built": "2020-06-09T08:34:49.777000+00:00",
        "is_new": False,
    }
    assert to_plain(car) == plain
    assert from_plain(Car, plain) == car


def test_constants_come_back_as_constants():
    assert from_plain(Car, {"plate": "A", "colour": "Red"}).colour is Colour.RED


def test_absent_and_nil_fields_are_not_in_plain_data():
    assert to_plain(Car(plate="A", wheels=NIL)) == {"plate": "A"}


@pytest.mark.parametrize("plain", [{"plate": "A", "wings": 2}, {"colour": "Red"}])
def test_plain_data_that_does_not_fit_is_refused(plain):
    with pytest.raises(TypeError):
        from_plain(Car, plain)

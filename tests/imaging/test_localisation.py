"""Names and texts by locale; ids are test-vector numbers and pages."""

import time

import pytest

from flytower.imaging.errors import RequestError
from flytower.imaging.localisation import (
    locale_map,
    localised_map,
    localised_properties,
    localised_set,
    localised_string,
)

IDS = locale_map("en,_E,|en_us,_E,|de_de,_D,|,_E,")
STRINGS = locale_map("en,E|nl,N|de,D|,")


@pytest.mark.parametrize(
    ("locale", "names"),
    [
        pytest.param("de_de", ["myImg_D", "myImg"], id="168-object-id-translation"),
        pytest.param("ja", ["myImg_E", "myImg"], id="168-object-id-translation-unknown"),
        pytest.param("EN_US", ["myImg_E", "myImg"], id="locales-ignore-case"),
    ],
)
def test_names_that_are_tried(locale, names):
    assert ["myImg" + suffix for suffix in IDS.choices(locale)] == names


@pytest.mark.parametrize(
    ("locale", "string"),
    [
        pytest.param("nl", "Dutch1", id="169-text-string-localization"),
        pytest.param("ja", "Default1", id="169-text-string-localization-unknown"),
        pytest.param("en", "", id="no-such-mark"),
    ],
)
def test_localised_strings(locale, string):
    text = "Default1^loc=N^Dutch1^loc=D^German1"
    assert localised_string(text, STRINGS.choices(locale)) == string


def test_the_example_of_the_reference():
    text = (
        "val1=111??str1=Default1^loc=N^Dutch1^loc=D^German1??val2=value2??"
        "str2=^loc=E^English2^loc=N^Dutch2^loc=D^German2??str3=Default3^loc=N^Dutch3^loc=D^German3"
    )
    dutch = "val1=111??str1=Dutch1??val2=value2??str2=Dutch2??str3=Dutch3"
    assert localised_properties(text, STRINGS.choices("nl")) == dutch
    unknown = "val1=111??str1=Default1??val2=value2??str2=??str3=Default3"
    assert localised_properties(text, STRINGS.choices("ja")) == unknown


def test_an_unknown_locale_without_a_rule_is_an_error():
    with pytest.raises(RequestError, match="locale=ja"):
        locale_map("de,_D").choices("ja")


def test_without_a_map_locales_do_not_matter():
    assert locale_map("").choices("ja") == ("",)


def test_of_zoom_targets_only_labels_and_user_data_are_translated():
    text = "target.1.rect=1,2,3,4^loc=D^5??target.1.label=a^loc=D^b??target.1.userData=c^loc=D^d"
    expected = "target.1.rect=1,2,3,4^loc=D^5??target.1.label=b??target.1.userData=d"
    assert localised_properties(text, ("D",), targets=True) == expected


def test_of_a_set_each_part_is_translated_but_for_colors():
    text = "cat/a;{0xff0000red^loc=D^rot},cat/b^loc=D^cat/c"
    assert localised_set(text, ("D",)) == "cat/a;{0xff0000rot},cat/c"


def test_of_a_map_quoted_values_are_translated_but_for_shape_and_coords():
    text = '<AREA SHAPE="rect^loc=D^x" COORDS="1,2^loc=D^3" ALT="Boat^loc=D^Boot">'
    assert localised_map(text, ("D",)) == '<AREA SHAPE="rect^loc=D^x" COORDS="1,2^loc=D^3" ALT="Boot">'


def test_a_long_map_is_localised_in_a_moment():
    begin = time.process_time()
    assert localised_map("a" * 20_000, ("D",)) == "a" * 20_000
    assert time.process_time() - begin < 0.5

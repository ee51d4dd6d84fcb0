"""The request grammar, after the vendor's pages on syntax; ids are test-vector numbers and pages."""

from base64 import b64encode

import pytest

from flytower.imaging.errors import RequestError
from flytower.imaging.locking import lock, lock_value, obfuscate, reveal, unlock
from flytower.imaging.request import effective_commands, parse_request
from flytower.imaging.syntax import split_modifiers

VIEW = {"view": "wid=240&fmt=jpeg&qlt=85&op_usm=5,2&bgc=200,200,200&align=-1,-1"}


def commands(query, **context):
    return {command: value for _, command, value in effective_commands(query, **context)}


def test_149_a_macro_stands_for_its_commands():
    assert commands("$view$", macros=VIEW) == {
        "wid": "240",
        "fmt": "jpeg",
        "qlt": "85",
        "op_usm": "5,2",
        "bgc": "200,200,200",
        "align": "-1,-1",
    }


@pytest.mark.parametrize(
    ("query", "wid"),
    [
        pytest.param("$view$&wid=480", "480", id="150-command-macros"),
        pytest.param("wid=480&$view$", "240", id="151-command-macros"),
        pytest.param("wid=480&$VIEW$", "240", id="a4-macro-names-ignore-case"),
    ],
)
def test_what_comes_later_wins(query, wid):
    assert commands(query, macros=VIEW)["wid"] == wid


@pytest.mark.parametrize(
    ("context", "wid"),
    [
        pytest.param({"modifier": "wid=300"}, "200", id="152-image-catalogs"),
        pytest.param({"modifier": "wid=300", "post_modifier": "wid=100"}, "100", id="153-image-catalogs"),
    ],
)
def test_precedence_of_record_and_request(context, wid):
    assert commands("wid=200", **context)["wid"] == wid


def test_154_inserted_text_is_not_scanned_again():
    assert commands("$var2=apple&$var1=my$var2$tree&text=$var1$") == {"text": "my$var2$tree"}


def test_155_an_undefined_reference_stays_literal():
    assert commands("src=my$image$file.tif") == {"src": "my$image$file.tif"}


def test_156_an_undefined_reference_where_a_number_was_needed():
    with pytest.raises(RequestError, match=r"wid=\$number\$"):
        parse_request("wid=$number$")


def test_157_the_object_is_a_predefined_variable():
    assert commands("src=is(x?src=$object$)", object_name="a/b") == {"src": "is(x?src=a/b)"}


def test_157_the_object_can_be_overridden():
    assert commands("$object=c&text=$object$", object_name="a/b") == {"text": "c"}


@pytest.mark.parametrize(
    ("raw", "value"),
    [
        pytest.param("rate%26weight%3D85%25%2027%23", "rate&weight=85% 27#", id="158-http-encoding"),
        pytest.param("layer+2+text", "layer 2 text", id="159-template-example"),
    ],
)
def test_values_are_decoded_once(raw, value):
    assert commands(f"$text={raw}&text=$text$") == {"text": value}
    assert commands(f"text={raw}") == {"text": value}


def test_160_an_encoded_comma_is_a_comma():
    usm = parse_request("op_usm=0.9%2C1.0%2C8%2C0").view.sharpening.usm
    assert (usm.amount, usm.radius, usm.threshold, usm.monochrome) == (0.9, 1.0, 8, False)


@pytest.mark.parametrize(
    ("query", "expected"),
    [
        pytest.param(".ts=1&wid=200&.x=9", {"wid": "200"}, id="161-basic-syntax"),
        pytest.param("WID=200", {"wid": "200"}, id="162-basic-syntax"),
        pytest.param("qlt=60&qlt=90", {"qlt": "90"}, id="163-specifying-layers"),
        pytest.param("?&hei=400", {"hei": "400"}, id="U5-template-example-c"),
        pytest.param("wid=200&&bgc=ffffff&", {"wid": "200", "bgc": "ffffff"}, id="U5-empty-modifiers"),
        pytest.param("wid=400&wid=", {"wid": "400"}, id="U5-empty-value"),
    ],
)
def test_separators_case_and_repetition(query, expected):
    assert commands(query) == expected


def test_164_nested_requests_keep_their_own_separators():
    assert split_modifiers("layer=0&src=is(?src=$img$&size=300,300&cache=on)&layer=1&text=$txt$") == [
        "layer=0",
        "src=is(?src=$img$&size=300,300&cache=on)",
        "layer=1",
        "text=$txt$",
    ]


@pytest.mark.parametrize(
    ("query", "value"),
    [
        pytest.param("wid=200", "4a1f", id="165-request-locking"),
        pytest.param("fmt=png&wid=400&op_usm=1,1,6", "375e", id="166-request-locking"),
    ],
)
def test_locks(query, value):
    assert lock_value(query) == value
    assert lock(query) == f"{query}&{value}"
    assert unlock(f"{query}&{value}") == query


@pytest.mark.parametrize("charset", ["latin-1", "utf-8"])
def test_the_lock_of_an_obfuscated_request_counts_its_octets(charset):
    """Inside of base64 nothing but = & % needs encoding. Source: IS reference, request locking and obfuscation."""
    octets = "text=für".encode(charset)
    total = 0
    for octet in octets:
        total = (total * 131 + octet) % 65536
    assert unlock(reveal(b64encode(octets + f"&{total:04x}".encode()).decode())) == "text=für"


@pytest.mark.parametrize("query", ["wid=201&4a1f", "wid=200", "", "wid=200&4a1g"])
def test_a_wrong_lock_is_refused(query):
    with pytest.raises(RequestError, match="lock"):
        unlock(query)


def test_167_obfuscation_is_base64():
    assert reveal("JHR4dD1teSB0ZXh0IHN0cmluZyYkaW1nPW15SW1hZ2U=") == "$txt=my text string&$img=myImage"
    assert reveal(obfuscate("wid=200&4a1f")) == "wid=200&4a1f"


@pytest.mark.parametrize("text", ["wid=200", "a", "=", "ä"])
def test_what_is_not_base64_is_refused(text):
    with pytest.raises(RequestError, match="obfuscated"):
        reveal(text)


def test_171_effect_zero_is_an_error():
    with pytest.raises(RequestError, match="effect=0"):
        parse_request("effect=0")


@pytest.mark.parametrize(
    "query",
    [
        pytest.param("layer=1,image&layer=2,image", id="127-layer"),
        pytest.param("layer=1,image&layer=picture", id="130-layer"),
        pytest.param("layer=0&sizeN=.5,.5", id="131-size"),
        pytest.param("layer=1,comp", id="c3-comp-is-no-name"),
        pytest.param("$n=1&layer=$n$", id="U10-layer"),
        pytest.param("$n=1&effect=$n$", id="U10-effect"),
    ],
)
def test_impossible_layers(query):
    with pytest.raises(RequestError):
        parse_request(query)


@pytest.mark.parametrize(
    "query",
    [
        pytest.param("layer=1,image&layer=1,image", id="128-layer"),
        pytest.param("layer=1,image&layer=1,picture", id="129-layer"),
    ],
)
def test_possible_layer_names(query):
    parse_request(query)

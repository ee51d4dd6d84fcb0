"""Separators, decoding, macros, variables and layers of the request grammar."""

import pytest

from flytower.imaging.errors import RequestError
from flytower.imaging.request import effective_commands, parse_request
from flytower.imaging.syntax import MAX_CHARACTERS, decode, split_modifiers


@pytest.mark.parametrize(
    ("raw", "text"),
    [
        pytest.param("a+b", "a b", id="plus-is-a-space"),
        pytest.param("a%2Bb", "a+b", id="encoded-plus"),
        pytest.param("%c3%BC", "ü", id="utf-8"),
        pytest.param("%FC", "ü", id="latin-1"),
        pytest.param("100%", "100%", id="lone-percent"),
        pytest.param("ü", "ü", id="not-encoded"),
    ],
)
def test_decoding(raw, text):
    assert decode(raw) == text


@pytest.mark.parametrize(
    ("query", "pieces"),
    [
        ("wid=1&text=a(b&hei=2", ["wid=1", "text=a(b", "hei=2"]),
        ("text={\\rtf1 a&b\\}{c}}&wid=1", ["text={\\rtf1 a&b\\}{c}}", "wid=1"]),
        ("mask=(http://a/?b=1&c=2)&wid=1", ["mask=(http://a/?b=1&c=2)", "wid=1"]),
        ("SRC=IR{x?a=(1&2)&b}&wid=1", ["SRC=IR{x?a=(1&2)&b}", "wid=1"]),
        ("imageSet={a;b&c}&wid=1", ["imageSet={a;b&c}", "wid=1"]),
        ("src=island(1)&wid=1", ["src=island(1)", "wid=1"]),
    ],
)
def test_brackets_protect_separators_where_the_grammar_has_brackets(query, pieces):
    assert split_modifiers(query) == pieces


@pytest.mark.parametrize("query", ["src=is(a?b=1&wid=2", "text={a&wid=1"])
def test_a_bracket_that_stays_open(query):
    with pytest.raises(RequestError, match="never closed"):
        split_modifiers(query)


def test_an_unknown_macro_is_an_error():
    with pytest.raises(RequestError, match=r"\$missing\$: there is no such macro"):
        parse_request("wid=100&$missing$")


@pytest.mark.parametrize("query", ["$macro", "$a=1&$", "$$", "$a b$"])
def test_a_malformed_macro_is_an_error(query):
    with pytest.raises(RequestError):
        parse_request(query, macros={"macro": "wid=1"})


def test_a_malformed_variable_name_is_an_error():
    with pytest.raises(RequestError, match="not a variable's name"):
        parse_request("$a$=1")


def test_macros_invoke_macros():
    macros = {"outer": "wid=1&$inner$", "inner": "?hei=2"}
    recipe = parse_request("$outer$", macros=macros)
    assert (recipe.view.wid, recipe.view.hei) == (1, 2)


def test_a_macro_that_invokes_itself():
    with pytest.raises(RequestError, match="invokes itself"):
        parse_request("$a$", macros={"a": "$b$", "b": "wid=1&$A$"})


def test_macros_cannot_explode():
    macros = {"m0": "."} | {f"m{level}": "&".join([f"$m{level - 1}$"] * 100) for level in range(1, 9)}
    with pytest.raises(RequestError, match="longer than"):
        parse_request("$m8$", macros=macros)


def test_variables_cannot_explode():
    with pytest.raises(RequestError, match="longer than"):
        parse_request(f"$a={'x' * 3000}&text={'$a$' * 3000}")


def test_a_request_has_a_longest_length():
    with pytest.raises(RequestError, match="longer than"):
        parse_request("." * (MAX_CHARACTERS + 1))


@pytest.mark.parametrize(
    ("query", "value"),
    [
        pytest.param("text=$a$-$A$&$a=1", "1-1", id="several-and-any-case"),
        pytest.param("text=$x$a$&$a=1", "$x1", id="a-dollar-that-starts-two"),
        pytest.param("text=$a$&$a=%2524", "%24", id="decoded-once"),
        pytest.param("text=%24a%24&$a=1", "$a$", id="encoded-dollars-are-text"),
        pytest.param("text=$a$&$a=1&$a=2", "2", id="last-definition-holds"),
    ],
)
def test_variables(query, value):
    assert effective_commands(query) == (("0", "text", value),)


def test_variables_of_a_template_are_defaults():
    assert effective_commands("$t=b", modifier="$t=a&text=$t$")[0].value == "b"
    assert effective_commands("$t=b", modifier="text=$t$", post_modifier="$t=c")[0].value == "c"


def test_text_inserted_into_a_nested_request_cannot_leave_it():
    (found,) = effective_commands("src=is(x?text=$t$)&$t=a%26wid%3D1%29")
    assert found.value == "is(x?text=a%26wid%3D1%29)"


@pytest.mark.parametrize(
    ("query", "expected"),
    [
        pytest.param("size=5,5", [("0", "size", "5,5")], id="layer-commands-fall-to-layer-0"),
        pytest.param("size=5,5&layer=0&size=6,6", [("0", "size", "6,6")], id="which-is-the-same-slot"),
        pytest.param("flip=lr&layer=0&flip=ud", [("comp", "flip", "lr"), ("0", "flip", "ud")], id="flip-has-two"),
        pytest.param("layer=2&wid=5", [("comp", "wid", "5")], id="view-commands-are-global"),
        pytest.param("crop=1,1,5,5&cropN=0,0,1,1", [("0", "cropN", "0,0,1,1")], id="U4-one-slot"),
        pytest.param("layer=1&effect=-1&opac=5", [("1 effect -1", "opac", "5")], id="effects"),
        pytest.param("layer=1,a&layer=comp&layer=a&pos=1,1", [("1", "pos", "1,1")], id="names"),
        pytest.param("layer=007&pos=1,1", [("7", "pos", "1,1")], id="numbers"),
    ],
)
def test_segments(query, expected):
    assert list(effective_commands(query)) == expected


def test_each_source_starts_at_comp():
    found = effective_commands("flip=lr", modifier="layer=1&opac=5")
    assert found == (("1", "opac", "5"), ("comp", "flip", "lr"))


def test_a_macro_may_change_the_layer():
    found = effective_commands("$m$&opac=5", macros={"m": "layer=3"})
    assert found == (("3", "opac", "5"),)

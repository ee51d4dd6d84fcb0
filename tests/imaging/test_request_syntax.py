"""Separators, decoding, macros, variables and layers of the request grammar."""

from pathlib import Path

import pytest

from flytower.imaging import CatalogRecord, RequestContext, parse_request_in
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


def test_text_inserted_into_a_nested_request_is_not_scanned_again():
    """Source: IS reference, substitution variables: references are not nested, definitions reach nested requests."""
    recipe = parse_request("$var2=apple&$var1=my$var2$tree&src=is(?text=$var1$)")
    assert recipe.layer.content.recipe.layer.content.value == "my$var2$tree"


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


TITLED = CatalogRecord(Path("t.png"), modifier="layer=0&size=8,8&color=ff0000&layer=1,title&size=4,4&color=00ff00")


def with_template(query, modifier=""):
    record = CatalogRecord(Path("x.png"), modifier=modifier)
    context = RequestContext(object_name="Co/x", record=record, find={"t": TITLED, "x": record}.get)
    return [layer.color.rgb() for layer in parse_request_in(query, context).layers]


@pytest.mark.parametrize(
    ("query", "modifier"),
    [
        pytest.param("layer=title", "", id="named-by-the-template"),
        pytest.param("layer=1,title", "layer=2,title&color=ffffff", id="the-picture-s-own-names-do-not-count"),
    ],
)
def test_a_request_addresses_the_named_layers_of_its_template(query, modifier):
    """Source: IS reference, named layers: what they are for."""
    assert with_template(f"template=t&{query}&color=0000ff", modifier) == [(255, 0, 0), (0, 0, 255)]


@pytest.mark.parametrize("query", ["template=t&layer=other&color=0000ff", "template=t&layer=2,title&color=0000ff"])
def test_names_must_fit_the_template(query):
    with pytest.raises(RequestError, match="layer="):
        with_template(query)


def test_a_request_addresses_the_named_layers_of_its_record():
    found = effective_commands("layer=title&pos=1,1", modifier="layer=3,title")
    assert found == (("3", "pos", "1,1"),)


def test_names_of_layers_keep_their_case():
    with pytest.raises(RequestError, match="layer=title: there is no layer of this name"):
        parse_request("layer=1,Title&layer=title&pos=1,1")


def test_the_composite_may_have_a_name():
    assert effective_commands("layer=comp,all&layer=1&pos=1,1&layer=all&opac=5")[1] == ("comp", "opac", "5")


def nested(query, modifier="", post_modifier=""):
    """The nested request of layer 1, which is about a record with these commands."""
    record = CatalogRecord(Path("y.png"), modifier=modifier, post_modifier=post_modifier)
    context = RequestContext(object_name="Co/x", record=CatalogRecord(Path("x.png"), "$main=9"), find={"y": record}.get)
    return parse_request_in(query, context).layers[1].content.recipe


@pytest.mark.parametrize(
    ("query", "modifier", "width"),
    [
        pytest.param("layer=1&src=is(y)", "$v=3&size=$v$,0", 3, id="a-default-of-the-nested-record"),
        pytest.param("$v=5&layer=1&src=is(y)", "$v=3&size=$v$,0", 5, id="which-the-url-replaces"),
        pytest.param("layer=1&src=is(y)", "size=$main$,0", 9, id="defined-in-the-main-modifier"),
        pytest.param("layer=1&src=is(y?$v=7&size=$v$,0)", "", 7, id="defined-in-the-nested-request"),
        pytest.param("$v=5&layer=1&src=is(y?$v=7&size=$v$,0)", "", 5, id="put-in-before-the-nested-request-is-read"),
    ],
)
def test_variables_of_nested_requests(query, modifier, width):
    """Source: IS reference, variable processing in nested requests."""
    assert nested(query, modifier).layer.size.width == width


def test_the_object_of_a_nested_request_is_its_own():
    assert nested("layer=1&src=is(y)", "text=$object$").layer.content.value == "y"
    assert nested("layer=1&src=is(y?text=$object$)").layer.content.value == "Co/x"


def test_what_a_nested_request_ignores_it_ignores_in_records_too():
    """Source: IS reference, request nesting (in the request, Modifier or PostModifier)."""
    recipe = nested("layer=1&src=is(y?fmt=no&bgc=no&req=no)", "qlt=no&printRes=no&wid=5", "iccEmbed=no&quantize=no")
    assert (recipe.warnings, recipe.view.wid) == ((), 5)


def test_comments_and_macros_in_nested_requests():
    recipe = parse_request("src=is(x?.v=1&&$m$&.v=2)", macros={"m": "size=5,6"})
    assert recipe.layer.content.recipe.layer.size.height == 6


def test_a_post_modifier_names_no_template():
    """Source: IS reference, template: it is not allowed there."""
    record = CatalogRecord(Path("x.png"), post_modifier="template=t")
    context = RequestContext(object_name="Co/x", record=record, find={"t": TITLED}.get)
    with pytest.raises(RequestError, match="a PostModifier may not name a template"):
        parse_request_in("wid=5", context)

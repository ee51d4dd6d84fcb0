"""Several pictures in one reply, pixel by pixel. Source: IS reference, compositing, request nesting, templates."""

from dataclasses import replace

import numpy as np
import pytest
from PIL import Image

from flytower.imaging import (
    CatalogRecord,
    LimitError,
    RenderError,
    RenderPool,
    RequestContext,
    RequestError,
    parse_request,
    parse_request_in,
)
from flytower.imaging.limits import DEFAULT_LIMITS
from flytower.imaging.recipe import Point
from flytower.imaging.render import render

K = "layer=0&size=6,4&color=ffffff"
"""A white canvas of 6 x 4 pixels."""


@pytest.fixture
def red(drawn):
    return drawn("RR RR")


def test_a_layer_lies_in_the_middle_of_the_canvas(composed, letters, red):
    assert letters(composed(f"{K}&layer=1&src=red", red=red)) == "WWWWWW WWRRWW WWRRWW WWWWWW"


def test_higher_numbers_are_on_top_wherever_they_stand(composed, letters, drawn, red):
    green = drawn("G")
    found = composed(f"{K}&layer=7&src=green&layer=1&src=red", red=red, green=green)
    assert letters(found).count("G") == 1
    assert letters(composed(f"{K}&layer=1&src=green&layer=2&src=red", red=red, green=green)).count("G") == 0


def test_what_lies_outside_of_layer_0_is_cut(composed, letters, red):
    assert letters(composed(f"{K}&layer=1&src=red&pos=2,-2", red=red)) == "WWWWRR WWWWWW WWWWWW WWWWWW"


def test_the_path_object_is_layer_0_and_others_lie_on_it(composed, letters, drawn):
    found = composed("layer=1&src=dot&origin=0,0&layer=0&origin=0,0", "base", base=drawn("KK KK"), dot=drawn("R"))
    assert letters(found) == "RK KK"


def test_a_hidden_layer_shows_nothing_and_still_is_the_canvas(composed, letters, red):
    assert letters(composed("layer=0&src=red&hide=1&fmt=png-alpha", red=red)) == ".. .."
    assert letters(composed(f"{K}&layer=1&src=red&hide=1", red=red)) == " ".join(["WWWWWW"] * 4)


def test_the_composite_is_flipped_after_its_layers_were_placed(composed, letters, drawn):
    found = composed(f"{K}&layer=1&src=two&pos=-2,-1&layer=comp&flip=lr", two=drawn("RG BK"))
    assert letters(found) == "WWWWGR WWWWKB WWWWWW WWWWWW"


@pytest.mark.parametrize(("size", "view"), [("5,3", "scl=1"), ("6,2", "scl=2")])
def test_a_flipped_composite_is_the_mirror_image_of_one_that_is_not(composed, letters, size, view):
    """IS reference, flip, compositing canvas: first all layers are placed, those that begin within a pixel, too."""
    effect = "effect=-1&color=0000ff&pos=1,1"
    query = f"layer=0&size=12,8&color=ffffff&layer=1&size={size}&color=ff0000&pos=1,1&{effect}&{view}"
    rows = letters(composed(query)).split()
    assert letters(composed(f"{query}&layer=comp&flip=lr")).split() == [row[::-1] for row in rows]
    assert letters(composed(f"{query}&layer=comp&flip=ud")).split() == rows[::-1]


def test_layers_of_one_scale_are_made_at_the_size_of_the_reply(composed):
    noise = Image.fromarray(np.random.default_rng(1).integers(0, 256, (80, 120, 3), np.uint8))
    canvas = "layer=0&size=120,80&color=ffffff&layer=1&src=noise&wid=30"
    assert composed(canvas, noise=noise).tobytes() == composed("wid=30", "noise", noise=noise).tobytes()


def test_clear_pixels_of_a_layer_show_what_is_below(composed, letters, drawn):
    assert letters(composed(f"{K}&layer=1&src=holes", holes=drawn("R. .R"))) == "WWWWWW WWRWWW WWWRWW WWWWWW"


def test_layers_without_a_base_colour_leave_the_canvas_clear(composed, letters, red):
    query = "layer=0&size=4,2&color=0,0,0,0&layer=1&src=red&fmt=png-alpha"
    assert letters(composed(query, red=red)) == ".RR. .RR."


def test_half_opaque_layers_add_up_by_the_usual_formula(composed):
    """Colour over colour, both with opacity: computed here in floating point."""
    dice = np.random.default_rng(5)
    low, high = (dice.integers(0, 256, (40, 50, 4), np.uint8) for _ in range(2))
    found = composed(
        "layer=0&src=low&layer=1&src=high&fmt=png-alpha",
        low=Image.fromarray(low, "RGBA"),
        high=Image.fromarray(high, "RGBA"),
    )
    a, b = high[..., 3:] / 255, low[..., 3:] / 255
    total = a + b * (1 - a)
    colour = (high[..., :3] * a + low[..., :3] * b * (1 - a)) / np.maximum(total, 1e-9)
    difference = np.abs(np.asarray(found)[..., :3] - colour)[total[..., 0] > 0]
    assert difference.max() <= 1
    assert np.abs(np.asarray(found)[..., 3:] - total * 255).max() <= 0.6


BLENDS = {
    "norm": lambda _below, top: top,
    "mult": lambda below, top: below * top / 255,
    "screen": lambda below, top: 255 - (255 - below) * (255 - top) / 255,
    "lighten": np.maximum,
    "darken": np.minimum,
}


@pytest.mark.parametrize("mode", BLENDS)
@pytest.mark.parametrize("opaque", [True, False], ids=["opaque", "half-clear"])
def test_blend_modes(composed, mode, opaque):
    """Each mode against its formula, on an opaque picture and with opacity on both."""
    dice = np.random.default_rng(11)
    low, high = (dice.integers(0, 256, (30, 40, 4)).astype(float) for _ in range(2))
    if opaque:
        low[..., 3] = high[..., 3] = 255
    found = composed(
        f"layer=0&src=low&layer=1&src=high&blendMode={mode}&fmt=png-alpha",
        low=Image.fromarray(low.astype(np.uint8), "RGBA"),
        high=Image.fromarray(high.astype(np.uint8), "RGBA"),
    ).convert("RGBA")
    a, b = high[..., 3:] / 255, low[..., 3:] / 255
    mixed = (1 - b) * high[..., :3] + b * BLENDS[mode](low[..., :3], high[..., :3])
    total = a + b * (1 - a)
    colour = (mixed * a + low[..., :3] * b * (1 - a)) / np.maximum(total, 1e-9)
    difference = np.abs(np.asarray(found)[..., :3] - colour)[total[..., 0] > 0.02]
    assert difference.max() <= (0.51 if opaque else 1.6)


def test_inks_multiply_as_their_light_does(composed, saved):
    """In CMYK the light of both is multiplied, not the ink."""
    low, high = (Image.new("CMYK", (2, 2), inks) for inks in ((100, 0, 0, 0), (0, 50, 0, 200)))
    found = composed(
        "layer=0&src=low&layer=1&src=high&blendMode=mult&fmt=tif,cmyk",
        low=CatalogRecord(saved(low, "low.tif")),
        high=CatalogRecord(saved(high, "high.tif")),
    )
    assert found.getpixel((0, 0)) == (100, 50, 0, 200)


def test_dissolve_shows_a_share_of_the_pixels_and_always_the_same(composed):
    query = "layer=0&size=100,100&color=ffffff&layer=1&size=100,100&color=255,0,0,64&blendMode=dissolve"
    first = np.asarray(composed(query))
    shown = (first == (255, 0, 0)).all(2)
    assert (shown | (first == 255).all(2)).all()
    assert shown.mean() == pytest.approx(64 / 255, abs=0.02)
    assert composed(query).tobytes() == first.tobytes()


def test_125_opac_at_comp_thins_the_composite(composed):
    red, green, blue = composed("opac=50", "x", x=Image.new("RGB", (4, 4), (255, 0, 0))).getpixel((1, 1))
    assert red == 255
    assert green in (127, 128)
    assert blue in (127, 128)


def test_opac_thins_contents_and_not_what_is_filled_behind_them(composed, drawn):
    query = "layer=0&opac=50&bgColor=00ff00"
    assert composed(query, "x", x=drawn("R")).getpixel((0, 0)) in {(128, 127, 0), (127, 128, 0), (128, 128, 0)}


def test_opac_and_fill_multiply(composed, drawn):
    found = composed("layer=0&opac=50,40&fmt=png-alpha", "x", x=drawn("R"))
    assert found.getpixel((0, 0))[3] == 51


def test_a_solid_layer_is_exactly_as_large_as_it_says(composed, letters):
    query = f"{K}&layer=1&size=2,1&color=0000ff&layer=2&sizeN=.5,.5&color=ff0000&pos=-1,-1"
    assert letters(composed(query)) == "WRRRWW WRRRWW WWBBWW WWWWWW"


def test_a_solid_layer_takes_its_shape_from_a_mask(composed, letters, drawn):
    query = f"{K}&layer=1&mask=shape&color=ff0000"
    assert letters(composed(query, shape=drawn("WK KW"))) == "WWWWWW WWRWWW WWWRWW WWWWWW"


@pytest.mark.parametrize("query", ["layer=1&color=ff0000", "layer=1&color=ff0000&size=5,0"])
def test_a_solid_layer_needs_a_size(query):
    with pytest.raises(RequestError, match="layer=1: a layer of nothing but color"):
        parse_request_in(query, RequestContext())


def test_a_request_about_nothing(composed):
    with pytest.raises(RequestError, match="layer=0"):
        composed("wid=5")


def test_gray_and_cmyk_layers_become_rgb(composed, saved):
    found = composed(
        f"{K}&layer=1&src=gray&pos=-2,0&layer=2&src=inks&pos=2,0",
        gray=Image.new("L", (1, 1), 40),
        inks=CatalogRecord(saved(Image.new("CMYK", (1, 1), (255, 0, 0, 0)), "inks.tif")),
    )
    colours = {colour for _, colour in found.getcolors()}
    assert colours == {(255, 255, 255), (40, 40, 40), (0, 255, 255)}


def test_cmyk_layers_stay_inks_where_all_are(composed, saved):
    inks = CatalogRecord(saved(Image.new("CMYK", (4, 4), (10, 20, 30, 40)), "inks.tif"))
    found = composed("layer=0&src=a&layer=1&src=a&scale=.5&fmt=tif,cmyk", a=inks)
    assert found.getcolors() == [(16, (10, 20, 30, 40))]


def test_rotated_layers_have_soft_edges_on_what_is_below(composed):
    found = np.asarray(composed("layer=0&size=40,40&color=0000ff&layer=1&size=20,20&color=ff0000&rotate=45"))
    assert found[20, 20].tolist() == [255, 0, 0]
    assert found[1, 1].tolist() == [0, 0, 255]
    assert not found[..., 1].any()
    assert (found[..., 0].astype(int) + found[..., 2]).min() >= 254


def test_a_nested_request_is_a_layer(composed, letters, drawn, red):
    query = f"{K}&layer=1&src=is(red?extend=1,0,0,0&bgColor=0000ff)"
    assert letters(composed(query.replace("size=6,4", "size=7,4"), red=red)) == ("WWWWWWW WWBRRWW WWBRRWW WWWWWWW")


@pytest.mark.parametrize(
    "form", ["is(red?fmt=gif&bgc=00ff00&req=mask)", "IS{red?}", "is(?src=red)", "is{?src=is(red)}"]
)
def test_forms_of_nested_requests(composed, letters, red, form):
    assert letters(composed(f"{K}&layer=1&src={form}", red=red)).count("RR") == 2


def test_opacity_of_a_nested_request_is_the_layers(composed, letters, drawn):
    query = f"{K}&layer=1&src=is(x?extend=1,1,1,1)"
    assert letters(composed(query, x=drawn("R"))) == "WWWWWW WWWWWW WWWRWW WWWWWW"


def test_a_nested_request_is_made_no_larger_than_it_shows(composed):
    noise = Image.fromarray(np.random.default_rng(2).integers(0, 256, (64, 96, 3), np.uint8))
    nested = composed("layer=0&src=is(noise?scl=1)&wid=24", noise=noise)
    assert nested.tobytes() == composed("wid=24", "noise", noise=noise).tobytes()


def test_variables_reach_nested_requests(composed, letters, red):
    query = f"{K}&layer=1&src=is(?src=$img$)&$img=red"
    assert letters(composed(query, red=red)).count("RR") == 2


@pytest.mark.parametrize(
    "wish", ["KK KB", "&$img=red KK KR"], ids=["the-templates-own-default", "replaced-by-the-request"]
)
def test_a_template_takes_the_place_of_the_path_object(composed, letters, drawn, saved, wish):
    definition, _, expected = wish.rpartition("KK ")
    template = CatalogRecord(
        saved(drawn("Y"), "t.png"),
        modifier="$img=blue&layer=0&src=is($object$?scl=1)&layer=1&src=$img$&originN=.5,.5&layer=0&originN=.5,.5",
    )
    found = composed(
        f"template=t{definition.strip()}", "black", black=drawn("KK KK"), red=drawn("R"), blue=drawn("B"), t=template
    )
    assert letters(found) == f"KK {expected}"


def test_the_size_of_a_template_is_a_request_on_its_own(composed, drawn, saved):
    template = CatalogRecord(saved(drawn("Y"), "t.png"), modifier="layer=0&size=8,4&color=ff0000")
    assert composed("template=t&wid=4", "x", x=drawn("K"), t=template).size == (4, 2)


def test_a_record_brings_its_own_commands_and_the_request_overrides_them(composed, letters, drawn, saved):
    record = CatalogRecord(saved(drawn("RG BK"), "two.png"), modifier="crop=0,0,1,1&wid=500&flip=lr")
    assert letters(composed(f"{K}&layer=1&src=two", two=record)).count("R") == 1
    assert letters(composed(f"{K}&layer=1&src=two&crop=0,0,2,2", two=record)).split()[1] == "WWGRWW"


def test_only_layer_0_has_a_post_modifier(composed, letters, drawn, saved):
    record = CatalogRecord(saved(drawn("RG BK"), "two.png"), post_modifier="flip=lr")
    assert letters(composed("layer=0&src=two&flip=ud&layer=comp&flip=ud", two=record)) == "KB GR"
    assert letters(composed(f"{K}&layer=1&src=two", two=record)).split()[1] == "WWRGWW"


def test_the_anchor_of_a_record_places_its_layer(composed, letters, drawn, saved):
    record = CatalogRecord(saved(drawn("RG BK"), "two.png"), anchor=Point(0, 0))
    assert letters(composed(f"{K}&layer=1&src=two", two=record)) == "WWWWWW WWWWWW WWWRGW WWWBKW"


def test_the_mask_of_a_record_is_its_pictures(composed, letters, drawn, saved, red):
    record = CatalogRecord(saved(red, "two.png"), mask=saved(drawn("WK KW"), "mask.png"))
    assert letters(composed(f"{K}&layer=1&src=two", two=record)) == "WWWWWW WWRWWW WWWRWW WWWWWW"
    assert letters(composed("fmt=png-alpha", "two", two=record)) == "R. .R"


def test_a_picture_made_of_layers_can_only_be_nested(composed, drawn, saved):
    record = CatalogRecord(saved(drawn("R"), "x.png"), modifier="layer=1&src=other")
    with pytest.raises(RequestError, match="src=x: a picture made of layers"):
        composed(f"{K}&layer=1&src=x", x=record)


@pytest.mark.parametrize(
    ("value", "reason"),
    [
        ("ir(a?obj=b)", "Image Rendering"),
        ("fxg(a)", "FXG"),
        ("(http://somewhere/a.jpg)", "other servers"),
        ("{/relative/a.jpg}", "other servers"),
        ("is(a)b", "closing bracket"),
        ("a,b", "comma"),
        ("nobody", "no such picture"),
        ("is(nobody?wid=5)", "no such picture"),
    ],
)
def test_sources_that_are_refused_by_name(composed, value, reason):
    with pytest.raises(RequestError, match=f"src=.*{reason}"):
        composed(f"layer=0&src={value}")


def test_without_a_catalog_other_pictures_stay_names(saved, red, tmp_path, rendered):
    with pytest.raises(RenderError, match="src=other"):
        rendered(red, "layer=1&src=other")


def test_a_watermark_lies_on_the_composite_and_not_on_the_padding(composed, letters, drawn, saved):
    mark = CatalogRecord(saved(drawn("R"), "mark.png"), modifier="align=1,1&wid=9")
    query = "flip=lr&wid=4&hei=6&bgc=0000ff&scl=1"
    assert letters(composed(query, "x", x=drawn("KKKK KKKK"), watermark=mark)) == "BBBB BBBB KKKK KKKR BBBB BBBB"


def test_a_watermark_may_be_a_part_of_the_picture(composed, letters, drawn, saved):
    mark = CatalogRecord(saved(drawn("R", 8), "mark.png"), modifier="sizeN=.5,.5&opac=100")
    found = letters(composed("", "x", x=drawn("KKKK KKKK KKKK KKKK"), watermark=mark))
    assert found == "KKKK KRRK KRRK KKKK"


def test_what_a_request_may_ask_for_is_limited(composed, red):
    few = replace(DEFAULT_LIMITS, max_layers=3)
    context = RequestContext(path_object=False, find=lambda _name: CatalogRecord("x.png"), limits=few)
    with pytest.raises(RequestError, match="more than 3 layers"):
        parse_request_in("layer=0&src=a&layer=1&src=is(?src=is(b))&layer=2&src=a", context)
    with pytest.raises(RequestError, match="nested more than 8 deep"):
        parse_request_in("src=" + "is(?src=" * 9 + "a" + ")" * 9, replace(context, limits=DEFAULT_LIMITS))
    with pytest.raises(LimitError, match="together"):
        composed(f"{K}&layer=1&src=red", limits=replace(DEFAULT_LIMITS, max_layer_pixels=40), red=red)


def test_a_record_that_nests_itself_ends(saved, drawn):
    record = CatalogRecord(saved(drawn("R"), "x.png"), modifier="layer=1&src=is(x)&layer=2&src=is(x)")
    context = RequestContext(object_name="x", record=record, find=lambda _name: record)
    with pytest.raises(RequestError, match="more than"):
        parse_request_in("", context)


def test_render_processes_take_all_pictures_of_a_request(composed, saved, drawn, tmp_path):
    base, dot = saved(drawn("KK KK"), "base.png"), saved(drawn("R"), "dot.png")
    context = RequestContext(path_object=True, find=lambda _name: CatalogRecord(dot))
    query = "layer=1&src=dot&effect=-1&$shadow$&layer=2&src=is(dot?rotate=5)&mask=dot&clipPath=M0,0 1,0 1,1&fmt=png"
    recipe = parse_request_in(query, context)
    with RenderPool(1, DEFAULT_LIMITS) as pool:
        pool.render(base, recipe, tmp_path / "pool.png")
    render(base, recipe, tmp_path / "here.png", DEFAULT_LIMITS)
    assert (tmp_path / "pool.png").read_bytes() == (tmp_path / "here.png").read_bytes()


def test_colours_alone_are_counted_too():
    few = RequestContext(path_object=False, limits=replace(DEFAULT_LIMITS, max_layers=2))
    query = "&".join(f"layer={number}&size=1,1&color=ff0000" for number in range(3))
    with pytest.raises(RequestError, match="more than 2 layers"):
        parse_request_in(query, few)


def test_a_template_that_cannot_be_looked_up_is_told():
    assert parse_request("template=t").warnings == (
        "template: no other picture can be looked up here, so the command was ignored.",
    )


@pytest.mark.parametrize("operation", ["op_colorize=ff8000", "op_hue=30", "op_brightness=5"])
@pytest.mark.parametrize("how", ["blendMode=mult", "opac=50"])
def test_a_watermark_lies_on_what_operations_have_turned_into_rgb(composed, drawn, saved, operation, how):
    """IS reference, watermarks, op_hue and others: gray and inks become RGB before the watermark is laid on."""
    mark = CatalogRecord(saved(drawn("R. .R"), "mark.png"), modifier=how)
    for source, name in ((Image.new("LA", (4, 4), (90, 120)), "x.png"), (Image.new("CMYK", (4, 4), 90), "x.tif")):
        record = CatalogRecord(saved(source, name))
        for output in ("tif,cmyk", "png,gray", "png"):
            assert composed(f"{operation}&fmt={output}", "x", x=record, watermark=mark).size == (4, 4)

"""From commands to a Recipe, and what is reported on the way."""

import json
import time
from dataclasses import fields

import pytest

from flytower.imaging.command import Target, command_table
from flytower.imaging.errors import RequestError
from flytower.imaging.recipe import (
    Align,
    Blur,
    Brightness,
    Composite,
    Contrast,
    Extend,
    Fit,
    FitMode,
    Flip,
    Invert,
    LayerRecipe,
    LayerSize,
    Recipe,
    Rect,
    Region,
    ResMode,
    Sharpening,
    UnsharpMask,
    View,
)
from flytower.imaging.request import parse_request

RECORDS = {
    Target.REQUEST: Recipe,
    Target.VIEW: View,
    Target.LAYER: LayerRecipe,
    Target.COMPOSITE: Composite,
    Target.SHARPENING: Sharpening,
}

DOCUMENTED = """
align anchor anchorN bfc bgc bgColor blendMode cache clipPath clipPathE clipXPath clipXPathE color colorize
crop cropN cropPathE defaultImage dpr effectMask extend extendN fit flip fmt handler hei hide icc iccEmbed id
imageSet jpegSize labelkey locale map mapA mask maskUse message name network op_blur op_brightness
op_colorbalance op_colorize op_contrast op_grow op_growMask op_growMaskR op_hue op_invert op_noise
op_saturation op_sharpen op_usm op_usmR opac origin originN pathAttr pathEmbed perspective perspectiveN pos
posN printRes pscan qlt quantize rect req res resMode rgn rotate scale scl size sizeN src template text
textAngle textAttr textFlowPath textFlowXPath textPath textPs timeout type wid xmpEmbed
"""


def test_nothing_asked_is_an_rgb_jpeg():
    assert parse_request("") == Recipe()
    assert parse_request("&.comment") == Recipe()


@pytest.mark.parametrize(
    ("query", "field", "value"),
    [
        ("wid=400", "wid", 400),
        ("hei=300", "hei", 300),
        ("scl=2.5", "scl", 2.5),
        ("wid=1&fit=hfit,1", "fit", Fit(FitMode.HFIT, upscale=True)),
        ("align=-1,.5", "align", Align(-1, 0.5)),
        ("rgn=-1,2,3,4", "rgn", Region(-1, 2, 3, 4)),
        ("rgnN=0,0,.5,.5", "rgn", Region(0, 0, 0.5, 0.5, normalised=True)),
        ("rgn=0,0,0,0", "rgn", None),
        ("rect=1,2,3,4", "rect", Rect(1, 2, 3, 4)),
        ("rect=1,2,3,4,.5", "rect", Rect(1, 2, 3, 4, 0.5)),
        ("resMode=bisharp", "res_mode", ResMode.BISHARP),
        ("printRes=300", "print_res", 300),
    ],
)
def test_view_commands(query, field, value):
    recipe = parse_request(query)
    assert getattr(recipe.view, field) == value
    assert recipe.warnings == ()


def test_bgc_is_opaque_and_in_the_output_space():
    colour = parse_request("bgc=255,0,0,128s").view.bgc
    assert (colour.rgb(), colour.alpha, colour.source_space) == ((255, 0, 0), 1.0, False)


@pytest.mark.parametrize(
    ("query", "field", "value"),
    [
        ("crop=1,2,3,4", "crop", Region(1, 2, 3, 4)),
        ("crop=0,0,0,0", "crop", None),
        ("cropN=.1,0,.8,1", "crop", Region(0.1, 0, 0.8, 1, normalised=True)),
        ("size=300,0", "size", LayerSize(300, 0)),
        ("size=300", "size", LayerSize(300, 0)),
        ("size=0,0", "size", None),
        ("scale=.5", "scale", 0.5),
        ("res=36", "res", 36),
        ("rotate=-12.5", "rotate", -12.5),
        ("layer=0&flip=lrud", "flip", Flip(horizontal=True, vertical=True)),
        ("extend=-1,2,3,4", "extend", Extend(-1, 2, 3, 4)),
        ("extendN=.1,0,0,0", "extend", Extend(0.1, 0, 0, 0, normalised=True)),
        ("layer=0&op_blur=2", "operations", (Blur(2),)),
        ("layer=0&op_sharpen=1", "sharpening", Sharpening(sharpen=True)),
    ],
)
def test_layer_commands(query, field, value):
    recipe = parse_request(query)
    assert getattr(recipe.layer, field) == value
    assert recipe.warnings == ()


def test_color_and_bg_color_are_the_layers():
    layer = parse_request("color=ff0000&bgColor=0,0,255,51").layer
    assert layer.color.rgb() == (255, 0, 0)
    assert (layer.bg_color.rgb(), layer.bg_color.alpha) == ((0, 0, 255), 0.2)


def test_operations_at_comp_are_the_composites_in_their_fixed_order():
    composite = parse_request("op_blur=.6&op_invert=1&op_contrast=-20&op_brightness=10&flip=ud").composite
    assert composite.flip == Flip(vertical=True)
    assert composite.operations == (Brightness(10), Contrast(-20), Invert(), Blur(0.6))


@pytest.mark.parametrize("query", ["op_blur=0&op_invert=0&op_contrast=0&op_brightness=0", "op_usm=0,0,0,0", "op_usm=1"])
def test_197_operations_that_do_nothing_leave_nothing(query):
    assert parse_request(query) == Recipe()


def test_sharpening_at_comp_is_the_views():
    sharpening = parse_request("op_sharpen=1&op_usm=1,2,3,1&op_usmR=.5,.5").view.sharpening
    assert sharpening == Sharpening(
        sharpen=True,
        usm=UnsharpMask(1, 2, 3, monochrome=True),
        usm_r=UnsharpMask(0.5, 0.5, full_resolution=False),
    )


@pytest.mark.parametrize(
    ("query", "warning"),
    [
        ("zoom=3", "zoom=3: this command is not known and was ignored."),
        ("id=abc", "id=abc: this command has no effect on a rendered file."),
        ("qlt=0", "qlt=0: 0 is below 1; 1 is used."),
        ("qlt=750", "qlt=750: 750 is above 100; 100 is used."),
        ("wid=-5", "wid=-5: -5 is below 1; 1 is used."),
        ("wid=400,300", "wid=400,300: only the first 1 values are used."),
        ("fmt=tiff", "fmt=tiff: 'tiff' is not a documented format; tif is used."),
        ("iccProfile=sRGB", "iccProfile=sRGB: 'iccProfile' is not a documented command; icc is used."),
        ("resMode=sharp", "resMode=sharp: 'sharp' is deprecated; sharp2 is used."),
        ("layer=1&opac=5&pos=1,1", "layer=1: it has neither src nor text nor color and shows nothing."),
        ("effect=-1&color=ff0000&size=5,5", "size=5,5: an effect has no use for this command."),
        (
            "perspective=0,0,1,0,1,1,0,1,R3T7",
            "perspective=0,0,1,0,1,1,0,1,R3T7: samples are not moved at random; R3 is used.",
        ),
    ],
)
def test_what_is_not_done_as_asked_is_reported(query, warning):
    assert parse_request(query).warnings == (warning,)


@pytest.mark.parametrize(
    "query",
    [
        "wid=abc",
        "wid=1.5",
        "scl=0",
        "scl=-1",
        "scale=0",
        "res=0",
        "crop=1,2",
        "rotate=x",
        "flip=xy",
        "fit=zoom&wid=1",
        "align=a,b",
        "resMode=best",
        "printRes=0",
        "pscan=7",
        "req=props",
        "op_usm=a",
        "op_invert=2",
        "cropN=0,0,0,1",
        "rect=0,0,5,5,0",
        "anchor=2147483648,0",
    ],
)
def test_malformed_values_are_refused_by_name_and_value(query):
    name = query.split("=", maxsplit=1)[0]
    with pytest.raises(RequestError, match=f"^{name}="):
        parse_request(query)


@pytest.mark.parametrize("query", ["clipPath=%00%0a", "textPath=M0,0%1b", "textPs=a&pathAttr=%00%0a"])
def test_errors_hold_no_control_characters(query):
    """They go into job logs, which are XML."""
    with pytest.raises(RequestError) as caught:
        parse_request(query)
    assert str(caught.value).isprintable()


@pytest.mark.parametrize("command", ["clipPath", "textPath", "textFlowPath"])
def test_a_path_of_blanks_is_read_in_a_moment(command):
    begin = time.process_time()
    with pytest.raises(RequestError, match="no part of a path"):
        parse_request(f"{command}=M0,0{' ' * 8000}x")
    assert time.process_time() - begin < 0.5


@pytest.mark.parametrize(
    ("query", "same"),
    [
        ("bgc=255,0,0,", "bgc=255,0,0"),
        ("bgc=50,", "bgc=50"),
        ("color=ff0000,", "color=ff0000"),
        ("bgColor=0,0,0,100,k", "bgColor=0,0,0,100k"),
        ("op_usm=,1,6", "op_usm=0,1,6"),
        ("op_usmR=,1", "op_usmR=0,1"),
        ("op_noise=,gaussian", "op_noise=0,gaussian"),
        ("pos=5,", "pos=5,0"),
        ("posN=,.5", "posN=0,.5"),
        ("qlt=60,", "qlt=60,0"),
        ("align=,1", "align=0,1"),
        ("opac=,50", "opac=100,50"),
        ("fmt=,gray", "fmt=jpeg,gray"),
        ("quantize=,off,", "quantize=adaptive,off,256"),
    ],
)
def test_u5_an_empty_argument_is_its_default(query, same):
    assert parse_request(query) == parse_request(same)
    assert parse_request(query).warnings == ()


def test_an_overridden_mistake_is_no_mistake():
    assert parse_request("wid=abc&wid=5").view.wid == 5


@pytest.mark.parametrize("name", DOCUMENTED.split())
def test_every_documented_command_is_known(name):
    assert command_table()[name.casefold()].name == name


def test_every_command_sets_a_field_that_exists():
    for spelling in command_table().values():
        record = RECORDS.get(spelling.command.target)
        if record is not None:
            assert spelling.command.field in {field.name for field in fields(record)}, spelling.name


def test_one_recipe_serves_every_picture_of_a_job():
    macros = {"test": "fmt=tif"}
    first = parse_request("&fmt=png&$test$", macros=macros, object_name="Co/a")
    assert parse_request("&fmt=png&$test$", macros=macros, object_name="Co/b") is first


def test_the_object_still_matters_where_it_is_used():
    first, second = (parse_request("text=$object$", object_name=name).layer.content for name in ("Co/a", "Co/b"))
    assert (first.value, second.value) == ("Co/a", "Co/b")


def test_presets_found_in_use():
    query = (
        "wid=842&hei=1075&fmt=tif-alpha,cmyk,lzw&&bgc=ffffff&quantize=adaptive,diffuse,255,&op_blur=.6&.v=1502831144597"
    )
    assert parse_request(query).warnings == ()


def test_warnings_survive_json():
    warnings = parse_request("bad%00name=%ff%00&wid%0a=5").warnings
    assert all(warning.isprintable() for warning in warnings)
    assert json.loads(json.dumps(warnings)) == list(warnings)

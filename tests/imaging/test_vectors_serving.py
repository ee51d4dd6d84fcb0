"""dpr, thumbnails and what the catalog gives by default, after the vendor's pages; ids are test-vector numbers."""

from dataclasses import replace

import pytest

from flytower.imaging.attributes import DEFAULT_ATTRIBUTES
from flytower.imaging.catalog import CatalogRecord, RequestContext
from flytower.imaging.errors import LimitError, MissingPictureError, RequestError
from flytower.imaging.limits import Limits, PixelLimit
from flytower.imaging.output_recipe import IccOutput, Intent
from flytower.imaging.plan import plan
from flytower.imaging.recipe import FileContent, PathObject, SourceSize
from flytower.imaging.request import parse_request_in
from flytower.imaging.view_recipe import Align, ResMode

MAX_PIX = PixelLimit(2000, 2000)


def attributes(**changes):
    thumb = {name.removeprefix("thumb_"): changes.pop(name) for name in list(changes) if name.startswith("thumb_")}
    colour = {name.removeprefix("colour_"): changes.pop(name) for name in list(changes) if name.startswith("colour_")}
    base = DEFAULT_ATTRIBUTES
    return replace(base, thumb=replace(base.thumb, **thumb), colour=replace(base.colour, **colour), **changes)


def recipe(query, find=None, record=None, **changes):
    return parse_request_in(query, RequestContext(attributes=attributes(**changes), find=find, record=record))


def planned(query, width, height, resolution=0.0, **changes):
    return plan(recipe(query, **changes), SourceSize(width, height, resolution), Limits())


@pytest.mark.parametrize(
    ("value", "size"),
    [
        pytest.param("on,1", (816, 500), id="57-dpr"),
        pytest.param("on,2", (1632, 1000), id="58-dpr"),
        pytest.param("on,3", (2448, 1500), id="59-dpr"),
        pytest.param("on,4", (3264, 2000), id="60-dpr"),
        pytest.param("off,4", (816, 500), id="dpr-off"),
        pytest.param("on", (816, 500), id="dpr-on-without-a-value"),
    ],
)
def test_dpr_multiplies_what_is_asked_for(value, size):
    assert planned(f"wid=816&hei=500&dpr={value}", 4080, 2500).size == size


def test_61_dpr_is_held_to_max_pix():
    assert planned("wid=816&hei=500&dpr=on,3", 4080, 2500, max_pix=MAX_PIX).size == (2000, 1225)


def test_dpr_shows_the_same_part_with_scl():
    assert planned("scl=4&wid=100&hei=100&dpr=on,2", 800, 800).image_size == (400, 400)


def test_dpr_enlarges_nothing_that_has_no_size():
    assert planned("dpr=on,3", 400, 300).size == (400, 300)
    assert planned("dpr=on,3", 4000, 3000, default_pix=PixelLimit(300, 300)).size == (900, 675)


def test_dpr_makes_no_request_fail_for_its_size():
    assert planned("dpr=on,2", 4000, 1000, max_pix=MAX_PIX).size == (2000, 500)
    with pytest.raises(LimitError, match="4000 x 1000"):
        planned("", 4000, 1000, max_pix=MAX_PIX)


@pytest.mark.parametrize(
    ("query", "width", "height", "size"),
    [
        pytest.param("wid=500&dpr=on,2", 1000, 3000, (667, 2000), id="wid"),
        pytest.param("wid=1000&dpr=on,3", 5000, 7000, (1428, 2000), id="wid-5:7"),
        pytest.param("wid=900&hei=900&fit=wrap&dpr=on,3", 7000, 5000, (2000, 1428), id="wrap"),
    ],
)
def test_a_rounded_side_makes_no_dpr_request_fail(query, width, height, size):
    """IS reference, dpr: held to MaxPix with its aspect; a width of 666.67 rounded up makes the height 2001."""
    assert planned(query, width, height, max_pix=MAX_PIX).size == pytest.approx(size, abs=1)


def test_dpr_leaves_a_view_that_rect_cuts_as_large_as_it_is():
    """IS reference, rect, dpr: the reply is the tile, which is what MaxPix is for."""
    made = planned("wid=1500&rect=0,0,500,500&dpr=on,2", 5000, 5000, max_pix=MAX_PIX)
    assert (made.size, made.view_size) == ((500, 500), (3000, 3000))
    assert planned("rect=0,0,500,500&dpr=on,2", 5000, 5000, max_pix=MAX_PIX).view_size == (5000, 5000)


def test_a_small_dpr_does_not_lift_default_pix():
    """IS reference, DefaultPix: 0 would be no limit."""
    assert planned("dpr=on,.001", 1000, 800, default_pix=PixelLimit(300, 300)).size == (1, 1)


@pytest.mark.parametrize("value", ["on,0", "on,-1", "maybe,2", "on,x"])
def test_dpr_needs_a_factor_above_nothing(value):
    with pytest.raises(RequestError, match="dpr="):
        recipe(f"dpr={value}")


def test_42_a_thumbnail_takes_no_fit():
    with pytest.raises(RequestError, match="fit=fit: a thumbnail"):
        recipe("req=tmb&fit=fit")


@pytest.mark.parametrize(
    ("query", "changes", "size", "image", "offset"),
    [
        pytest.param("wid=64&hei=64", {}, (64, 64), (64, 51), (0, 7), id="69-req"),
        pytest.param("", {"thumb_type": 2}, (100, 100), (100, 80), (0, 10), id="70-thumbnail-rules"),
        pytest.param("", {"thumb_type": 1}, (100, 100), (125, 100), (-12, 0), id="71-thumbnail-rules"),
        pytest.param(
            "", {"thumb_type": 3, "thumb_res": 36}, (100, 100), (500, 400), (-200, -150), id="72-thumbnail-rules"
        ),
        pytest.param("", {"thumb_align": Align(-1, 1)}, (100, 100), (100, 80), (0, 20), id="thumb-vert-align"),
    ],
)
def test_thumbnails(query, changes, size, image, offset):
    made = planned(f"req=tmb&{query}", 1000, 800, 72.0, **changes)
    assert (made.size, made.image_size) == (size, image)
    assert made.image_offset == pytest.approx(offset, abs=1)


def test_a_small_picture_is_enlarged_in_a_thumbnail():
    assert planned("req=tmb", 50, 40).image_size == (100, 80)


def test_a_thumbnail_without_a_size_is_an_error():
    with pytest.raises(RequestError, match="req=tmb"):
        recipe("req=tmb", thumb_size=PixelLimit(0, 0))


def test_a_layer_of_a_thumbnail_fills_the_canvas():
    query = "req=tmb&layer=1&src=other"
    source, other = SourceSize(1000, 800, 72.0), SourceSize(400, 400, 72.0)
    made = parse_request_in(
        query, RequestContext(attributes=attributes(thumb_type=1), find=lambda _: CatalogRecord("other.png"))
    )
    base, upper = plan(made, source, Limits(), {"other.png": other}).layers
    assert (base.rect_size, base.crop) == ((100, 100), (100, 0, 900, 800))
    assert (upper.rect_size, upper.top_left) == ((100, 100), (0, 0))


def test_a_layer_of_a_thumbnail_in_perspective_is_not_cropped():
    """IS reference, perspective: all of the picture goes to the corners, size or not."""
    query = "req=tmb&layer=1&src=other&size=20,40&perspectiveN=0,0,.5,.1,.5,.9,0,1"
    made = parse_request_in(
        query, RequestContext(attributes=attributes(thumb_type=1), find=lambda _: CatalogRecord("other.png"))
    )
    upper = plan(made, SourceSize(1000, 800), Limits(), {"other.png": SourceSize(400, 400)}).layers[1]
    assert upper.crop == (0, 0, 400, 400)


@pytest.mark.parametrize(
    ("query", "size"),
    [("wid=60", (60, 100)), ("hei=60", (100, 60)), ("scl=4", (100, 100)), ("align=-1,-1", (100, 100))],
)
def test_a_thumbnail_takes_the_side_that_is_not_given_from_the_catalog(query, size):
    """IS reference, view transform for thumbnails: wid and hei alone count, and ThumbHorizAlign and ThumbVertAlign."""
    made = planned(f"req=tmb&{query}", 1000, 800)
    assert made.size == size
    centred = [(whole - part) / 2 for whole, part in zip(size, made.image_size, strict=True)]
    assert made.image_offset == pytest.approx(centred, abs=1)


def test_bgc_of_a_thumbnail_takes_the_place_of_thumb_bkg_color():
    """IS reference, view transform for thumbnails."""
    green = DEFAULT_ATTRIBUTES.bkg_color.__class__("rgb", (0, 255, 0))
    assert recipe("req=tmb", thumb_bkg_color=green).view.bgc == green
    assert recipe("req=tmb&bgc=1,2,3", thumb_bkg_color=green).view.bgc.components == (1, 2, 3)
    assert recipe("req=img", thumb_bkg_color=green).view.bgc == DEFAULT_ATTRIBUTES.bkg_color


def test_a_thumbnail_is_held_to_max_pix():
    """IS reference, view transform for thumbnails: MaxPix counts."""
    with pytest.raises(LimitError, match="300 x 100"):
        planned("req=tmb&wid=300", 1000, 800, max_pix=PixelLimit(200, 200))


def test_a_layer_of_a_thumbnail_that_has_a_size_fills_that():
    made = planned("req=tmb&size=50,20", 1000, 800, thumb_type=1)
    assert made.layers[0].rect_size == (50, 20)
    assert made.size == (100, 100)


def test_defaults_of_the_catalog():
    made = recipe(
        "fmt=png",
        quality=70,
        full_chroma=True,
        res_mode=ResMode.BICUB,
        print_resolution=300.0,
        apply_effect_mask=False,
        bkg_color=DEFAULT_ATTRIBUTES.bkg_color.__class__("rgb", (1, 2, 3)),
    )
    assert (made.output.quality, made.output.full_chroma, made.effect_mask) == (70, True, False)
    assert (made.view.res_mode, made.view.print_res, made.view.bgc.components) == (ResMode.BICUB, 300, (1, 2, 3))


def test_a_request_beats_the_catalog():
    made = recipe("qlt=50&resMode=bilin&bgc=ffffff&effectMask=1", quality=70, res_mode=ResMode.BICUB)
    assert (made.output.quality, made.output.full_chroma, made.view.res_mode) == (50, False, ResMode.BILIN)


def test_the_catalog_s_profile_is_that_of_the_pixel_type():
    profiles = replace(DEFAULT_ATTRIBUTES.colour.outputs, gray="Gray", rgb="AdobeRGB")
    changes = {"colour_outputs": profiles, "colour_intent": Intent.ABSOLUTE, "colour_dither": True}
    assert recipe("", **changes).output.icc == IccOutput("AdobeRGB", Intent.ABSOLUTE, black_point=True, dither=True)
    assert recipe("fmt=png,gray", **changes).output.icc.name == "Gray"
    assert recipe("fmt=jpeg,cmyk", **changes).output.icc is None
    assert recipe("icc=sRGB,perceptual,0,0", **changes).output.icc == IccOutput("sRGB", Intent.PERCEPTUAL, False)
    assert recipe("icc=sRGB", **changes).output.icc.intent is Intent.ABSOLUTE


def test_a_record_s_resolution_is_what_res_compares_with():
    made = recipe("res=36", record=CatalogRecord("boat.png", resolution=144.0))
    assert made.layer.content == PathObject(144.0)
    assert plan(made, SourceSize(1000, 800, 72.0), Limits()).size == (250, 200)


KNOWN = {"boat": CatalogRecord("boat.png"), "none.jpg": CatalogRecord("none.png", modifier="wid=90&op_invert=1")}


def missing(query, **changes):
    context = RequestContext(
        object_name="Co/ship", missing=True, find=KNOWN.get, attributes=attributes(**{"default_image": "", **changes})
    )
    return parse_request_in(query, context)


def test_a_missing_picture_is_an_error():
    with pytest.raises(MissingPictureError, match="Unable to find /Co/ship"):
        missing("wid=10")


def test_the_default_image_takes_the_place_of_the_whole_request():
    made = missing("hei=10&op_blur=3&fmt=png", default_image="none.jpg")
    assert made.default_image
    assert made.layer.content == FileContent("none.jpg", "none.png")
    assert (made.view.wid, made.view.hei, made.output.extension) == (90, 10, "png")
    assert [type(one).__name__ for one in made.composite.operations] == ["Invert"]


def test_the_request_names_another_default_image_or_none():
    assert missing("defaultImage=boat", default_image="none.jpg").layer.content.path == "boat.png"
    with pytest.raises(MissingPictureError):
        missing("defaultImage=", default_image="none.jpg")


def test_a_mask_has_no_default_image():
    with pytest.raises(MissingPictureError):
        missing("req=mask", default_image="none.jpg")


def test_one_missing_layer_replaces_the_request_or_only_itself():
    query = "layer=0&size=50,0&layer=1&src=gone&pos=5,5"
    whole = recipe(query, find=KNOWN.get, default_image="boat")
    assert [layer.content.path for layer in whole.layers] == ["boat.png"]
    layer = recipe(query, find=KNOWN.get, default_image="boat", default_image_mode=1)
    assert isinstance(layer.layers[0].content, PathObject)
    assert layer.layers[1].content.path == "boat.png"
    assert (layer.layers[1].pos.x, layer.default_image) == (5, True)


def test_with_mode_1_a_missing_path_object_keeps_its_commands():
    made = missing("wid=10&op_blur=3", default_image="boat", default_image_mode=1)
    assert made.layer.content == FileContent("boat", "boat.png")
    assert (made.view.wid, len(made.composite.operations)) == (10, 1)


def test_nested_requests_go_by_no_size_of_the_catalog():
    made = recipe("layer=1&src=is(boat)", find=KNOWN.get, default_pix=PixelLimit(5, 5), max_pix=PixelLimit(9, 9))
    nested = made.layers[1].content.recipe.view
    assert (made.view.default_pix, nested.default_pix, nested.max_pix) == ((5, 5), (0, 0), None)


def test_commands_are_counted():
    context = RequestContext(limits=Limits(max_commands=3))
    parse_request_in("wid=1&hei=1&qlt=1", context)
    with pytest.raises(RequestError, match="more than 3 commands"):
        parse_request_in("wid=1&hei=1&qlt=1&.x=1&fmt=png", context)

"""What the plan promises the pipeline, beyond the vendor's numbers."""

from dataclasses import replace

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from flytower.imaging.errors import LimitError, RenderError
from flytower.imaging.limits import Limits, PixelLimit
from flytower.imaging.plan import plan
from flytower.imaging.recipe import SourceSize
from flytower.imaging.request import parse_request


def planned(query, width=1000, height=800, limits=None):
    return plan(parse_request(query), SourceSize(width, height), limits or Limits())


def test_a_plain_resize_is_one_resampling_that_fills_the_reply():
    made = planned("wid=400")
    assert made.rotation is None
    assert made.content.box == (0, 0, 1000, 800)
    assert made.content.size == made.content.canvas == made.canvas_size == made.size == (400, 320)


def test_crop_scale_flip_turn_extend_and_rgn_are_one_resampling():
    made = planned("cropN=.5,0,.5,1&scale=.5&rotate=90&extend=10,0,0,0&flip=lr&rgn=0,0,400,250&wid=200")
    assert made.composite_size == (410, 250)
    assert made.size == (200, 125)
    assert made.content.orientation == (True, 3)
    assert made.content.size == (125, 200)


def test_padding_is_a_position_on_the_reply():
    made = planned("wid=400&hei=400")
    assert (made.canvas_position, made.canvas_size) == ((0, 40), (400, 320))


def test_cropping_reads_only_what_shows():
    assert planned("wid=400&hei=400&fit=crop").content.box == (100, 0, 900, 800)


def test_more_room_than_the_region_needs_shows_the_composite_around_it():
    made = planned("rgn=400,300,200,200&wid=300&hei=200&scl=1")
    assert made.content.box == (350, 300, 650, 500)


@pytest.mark.parametrize("query", ["crop=2000,0,10,10", "rgn=5000,0,10,10&scl=1", "wid=400&rect=400,0,10,10"])
def test_nothing_of_the_source_may_show(query):
    made = planned(query)
    assert made.content is None
    assert made.size == (10, 10)


def test_a_view_that_misses_the_composite_has_an_empty_canvas():
    assert planned("rgn=5000,0,10,10&scl=1").canvas_size == (0, 0)


def test_a_free_rotation_turns_no_more_pixels_than_the_reply_shows():
    made = planned("rotate=30&wid=400", 4000, 3000)
    assert made.rotation.size.width == pytest.approx(400, abs=1)
    assert made.rotation.placement.box == (0, 0, 4000, 3000)
    assert made.content.size == made.size


def test_a_free_rotation_at_full_size():
    made = planned("rotate=45&extend=10,10,10,10", 100, 100)
    assert made.rotation.layer_size == (100, 100)
    assert made.rotation.size == (142, 142)
    assert (made.content.position, made.content.size, made.size) == ((10, 10), (142, 142), (162, 162))


def test_a_free_rotation_keeps_what_the_crop_left_clear():
    placement = planned("crop=-50,0,100,100&rotate=10").rotation.placement
    assert (placement.box, placement.position, placement.canvas) == ((0, 0, 50, 100), (50, 0), (100, 100))


@pytest.mark.parametrize(
    ("query", "blur_scale", "usm_scale"),
    [
        pytest.param("wid=200", 0.2, 0.2, id="reduced"),
        pytest.param("scale=.5&wid=250", 0.5, 0.25, id="layer-and-view"),
        pytest.param("scl=.5", 2, 1, id="enlarged"),
        pytest.param("rotate=90&wid=200", 0.25, 0.25, id="turned"),
        pytest.param("scl=1&rect=0,0,10,10,.5", 0.5, 0.5, id="rect"),
    ],
)
def test_radii_follow_the_scale(query, blur_scale, usm_scale):
    made = planned(query)
    assert made.blur_scale == pytest.approx(blur_scale)
    assert made.usm_scale == pytest.approx(usm_scale)


def test_a_source_beyond_the_limit_is_refused_before_any_decode():
    with pytest.raises(LimitError, match="1000 x 800"):
        planned("wid=10", limits=Limits(max_source_pixels=799_999))


@pytest.mark.parametrize("query", ["scale=100", "scl=.0001", "wid=2000000000&hei=1", "extend=2000000000,0,0,0"])
def test_a_reply_beyond_the_limit_is_refused(query):
    with pytest.raises(LimitError, match="at most"):
        planned(query)


def test_a_small_view_of_a_huge_layer_is_fine():
    assert planned("scale=1000&rgn=5000,5000,300,200").size == (300, 200)


def test_a_huge_rotated_layer_is_refused():
    with pytest.raises(LimitError, match="at most"):
        planned("scale=1000&rotate=1&rgn=5000,5000,300,200&scl=1")


def test_extend_that_leaves_nothing_is_refused():
    with pytest.raises(RenderError, match="extend=-1000"):
        planned("extend=-1000,0,0,0")


def test_a_source_without_pixels_is_refused():
    with pytest.raises(LimitError):
        planned("", 0, 5)


SIDES = st.integers(1, 3000)
COMMANDS = st.lists(
    st.one_of(
        st.builds("wid={}".format, SIDES),
        st.builds("hei={}".format, SIDES),
        st.builds("scl={:.4f}".format, st.floats(0.3, 50)),
        st.builds("fit={},{}".format, st.sampled_from(["fit", "crop", "wrap", "stretch", "hfit"]), st.booleans()),
        st.builds("crop={},{},{},{}".format, st.integers(-900, 900), st.integers(-900, 900), SIDES, SIDES),
        st.builds("rotate={}".format, st.sampled_from([0, 30, 90, 180, -90, 271])),
        st.builds("flip={}".format, st.sampled_from(["lr", "ud", "lrud"])),
        st.builds("extend={},{},0,0".format, st.integers(0, 900), st.integers(0, 900)),
        st.builds("rgn={},{},{},{}".format, st.integers(-900, 900), st.integers(-900, 900), SIDES, SIDES),
        st.builds("rect={},{},{},{}".format, st.integers(-900, 900), st.integers(-900, 900), SIDES, SIDES),
    ),
    max_size=6,
)


@settings(deadline=None, database=None)
@given(commands=COMMANDS, width=SIDES, height=SIDES)
def test_whatever_is_asked_boxes_lie_inside_their_rasters(commands, width, height):
    recipe = parse_request("wid=50&" + "&".join(commands))
    limits = replace(Limits(), max_output_pixels=10**14, max_layer_pixels=10**15)
    made = plan(recipe, SourceSize(width, height), limits)
    raster = made.rotation.size if made.rotation else (width, height)
    for placement, over in ((made.content, raster), (made.rotation and made.rotation.placement, (width, height))):
        if placement is not None:
            assert 0 <= placement.box.left < placement.box.right <= over[0]
            assert 0 <= placement.box.top < placement.box.bottom <= over[1]
            oriented = placement.size[::-1] if placement.orientation.quarter_turns % 2 else placement.size
            assert all(side >= 1 for side in placement.size)
            assert all(at >= 0 for at in placement.position)
            assert all(
                at + side <= room for at, side, room in zip(placement.position, oriented, placement.canvas, strict=True)
            )
    assert all(at >= 0 for at in made.canvas_position)
    assert all(
        at + side <= room for at, side, room in zip(made.canvas_position, made.canvas_size, made.size, strict=True)
    )


def test_a_crop_beside_the_source_shows_nothing_of_it():
    assert planned("crop=0,2,1,1&extend=0,1,0,0", 1, 1).content is None


@pytest.mark.parametrize(
    "query",
    [
        "rect=0,0,10,10,100000000",
        "scl=.0000001&wid=10&hei=10",
        "scl=.00000000000000000000000000000001&wid=10&hei=10",
        "scale=100000000&rgn=0,0,10,10&scl=1&rotate=90",
    ],
)
def test_what_is_enlarged_beyond_measure_still_comes_from_somewhere(query):
    """IS reference, scl, rect, scale: any number above 0."""
    left, top, right, bottom = planned(query).content.box
    assert 0 <= left < right <= 1000
    assert 0 <= top < bottom <= 800


def test_a_margin_for_filters_is_no_part_of_the_reply():
    """IS reference, rect: the reply is exactly as large as the tile."""
    made = planned("scl=1&rect=500,500,100,100&op_usmR=1,2&op_blur=1", limits=Limits(max_pix=PixelLimit(100, 100)))
    assert made.size == (100, 100)
    assert made.sheet == (-9, -9, 109, 109)
    assert made.canvas_size == (130, 130)
    assert made.canvas_position == (-15, -15)


def test_a_margin_is_not_wider_than_the_composite_nor_without_bounds():
    assert planned("op_blur=100&wid=200").canvas_size == (200, 160)
    assert planned("op_grow=100&scl=.001&wid=10&hei=10").canvas_size == (4010, 4010)

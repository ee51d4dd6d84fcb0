"""Sizes and positions as the vendor's Image Serving pages state them, or as they follow from their formulas.

Each id is the number of a test vector and the page it comes from. `image` is the scaled composite and its offset in
the reply; negative offsets are cropped.
"""

import re
from itertools import pairwise
from typing import NamedTuple

import pytest

from flytower.imaging.errors import LimitError, RequestError
from flytower.imaging.limits import Limits, PixelLimit
from flytower.imaging.plan import Plan, plan
from flytower.imaging.recipe import SourceSize
from flytower.imaging.request import parse_request


class Vector(NamedTuple):
    number: int
    source: str
    query: str
    reply: str
    image: str = ""
    page: str = ""
    tolerance: int = 0


def planned(source: str, query: str, resolution: float = 0.0, **limits: PixelLimit) -> Plan:
    width, height = map(int, source.split("x"))
    return plan(parse_request(query), SourceSize(width, height, resolution), Limits(**limits))


def numbers(text: str) -> list[int]:
    return [int(number) for number in re.findall(r"-?\d+", text)]


def parametrised(*vectors: Vector) -> pytest.MarkDecorator:
    return pytest.mark.parametrize("vector", vectors, ids=[f"{v.number}-{v.page}" for v in vectors])


BOTH = "&wid=400&hei=400"


@parametrised(
    Vector(1, "1000x800", "wid=400", "400x320", page="wid"),
    Vector(2, "1000x800", "hei=400", "500x400", page="hei"),
    Vector(3, "1000x800", "wid=400&hei=400", "400x400", "400x320@0,40", page="view-transform"),
    Vector(4, "800x800", "wid=200&hei=200&align=0,-1", "200x200", "200x200@0,0", page="align"),
    Vector(5, "400x800", "wid=200&hei=200&align=0,-1", "200x200", "100x200@50,0", page="align"),
    Vector(6, "800x400", "wid=200&hei=200&align=0,-1", "200x200", "200x100@0,0", page="align"),
    Vector(7, "800x400", "wid=200&hei=200&align=-1,-1", "200x200", "200x100@0,0", page="hei"),
    Vector(8, "400x800", "wid=200&hei=200&align=1,-1", "200x200", "100x200@100,0", page="wid"),
    Vector(9, "800x400", "wid=200&align=1,1", "200x100", "200x100@0,0", page="wid"),
    Vector(10, "400x800", "hei=200&align=1,1", "100x200", "100x200@0,0", page="hei"),
    Vector(11, "1000x800", "wid=400&hei=400&align=1,1", "400x400", "400x320@0,80", page="align"),
    Vector(12, "1000x800", "wid=400&hei=400&align=-1,-1&bgc=ff0000", "400x400", "400x320@0,0", page="bgc"),
    Vector(13, "1000x667", "wid=400", "400x267", page="rounding", tolerance=1),
    Vector(14, "1000x800", "wid=400&hei=320&bgc=ff0000", "400x320", "400x320@0,0", page="bgc"),
    Vector(15, "1000x800", "wid=400&hei=400&align=0,0.5", "400x400", "400x320@0,60", page="align"),
)
def test_wid_hei_and_align(vector):
    check(vector, planned(vector.source, vector.query))


@parametrised(
    Vector(16, "1000x800", "fit=fit" + BOTH, "400x400", "400x320@0,40", page="fit"),
    Vector(17, "1000x800", "fit=constrain" + BOTH, "400x320", page="fit"),
    Vector(18, "1000x800", "fit=crop" + BOTH, "400x400", "500x400@-50,0", page="fit"),
    Vector(19, "1000x800", "fit=wrap" + BOTH, "500x400", page="fit"),
    Vector(20, "1000x800", "fit=stretch" + BOTH, "400x400", "400x400@0,0", page="fit"),
    Vector(21, "1000x800", "fit=hfit" + BOTH, "400x400", "400x320@0,40", page="fit"),
    Vector(22, "1000x800", "fit=vfit" + BOTH, "400x400", "500x400@-50,0", page="fit"),
    Vector(23, "800x1000", "fit=fit" + BOTH, "400x400", "320x400@40,0", page="fit"),
    Vector(24, "800x1000", "fit=constrain" + BOTH, "320x400", page="fit"),
    Vector(25, "800x1000", "fit=crop" + BOTH, "400x400", "400x500@0,-50", page="fit"),
    Vector(26, "800x1000", "fit=wrap" + BOTH, "400x500", page="fit"),
    Vector(27, "800x1000", "fit=hfit" + BOTH, "400x400", "400x500@0,-50", page="fit"),
    Vector(28, "800x1000", "fit=vfit" + BOTH, "400x400", "320x400@40,0", page="fit"),
    Vector(29, "200x160", BOTH, "400x400", "200x160@100,120", page="fit"),
    Vector(30, "200x160", "fit=fit,1" + BOTH, "400x400", "400x320@0,40", page="fit"),
    Vector(31, "200x160", "fit=constrain,0" + BOTH, "200x160", page="fit"),
    Vector(32, "200x160", "fit=constrain,1" + BOTH, "400x320", page="fit"),
    Vector(33, "200x160", "fit=crop,1" + BOTH, "400x400", "500x400@-50,0", page="fit"),
    Vector(34, "200x160", "fit=crop,0" + BOTH, "400x400", "200x160@100,120", page="fit"),
    Vector(35, "200x160", "fit=wrap,1" + BOTH, "500x400", page="fit"),
    Vector(36, "200x160", "fit=stretch,1" + BOTH, "400x400", "400x400@0,0", page="fit"),
    Vector(37, "1000x800", "fit=crop&align=-1,0" + BOTH, "400x400", "500x400@0,0", page="align"),
    Vector(38, "1000x800", "fit=crop&align=1,0" + BOTH, "400x400", "500x400@-100,0", page="align"),
    Vector(39, "1000x800", "fit=constrain&align=1,1" + BOTH, "400x320", "400x320@0,0", page="align"),
    Vector(40, "200x160", "wid=400", "200x160", page="wid-without-upscaling"),
    Vector(40, "200x160", "wid=400&fit=crop,1", "400x320", page="fit-one-side"),
    Vector(36, "200x160", "fit=stretch&align=1,1" + BOTH, "400x400", "200x160@100,120", page="stretch-align"),
    Vector(36, "200x1600", "fit=stretch" + BOTH, "400x400", "200x400@100,0", page="stretch-one-factor"),
    Vector(34, "200x1600", "fit=hfit" + BOTH, "400x400", "200x1600@100,-600", page="hfit-without-upscaling"),
    Vector(35, "200x160", "fit=wrap" + BOTH, "200x160", "200x160@0,0", page="wrap-without-upscaling"),
)
def test_fit(vector):
    check(vector, planned(vector.source, vector.query))


@pytest.mark.parametrize(
    "query", [pytest.param("fit=crop", id="41-fit"), pytest.param("req=tmb&fit=fit&wid=64", id="42-fit")]
)
def test_fit_where_it_is_an_error(query):
    with pytest.raises(RequestError):
        parse_request(query)


@parametrised(
    Vector(43, "1600x800", "scl=8", "200x100", page="req"),
    Vector(43, "1600x800", "req=img&scl=8", "200x100", page="req-img"),
    Vector(44, "1000x800", "scl=2", "500x400", page="scl"),
    Vector(45, "1000x800", "scl=0.5", "2000x1600", page="scl"),
    Vector(47, "1000x800", "scl=2&wid=200&hei=200", "200x200", "500x400@-150,-100", page="scl"),
    Vector(48, "1000x800", "scl=2&wid=600&hei=600", "600x600", "500x400@50,100", page="view-transform"),
    Vector(49, "1000x800", "scl=2&wid=200&hei=200&align=-1,-1", "200x200", "500x400@0,0", page="align"),
    Vector(49, "1000x800", "scl=2&wid=200&align=-1,-1", "200x400", "500x400@0,0", page="wid-align"),
    Vector(47, "1000x800", "scl=2&fit=stretch,1&wid=200&hei=200", "200x200", "500x400@-150,-100", page="fit-unused"),
    Vector(47, "1000x800", "layer=1&scl=2&layer=0&WID=200&effect=3&HEI=200&wid=300", "300x200", page="anywhere"),
)
def test_scl(vector):
    check(vector, planned(vector.source, vector.query))


@parametrised(
    Vector(46, "1000x800", "300,300|scl=1", "1000x800", page="view-transform"),
    Vector(50, "1000x800", "300,300|", "300x240", page="DefaultPix"),
    Vector(51, "200x100", "300,300|", "200x100", page="DefaultPix"),
    Vector(52, "1000x800", "0,400|", "500x400", page="DefaultPix"),
    Vector(53, "1000x800", "300,300|wid=900", "900x720", page="DefaultPix"),
    Vector(53, "1000x800", "300,300|req=mask", "300x240", page="DefaultPix-mask"),
    Vector(53, "1000x800", "300,300|rgn=0,0,500,100", "300x60", page="DefaultPix-rgn"),
    Vector(53, "1000x800", "300,300|rect=0,0,999,9", "999x9", page="DefaultPix-rect"),
)
def test_default_pix(vector):
    pixels, query = vector.query.split("|")
    check(vector, planned(vector.source, query, default_pix=PixelLimit(*numbers(pixels))))


MAX_PIX = PixelLimit(2000, 2000)


@parametrised(
    Vector(55, "3000x100", "wid=2000", "2000x67", page="MaxPix", tolerance=1),
    Vector(56, "3000x100", "scl=1&rect=0,0,1500,100", "1500x100", page="rect"),
)
def test_max_pix(vector):
    check(vector, planned(vector.source, vector.query, max_pix=MAX_PIX))


def test_54_scl_beyond_max_pix_is_refused():
    with pytest.raises(LimitError, match="3000 x 100"):
        planned("3000x100", "scl=1", max_pix=MAX_PIX)


@parametrised(
    Vector(62, "1000x800", "rgn=100,100,400,200&scl=1", "400x200", page="rgn"),
    Vector(63, "1000x800", "rgn=100,100,400,200&wid=200", "200x100", page="rgn"),
    Vector(64, "1000x800", "rgn=-50,0,100,100&scl=1", "100x100", page="rgn"),
    Vector(66, "2000x2400", "scl=1&rect=0,600,2000,600", "2000x600", page="rect"),
    Vector(68, "1000x800", "wid=400&rect=380,0,40,320", "40x320", page="rect"),
)
def test_rgn_and_rect(vector):
    check(vector, planned(vector.source, vector.query))


def test_62_rgn_shows_its_part_of_the_source():
    content = planned("1000x800", "rgn=100,100,400,200&scl=1").content
    assert content.box == (100, 100, 500, 300)
    assert content.size == (400, 200)


def test_64_rgn_beyond_the_composite_is_background():
    made = planned("1000x800", "rgn=-50,0,100,100&scl=1")
    assert made.content.box == (0, 0, 50, 100)
    assert (made.canvas_position, made.canvas_size) == ((50, 0), (50, 100))


def test_66_rect_is_a_band_of_the_source():
    assert planned("2000x2400", "scl=1&rect=0,600,2000,600").content.box == (0, 600, 2000, 1200)


def test_67_rects_side_by_side_have_no_seams():
    tiles = [planned("2000x2400", f"wid=700&rect=0,{top},700,210").content for top in range(0, 840, 210)]
    edges = [(tile.box.top, tile.box.bottom) for tile in tiles]
    assert edges[0][0] == 0
    assert edges[-1][1] == 2400
    assert all(above[1] == pytest.approx(below[0], abs=1e-9) for above, below in pairwise(edges))


def test_66_rect_counts_its_corner_after_its_scale():
    made = planned("1000x800", "scl=1&rect=100,50,200,100,.5")
    assert (made.content.box, made.size) == ((200, 100, 600, 300), (200, 100))


def test_66_a_rect_beyond_max_pix_is_refused():
    with pytest.raises(LimitError, match="2001 x 10"):
        planned("1000x800", "wid=100&rect=0,0,2001,10", max_pix=MAX_PIX)


def test_68_rect_beyond_the_view_is_background():
    made = planned("1000x800", "wid=400&rect=380,0,40,320")
    assert (made.canvas_position, made.canvas_size) == ((0, 0), (20, 320))
    assert made.content.box == (950, 0, 1000, 800)


@parametrised(
    Vector(73, "1000x800", "cropN=0.1,0,0.8,1", "800x800", page="crop"),
    Vector(74, "1000x800", "cropN=0,0,1,0.8", "1000x640", page="crop"),
    Vector(75, "1000x1000", "cropN=.2,.3,.8,.9&extend=5,5,5,5&bgColor=255,0,0", "810x910", page="extend"),
    Vector(76, "100x100", "crop=-50,-50,200,200", "200x200", page="crop"),
    Vector(77, "1000x800", "crop=100,50,400,200", "400x200", page="crop"),
    Vector(78, "1000x800", "size=200,200", "200x160", page="size"),
    Vector(79, "1000x800", "size=0,400", "500x400", page="size"),
    Vector(80, "1000x800", "size=200,0", "200x160", page="size"),
    Vector(81, "1000x800", "crop=100,100,500,500&size=200,200", "200x200", page="layer-transforms"),
    Vector(82, "400x300", "size=200,0&extend=0,30,0,0", "200x180", page="extend"),
    Vector(83, "1000x800", "scale=0.5", "500x400", page="scale"),
    Vector(84, "1000x800", "size=200,0&scale=0.5", "200x160", page="scale"),
    Vector(87, "1000x800", "scale=0.5&scl=2", "250x200", page="scale-and-scl"),
    Vector(88, "1000x800", "req=mask&scale=0.25", "250x200", page="req"),
    Vector(89, "1000x800", "rotate=90", "800x1000", page="rotate"),
    Vector(90, "1000x800", "rotate=-90", "800x1000", page="rotate"),
    Vector(91, "100x100", "rotate=45", "142x142", page="rotate", tolerance=1),
    Vector(92, "200x100", "rotate=30", "224x187", page="rotate", tolerance=1),
    Vector(93, "1000x800", "rotate=90&wid=400", "400x500", page="rotate"),
    Vector(94, "1000x800", "cropN=.25,.25,.5,.5&rotate=90&hei=250", "200x250", page="rotate"),
    Vector(100, "100x100", "extend=-10,-10,-10,-10", "80x80", page="extend"),
    Vector(101, "1000x800", "extendN=.1,.1,.1,.1", "1200x960", page="extend"),
    Vector(102, "1000x800", "extend=100,100,100,100&wid=600", "600x500", page="extend"),
    Vector(103, "1400x1234", "extend=-279,-109,-279,-50&wid=842&hei=1075", "842x1075", "842x1075@0,0", page="preset"),
    Vector(104, "2000x1800", "crop=675,75,525,1575&wid=400&hei=400", "400x400", "133x400@133,0", "preset", 1),
)
def test_layer_geometry(vector):
    check(vector, planned(vector.source, vector.query))


@parametrised(
    Vector(85, "1000x800", "res=36", "500x400", page="res"),
    Vector(86, "1000x800", "scale=0.25&res=36", "250x200", page="scale"),
)
@pytest.mark.parametrize("resolution", [72, 0], ids=["72-dpi", "unknown-resolution"])
def test_res(vector, resolution):
    check(vector, planned(vector.source, vector.query, resolution))


@pytest.mark.parametrize(
    ("source", "query", "box"),
    [
        pytest.param("1000x800", "cropN=0.1,0,0.8,1", (100, 0, 900, 800), id="73-crop"),
        pytest.param("1000x1000", "cropN=.2,.3,.8,.9&extend=5,5,5,5", (200, 300, 1000, 1000), id="75-extend"),
        pytest.param("100x100", "crop=-50,-50,200,200", (0, 0, 100, 100), id="76-crop"),
        pytest.param("1000x800", "crop=100,50,400,200", (100, 50, 500, 250), id="77-crop"),
        pytest.param("100x100", "extend=-10,-10,-10,-10", (10, 10, 90, 90), id="100-extend"),
        pytest.param("1400x1234", "extend=-279,-109,-279,-50&wid=842", (279, 109, 1121, 1184), id="103-preset"),
    ],
)
def test_the_part_of_the_source_that_is_read(source, query, box):
    assert planned(source, query).content.box == box


@pytest.mark.parametrize(
    ("source", "query", "position", "size"),
    [
        pytest.param("1000x1000", "cropN=.2,.3,.8,.9&extend=5,5,5,5", (5, 5), (800, 700), id="75-extend"),
        pytest.param("100x100", "crop=-50,-50,200,200", (50, 50), (100, 100), id="76-crop"),
        pytest.param("400x300", "size=200,0&extend=0,30,0,0", (0, 30), (200, 150), id="82-extend"),
        pytest.param("1000x800", "extendN=.1,.1,.1,.1", (100, 80), (1000, 800), id="101-extend"),
        pytest.param("1000x800", "extend=100,100,100,100&wid=600", (50, 50), (500, 400), id="102-extend"),
    ],
)
def test_where_the_picture_lies_on_its_canvas(source, query, position, size):
    content = planned(source, query).content
    assert (content.position, content.size) == (position, size)


def oriented(rows: list[str], query: str) -> list[str]:
    """The rows of a small picture, one letter a pixel, after the plan's mirroring and turning."""
    mirror, quarter_turns = planned(f"{len(rows[0])}x{len(rows)}", query).content.orientation
    if mirror:
        rows = [row[::-1] for row in rows]
    for _ in range(quarter_turns):
        rows = ["".join(column) for column in zip(*rows[::-1], strict=True)]
    return rows


@pytest.mark.parametrize(
    ("query", "rows"),
    [
        pytest.param("rotate=90", ["DA", "EB", "FC"], id="89-rotate"),
        pytest.param("rotate=-90", ["CF", "BE", "AD"], id="90-rotate"),
        pytest.param("flip=lr", ["CBA", "FED"], id="96-flip"),
        pytest.param("flip=ud", ["DEF", "ABC"], id="flip"),
        pytest.param("flip=lrud", ["FED", "CBA"], id="97-flip"),
        pytest.param("rotate=180", ["FED", "CBA"], id="97-rotate"),
        pytest.param("layer=0&flip=ud&layer=comp&rotate=270", ["FC", "EB", "DA"], id="b1-flip-then-rotate"),
        pytest.param("layer=0&flip=lr&layer=comp&flip=lr", ["ABC", "DEF"], id="b2-both-flips"),
    ],
)
def test_flip_and_quarter_turns(query, rows):
    assert oriented(["ABC", "DEF"], query) == rows


def test_98_a_layer_is_flipped_before_it_is_rotated():
    assert oriented(["AB"], "layer=0&flip=lr&rotate=90") == ["B", "A"]


def test_99_the_composite_is_flipped_after_layer_0_was_rotated():
    assert oriented(["AB"], "flip=lr&rotate=90") == ["A", "B"]


def check(vector: Vector, made: Plan) -> None:
    within = vector.tolerance
    assert list(made.size) == pytest.approx(numbers(vector.reply), abs=within)
    if vector.image:
        assert [*made.image_size, *made.image_offset] == pytest.approx(numbers(vector.image), abs=within)

"""Image maps go where the pixels go. Source: IS reference, image maps, map, req=map."""

import pytest

from flytower.imaging.image_maps import LayerMap, composite_map, read_areas
from flytower.imaging.limits import Limits
from flytower.imaging.plan import plan
from flytower.imaging.recipe import SourceSize
from flytower.imaging.request import parse_request

SOURCE = '<AREA SHAPE="RECT" COORDS="10,20,50,60" HREF="a">'


def areas(query, text=SOURCE, *, layer=0, in_source=True, size=(100, 80)):
    recipe = parse_request(query)
    made = plan(recipe, SourceSize(*size), Limits())
    return composite_map([LayerMap(layer, text, in_source)], recipe, made, Limits())


def shapes(query, text=SOURCE, **where):
    return [(area.shape, area.coords) for area in areas(query, text, **where)]


@pytest.mark.parametrize(
    ("query", "expected"),
    [
        ("", (10, 20, 50, 60)),
        ("wid=50", (5, 10, 25, 30)),
        ("crop=10,10,50,50", (0, 10, 40, 50)),
        ("crop=30,30,50,50", (0, 0, 20, 30)),
        ("flip=lr", (50, 20, 90, 60)),
        ("rotate=90", (20, 10, 60, 50)),
        ("extend=5,6,7,8", (15, 26, 55, 66)),
        ("wid=200&hei=200", (60, 80, 100, 120)),
        ("scl=2&align=-1,-1&wid=40&hei=40", (5, 10, 25, 30)),
        ("scale=0.5", (5, 10, 25, 30)),
    ],
)
def test_a_rectangle_follows_its_picture(query, expected):
    assert shapes(query) == [("rect", expected)]


def test_what_is_cut_off_is_gone():
    assert shapes("crop=60,0,40,80") == []


def test_a_rectangle_that_is_turned_freely_is_a_polygon():
    ((shape, coords),) = shapes("rotate=45")
    assert shape == "poly"
    assert len(coords) == 8


def test_a_polygon_keeps_its_corners():
    text = '<area shape="poly" coords="10,10,30,10,20,30">'
    assert shapes("wid=200&fit=fit,1", text) == [("poly", (20, 20, 60, 20, 40, 60))]


def test_a_circle_becomes_a_polygon():
    ((shape, coords),) = shapes("", '<area shape="circle" coords="50,40,10">')
    assert (shape, min(coords[::2]), max(coords[::2])) == ("poly", 40, 60)


@pytest.mark.parametrize("text", ["<area alt=Scene7 href=www.example.com>", '<AREA SHAPE="DEFAULT">'])
def test_without_a_shape_it_is_the_whole_layer(text):
    assert shapes("wid=50", text) == [("rect", (0, 0, 50, 40))]


def test_map_counts_in_pixels_of_the_layer():
    assert shapes("extend=5,5,5,5", in_source=False) == [("rect", (10, 20, 50, 60))]


def test_a_map_of_the_composite_lies_behind():
    recipe = parse_request("")
    made = plan(recipe, SourceSize(100, 80), Limits())
    maps = [LayerMap(None, "<area alt=b>", in_source=False), LayerMap(0, "<area alt=a>", in_source=True)]
    found = composite_map(maps, recipe, made, Limits())
    assert [dict(area.attributes)["alt"] for area in found] == ["a", "b"]


def test_other_attributes_stay_as_they_are():
    (area,) = areas("wid=50", "<AREA COORDS=\"10,20,50,60\" HREF='x?a=1&amp;b=>' shape=rect NOHREF>")
    assert area.html() == '<AREA HREF=\'x?a=1&amp;b=>\' NOHREF SHAPE="rect" COORDS="5,10,25,30">'


@pytest.mark.parametrize(
    "text", ["", "<area", "<area shape=poly coords=1,2>", "<map>", "<area shape=star coords=1,2,3>"]
)
def test_what_is_no_area_gives_none(text):
    assert shapes("", text) == []


def test_areas_as_names_and_values():
    assert read_areas('<AREA HREF="a?b&amp;c" ALT=x>') == [(("href", "a?b&c"), ("alt", "x"))]

"""Layers on one another: sizes and positions as the vendor's pages on compositing state them.

Each id is the number of a test vector and the page it comes from.
"""

from pathlib import Path

import pytest

from flytower.imaging import CatalogRecord, RequestContext, parse_request_in
from flytower.imaging.errors import RequestError
from flytower.imaging.limits import Limits
from flytower.imaging.plan import plan
from flytower.imaging.recipe import SourceSize
from flytower.imaging.request import parse_request

CANVAS = "layer=0&size=300,200&color=ffffff&layer=1&src=X"
"""The canvas K of the vectors: 300 x 200, and on it X."""

TEMPLATE_A = "layer=0&size=1000,1000&color=ffffff&layer=1&src=X&size=800,800&originN=-.5,0&posN=-.5,0"


def planned(query, size=(100, 50)):
    """The plan of a request without a path object, where every name is a picture of one size."""
    picture = Path("x.png")
    context = RequestContext(path_object=False, find=lambda _name: CatalogRecord(picture))
    return plan(parse_request_in(query, context), None, Limits(), {picture: SourceSize(*size)})


def on_canvas(commands, size=(100, 50)):
    """Layer 1 on the canvas K; origin commands that the vector gives to both layers are given twice."""
    return planned(f"{CANVAS}&{commands}", size)


@pytest.mark.parametrize(
    ("commands", "top_left", "rect"),
    [
        pytest.param("", (100, 75), (100, 50), id="106-layer-placement"),
        pytest.param("pos=10,20", (110, 95), (100, 50), id="107-pos"),
        pytest.param("posN=0.5,0.5", (250, 175), (100, 50), id="108-pos"),
        pytest.param("originN=-0.5,-0.5", (150, 100), (100, 50), id="109-origin"),
        pytest.param("origin=0,0&layer=0&origin=0,0", (0, 0), (100, 50), id="110-origin"),
        pytest.param("originN=.5,.5&layer=0&originN=.5,.5", (200, 150), (100, 50), id="111-origin"),
        pytest.param("anchor=0,0", (150, 100), (100, 50), id="112-anchor"),
        pytest.param("anchor=0,0&flip=lr", (50, 100), (100, 50), id="113-flip"),
        pytest.param("anchor=0,0&extend=5,5,5,5", (145, 95), (110, 60), id="114-layer-placement"),
        pytest.param("anchor=10,10&crop=10,10,50,25", (150, 100), (50, 25), id="115-layer-placement"),
        pytest.param("sizeN=.5,.5", (75, 62.5), (150, 75), id="116-size"),
        pytest.param("posN=.5,0&originN=.5,0", (200, 75), (100, 50), id="118-pos"),
        pytest.param("rotate=90", (125, 50), (50, 100), id="rotate-around-the-middle"),
        pytest.param("anchor=0,0&rotate=90", (100, 100), (50, 100), id="rotate-around-the-anchor"),
        pytest.param("anchor=0,0&scale=2", (150, 100), (200, 100), id="anchor-scales"),
    ],
)
def test_where_a_layer_lies(commands, top_left, rect):
    made = on_canvas(commands)
    assert made.size == (300, 200)
    assert made.layers[1].top_left == pytest.approx(top_left)
    assert made.layers[1].rect_size == rect


def test_108_what_lies_outside_of_layer_0_is_cut():
    layer = on_canvas("posN=0.5,0.5").layers[1]
    assert (layer.canvas_size, layer.position) == ((50, 25), (250, 175))
    assert layer.content.box == (0, 0, 50, 25)


def test_117_an_effect_is_shifted_from_its_layer():
    layer = on_canvas("effect=-1&color=0,0,0&pos=5,5").layers[1]
    effect = layer.effects[0]
    assert (layer.position.x + effect.shift.x, layer.position.y + effect.shift.y) == (105, 80)


@pytest.mark.parametrize(
    ("size", "rect", "top_left"),
    [
        pytest.param((400, 800), (400, 800), (0, 100), id="119-template-a"),
        pytest.param((800, 400), (800, 400), (0, 300), id="120-template-a"),
    ],
)
def test_the_first_template_of_the_vendor(size, rect, top_left):
    layer = planned(TEMPLATE_A, size).layers[1]
    assert (layer.rect_size, layer.top_left) == (rect, top_left)


@pytest.mark.parametrize(
    ("size", "canvas"),
    [
        pytest.param((400, 300), (1000, 800), id="121-template-b"),
        pytest.param((600, 900), (1000, 1400), id="122-template-b"),
    ],
)
def test_the_second_template_of_the_vendor(size, canvas):
    made = planned("layer=0&src=X&size=800,0&extend=0,100,200,100", size)
    assert made.composite_size == canvas
    assert made.content.position == (0, 100)


@pytest.mark.parametrize("size", [(100, 50), (3000, 10)])
def test_123_layer_0_alone_decides_the_size(size):
    made = planned("layer=0&size=300,300&color=ffffff&layer=1&src=X&rotate=30&scl=1", size)
    assert made.size == (300, 300)


def test_105_perspective_onto_the_own_corners_changes_nothing(reply, drawn):
    source = drawn("RG BW", 8)
    assert reply(source, "perspectiveN=0,0,1,0,1,1,0,1").tobytes() == source.tobytes()


def test_132_the_last_of_src_and_text_decides():
    context = RequestContext(find=lambda _name: CatalogRecord(Path("x.png")))
    text = parse_request_in("layer=1&src=a&text=b", context).layers[1]
    picture = parse_request_in("layer=1&text=b&src=a", context).layers[1]
    assert (text.content.command, text.content.value) == ("text", "b")
    assert picture.content.path == Path("x.png")


def test_131_only_layers_above_take_their_size_from_layer_0():
    with pytest.raises(RequestError, match=r"^sizeN=0\.5,0\.5"):
        parse_request("sizeN=.5,.5")

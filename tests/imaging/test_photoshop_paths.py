"""pathEmbed: the source's closed paths go with the picture. Source: IS reference, pathEmbed; Photoshop file formats."""

import struct

import pytest
from PIL import Image

from flytower.imaging import CatalogRecord, RequestContext, parse_request_in
from flytower.imaging.embedded_paths import embedded_paths
from flytower.imaging.inspection import inspect_reply
from flytower.imaging.limits import DEFAULT_LIMITS
from flytower.imaging.outlines import Outline, rectangle
from flytower.imaging.photoshop_paths import path_resources
from flytower.imaging.render import render

PHOTO = Image.new("RGB", (200, 100), "red")
CURVE = Outline(((((0.5, 0.1), (0.9, 0.1), (0.9, 0.9), (0.5, 0.9)), ((0.5, 0.9), (0.5, 0.1))),), even_odd=True)


def source_with(saved, *paths, name="a.jpg", extra=b""):
    data = path_resources(paths) + extra
    segment = struct.pack(">HH", 0xFFED, 2 + 14 + len(data)) + b"Photoshop 3.0\0" + data
    return saved(PHOTO, name, extra=segment)


def bounds(path):
    return {name: outline.bounds() for name, outline in embedded_paths(path)}


def square(left, top, right, bottom):
    return rectangle(left, top, right, bottom)


def test_what_is_written_is_read_again(saved):
    path = source_with(saved, ("box", square(0.1, 0.2, 0.5, 0.6)), ("curve", CURVE))
    found = dict(embedded_paths(path))
    assert found["box"].bounds() == pytest.approx((0.1, 0.2, 0.5, 0.6), abs=1e-6)
    (curve,) = (piece for piece in found["curve"].subpaths[0] if len(piece) == 4)
    assert [value for point in curve for value in point] == pytest.approx([0.5, 0.1, 0.9, 0.1, 0.9, 0.9, 0.5, 0.9])


@pytest.mark.parametrize("request_", ["fmt=jpeg", "fmt=pjpeg", "fmt=tif", "fmt=tif,,lzw", "fmt=tif,cmyk"])
def test_formats_that_hold_paths(saved, rendered, request_):
    source = source_with(saved, ("box", square(0.1, 0.2, 0.5, 0.6)))
    _, path = rendered(source, f"{request_}&pathEmbed=1")
    assert bounds(path)["box"] == pytest.approx((0.1, 0.2, 0.5, 0.6), abs=1e-5)
    _, path = rendered(source, request_)
    assert bounds(path) == {}


def test_eps_holds_them_in_comments(saved, rendered):
    source = source_with(saved, ("box", square(0.1, 0.2, 0.5, 0.6)))
    _, path = rendered(source, "fmt=eps&pathEmbed=1")
    resources = path_resources(embedded_paths(source))
    start = b"%%BeginPhotoshop: %d\n%% 3842494D07D0" % len(resources)
    assert start in path.read_bytes()
    assert b"\n%EndPhotoshop\n" in path.read_bytes()


def test_inks_with_alpha(saved, rendered):
    _, path = rendered(source_with(saved, ("box", square(0.1, 0.2, 0.5, 0.6))), "fmt=tif-alpha,cmyk,lzw&pathEmbed=1")
    assert bounds(path)["box"] == pytest.approx((0.1, 0.2, 0.5, 0.6), abs=1e-5)


@pytest.mark.parametrize(
    ("request_", "expected"),
    [
        ("wid=50", (0.1, 0.2, 0.5, 0.6)),
        ("flip=lr", (0.5, 0.2, 0.9, 0.6)),
        ("rotate=90", (0.4, 0.1, 0.8, 0.5)),
        ("crop=0,0,100,100", (0.2, 0.2, 1.0, 0.6)),
        ("extend=200,0,0,0", (0.55, 0.2, 0.75, 0.6)),
        ("wid=100&hei=100", (0.1, 0.35, 0.5, 0.55)),
        ("rgn=100,50,100,50&scl=1", (-0.8, -0.6, 0.0, 0.2)),
        ("perspective=100,0,200,0,200,100,100,100", (0.55, 0.2, 0.75, 0.6)),
        ("perspectiveN=0,0,1,0,.75,1,.25,1&wid=100", (1 / 6, 1 / 3, 0.5, 0.75)),
        ("flip=lr&perspectiveN=.5,0,1,0,1,1,.5,1", (0.25, 0.2, 0.45, 0.6)),
    ],
)
def test_they_move_with_the_picture(saved, rendered, request_, expected):
    source = source_with(saved, ("box", square(0.1, 0.2, 0.5, 0.6)))
    _, path = rendered(source, f"{request_}&fmt=tif&pathEmbed=1")
    assert bounds(path)["box"] == pytest.approx(expected, abs=1e-3)


def open_path(*points):
    """The image resource of a path named "o" that nobody closed."""
    places = [struct.pack(">ii", round(y * (1 << 24)), round(x * (1 << 24))) for x, y in points]
    knots = struct.pack(">HH22x", 3, len(places)) + b"".join(struct.pack(">H", 4) + place * 3 for place in places)
    return struct.pack(">4sHBB", b"8BIM", 2001, 1, ord("o")) + struct.pack(">I", len(knots)) + knots


def test_they_move_with_a_picture_that_an_open_path_crops(saved, rendered):
    """IS reference, pathEmbed: transformed with the image; cropPathE takes any path."""
    extra = open_path((0.25, 0.25), (0.75, 0.25), (0.75, 0.75), (0.25, 0.75))
    source = source_with(saved, ("box", square(0.1, 0.2, 0.5, 0.6)), extra=extra)
    _, path = rendered(source, "cropPathE=o&fmt=tif&pathEmbed=1")
    assert bounds(path) == {"box": pytest.approx((-0.3, -0.1, 0.5, 0.7), abs=1e-3)}


def test_paths_of_one_name_are_all_kept(saved, rendered):
    source = source_with(saved, ("box", square(0.1, 0.2, 0.5, 0.6)), ("box", square(0.6, 0.6, 0.9, 0.9)))
    _, path = rendered(source, "fmt=tif&pathEmbed=1")
    assert [name for name, _ in embedded_paths(path)] == ["box", "box"]


def test_open_subpaths_are_left_out(saved, rendered):
    """IS reference, pathEmbed: closed paths only."""
    source = source_with(saved, ("box", square(0.1, 0.2, 0.5, 0.6)), extra=open_path((0, 0), (0, 0)))
    assert set(bounds(source)) == {"box", "o"}
    _, path = rendered(source, "fmt=jpeg&pathEmbed=1")
    assert set(bounds(path)) == {"box"}


def test_many_paths_need_more_than_one_segment(saved, rendered):
    knots = tuple(((n % 97 / 97, n % 89 / 89), ((n + 1) % 97 / 97, (n + 1) % 89 / 89)) for n in range(3000))
    source = saved(PHOTO, "a.tif", tiffinfo={34377: path_resources([("long", Outline((knots,), even_odd=True))])})
    _, path = rendered(source, "fmt=jpeg&pathEmbed=1")
    assert path.read_bytes().count(b"Photoshop 3.0\0") == 2
    assert len(dict(embedded_paths(path))["long"].subpaths[0]) == 3000


@pytest.mark.parametrize("request_", ["fmt=jpeg", "fmt=png"])
def test_nothing_to_embed_or_nowhere_to_put_it_is_no_error(saved, rendered, request_):
    result, path = rendered(saved(PHOTO, "plain.jpg"), f"{request_}&pathEmbed=1")
    assert not result.warnings
    assert b"8BIM" not in path.read_bytes()


@pytest.mark.parametrize(
    ("query", "told"),
    [
        ("layer=0&src=closed&layer=1&src=none", True),
        ("layer=0&src=unnamed", True),
        ("layer=0&src=open", False),
        ("layer=0&src=none&layer=1&src=closed", False),
        ("layer=0&size=30,30&color=ffffff&layer=1&src=closed", False),
        ("layer=0&src=is(closed)", False),
    ],
)
def test_props_tell_of_paths_where_some_are_embedded(saved, tmp_path, query, told):
    """IS reference, req=props (pathEmbed) and pathEmbed: closed paths of layer 0's source."""
    records = {
        "closed": CatalogRecord(source_with(saved, ("box", square(0.1, 0.2, 0.5, 0.6)), name="closed.jpg")),
        "unnamed": CatalogRecord(source_with(saved, ("", square(0.1, 0.2, 0.5, 0.6)), name="unnamed.jpg")),
        "open": CatalogRecord(source_with(saved, name="open.jpg", extra=open_path((0.1, 0.1), (0.9, 0.5)))),
        "none": CatalogRecord(saved(PHOTO, "none.jpg")),
    }
    recipe = parse_request_in(f"{query}&fmt=tif&pathEmbed=1", RequestContext(path_object=False, find=records.get))
    target = tmp_path / "made.tif"
    render(None, recipe, target, DEFAULT_LIMITS)
    assert bool(embedded_paths(target)) is told
    assert inspect_reply(DEFAULT_LIMITS, None, recipe)["has_paths"] is told

"""pathEmbed: the source's closed paths go with the picture. Source: IS reference, pathEmbed; Photoshop file formats."""

import struct

import pytest
from PIL import Image

from flytower.imaging.embedded_paths import embedded_paths
from flytower.imaging.outlines import Outline, rectangle
from flytower.imaging.photoshop_paths import path_resources

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
    ],
)
def test_they_move_with_the_picture(saved, rendered, request_, expected):
    source = source_with(saved, ("box", square(0.1, 0.2, 0.5, 0.6)))
    _, path = rendered(source, f"{request_}&fmt=tif&pathEmbed=1")
    assert bounds(path)["box"] == pytest.approx(expected, abs=1e-3)


def test_open_subpaths_are_left_out(saved, rendered):
    """IS reference, pathEmbed: closed paths only."""
    knots = struct.pack(">HH22x", 3, 2) + struct.pack(">H24x", 4) * 2
    open_path = struct.pack(">4sHBB", b"8BIM", 2001, 1, ord("o")) + struct.pack(">I", len(knots)) + knots
    source = source_with(saved, ("box", square(0.1, 0.2, 0.5, 0.6)), extra=open_path)
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

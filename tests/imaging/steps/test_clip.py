"""clipPath, clipXPath, cropPathE with explicit and embedded paths. Source: IS reference, their pages."""

import struct

import numpy as np
import pytest
from PIL import Image

from flytower.imaging import CatalogRecord, RenderError, RequestError, parse_request
from flytower.imaging.embedded_paths import embedded_paths

SQUARE = "M1,1 L3,1 3,3 1,3 Z"


def test_what_lies_outside_of_a_path_is_clear(composed, letters, drawn):
    found = composed(f"clipPath={SQUARE}&fmt=png-alpha", "x", x=drawn("RRRR RRRR RRRR RRRR"))
    assert letters(found) == ".... .RR. .RR. ...."


@pytest.mark.parametrize(
    "path", ["m1,1l2,0,0,2-2,0z", "M 1 1 L 3 1 L 3 3 L 1 3", "M1,1L3,1L3,3L1,3L1,1", "m1,1 2,0 0,2 -2,0"]
)
def test_ways_to_write_a_square(composed, letters, drawn, path):
    found = composed(f"clipPath={path.replace(' ', '+')}&fmt=png-alpha", "x", x=drawn("RRRR RRRR RRRR RRRR"))
    assert letters(found) == ".... .RR. .RR. ...."


def test_a_relative_move_begins_where_the_last_subpath_was_closed_or_ended(composed, letters, drawn):
    closed = composed("clipPath=M0,0 1,0 1,1 0,1Z m2,2 1,0 0,1 -1,0Z&fmt=png-alpha", "x", x=drawn("RRR RRR RRR"))
    ended = composed("clipPath=M0,0 1,0 1,1 0,1 m2,1 1,0 0,1 -1,0&fmt=png-alpha", "x", x=drawn("RRR RRR RRR"))
    assert letters(closed) == letters(ended) == "R.. ... ..R"


def test_the_inverse_path_takes_away_and_needs_the_other(composed, letters, drawn):
    source = drawn("RRRR RRRR RRRR RRRR")
    both = composed("clipPath=M0,0 4,0 4,4 0,4&clipXPath=M1,1 2,1 2,2 1,2&fmt=png-alpha", "x", x=source)
    assert letters(both) == "RRRR R.RR RRRR RRRR"
    assert letters(composed("clipXPath=M1,1 2,1 2,2 1,2", "x", x=source)).count(".") == 0


def test_a_curve_covers_its_share_of_each_pixel(composed):
    """A circle of four curves: its area is that of the opacity left."""
    k = 40 * 0.5522847
    circle = (
        f"M90,50C90,{50 + k} {50 + k},90 50,90 {50 - k},90 10,{50 + k} 10,50 "
        f"10,{50 - k} {50 - k},10 50,10 {50 + k},10 90,{50 - k} 90,50Z"
    )
    found = composed(f"layer=0&size=100,100&color=ff0000&clipPath={circle.replace(' ', '+')}&fmt=png-alpha")
    assert np.asarray(found)[..., 3].sum() / 255 == pytest.approx(np.pi * 40**2, rel=2e-3)


def test_a_path_scales_with_the_view_and_stays_sharp(composed):
    query = "layer=0&size=100,100&color=ff0000&clipPath=M25,25 75,25 75,75 25,75&fmt=png-alpha"
    alpha = np.asarray(composed(f"{query}&wid=400&fit=fit,1"))[..., 3]
    assert (alpha[100:300, 100:300] == 255).all()
    assert (alpha == 255).sum() == 200 * 200


def test_at_a_layer_the_path_counts_before_extend_and_after_rotate(composed, letters, drawn):
    query = "layer=0&src=x&rotate=90&clipPath=M0,0 1,0 1,3 0,3&extend=1,0,0,0&bgColor=ffffff"
    assert letters(composed(query, x=drawn("RGB KYM"))) == "WKW WYW WMW"


def test_at_comp_the_path_is_the_flipped_composites(composed, letters, drawn):
    assert letters(composed("flip=lr&clipPath=M0,0 1,0 1,1 0,1&fmt=png-alpha", "x", x=drawn("RG"))) == "G."


def test_a_solid_layer_is_as_large_as_its_path_and_lies_by_the_paths_own_origin(composed, letters):
    query = "layer=0&size=6,4&color=ffffff&origin=0,0&layer=1&color=ff0000&clipPath=M2,1 4,1 4,3 2,3"
    assert letters(composed(query)) == "WWWWWW WWRRWW WWRRWW WWWWWW"
    assert letters(composed(f"{query}&origin=0,0")) == "RRWWWW RRWWWW WWWWWW WWWWWW"


def test_a_layer_sized_by_its_path_cannot_be_turned():
    with pytest.raises(RequestError, match="sized by its clipPath"):
        parse_request("layer=1&color=ff0000&clipPath=M0,0 1,0 1,1&rotate=5")


@pytest.mark.parametrize("path", ["L1,1", "M1", "M1,1L1", "M0,0Q1,1 2,2", "M0,0C1,1 2,2", "Z5", "M0,0Z5,5", "M1e99,0"])
def test_malformed_paths(path):
    with pytest.raises(RequestError, match=r"^clipPath="):
        parse_request(f"clipPath={path}")


def resource(number, name, *subpaths, closed=True):
    """One path resource of Photoshop: knots of straight corners, in fractions."""
    records = [struct.pack(">H24x", 6)]
    for points in subpaths:
        records.append(struct.pack(">HH22x", 0 if closed else 3, len(points)))
        for x, y in points:
            records.append(struct.pack(">H6i", 2, *(int(part * (1 << 24)) for part in (y, x) * 3)))
    data = b"".join(records)
    title = name.encode()
    head = bytes([len(title)]) + title + (b"" if len(title) % 2 else b"\0")
    return b"8BIM" + struct.pack(">H", number) + head + struct.pack(">I", len(data)) + data


LEFT = ((0, 0), (0.5, 0), (0.5, 1), (0, 1))
TOP = ((0, 0), (1, 0), (1, 0.5), (0, 0.5))
HOLE = ((0.25, 0.25), (0.75, 0.25), (0.75, 0.75), (0.25, 0.75))
ALL = ((0, 0), (1, 0), (1, 1), (0, 1))
PATHS = (
    resource(1005, "", ALL)
    + resource(2000, "left", LEFT)
    + resource(2001, "top", TOP)
    + resource(2002, "ring", ALL, HOLE)
)


@pytest.fixture(params=["jpg", "tif", "psd"])
def with_paths(request, saved, tmp_path):
    """A red picture of 8 x 8 with paths of the left half, the upper half, and a ring."""
    image = Image.new("RGB", (8, 8), (254, 0, 0))
    if request.param == "tif":
        return CatalogRecord(saved(image, "x.tif", tiffinfo={34377: PATHS}))
    if request.param == "psd":
        path = tmp_path / "x.psd"
        head = b"8BPS" + struct.pack(">H6xHIIHH", 1, 3, 8, 8, 8, 3) + struct.pack(">II", 0, len(PATHS)) + PATHS
        path.write_bytes(head + struct.pack(">IH", 0, 0) + b"".join(band.tobytes() for band in image.split()))
        return CatalogRecord(path)
    path = saved(image, "x.jpg", quality=100, subsampling=0)
    segment = b"Photoshop 3.0\0" + PATHS
    data = path.read_bytes()
    path.write_bytes(data[:2] + b"\xff\xed" + struct.pack(">H", len(segment) + 2) + segment + data[2:])
    return CatalogRecord(path)


def shown(image):
    alpha = np.asarray(image.convert("RGBA"))[..., 3]
    return " ".join("".join("#" if pixel else "." for pixel in row[1::2]) for row in alpha[1::2])


@pytest.mark.parametrize(
    ("query", "expected"),
    [
        ("clipPathE=left", "##.. ##.. ##.. ##.."),
        ("clipPathE=left,top", "##.. ##.. .... ...."),
        ("clipPathE=left,nobody", "##.. ##.. ##.. ##.."),
        ("clipPathE=nobody", "#### #### #### ####"),
        ("clipPathE=ring", "#### #..# #..# ####"),
        ("clipPathE=ring&clipXPathE=left", "..## ...# ...# ..##"),
        ("cropPathE=left", "## ## ## ##"),
        ("cropPathE=left,top", "## ##"),
        ("clipPathE=left&flip=lr", "..## ..## ..## ..##"),
        ("clipPathE=left&rotate=90", "#### #### .... ...."),
        ("clipPathE=left&crop=2,0,6,8", "#.. #.. #.. #.."),
        ("layer=0&cropPathE=left&extend=2,0,0,0", ".## .## .## .##"),
    ],
)
def test_embedded_paths(composed, with_paths, query, expected):
    assert shown(composed(f"layer=0&src=x&layer=comp&{query}&fmt=png-alpha", x=with_paths)) == expected


def test_a_crop_that_leaves_nothing(composed, saved):
    record = CatalogRecord(
        saved(Image.new("RGB", (8, 8)), "x.tif", tiffinfo={34377: resource(2000, "out", [(2, 2), (3, 2), (3, 3)])})
    )
    with pytest.raises(RenderError, match="cropPathE=out"):
        composed("layer=0&src=x&cropPathE=out", x=record)


@pytest.mark.parametrize("cut", range(0, len(PATHS), 37))
def test_damaged_resources_give_what_can_be_read(saved, cut):
    path = saved(Image.new("RGB", (8, 8)), "x.tif", tiffinfo={34377: PATHS[:cut] or b"8"})
    assert len(embedded_paths(path)) <= 3

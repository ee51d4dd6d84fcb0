"""perspective and perspectiveN. Source: IS reference, perspective."""

import numpy as np
import pytest
from PIL import Image

from flytower.imaging import RequestError, parse_request

CANVAS = "layer=0&size=80,80&color=ffffff&layer=1&src=x"


def test_a_rectangle_is_only_scaled(composed, letters, drawn):
    found = composed(f"{CANVAS}&perspective=20,20,60,20,60,60,20,60&resMode=bilin", x=drawn("RG BK", 20))
    assert letters(found, 20) == "WWWW WRGW WBKW WWWW"


def test_the_corners_may_be_anywhere_and_pos_moves_them(composed, letters, drawn):
    turned = composed(f"{CANVAS}&perspectiveN=.75,.25,.75,.75,.25,.75,.25,.25", x=drawn("RG BK", 20))
    assert letters(turned, 20) == "WWWW WBRW WKGW WWWW"
    moved = composed(f"{CANVAS}&perspectiveN=.75,.25,.75,.75,.25,.75,.25,.25&pos=20,-20", x=drawn("RG BK", 20))
    assert letters(moved, 20) == "WWBR WWKG WWWW WWWW"


@pytest.mark.parametrize("sampling", ["R1", "R2", "R3"])
def test_every_pixel_comes_from_where_the_projection_says(composed, sampling):
    """A ramp seen in perspective, against the projection computed here for the middle of every pixel."""
    ramp = np.zeros((200, 200, 3), np.uint8)
    ramp[..., 0], ramp[..., 1] = np.arange(200)[None, :], np.arange(200)[:, None]
    corners = np.array([(30, 20), (170, 50), (150, 180), (50, 150)], float)
    query = ",".join(f"{part:g}" for part in corners.ravel())
    canvas = "layer=0&size=200,200&color=0,0,255&layer=1&src=x"
    found = np.asarray(composed(f"{canvas}&perspective={query},{sampling}", x=Image.fromarray(ramp))).astype(float)
    square = np.array([(0, 0), (200, 0), (200, 200), (0, 200)], float)
    rows = []
    for (x, y), (u, v) in zip(corners, square, strict=True):
        rows += [[x, y, 1, 0, 0, 0, -u * x, -u * y, -u], [0, 0, 0, x, y, 1, -v * x, -v * y, -v]]
    back = np.linalg.svd(np.array(rows))[2][-1].reshape(3, 3)
    for x, y in [(60, 60), (100, 100), (140, 120), (90, 140), (150, 80)]:
        u, v, w = back @ (x + 0.5, y + 0.5, 1)
        assert found[y, x, 0] == pytest.approx(u / w - 0.5, abs=2)
        assert found[y, x, 1] == pytest.approx(v / w - 0.5, abs=2)
    assert found[10, 10].tolist() == [0, 0, 255]


def test_a_path_clips_in_the_layers_own_pixels(composed, letters, drawn):
    query = f"{CANVAS}&perspectiveN=.75,.25,.75,.75,.25,.75,.25,.25&clipPath=M0,0 20,0 20,40 0,40"
    assert letters(composed(query, x=drawn("RG BK", 20)), 20) == "WWWW WBRW WWWW WWWW"


@pytest.mark.parametrize("value", ["0,0,1,1,1,0,0,1", "0,0,0,0,0,0,0,0", "0,0,1,0,1,1", "0,0,1,0,1,1,0,1,r3"])
def test_corners_that_make_no_view(value):
    with pytest.raises(RequestError, match=r"^perspectiveN="):
        parse_request(f"perspectiveN={value}")


def test_layer_0_stays_the_canvas(composed, letters, drawn):
    """IS reference, perspective, compositing canvas: comp addresses layer 0, and the corners are in its space."""
    query = "perspectiveN=.25,.25,.75,.25,.75,.75,.25,.75&fmt=png-alpha"
    picture = drawn("RRRR RRRR RRRR RRRR", 20)
    assert letters(composed(query, "x", x=picture), 20) == ".... .RR. .RR. ...."
    query = "perspectiveN=.75,.25,.75,.75,.25,.75,.25,.25&bgColor=0000ff"
    assert letters(composed(query, "x", x=picture), 20) == "BBBB BRRB BRRB BBBB"
    query = f"{query}&layer=1&src=dot&pos=30,30"
    assert letters(composed(query, "x", x=picture, dot=drawn("Y", 20)), 20) == "BBBB BRRB BRRB BBBY"


def test_a_layer_of_nothing_but_colour_has_corners_too(composed, letters):
    """IS reference, perspective, color: a solid layer is exactly its size, and that is what is seen in perspective."""
    solid = "layer=0&size=80,80&color=ffffff&layer=1&size=4,4&color=ff0000"
    assert letters(composed(f"{solid}&perspective=20,20,60,20,60,60,20,60"), 20) == "WWWW WRRW WRRW WWWW"
    assert letters(composed(f"{solid}&perspective=60,20,60,60,20,60,20,20"), 20) == "WWWW WRRW WRRW WWWW"

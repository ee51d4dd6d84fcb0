"""crop, scale and flip against the source drawn as letters, and scaling against its definition."""

import numpy as np
import pytest
from PIL import Image


def test_crop_takes_source_pixels(drawn, reply, letters):
    """IS reference, crop: x,y,w,h in full-resolution pixels."""
    assert letters(reply(drawn("RGB YKW"), "crop=1,0,2,2")) == "GB KW"


def test_crop_beyond_the_picture_is_clear(drawn, reply, letters):
    assert letters(reply(drawn("RG BW"), "crop=-1,-1,4,4&fmt=png-alpha")) == ".... .RG. .BW. ...."


def test_a_crop_that_misses_the_picture_is_all_clear(drawn, reply, letters):
    assert letters(reply(drawn("RG BW"), "crop=10,10,2,2&fmt=png-alpha")) == ".. .."


@pytest.mark.parametrize(("flip", "expected"), [("lr", "GR WB"), ("ud", "BW RG"), ("lrud", "WB GR")])
def test_flip(drawn, reply, letters, flip, expected):
    assert letters(reply(drawn("RG BW"), f"flip={flip}")) == expected


@pytest.mark.parametrize(
    ("degrees", "expected"), [(90, "YR KG WB"), (180, "WKY BGR"), (270, "BW GK RY"), (-90, "BW GK RY")]
)
def test_rotate_by_quarters_is_clockwise_and_exact(drawn, reply, letters, degrees, expected):
    assert letters(reply(drawn("RGB YKW"), f"rotate={degrees}")) == expected


def test_flip_at_comp_comes_after_rotate_and_in_a_layer_before_it(drawn, reply, letters):
    """IS reference, flip; layer transforms."""
    assert letters(reply(drawn("RG"), "flip=lr&rotate=90")) == "R G"
    assert letters(reply(drawn("RG"), "layer=0&flip=lr&rotate=90")) == "G R"


def triangle_halved(row):
    """Halving by linear interpolation: weights 1 3 3 1 (in eighths), the edge's own pixels only."""
    wide = np.array([1, 3, 3, 1]) / 8
    result = []
    for left in range(0, len(row), 2):
        taps = range(left - 1, left + 3)
        kept = [(weight, row[tap]) for weight, tap in zip(wide, taps, strict=True) if 0 <= tap < len(row)]
        result.append(sum(weight * value for weight, value in kept) / sum(weight for weight, _ in kept))
    return result


def test_bilin_halves_by_a_triangle(reply):
    """IS reference, resMode."""
    row = [10, 200, 30, 90, 250, 0, 120, 60]
    source = Image.fromarray(np.tile(np.array(row, np.uint8), (8, 1))).convert("RGB")
    result = reply(source, "wid=4&resMode=bilin")
    assert np.allclose(
        [pixel[0] for pixel in result.crop((0, 0, 4, 1)).get_flattened_data()], triangle_halved(row), atol=1
    )


@pytest.mark.parametrize("mode", ["bilin", "bicub", "sharp2", "bisharp"])
def test_a_flat_colour_stays_flat_in_every_mode(reply, mode):
    result = reply(Image.new("RGB", (97, 61), (12, 120, 240)), f"wid=31&resMode={mode}")
    assert result.getcolors() == [(31 * result.height, (12, 120, 240))]


def test_bisharp_is_crisper_than_bicub(reply):
    step = Image.new("RGB", (200, 200), "black")
    step.paste("white", (100, 0, 200, 200))
    plain, crisp = (reply(step, f"wid=50&resMode={mode}").convert("L").getextrema() for mode in ("bicub", "bisharp"))
    rows = [
        np.asarray(reply(step, f"wid=50&resMode={mode}").convert("L"))[10].astype(int) for mode in ("bicub", "bisharp")
    ]
    assert plain == crisp == (0, 255)
    assert abs(np.diff(rows[1])).max() >= abs(np.diff(rows[0])).max()


def test_clear_pixels_lend_no_colour_to_their_neighbours(reply):
    """Half of the source is clear green; scaled down, the red half's edge stays red."""
    source = Image.new("RGBA", (40, 40), (0, 255, 0, 0))
    source.paste((255, 0, 0, 255), (0, 0, 21, 40))
    result = reply(source, "wid=10&fmt=png-alpha")
    for red, green, _, alpha in result.get_flattened_data():
        assert alpha < 8 or (red > 240 and green < 15)


def test_a_scaled_jpeg_matches_the_scaled_pixels(saved, reply):
    """The decoder's own reduction must not move the picture: compare with a full decode, box by box."""
    ramp = Image.linear_gradient("L").resize((1003, 777)).convert("RGB")
    path = saved(ramp, "a.jpg", quality=100, subsampling=0)
    result = np.asarray(reply(path, "wid=100")).astype(int)
    expected = np.asarray(ramp.resize((100, result.shape[0]), Image.Resampling.BOX)).astype(int)
    assert abs(result - expected).max() <= 3


def test_fractions_of_a_pixel_in_a_region_are_kept(reply):
    """IS reference, rgn: the region 1.5 of 3 pixels wide shows the first pixel twice as wide as half the second."""
    source = Image.new("RGB", (4, 4), "white")
    source.paste("black", (0, 0, 2, 4))
    result = reply(source, "rgnN=0.25,0,0.5,1&scl=0.5")
    assert result.size == (4, 8)
    assert result.getpixel((0, 4))[0] < 40
    assert result.getpixel((3, 4))[0] > 215

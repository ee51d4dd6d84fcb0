"""op_hue against the standard library's HLS. Source: IS reference, op_hue; test vector 198."""

import colorsys

import numpy as np
import pytest
from PIL import Image

DICE = np.random.default_rng(7).integers(0, 256, (20, 30, 3), np.uint8)


def turned(pixel, degrees):
    hue, lightness, saturation = colorsys.rgb_to_hls(*(part / 255 for part in pixel))
    return [255 * part for part in colorsys.hls_to_rgb((hue + degrees / 360) % 1, lightness, saturation)]


@pytest.mark.parametrize("degrees", [-180, -77, 1, 33, 120, 179])
def test_the_hue_turns_and_lightness_and_saturation_stay(reply, degrees):
    result = np.asarray(reply(Image.fromarray(DICE), f"op_hue={degrees}")).reshape(-1, 3)
    expected = np.array([turned(pixel, degrees) for pixel in DICE.reshape(-1, 3).tolist()])
    assert abs(result - expected).max() <= 0.51


def test_198_a_turn_by_120_makes_red_green(reply):
    assert reply(Image.new("RGB", (2, 2), (255, 0, 0)), "op_hue=120").getpixel((0, 0)) == (0, 255, 0)


@pytest.mark.parametrize("mode", ["L", "RGB"])
def test_gray_has_no_hue(reply, mode):
    assert reply(Image.new(mode, (2, 2), "#646464"), "op_hue=120").getpixel((0, 0)) == (100, 100, 100)


def test_inks_become_rgb(saved, reply):
    source = saved(Image.new("CMYK", (2, 2), (0, 255, 255, 0)), "a.tif")
    assert reply(source, "op_hue=120").getpixel((0, 0)) == (0, 255, 0)


def test_opacity_stays(reply):
    source = Image.new("RGBA", (2, 2), (255, 0, 0, 77))
    assert reply(source, "op_hue=120&fmt=png-alpha").getpixel((0, 0)) == (0, 255, 0, 77)

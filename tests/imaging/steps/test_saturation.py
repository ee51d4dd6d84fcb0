"""op_saturation against its formula. Source: IS reference, op_saturation; test vector 196."""

import numpy as np
import pytest
from PIL import Image

DICE = np.random.default_rng(8).integers(0, 256, (20, 30, 3), np.uint8)


@pytest.mark.parametrize("amount", [-100, -40, 35, 100])
def test_the_distance_from_brightness_is_scaled(reply, amount):
    luma = DICE @ [0.299, 0.587, 0.114]
    expected = luma[:, :, None] + (DICE - luma[:, :, None]) * (100 + amount) / 100
    result = np.asarray(reply(Image.fromarray(DICE), f"op_saturation={amount}")).astype(float)
    assert abs(result - np.clip(expected, 0, 255)).max() <= 0.51


def test_196_minus_100_is_gray(reply):
    red, green, blue = np.asarray(reply(Image.fromarray(DICE), "op_saturation=-100")).reshape(-1, 3).T
    assert (red == green).all()
    assert (red == blue).all()


def test_gray_stays(reply):
    assert reply(Image.new("L", (2, 2), 100), "op_saturation=80").getpixel((0, 0)) == (100, 100, 100)

"""op_colorbalance against its formula. Source: IS reference, op_colorbalance."""

import numpy as np
import pytest
from PIL import Image

RAMPS = Image.merge("RGB", [Image.fromarray(np.arange(256, dtype=np.uint8).reshape(16, 16))] * 3)


@pytest.mark.parametrize("amounts", [(20, 0, -35), (100, -100, 1)])
def test_each_component_moves_by_2_55_per_unit(reply, amounts):
    expected = np.clip(np.floor(np.asarray(RAMPS) + 2.55 * np.array(amounts) + 0.5), 0, 255)
    result = reply(RAMPS, "op_colorbalance={},{},{}".format(*amounts))
    assert (np.asarray(result) == expected).all()


def test_missing_components_stay(reply):
    assert reply(Image.new("RGB", (2, 2), (100, 100, 100)), "op_colorbalance=10").getpixel((0, 0)) == (126, 100, 100)


def test_gray_becomes_rgb(reply):
    """IS reference, color management: gray and CMYK are converted naively before it."""
    assert reply(Image.new("L", (2, 2), 100), "op_colorbalance=0,20,0").getpixel((0, 0)) == (100, 151, 100)


def test_inks_become_rgb(saved, reply):
    source = saved(Image.new("CMYK", (2, 2), (0, 255, 255, 0)), "a.tif")
    assert reply(source, "op_colorbalance=0,20,0").getpixel((0, 0)) == (255, 51, 0)

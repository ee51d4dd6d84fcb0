"""op_ commands against their formulas, written once more in plain arithmetic over all 256 values."""

import numpy as np
import pytest
from PIL import Image

RAMP = Image.fromarray(np.arange(256, dtype=np.uint8).reshape(16, 16)).convert("RGB")


def values(image):
    return np.asarray(image.convert("RGB"))[:, :, 0].reshape(-1).astype(int)


def expected(formula):
    return np.clip(np.floor(formula(np.arange(256.0)) + 0.5), 0, 255).astype(int)


@pytest.mark.parametrize("amount", [-100, -40, 20, 100])
def test_brightness_moves_by_2_55_per_unit(reply, amount):
    assert (values(reply(RAMP, f"op_brightness={amount}")) == expected(lambda v: v + 2.55 * amount)).all()


@pytest.mark.parametrize("amount", [-100, -50, 30, 80])
def test_contrast_stretches_around_the_middle(reply, amount):
    factor = (100 + amount) / 100 if amount < 0 else 100 / (100 - amount)
    assert (values(reply(RAMP, f"op_contrast={amount}")) == expected(lambda v: (v - 127.5) * factor + 127.5)).all()


def test_contrast_of_100_leaves_black_and_white(reply):
    assert (values(reply(RAMP, "op_contrast=100")) == expected(lambda v: np.where(v > 127, 255, 0))).all()


def test_invert(reply):
    """IS reference, op_invert: 10,20,30 becomes 245,235,225."""
    assert reply(Image.new("RGB", (2, 2), (10, 20, 30)), "op_invert=1").getpixel((0, 0)) == (245, 235, 225)


def test_invert_of_inks_stays_with_inks(saved, reply):
    source = saved(Image.new("CMYK", (2, 2), (10, 20, 30, 40)), "a.tif")
    assert reply(source, "op_invert=1&fmt=tif,cmyk").getpixel((0, 0)) == (245, 235, 225, 215)


def test_brightness_of_inks_goes_through_rgb(saved, reply):
    """IS reference, color management: RGB-only operations convert CMYK naively first."""
    source = saved(Image.new("CMYK", (2, 2), (255, 0, 0, 0)), "a.tif")
    assert reply(source, "op_brightness=10").getpixel((0, 0)) == (26, 255, 255)


def test_operations_leave_opacity_alone(reply):
    source = Image.new("RGBA", (2, 2), (10, 20, 30, 77))
    assert reply(source, "op_invert=1&op_brightness=10&op_contrast=5&fmt=png-alpha").getpixel((0, 0))[3] == 77


def test_zero_changes_nothing(reply):
    """IS reference: defaults of the operations."""
    assert (values(reply(RAMP, "op_blur=0&op_usm=0,0,0,0&op_brightness=0&op_contrast=0")) == np.arange(256)).all()


@pytest.mark.parametrize("radius", [2, 5])
def test_blur_is_a_gaussian_with_the_radius_as_its_deviation(reply, radius):
    source = Image.new("RGB", (101, 101), "black")
    source.paste("white", (50, 0, 101, 101))
    row = np.asarray(reply(source, f"op_blur={radius}"))[50, :, 0] / 255
    weights = np.exp(-(np.arange(-60, 61) ** 2) / (2 * radius**2))
    weights /= weights.sum()
    edge = np.convolve(np.r_[np.zeros(110), np.ones(111)], weights, "same")[60:161]
    assert abs(row - edge).max() < 0.03


def test_blur_shrinks_with_the_view(reply):
    """The radius is in composite pixels: at half size half of it remains."""
    source = Image.new("RGB", (200, 200), "black")
    source.paste("white", (100, 0, 200, 200))
    small = np.asarray(reply(source, "op_blur=8&wid=100"))[50, :, 0].astype(int)
    alone = np.asarray(reply(source.resize((100, 100)), "op_blur=4"))[50, :, 0].astype(int)
    assert abs(small - alone).max() <= 12


def test_operations_of_the_composite_see_its_fills(reply, letters, drawn):
    assert letters(reply(drawn("R. .R"), "bgColor=0,255,255&op_invert=1&fmt=png-alpha")) == "CR RC"
    assert letters(reply(drawn("R. .R"), "layer=0&bgColor=0,255,255&op_invert=1&fmt=png-alpha")) == "CC CC"

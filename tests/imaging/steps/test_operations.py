"""op_ commands against their formulas, written once more in plain arithmetic over all 256 values."""

import numpy as np
import pytest
from PIL import Image

from flytower.imaging import parse_request

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


@pytest.mark.parametrize(
    "query",
    [
        "op_brightness=,", "op_contrast=,", "op_hue=,", "op_saturation=,", "op_blur=,", "op_grow=,", "op_growMask=,",
        "op_growMaskR=,", "op_colorbalance=,,", "op_noise=,gaussian,1", "op_usm=,2,3,1", "op_usmR=,2",
    ],
)  # fmt: skip
def test_an_empty_argument_is_its_default(query):
    """IS reference, grammar: arguments may be empty; each of these then is 0."""
    assert parse_request(query) == parse_request("")


def test_the_opacity_of_the_color_of_colorize_is_told_to_be_of_no_use():
    """IS reference, op_colorize: an RGB color."""
    assert parse_request("op_colorize=255,0,0,50").warnings == (
        "op_colorize=255,0,0,50: the opacity of the colour is not used.",
    )


def soft_width(row):
    """How many pixels of an edge between black and white are neither."""
    return ((row > 25) & (row < 230)).sum()


@pytest.mark.parametrize("commands", ["rotate=.01", "perspective=0,0,100,1,99,100,0,100"])
@pytest.mark.parametrize("scale", [".5", "1", "2"])
def test_the_radius_of_a_layer_is_in_pixels_of_the_composite_however_it_lies(reply, commands, scale):
    """IS reference, op_blur: composite pixels, for a layer that is turned or in perspective, too."""
    step = Image.new("RGB", (100, 100), "black")
    step.paste("white", (50, 0, 100, 100))
    flat, turned = (
        np.asarray(reply(step, f"layer=0&op_blur=4&{more}&scl={scale}").convert("L")) for more in ("", commands)
    )
    rows = [image[len(image) // 2, image.shape[1] // 4 : -image.shape[1] // 4] for image in (flat, turned)]
    assert soft_width(rows[1]) == pytest.approx(soft_width(rows[0]), abs=2)


RGB_ONLY = [
    "op_brightness=17", "op_contrast=-33", "op_colorbalance=10,-20,35", "op_hue=-77", "op_saturation=40",
    "op_colorize=50a0f0",
]  # fmt: skip


@pytest.mark.parametrize("scope", ["", "layer=0&"], ids=["comp", "layer"])
@pytest.mark.parametrize("operation", RGB_ONLY)
@pytest.mark.parametrize("mode", ["L", "CMYK"])
def test_gray_and_inks_are_as_the_same_in_rgb(saved, reply, mode, operation, scope):
    """IS reference, color management: these operations convert them without profiles first."""
    dice = np.random.default_rng(6).integers(0, 256, (9, 12, 4), np.uint8)
    source = Image.fromarray(dice, "CMYK") if mode == "CMYK" else Image.fromarray(dice[..., 0])
    found = reply(saved(source, "a.tif"), scope + operation)
    expected = reply(reply(saved(source, "b.tif")), scope + operation)
    assert abs(np.asarray(found).astype(int) - np.asarray(expected)).max() <= 1


def test_the_mask_is_sharpened_with_the_view_and_blurred_with_the_composite(reply):
    """IS reference, op_sharpen, op_usm: the mask, too; op_brightness and its like leave it alone."""
    source = Image.new("RGBA", (40, 9), (9, 9, 9, 100))
    source.paste((9, 9, 9, 160), (20, 0, 40, 9))
    plain, sharp, soft = (np.asarray(reply(source, f"req=mask&{more}"))[4] for more in ("", "op_usmR=1,2", "op_blur=3"))
    assert (plain.min(), plain.max()) == (100, 160)
    assert sharp.min() < plain.min()
    assert sharp.max() > plain.max()
    assert abs(np.diff(soft.astype(int))).max() < 15
    assert (np.asarray(reply(source, "req=mask&op_brightness=50&op_invert=1"))[4] == plain).all()


def test_sharpening_at_comp_comes_after_all_scaling(reply):
    """IS reference, op_sharpen: of the final view where the request starts."""
    source = Image.fromarray(np.random.default_rng(7).integers(0, 256, (20, 30, 3), np.uint8))
    small = reply(source, "wid=15")
    assert reply(source, "wid=15&op_sharpen=1").tobytes() == reply(small, "op_sharpen=1").tobytes()
    assert reply(source, "wid=15&op_usmR=1,1").tobytes() == reply(small, "op_usmR=1,1").tobytes()

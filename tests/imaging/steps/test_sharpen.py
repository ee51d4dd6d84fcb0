"""op_sharpen, op_usm and op_usmR on a soft edge, against the formula."""

import numpy as np
import pytest
from PIL import Image, ImageFilter

EDGE = Image.new("L", (80, 40), 100)
EDGE.paste(160, (40, 0, 80, 40))
SOFT = EDGE.filter(ImageFilter.GaussianBlur(2)).convert("RGB")


def row(image):
    return np.asarray(image.convert("RGB"))[20, :, 0].astype(int)


def blurred(values, deviation):
    weights = np.exp(-(np.arange(-30, 31) ** 2) / (2 * deviation**2))
    padded = np.pad(values.astype(float), 30, mode="edge")
    return np.convolve(padded, weights / weights.sum(), "valid")


@pytest.mark.parametrize(("amount", "radius", "threshold"), [(1, 2, 0), (2.5, 3, 0), (1, 2, 6)])
def test_usm_adds_the_difference_from_the_blurred_picture(reply, amount, radius, threshold):
    before = row(SOFT)
    difference = before - blurred(before, radius)
    expected = before + amount * np.where(abs(difference) >= threshold, difference, 0)
    after = row(reply(SOFT, f"op_usmR={amount},{radius},{threshold}"))
    unsure = abs(abs(difference) - threshold) < 1.5 if threshold else np.zeros(80, bool)
    assert abs(after - expected)[~unsure].max() <= 2 * max(1, amount)


def test_usm_parameters_shrink_with_the_picture_and_usmr_do_not(reply):
    """IS reference, op_usm: in full-resolution pixels."""
    big = SOFT.resize((320, 160), Image.Resampling.BICUBIC)
    small = row(reply(big, "wid=80"))
    full = abs(row(reply(big, "wid=80&op_usm=2,8")) - small).max()
    literal = abs(row(reply(big, "wid=80&op_usmR=2,2")) - small).max()
    assert full == pytest.approx(literal, abs=2)
    assert abs(row(reply(big, "wid=80&op_usm=2,2")) - small).max() < full


def test_a_radius_left_out_is_no_sharpening(reply):
    assert (row(reply(SOFT, "op_usm=1")) == row(SOFT)).all()


def test_op_sharpen_is_the_basic_kernel(reply):
    """(-2 all around, 32 in the middle) / 16."""
    before = row(SOFT)
    expected = before.copy()
    for x in range(1, 79):
        total = 32 * before[x] - 2 * (3 * before[x - 1] + 3 * before[x + 1] + 2 * before[x])
        expected[x] = np.clip(round(total / 16), 0, 255)
    assert abs(row(reply(SOFT, "op_sharpen=1")) - expected)[2:-2].max() <= 1


def test_monochrome_sharpens_brightness_and_leaves_colour(reply):
    source = Image.new("RGB", (80, 40), (200, 60, 60))
    source.paste((60, 60, 200), (40, 0, 80, 40))
    source = source.filter(ImageFilter.GaussianBlur(3))
    plain, mono = (reply(source, f"op_usmR=2,3,0,{flag}").convert("YCbCr") for flag in (0, 1))
    before = source.convert("YCbCr")
    for band in (1, 2):
        colour = np.asarray(before.getchannel(band)).astype(int)
        inner = (slice(None), slice(36, 44))
        kept = abs(np.asarray(mono.getchannel(band)).astype(int) - colour)[inner].max()
        changed = abs(np.asarray(plain.getchannel(band)).astype(int) - colour)[inner].max()
        assert kept < changed


def test_opacity_is_sharpened_too(reply):
    source = SOFT.convert("RGBA")
    source.putalpha(SOFT.convert("L"))
    before = np.asarray(source.getchannel("A")).astype(int)
    after = np.asarray(reply(source, "op_usmR=2,2&fmt=png-alpha").getchannel("A")).astype(int)
    assert after.max() > before.max()
    assert after.min() < before.min()


SHAPE = Image.new("RGBA", (40, 20), (255, 255, 255, 0))
SHAPE.paste((200, 100, 10, 255), (10, 0, 30, 20))
SHARPENED = ["op_sharpen=1", "op_usmR=2,2", "op_usmR=5,20", "op_usmR=2,2,0,1", "layer=0&op_usm=2,2"]


@pytest.mark.parametrize("command", SHARPENED)
def test_clear_pixels_lend_a_shape_no_edge(reply, command):
    """The formula on one colour gives that colour (IS reference, op_usm); what is clear has none."""
    found = np.asarray(reply(SHAPE, f"{command}&fmt=png-alpha"))
    assert (found[..., :3][found[..., 3] > 0] == (200, 100, 10)).all()


@pytest.mark.parametrize("command", SHARPENED)
def test_padding_lends_a_picture_no_edge(reply, command):
    """It takes bgc after the sharpening (IS reference, view transform)."""
    found = np.asarray(reply(SHAPE.convert("RGB").crop((10, 0, 30, 20)), f"wid=40&hei=20&{command}"))
    assert (found == np.asarray(Image.alpha_composite(Image.new("RGBA", (40, 20), "white"), SHAPE))[..., :3]).all()


@pytest.mark.parametrize("command", ["op_sharpen=1", "op_usmR=2,2", "op_usmR=2,3,9", "op_usmR=2,2,0,1"])
@pytest.mark.parametrize("mode", ["L", "RGB", "CMYK"])
def test_inside_of_a_shape_all_is_as_without_opacity(saved, reply, mode, command):
    dice = np.random.default_rng(4).integers(60, 190, (20, 60, 4), np.uint8)
    inside = Image.fromarray(dice, "CMYK").filter(ImageFilter.GaussianBlur(1))
    inside = inside if mode == "CMYK" else Image.merge("RGB", inside.split()[:3]).convert(mode)
    name, form = ("a.tif", "fmt=tif,cmyk") if mode == "CMYK" else ("a.png", "fmt=png")
    plain = np.asarray(reply(saved(inside, name), f"{command}&{form}")).astype(int)
    padded = np.asarray(reply(saved(inside, name), f"wid=80&hei=20&{command}&{form}")).astype(int)[:, 10:70]
    assert abs(padded - plain)[:, 14:-14].max() <= 1


def test_monochrome_leaves_a_flat_picture(reply):
    """Brightness alone is sharpened (IS reference, op_usm): where there is no edge nothing changes."""
    for colour in np.random.default_rng(3).integers(0, 256, (20, 3)).tolist():
        assert reply(Image.new("RGB", (5, 5), tuple(colour)), "op_usmR=1,1,0,1").getpixel((2, 2)) == tuple(colour)


def test_monochrome_moves_all_components_alike(reply):
    """By what brightness differs from its own blur."""
    source = Image.merge("RGB", (SOFT.getchannel(0), SOFT.getchannel(0), Image.new("L", SOFT.size, 90)))
    before, after = (np.asarray(image).astype(int)[20] for image in (source, reply(source, "op_usmR=1,2,0,1")))
    luma = before @ [0.299, 0.587, 0.114]
    assert abs(after - before - (luma - blurred(luma, 2))[:, None]).max() <= 2

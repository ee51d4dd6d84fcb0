"""Which colours a reply has. Source: IS reference, fmt (pixel type), icc, iccEmbed, color management."""

import shutil
import subprocess

import numpy as np
import pytest
from PIL import Image

from flytower.imaging import RenderError, RequestError
from flytower.imaging.colour import converted, named_profile, standard_profile
from flytower.imaging.recipe import PixelType

ADOBE = named_profile("AdobeRGB").data
CMYK = standard_profile(PixelType.CMYK)
SRGB = standard_profile(PixelType.RGB)
GREEN = Image.new("RGB", (4, 4), (40, 200, 60))


def test_a_picture_stays_in_its_embedded_profile(saved, reply):
    result = reply(saved(GREEN, icc_profile=ADOBE), "iccEmbed=1")
    assert result.getpixel((0, 0)) == (40, 200, 60)
    assert result.info["icc_profile"] == ADOBE


def test_without_iccembed_there_is_no_profile(saved, reply):
    assert "icc_profile" not in reply(saved(GREEN, icc_profile=ADOBE)).info


def test_nothing_to_embed_is_no_error(reply):
    assert "icc_profile" not in reply(GREEN, "iccEmbed=1").info


def test_icc_converts_and_embeds(saved, reply):
    result = reply(saved(GREEN, icc_profile=ADOBE), "icc=sRGB&iccEmbed=1")
    assert result.getpixel((0, 0)) == converted(GREEN, ADOBE, SRGB).getpixel((0, 0))
    assert result.info["icc_profile"] == SRGB


def test_an_untagged_picture_is_taken_for_srgb_when_icc_asks(reply):
    assert reply(GREEN, "icc=sRGB").getpixel((0, 0)) == (40, 200, 60)
    assert reply(GREEN, "icc=AdobeRGB").getpixel((0, 0)) == converted(GREEN, SRGB, ADOBE).getpixel((0, 0))


def test_icc_sets_the_pixel_type(reply):
    """IS reference: fmt=tif&icc=<CMYK id>&iccEmbed=1."""
    result = reply(GREEN, "fmt=tif&icc=TR001&iccEmbed=1")
    assert (result.mode, result.info["icc_profile"]) == ("CMYK", CMYK)
    assert result.getpixel((0, 0)) == converted(GREEN, SRGB, CMYK).getpixel((0, 0))


def test_a_change_of_type_goes_through_profiles_when_there_is_one(saved, reply):
    inks = converted(GREEN, SRGB, CMYK)
    inks.info = {}
    tagged = reply(saved(inks, "a.tif", icc_profile=CMYK), "fmt=png")
    untagged = reply(saved(inks, "b.tif"), "fmt=png")
    assert tagged.getpixel((0, 0)) == pytest.approx((40, 200, 60), abs=25)
    assert tagged.getpixel((0, 0)) == converted(inks, CMYK, SRGB).getpixel((0, 0))
    assert untagged.getpixel((0, 0)) != tagged.getpixel((0, 0))


def test_an_untagged_change_of_type_is_arithmetic(reply):
    assert reply(GREEN, "fmt=tif,cmyk").getpixel((0, 0)) == (204, 0, 179, 55)
    assert reply(GREEN, "fmt=tif,gray").getpixel((0, 0)) == round(0.299 * 40 + 0.587 * 200 + 0.114 * 60)


@pytest.mark.parametrize("mode", ["L", "CMYK", "RGB"])
def test_the_default_is_an_rgb_jpeg_whatever_the_source(saved, rendered, mode):
    """IS reference, fmt."""
    _, path = rendered(saved(Image.new(mode, (8, 8)), "a.tif"), "")
    with Image.open(path) as image:
        assert (image.format, image.mode) == ("JPEG", "RGB")


@pytest.mark.parametrize("name", ["TR001", "U.S. Web Coated (SWOP) v2"])
def test_a_format_that_cannot_hold_the_profile(reply, name):
    with pytest.raises((RenderError, RequestError), match="cannot hold cmyk"):
        reply(GREEN, f"fmt=png&icc={name}")


def test_dithering_fills_the_levels_that_a_conversion_leaves_out(reply):
    """A ramp of 256 levels loses some on its way into ProPhoto, and keeps its local means."""
    ramp = np.repeat(np.arange(256, dtype=np.uint8), 8)[None, :].repeat(64, 0)
    source = Image.fromarray(np.dstack([ramp, ramp, ramp]))
    plain, dithered = (np.asarray(reply(source, f"icc=ProPhoto,relative,1,{flag}")).astype(int) for flag in (0, 1))
    assert len(np.unique(dithered[:, 8:-8])) > len(np.unique(plain[:, 8:-8]))
    means = dithered.reshape(64, 256, 8, 3).mean((0, 2)) - plain.reshape(64, 256, 8, 3).mean((0, 2))
    assert abs(means).max() < 0.8
    assert (dithered[:, :8] == 0).all()
    assert (dithered[:, -8:] == 255).all()


def test_dithering_gives_the_same_bytes_always(reply):
    first, second = (reply(GREEN, "icc=AdobeRGB,relative,1,1").tobytes() for _ in range(2))
    assert first == second


def test_no_conversion_no_dithering(saved, reply):
    assert reply(saved(GREEN, icc_profile=ADOBE), "icc=AdobeRGB,relative,1,1").getpixel((0, 0)) == (40, 200, 60)


@pytest.mark.parametrize("intent", ["perceptual", "relative", "saturation", "absolute"])
@pytest.mark.parametrize("black_point", [0, 1])
def test_intents_and_black_point_in_another_program_s_eyes(tmp_path, saved, reply, intent, black_point):
    """libvips converts the same picture with the same profiles; both may differ by a level of rounding."""
    if shutil.which("vips") is None:
        pytest.skip("libvips' command is not installed")
    dice = np.random.default_rng(2).integers(0, 256, (40, 50, 3), np.uint8)
    source, target, inks = saved(Image.fromarray(dice)), tmp_path / "tr001.icc", tmp_path / "inks.v"
    (tmp_path / "srgb.icc").write_bytes(SRGB)
    target.write_bytes(CMYK)
    options = ["--intent", intent, "--input-profile", tmp_path / "srgb.icc"]
    options += ["--black-point-compensation"] if black_point else []
    command = ["vips", "icc_transform", source, inks, target, *options]
    subprocess.run(command, check=True, capture_output=True)  # noqa: S603
    subprocess.run(["vips", "rawsave", inks, tmp_path / "raw"], check=True, capture_output=True)  # noqa: S603, S607
    expected = np.fromfile(tmp_path / "raw", np.uint8).reshape(40, 50, 4).astype(int)
    result = np.asarray(reply(source, f"fmt=tif&icc=TR001,{intent},{black_point}")).astype(int)
    assert abs(result - expected).max() <= 3
    assert abs(result - expected).mean() < 0.6


def test_profiles_are_applied_after_scaling(saved, reply):
    """A checkerboard of black and white ink averages in ink, not in light."""
    board = Image.new("CMYK", (64, 64))
    for x in range(0, 64, 2):
        board.paste((0, 0, 0, 255), (x, 0, x + 1, 64))
    result = reply(saved(board, "a.tif", icc_profile=CMYK), "wid=8&resMode=bilin&fmt=png")
    middle = converted(Image.new("CMYK", (1, 1), (0, 0, 0, 128)), CMYK, SRGB).getpixel((0, 0))
    assert result.getpixel((4, 4)) == pytest.approx(middle, abs=3)

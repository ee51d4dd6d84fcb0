"""Which colours a reply has. Source: IS reference, fmt (pixel type), icc, iccEmbed, color management."""

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


def test_dithering_is_refused_aloud(rendered):
    result, _ = rendered(GREEN, "icc=AdobeRGB,relative,1,1")
    assert "dithering is not supported" in result.warnings[0]


def test_profiles_are_applied_after_scaling(saved, reply):
    """A checkerboard of black and white ink averages in ink, not in light."""
    board = Image.new("CMYK", (64, 64))
    for x in range(0, 64, 2):
        board.paste((0, 0, 0, 255), (x, 0, x + 1, 64))
    result = reply(saved(board, "a.tif", icc_profile=CMYK), "wid=8&resMode=bilin&fmt=png")
    middle = converted(Image.new("CMYK", (1, 1), (0, 0, 0, 128)), CMYK, SRGB).getpixel((0, 0))
    assert result.getpixel((4, 4)) == pytest.approx(middle, abs=3)

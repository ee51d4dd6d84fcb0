"""Profiles and conversions. Sources: IS reference, icc, iccEmbed, color management; IEC 61966-2-1."""

import io
import re
from pathlib import Path

import numpy as np
import pytest
from PIL import Image, ImageCms

from flytower.imaging import RenderError
from flytower.imaging.colour import Rendering, converted, converted_naively, named_profile, standard_profile
from flytower.imaging.recipe import Intent, PixelType

COLOURS = [(0, 0, 0), (255, 255, 255), (10, 200, 90), (128, 128, 128), (255, 0, 0), (1, 2, 3), (250, 250, 0)]
STRIP = Image.new("RGB", (len(COLOURS), 1))
STRIP.putdata(COLOURS)


def pixels(image):
    return list(image.get_flattened_data())


def test_naive_gray_is_rec_601_luma():
    expected = [0.299 * red + 0.587 * green + 0.114 * blue for red, green, blue in COLOURS]
    assert pixels(converted_naively(STRIP, "L")) == pytest.approx(expected, abs=1)


def test_naive_inks_have_all_gray_in_black():
    for colour, (cyan, magenta, yellow, black) in zip(COLOURS, pixels(converted_naively(STRIP, "CMYK")), strict=True):
        assert black == 255 - max(colour)
        assert min(cyan, magenta, yellow) == 0


def test_naive_inks_give_the_colours_back():
    back = np.array(pixels(converted_naively(converted_naively(STRIP, "CMYK"), "RGB")))
    assert abs(back - np.array(COLOURS)).max() <= 1


def test_naive_rgb_of_inks_is_light_that_passes_both():
    inks = Image.new("CMYK", (1, 1), (51, 0, 255, 102))
    expected = [(1 - ink / 255) * (1 - 102 / 255) * 255 for ink in (51, 0, 255)]
    assert converted_naively(inks, "RGB").getpixel((0, 0)) == pytest.approx(expected, abs=1)


def test_gray_as_inks_is_black_ink():
    assert converted_naively(Image.new("L", (1, 1), 200), "CMYK").getpixel((0, 0)) == (0, 0, 0, 55)


@pytest.mark.parametrize(
    ("name", "pixel_type"),
    [
        ("sRGB", "rgb"), ("srgb iec61966-2.1", "rgb"), ("AdobeRGB", "rgb"), ("Adobe RGB (1998)", "rgb"),
        ("AppleRGB", "rgb"), ("CIERGB", "rgb"), ("ColorMatchRGB", "rgb"), ("NTSC", "rgb"), ("PAL", "rgb"),
        ("ProPhoto", "rgb"), ("SMPTE", "rgb"), ("WideGamutRGB", "rgb"), ("Gray", "gray"), ("TR001", "cmyk"),
        ("NTSC (1953)", "rgb"), ("PAL/SECAM", "rgb"), ("SMPTE-C", "rgb"), ("Wide Gamut RGB", "rgb"),
    ],
)  # fmt: skip
def test_profiles_by_name(name, pixel_type):
    """By id and by common name. Source: IS reference, icc (standard profiles)."""
    profile = named_profile(name)
    assert (profile.pixel_type, profile.warning) == (pixel_type, None)
    assert (
        ImageCms.ImageCmsProfile(io.BytesIO(profile.data)).profile.xcolor_space.strip()
        == ({"rgb": "RGB", "gray": "GRAY", "cmyk": "CMYK"}[pixel_type])
    )


def test_a_stand_in_says_so():
    assert "TR001 stands in" in named_profile("WebCoated").warning


def test_an_unknown_profile_is_named():
    with pytest.raises(RenderError, match="CoatedFogra39"):
        named_profile("CoatedFogra39")


DOCUMENTED = """
AdobeRGB AppleRGB CIERGB ColorMatchRGB NTSC PAL ProPhoto SMPTE sRGB WideGamutRGB CoatedFogra27 CoatedFogra39
CoatedGraCol EuropeISOCoated EuroscaleCoated EuroscaleUncoated JapanColorCoated JapanColorNewspaper JapanColorUncoated
JapanColorWebCoated JapanWebCoated NewsprintSNAP2007 PS4Default PS5Default SheetfedCoated SheetfedUncoated
UncoatedFogra29 WebCoated WebCoatedFogra28 WebCoatedGrade3 WebCoatedGrade5 WebUncoated
"""


def missing(name):
    try:
        named_profile(name)
    except RenderError:
        return True
    return False


def test_the_documentation_names_the_profiles_that_are_missing():
    """All ids of the IS reference, icc (standard profiles)."""
    text = (Path(__file__).parents[2] / "docs" / "image-serving.md").read_text()
    row = next(line for line in text.splitlines() if line.startswith("| `icc` names |"))
    refused = row.partition("refused")[2]
    assert re.findall(r"`(\w+)`", refused) == [name for name in DOCUMENTED.split() if missing(name)]


def test_our_srgb_is_the_usual_one():
    ours = standard_profile(PixelType.RGB)
    usual = ImageCms.ImageCmsProfile(ImageCms.createProfile("sRGB")).tobytes()
    assert abs(np.array(pixels(converted(STRIP, ours, usual))) - np.array(COLOURS)).max() <= 1


def test_adobe_rgb_from_srgb_by_arithmetic():
    """Primaries and gamma from their standards, both white points D65: one matrix between linear values."""
    srgb = np.array(
        [[0.4124564, 0.3575761, 0.1804375], [0.2126729, 0.7151522, 0.0721750], [0.0193339, 0.1191920, 0.9503041]]
    )
    adobe = np.array(
        [[2.0413690, -0.5649464, -0.3446944], [-0.9692660, 1.8760108, 0.0415560], [0.0134474, -0.1183897, 1.0154096]]
    )
    value = np.array(COLOURS) / 255
    linear = np.where(value <= 0.04045, value / 12.92, ((value + 0.055) / 1.055) ** 2.4)
    expected = np.clip(linear @ (adobe @ srgb).T, 0, 1) ** (256 / 563) * 255
    result = converted(STRIP, standard_profile(PixelType.RGB), named_profile("AdobeRGB").data)
    assert abs(np.array(pixels(result)) - expected).max() <= 2


def test_neutral_srgb_keeps_its_numbers_in_gray():
    ramp = Image.linear_gradient("L").convert("RGB")
    gray = converted(ramp, standard_profile(PixelType.RGB), standard_profile(PixelType.GRAY))
    assert abs(np.asarray(gray).astype(int) - np.asarray(ramp)[:, :, 0].astype(int)).max() <= 1


def test_printing_inks_and_back():
    """Colours within the gamut of coated web paper survive; white is bare paper; ink stays below 300 %."""
    photo = Image.new("RGB", (6, 1))
    photo.putdata([(255, 255, 255), (128, 128, 128), (200, 150, 120), (80, 120, 60), (60, 60, 60), (150, 60, 70)])
    inks = converted(photo, standard_profile(PixelType.RGB), standard_profile(PixelType.CMYK))
    back = converted(inks, standard_profile(PixelType.CMYK), standard_profile(PixelType.RGB))
    assert pixels(inks)[0] == (0, 0, 0, 0)
    assert abs(np.array(pixels(back)) - np.array(pixels(photo))).max() <= 4
    every = Image.fromarray(np.stack(np.meshgrid(*[np.arange(0, 256, 17, np.uint8)] * 3), -1).reshape(-1, 16, 3))
    total = np.asarray(converted(every, standard_profile(PixelType.RGB), standard_profile(PixelType.CMYK))).sum(2)
    assert total.max() <= 3.1 * 255


def test_absolute_intent_differs_from_relative_on_paper_white():
    profiles = standard_profile(PixelType.CMYK), standard_profile(PixelType.RGB)
    paper = Image.new("CMYK", (1, 1))
    assert converted(paper, *profiles, Rendering(Intent.RELATIVE)).getpixel((0, 0)) == (255, 255, 255)
    assert converted(paper, *profiles, Rendering(Intent.ABSOLUTE)).getpixel((0, 0)) == (255, 255, 255)


def test_a_profile_that_does_not_fit_the_pixels():
    with pytest.raises(RenderError, match="does not fit"):
        converted(STRIP, standard_profile(PixelType.CMYK), standard_profile(PixelType.RGB))


def test_profiles_never_change():
    assert named_profile("sRGB").data == named_profile("SRGB").data
    assert all(len(named_profile(name).data) < 4096 for name in ("sRGB", "AdobeRGB", "Gray"))

"""Where the colours of several layers meet. Source: IS reference, color management."""

import numpy as np
import pytest
from PIL import Image

from flytower.imaging import CatalogRecord
from flytower.imaging.colour import converted, named_profile, standard_profile
from flytower.imaging.recipe import PixelType

K = "layer=0&size=4,4&color=ffffff"


@pytest.fixture
def tagged(saved):
    """One colour in a file with a profile."""

    def make(name, colour, profile):
        return CatalogRecord(saved(Image.new("RGB", (4, 4), colour), f"{name}.png", icc_profile=profile))

    return make


def test_layers_of_one_profile_keep_it_until_the_reply(composed, tagged):
    adobe = named_profile("AdobeRGB").data
    found = composed(
        "layer=0&src=a&layer=1&src=b&scale=.5&fmt=tif&iccEmbed=1",
        a=tagged("a", (200, 30, 90), adobe),
        b=tagged("b", (10, 20, 30), adobe),
    )
    assert found.getpixel((0, 0)) == (200, 30, 90)
    assert found.getpixel((2, 2)) == (10, 20, 30)
    assert found.info["icc_profile"] == adobe


def test_a_layer_of_another_profile_is_converted_to_layer_0s(composed, tagged):
    adobe, srgb = named_profile("AdobeRGB").data, standard_profile(PixelType.RGB)
    found = composed(
        "layer=0&src=a&layer=1&src=b&scale=.5&fmt=tif",
        a=tagged("a", (200, 30, 90), adobe),
        b=tagged("b", (200, 30, 90), srgb),
    )
    expected = converted(Image.new("RGB", (1, 1), (200, 30, 90)), srgb, adobe).getpixel((0, 0))
    assert found.getpixel((0, 0)) == (200, 30, 90)
    assert found.getpixel((2, 2)) == expected


def test_icc_decides_where_they_differ(composed, tagged):
    adobe, srgb = named_profile("AdobeRGB").data, standard_profile(PixelType.RGB)
    found = composed(
        "layer=0&src=a&layer=1&src=b&scale=.5&fmt=tif&icc=AdobeRGB",
        a=tagged("a", (200, 30, 90), srgb),
        b=tagged("b", (200, 30, 90), adobe),
    )
    assert found.getpixel((2, 2)) == (200, 30, 90)
    assert found.getpixel((0, 0)) != (200, 30, 90)


def test_colours_without_profile_are_numbers_of_the_shared_space(composed, tagged):
    adobe = named_profile("AdobeRGB").data
    found = composed(f"{K}&layer=1&src=a&scale=.5&layer=2&size=1,1&color=00ff00", a=tagged("a", (200, 30, 90), adobe))
    assert {colour for _, colour in found.getcolors()} == {(255, 255, 255), (200, 30, 90), (0, 255, 0)}


def test_gray_layers_meet_in_gray_only_for_a_gray_reply(composed, saved):
    gray = CatalogRecord(saved(Image.new("L", (4, 4), 77), "gray.png"))
    query = "layer=0&src=a&layer=1&size=2,2&color=ff0000"
    assert composed(query, a=gray).getpixel((2, 2)) == (255, 0, 0)
    assert composed(f"{query}&fmt=png,gray", a=gray).getpixel((2, 2)) == 76
    assert composed(f"{query}&fmt=png,gray", a=gray).getpixel((0, 0)) == 77


def test_a_nested_request_with_icc_is_in_that_profile(composed, tagged):
    srgb = standard_profile(PixelType.RGB)
    source = tagged("a", (200, 30, 90), srgb)
    plain = composed("layer=0&src=is(a)&fmt=tif", a=source)
    wide = composed("layer=0&src=is(a?icc=AdobeRGB)&fmt=tif&iccEmbed=1", a=source)
    assert plain.getpixel((0, 0)) == (200, 30, 90)
    assert wide.info["icc_profile"] == named_profile("AdobeRGB").data
    assert np.abs(np.subtract(wide.getpixel((0, 0)), (200, 30, 90))).max() > 5

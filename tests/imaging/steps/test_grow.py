"""op_grow against windows of extremes. Source: IS reference, op_grow; test vector 199."""

import numpy as np
import pytest
from numpy.lib.stride_tricks import sliding_window_view
from PIL import Image

DICE = np.random.default_rng(9).integers(0, 256, (37, 53, 3), np.uint8)


def extreme(pixels, radius):
    size = 2 * abs(radius) + 1
    padded = np.pad(pixels, ((abs(radius),) * 2, (abs(radius),) * 2, (0, 0)), mode="edge")
    windows = sliding_window_view(padded, (size, size), axis=(0, 1))
    return windows.max((-1, -2)) if radius > 0 else windows.min((-1, -2))


@pytest.mark.parametrize("radius", [-20, -3, -1, 1, 2, 5, 17])
def test_every_component_takes_the_extreme_around_it(reply, radius):
    assert (np.asarray(reply(Image.fromarray(DICE), f"op_grow={radius}")) == extreme(DICE, radius)).all()


def test_199_a_lone_white_pixel_becomes_a_square(reply):
    source = Image.new("L", (7, 7))
    source.putpixel((3, 3), 255)
    result = np.asarray(reply(source, "op_grow=1&fmt=png,gray"))
    assert result[2:5, 2:5].min() == 255
    assert result.sum() == 9 * 255


def test_a_shape_grows_with_its_colour(reply):
    """Clear pixels lend no colour: the grown rim has the colour of the shape."""
    source = Image.new("RGBA", (9, 9), (255, 255, 255, 0))
    source.putpixel((4, 4), (200, 10, 10, 255))
    result = reply(source, "op_grow=2&fmt=png-alpha")
    assert result.getpixel((2, 6)) == (200, 10, 10, 255)
    assert result.getpixel((1, 4))[3] == 0


def test_the_radius_is_in_pixels_of_the_composite(reply):
    source = Image.new("RGB", (200, 200))
    source.paste("white", (100, 0, 200, 200))
    row = np.asarray(reply(source, "op_grow=20&wid=100"))[50, :, 0].astype(int)
    assert row[42:].min() >= 250
    assert row[:37].max() <= 5


def test_a_part_of_a_pixel_is_a_mixture(reply):
    source = Image.new("L", (200, 20))
    source.paste(255, (100, 0, 200, 20))
    whole, half = (np.asarray(reply(source, f"op_grow={radius}&fmt=png,gray"))[10] for radius in (2, "2.5"))
    assert half[97] == 128
    assert (np.delete(half, 97) == np.delete(whole, 97)).all()


def test_the_largest_radius_is_quick(reply):
    """Its cost grows with the logarithm of the radius: 1 megapixel at 100 pixels in well under a second."""
    assert reply(Image.new("RGB", (1000, 1000), "red"), "op_grow=100").getpixel((0, 0)) == (255, 0, 0)


@pytest.mark.parametrize("view", ["rect=1000,1000,5,5", "rgn=1000,1000,5,5&scl=1"])
def test_a_view_beyond_the_composite_has_nothing_to_grow(reply, view):
    """IS reference, rgn and rect: what lies outside of the composite is background."""
    assert reply(Image.new("RGB", (9, 9)), f"{view}&op_grow=2").getcolors() == [(25, (255, 255, 255))]


@pytest.mark.parametrize("radius", [100, -100])
def test_a_radius_beyond_an_enlarged_picture_costs_no_more_than_the_picture(reply, radius):
    """At 500 times the size it is 50,000 pixels: all of it then is the extreme."""
    source = Image.new("L", (2, 2), 50)
    source.putpixel((1, 1), 200)
    found = np.asarray(reply(source, f"op_grow={radius}&scl=.002&resMode=bilin&fmt=png,gray"))
    assert found.shape == (1000, 1000)
    assert (found == (200 if radius > 0 else 50)).all()

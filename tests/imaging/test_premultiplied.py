"""Filters mix pixels by their opacity."""

import numpy as np
import pytest
from PIL import Image, ImageFilter

from flytower.imaging.picture import Picture
from flytower.imaging.premultiplied import filtered, merged


@pytest.mark.parametrize(
    ("mode", "shown", "hidden"),
    [("L", 200, 0), ("RGB", (200, 10, 10), (0, 255, 0)), ("CMYK", (0, 200, 100, 0), (255, 0, 0, 9))],
)
def test_hidden_colours_do_not_bleed(mode, shown, hidden):
    image = Image.new(mode, (20, 20), hidden)
    image.paste(shown, (0, 0, 10, 20))
    alpha = Image.new("L", (20, 20))
    alpha.paste(255, (0, 0, 10, 20))
    result = filtered(Picture(image, alpha), lambda part: part.filter(ImageFilter.BoxBlur(3)))
    visible = np.asarray(result.alpha) > 60
    colours = np.asarray(result.image).reshape(20, 20, -1)[visible].astype(int)
    assert abs(colours - np.array(shown)).max() <= 4
    assert result.alpha.getextrema()[1] == 255


def test_opaque_pictures_are_filtered_as_they_are():
    seen = []
    filtered(Picture(Image.new("RGB", (2, 2))), lambda part: seen.append(part.mode) or part)
    assert seen == ["RGB"]


@pytest.mark.parametrize(("mode", "expected"), [("L", "LA"), ("RGB", "RGBA"), ("CMYK", "CMYK")])
def test_merged(mode, expected):
    assert merged(Picture(Image.new(mode, (2, 2)), Image.new("L", (2, 2), 9))).mode == expected

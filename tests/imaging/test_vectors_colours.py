"""Colors as the vendor's data type page lists them; ids are test-vector numbers and pages."""

import pytest

from flytower.imaging.colour_values import parse_colour
from flytower.imaging.recipe import PixelType
from flytower.imaging.values import Arguments

RGB, GRAY, CMYK = PixelType.RGB, PixelType.GRAY, PixelType.CMYK


def colour(text, notes=None):
    return parse_colour(Arguments("bgColor", text, [] if notes is None else notes))


@pytest.mark.parametrize(
    ("text", "components", "alpha", "source_space"),
    [
        pytest.param("0,100,200", (0, 100, 200), 255, False, id="134-color"),
        pytest.param("0,100,200,200rs", (0, 100, 200), 200, True, id="135-color"),
        pytest.param("0x010203S", (1, 2, 3), 255, True, id="136-color"),
        pytest.param("a0b1c2d3R", (160, 177, 194), 211, False, id="137-color"),
        pytest.param("ffffff40", (255, 255, 255), 64, False, id="146-rotate"),
        pytest.param("255,0,0,128", (255, 0, 0), 128, False, id="147-layer-effects"),
        pytest.param("0x80ff00", (128, 255, 0), 255, False, id="148-catalog-color"),
        pytest.param("80ff00", (128, 255, 0), 255, False, id="148-catalog-color-bare"),
    ],
)
def test_rgb(text, components, alpha, source_space):
    parsed = colour(text)
    assert (parsed.model, parsed.components, parsed.source_space) == (RGB, components, source_space)
    assert parsed.alpha_byte() == alpha
    assert parsed.rgb() == components


@pytest.mark.parametrize(
    ("text", "model", "percents", "alpha", "source_space"),
    [
        pytest.param("100S", GRAY, [100], 100, True, id="138-color"),
        pytest.param("50,75g", GRAY, [50], 75, False, id="139-color"),
        pytest.param("0X70G", GRAY, [44], 100, False, id="140-color"),
        pytest.param("0xddeegs", GRAY, [87], 93, True, id="141-color"),
        pytest.param("94,11,50,33k", CMYK, [94, 11, 50, 33], 100, False, id="142-color"),
        pytest.param("22,23,24,25,26KS", CMYK, [22, 23, 24, 25], 26, True, id="143-color"),
        # The page reads CMYK bytes as percents here and gray bytes as parts of 255: one rule for both is kept.
        pytest.param("38393A3bK", CMYK, [22, 22, 23, 23], 100, False, id="144-U13"),
        pytest.param("0x0a0b0C0d0eks", CMYK, [4, 4, 5, 5], 5, True, id="145-U13"),
    ],
)
def test_gray_and_cmyk_are_percents(text, model, percents, alpha, source_space):
    parsed = colour(text)
    assert (parsed.model, parsed.source_space) == (model, source_space)
    assert [round(component) for component in parsed.components] == percents
    assert round(parsed.alpha * 100) == alpha


@pytest.mark.parametrize(
    ("text", "rgb"),
    [("50", (128, 128, 128)), ("0,100,100,0k", (255, 0, 0)), ("0,0,0,100k", (0, 0, 0)), ("0xffg", (255, 255, 255))],
)
def test_colours_without_profiles(text, rgb):
    assert colour(text).rgb() == rgb

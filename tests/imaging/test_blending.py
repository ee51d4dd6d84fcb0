"""One picture on another: every combination of bytes, against exact arithmetic."""

import numpy as np
import pytest
from PIL import Image

from flytower.imaging.blending import laid, product
from flytower.imaging.geometry import PixelPoint
from flytower.imaging.picture import Picture
from flytower.imaging.recipe import BlendMode

EVERY = np.arange(256, dtype=np.uint8)
DOWN, ACROSS = (Image.fromarray(np.ascontiguousarray(grid)) for grid in np.meshgrid(EVERY, EVERY, indexing="ij"))
HERE = PixelPoint(0, 0)


def test_products_are_rounded():
    exact = np.floor(np.outer(np.arange(256), np.arange(256)) / 255 + 0.5)
    assert (np.asarray(product(DOWN, ACROSS)) == exact).all()


@pytest.mark.parametrize("opacity", [1, 77, 128, 254])
def test_over_an_opaque_ground_the_result_is_rounded(opacity):
    made = laid(Picture(DOWN.copy()), Picture(ACROSS, Image.new("L", ACROSS.size, opacity)), HERE)
    below, top = np.asarray(DOWN).astype(float), np.asarray(ACROSS).astype(float)
    exact = (below * (255 - opacity) + top * opacity) / 255
    assert np.abs(np.asarray(made.image) - exact).max() <= 0.5 + 1e-9
    assert made.alpha is None


@pytest.mark.parametrize(("mode", "most"), [("L", 0.5), ("CMYK", 0.5), ("RGB", 1.0)])
def test_over_a_clear_ground(mode, most):
    """Every pair of opacities with two colours; Pillow's own arithmetic for RGB is within one level."""

    def flat(level):
        return Image.merge(mode, [Image.new("L", DOWN.size, level)] * len(Image.new(mode, (1, 1)).getbands()))

    made = laid(Picture(flat(40), DOWN.copy()), Picture(flat(200), ACROSS), HERE)
    low, high = np.asarray(DOWN) / 255, np.asarray(ACROSS) / 255
    total = high + low * (1 - high)
    colour = (200 * high + 40 * low * (1 - high)) / np.maximum(total, 1e-9)
    found = np.asarray(made.image.getchannel(0)).astype(float)
    assert np.abs(found - colour)[total > 0].max() <= most + 1e-9
    assert np.abs(np.asarray(made.alpha) - total * 255).max() <= 0.51


@pytest.mark.parametrize("place", [(-1, -1), (1, 1), (5, 0), (-9, 0)])
def test_what_lies_outside_is_cut(place):
    ground = Picture(Image.new("L", (3, 3), 9))
    made = np.asarray(laid(ground, Picture(Image.new("L", (2, 2), 200)), PixelPoint(*place)).image)
    expected = [[200 if 0 <= x - place[0] < 2 and 0 <= y - place[1] < 2 else 9 for x in range(3)] for y in range(3)]
    assert made.tolist() == expected


LIGHT = {
    BlendMode.NORM: lambda _below, top: top,
    BlendMode.MULT: lambda below, top: below * top / 255,
    BlendMode.SCREEN: lambda below, top: 255 - (255 - below) * (255 - top) / 255,
    BlendMode.LIGHTEN: np.maximum,
    BlendMode.DARKEN: np.minimum,
}


@pytest.mark.parametrize("opacities", [(True, True), (True, False), (False, True), (False, False)])
@pytest.mark.parametrize("blend", LIGHT)
@pytest.mark.parametrize("mode", ["L", "CMYK"])
def test_modes_on_gray_and_on_the_light_of_inks(mode, blend, opacities):
    """IS reference, blendMode: as Photoshop defines them, with opacity below, above, on both and on none."""
    dice = np.random.default_rng(12).integers(0, 256, (4, 30, 40, 4), np.uint8)
    images = [Image.fromarray(grid[..., 0] if mode == "L" else grid, mode) for grid in dice[:2]]
    shown = [
        grid[..., :1] / 255 if wish else np.ones((30, 40, 1)) for grid, wish in zip(dice[2:], opacities, strict=True)
    ]
    alphas = [Image.fromarray(grid[..., 0]) if wish else None for grid, wish in zip(dice[2:], opacities, strict=True)]
    below, top = (light(image) for image in images)
    made = laid(Picture(images[0].copy(), alphas[0]), Picture(images[1], alphas[1]), HERE, blend)
    b, t = shown
    total = t + b * (1 - t)
    mixed = (1 - b) * top + b * LIGHT[blend](below, top)
    colour = (mixed * t + below * b * (1 - t)) / np.maximum(total, 1e-9)
    assert abs(light(made.image) - colour)[total[..., 0] > 0.05].max() <= 1.6
    assert made.alpha is None or abs(np.asarray(made.alpha) - 255 * total[..., 0]).max() <= 0.51


def light(image):
    values = np.asarray(image).astype(float)
    return values[..., None] if image.mode == "L" else 255 - values

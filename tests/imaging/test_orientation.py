"""Boxes of the upright picture in the stored one: cut, then turned, they are what turned, then cut, is."""

import pytest
from PIL import Image

from flytower.imaging.geometry import Box
from flytower.imaging.orientation import stored_box, upright
from flytower.imaging.picture import Picture


@pytest.mark.parametrize("orientation", range(1, 9))
def test_cut_then_turn_is_turn_then_cut(orientation):
    stored = Image.effect_noise((30, 20), 90)
    shown = upright(Picture(stored, orientation=orientation)).image
    box = Box(2, 3, 9, 17)
    there = stored_box(box, shown.size, orientation)
    piece = upright(Picture(stored.crop(tuple(int(edge) for edge in there)), orientation=orientation)).image
    assert piece.tobytes() == shown.crop((2, 3, 9, 17)).tobytes()


def test_opacity_turns_too():
    alpha = Image.linear_gradient("L").resize((30, 20))
    turned = upright(Picture(Image.new("L", (30, 20)), alpha, orientation=6))
    assert turned.alpha.size == turned.image.size == (20, 30)
    assert turned.orientation == 1

"""Shadows, glows and borders. Source: IS reference, layer effects, effectMask, opac, maskUse."""

import numpy as np
import pytest

from flytower.imaging import LimitError, RequestError, parse_request
from flytower.imaging.recipe import BlendMode, Blur, EffectRecipe, Point

BOX = "layer=0&size=9,7&color=ffffff&layer=1&size=3,3&color=0000ff"
"""A blue square of 3 x 3 in the middle of a white canvas."""


def test_126_a_border_is_the_shape_grown_and_half_opaque(composed):
    found = composed(f"{BOX.replace('size=9,7', 'size=11,11')}&effect=-1&op_grow=3&color=255,0,0,128")
    assert {found.getpixel(place) for place in ((1, 1), (5, 1), (9, 9), (3, 3))} == {(255, 127, 127)}
    assert found.getpixel((0, 0)) == (255, 255, 255)
    assert found.getpixel((5, 5)) == (0, 0, 255)


def test_the_same_number_above_0_puts_the_border_inside(composed, letters):
    found = composed(f"{BOX.replace('size=3,3', 'size=5,5')}&effect=1&op_grow=1&color=255,0,0")
    assert letters(found).split() == [
        "WWWWWWWWW",
        "WWRRRRRWW",
        "WWRBBBRWW",
        "WWRBBBRWW",
        "WWRBBBRWW",
        "WWRRRRRWW",
        "WWWWWWWWW",
    ]


def test_an_outer_effect_is_shifted_and_lies_behind(composed, letters):
    found = composed(f"{BOX}&effect=-1&color=000000&pos=1,1")
    assert letters(found).split() == [
        "WWWWWWWWW",
        "WWWWWWWWW",
        "WWWBBBWWW",
        "WWWBBBKWW",
        "WWWBBBKWW",
        "WWWWKKKWW",
        "WWWWWWWWW",
    ]


def test_an_inner_effect_is_shifted_and_lies_inside(composed, letters):
    found = composed(f"{BOX}&effect=1&color=000000&pos=1,1")
    assert letters(found).split()[2:5] == ["WWWKKKWWW", "WWWKBBWWW", "WWWKBBWWW"]


def test_effects_lie_on_one_another_by_their_numbers(composed, letters):
    query = f"{BOX}&effect=-1&color=ff0000&op_grow=1&effect=-2&color=00ff00&op_grow=2"
    assert letters(composed(query)).split()[:3] == ["WGGGGGGGW", "WGRRRRRGW", "WGRBBBRGW"]


def test_what_the_layer_covers_is_cut_out_of_its_shadow(composed):
    """Through a layer without contents one sees the canvas, and its shadow only where effectMask is off."""
    query = f"{BOX}&opac=100,0&effect=-1&color=000000"
    assert composed(query).getpixel((4, 3)) == (255, 255, 255)
    assert composed(f"{query}&effectMask=0").getpixel((4, 3)) == (0, 0, 0)


def test_124_opacities_of_layer_fill_and_effect_multiply(composed):
    """The contents have 63 %, the effect 45 %: opac=90,70 and 50 of its own."""
    found = composed(f"{BOX}&opac=90,70&effect=-1&opac=50&color=000000&pos=1,1")
    assert found.getpixel((3, 2))[0] == pytest.approx(255 * (1 - 0.63), abs=1)
    assert found.getpixel((6, 5))[0] == pytest.approx(255 * (1 - 0.45), abs=1)


@pytest.mark.parametrize(
    ("use", "row"),
    [("norm", "WWWWBBBKW"), ("off", "WWWWBBBKW"), ("invert", "WWWWBBBWW")],
)
def test_mask_use_of_an_effect(composed, letters, use, row):
    query = f"{BOX}&pos=1,0&effect=-1&color=000000&pos=1,0&maskUse={use}"
    assert letters(composed(query)).split()[3] == row


def test_an_effect_follows_the_opacity_of_its_layer(composed, letters, drawn):
    query = "layer=0&size=5,4&color=ffffff&layer=1&src=x&effect=-1&color=000000&pos=1,0"
    assert letters(composed(query, x=drawn("R. .R"))) == "WWWWW WWRKW WWWRK WWWWW"


def test_the_composite_has_effects_too(composed, letters, drawn):
    query = "extend=1,1,1,1&effect=-1&color=000000&op_grow=1"
    assert letters(composed(query, "x", x=drawn("R"))) == "KKK KRK KKK"


def test_the_shadow_macro_gives_a_soft_shadow_and_the_glow_macro_a_light(composed):
    canvas = "layer=0&size=60,60&color=808080&layer=1&size=20,20&color=0000ff"
    shadow = np.asarray(composed(f"{canvas}&effect=-1&$shadow$")).astype(int)
    glow = np.asarray(composed(f"{canvas}&effect=-1&$glow$")).astype(int)
    assert shadow[42, 42, 0] < 110
    assert shadow[17, 17, 0] > shadow[42, 42, 0]
    assert shadow[1, 1].tolist() == [128, 128, 128]
    assert glow[18, 30, 0] > 150
    assert glow[1, 1].tolist() == [128, 128, 128]
    assert shadow[30, 30].tolist() == glow[30, 30].tolist() == [0, 0, 255]


def test_inner_shadow_and_glow_by_the_same_macros(composed):
    canvas = "layer=0&size=60,60&color=ffffff&layer=1&size=40,40&color=808080"
    shadow = np.asarray(composed(f"{canvas}&effect=1&$shadow$")).astype(int)
    assert shadow[11, 11, 0] < 60
    assert shadow[30, 30].tolist() == [128, 128, 128]
    assert shadow[5, 5].tolist() == [255, 255, 255]
    glow = np.asarray(composed(f"{canvas}&effect=1&$glow$")).astype(int)
    assert glow[11, 11, 0] > 180


def test_a_saved_format_may_take_the_place_of_a_predefined_macro():
    recipe = parse_request("effect=-1&$Shadow$", macros={"SHADOW": "color=ff0000"})
    assert recipe.composite.effects[0].color.rgb() == (255, 0, 0)


def test_what_the_shadow_macro_says():
    effect = parse_request("effect=-1&$shadow$&pos=1,1").composite.effects[0]
    black = effect.color
    assert effect == EffectRecipe(-1, black, BlendMode.MULT, opac=0.75, pos=Point(1, 1), operations=(Blur(5),))
    assert black.rgb() == (0, 0, 0)


def test_an_effect_without_a_colour():
    with pytest.raises(RequestError, match="effect=-1: an effect of layer=comp needs color"):
        parse_request("effect=-1&op_blur=2")


def test_a_shadow_is_the_same_whether_all_of_it_shows_or_a_part(composed):
    canvas = "layer=0&size=60,60&color=ffffff&layer=1&size=20,20&color=0000ff&effect=-1&$shadow$"
    whole = composed(canvas)
    part = composed(f"{canvas}&rgn=38,38,15,15&scl=1")
    assert part.tobytes() == whole.crop((38, 38, 53, 53)).tobytes()


def test_noise_of_an_effect_is_its_colours(composed):
    found = np.asarray(
        composed(
            "layer=0&size=40,40&color=ffffff&layer=1&size=20,20&color=0000ff&effect=-1"
            "&color=808080&op_grow=8&op_noise=20"
        )
    )
    assert len(np.unique(found[3:9, 3:37].reshape(-1, 3), axis=0)) > 10
    assert found[0, 0].tolist() == [255, 255, 255]


def test_an_effect_of_the_composite_is_shifted_after_its_flip(composed, letters, drawn):
    """IS reference, pos, flip: an effect lies at its parent's place plus pos, and comp is flipped before that."""
    query = "extend=2,0,2,0&flip=lr&effect=-1&color=000000&pos=1,0&fmt=png-alpha"
    assert letters(composed(query, "x", x=drawn("RG"))) == "..GRK."


@pytest.mark.parametrize("view", ["", "&rgn=5,0,4,7&scl=1"], ids=["whole", "a-part"])
def test_a_shrunken_shape_loses_its_rim(composed, letters, view):
    """IS reference, op_grow, layer effects: below 0 it erodes, and around the shape nothing is opaque."""
    found = letters(composed(f"{BOX}&effect=-1&color=000000&op_grow=-1&pos=3,0{view}")).split()
    whole = ["WWWWWWWWW", "WWWWWWWWW", "WWWBBBWWW", "WWWBBBWKW", "WWWBBBWWW", "WWWWWWWWW", "WWWWWWWWW"]
    assert found == ([row[5:] for row in whole] if view else whole)


@pytest.mark.parametrize("shift", ["2147483647,0", "0,-2147483647"])
def test_an_effect_far_away_is_not_seen(composed, letters, shift):
    """IS reference, pos: any 32-bit number."""
    found = composed(f"{BOX}&effect=-1&color=000000&pos={shift}&effect=1&color=ff0000&pos=9,9")
    assert letters(found).split()[3] == "WWWRRRWWW"


def test_an_effect_that_needs_too_many_pixels_is_refused(composed):
    with pytest.raises(LimitError, match="at most 100000000 are allowed"):
        composed(f"{BOX}&effect=-1&color=000000&op_grow=100&scl=.01")

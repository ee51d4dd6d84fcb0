"""Padding of the reply, and what lies in it."""

import pytest
from PIL import Image, ImageChops


@pytest.mark.parametrize(
    ("request_", "expected"),
    [
        ("wid=4&hei=4", "WWWW WRGW WBKW WWWW"),
        ("wid=4&hei=4&align=-1,-1", "RGWW BKWW WWWW WWWW"),
        ("wid=4&hei=2&align=1,0&bgc=ff00ff", "MMRG MMBK"),
        ("wid=4&hei=2&bgc=0,0,255&fmt=png-alpha", ".RG. .BK."),
        ("wid=2&hei=1&fit=crop&align=0,-1&scl=1", "RG"),
        ("rect=1,0,2,1&scl=1", "GW"),
    ],
)
def test_the_composite_sits_in_the_reply(drawn, reply, letters, request_, expected):
    """IS reference, fit (default fit,0 pads and never enlarges), align, bgc, rect."""
    assert letters(reply(drawn("RG BK"), request_)) == expected


TILED = [
    "",
    "op_sharpen=1",
    "op_usm=.9,2",
    "op_usmR=2,3&layer=0&op_usm=1,2",
    "op_blur=4&op_grow=2",
    "layer=0&op_blur=3",
    "op_noise=20",
    "op_colorize=a0b0c0",
    "layer=0&effect=1&color=ff0000&op_grow=3&layer=comp&effect=1&color=0000ff&op_blur=2",
    "rotate=20&op_usm=1,2",
    "wid=60&hei=32&op_usm=1,3&bgc=0000ff",
    "fit=crop&hei=16&op_blur=3&op_sharpen=1",
    "resMode=bisharp",
    "extend=7,5,3,2&crop=-3,-3,80,60",
    "perspective=0,0,80,10,90,64,0,40",
    "layer=1&size=30,30&color=00ff0080&blendMode=dissolve&pos=3,2",
]


@pytest.mark.parametrize("request_", TILED)
def test_four_tiles_make_the_whole_view(reply, request_):
    """IS reference, rect: the tiles of its example, which is sharpened, are put together without artifacts."""
    noise = Image.effect_noise((90, 64), 80).convert("RGB")
    whole = reply(noise, f"wid=45&{request_}")
    stacked = Image.new("RGB", whole.size)
    step = whole.height // 4
    for top in range(0, whole.height, step):
        stacked.paste(reply(noise, f"wid=45&{request_}&rect=0,{top},{whole.width},{step}"), (0, top))
    assert (
        max(most for _, most in ImageChops.difference(stacked, whole).getextrema()) <= 1
    )  # where a scale is no fraction


def test_a_sharpened_tile_that_reaches_beyond_the_view_is_the_view_and_background(reply):
    """IS reference, rect: the view is sharpened, then cut; what lies beyond it is padded."""
    noise = Image.effect_noise((20, 20), 80).convert("RGB")
    whole = Image.new("RGB", (20, 20), (255, 0, 0))
    whole.paste(reply(noise, "op_usm=2,2"), (-10, -5))
    assert reply(noise, "op_usm=2,2&rect=10,5,20,20&bgc=ff0000").tobytes() == _filled(whole).tobytes()


def _filled(picture):
    """A picture of 20 x 20 pixels whose last 10 columns and 5 rows are red."""
    picture.paste((255, 0, 0), (10, 0, 20, 20))
    picture.paste((255, 0, 0), (0, 15, 20, 20))
    return picture


@pytest.mark.parametrize(
    "operation", ["op_blur=3", "op_grow=2", "layer=0&op_usm=2,2", "effect=1&color=f00000&op_grow=2"]
)
def test_what_the_view_crops_still_counts_for_the_composite(reply, operation):
    """IS reference, view transform: the view is made of the composite, operations and effects included."""
    noise = Image.effect_noise((90, 64), 80).convert("RGB")
    whole = reply(noise, operation)
    assert reply(noise, f"{operation}&scl=1&wid=40&hei=30").tobytes() == whole.crop((25, 17, 65, 47)).tobytes()


def test_a_tile_beside_the_view_shows_nothing_of_the_composite(drawn, reply, letters):
    """IS reference, rect: beyond the view is bgc, even where rgn hides some of the composite."""
    request_ = "rgn=1,0,1,2&scl=1&op_blur=.1&rect=-1,0,1,2&bgc=00ffff"
    assert letters(reply(drawn("RG BK"), request_)) == "C C"


def test_a_tile_beyond_the_view_is_clear_with_an_alpha_format(drawn, reply, letters):
    """IS reference, rect, bgc: padding is clear where the format has alpha."""
    request_ = "rect=1,0,2,3&scl=1&fmt=png-alpha&bgc=ff0000&op_sharpen=0"
    assert letters(reply(drawn("RG BK"), request_)) == "G. K. .."


@pytest.mark.parametrize("mask", ["", "&mask=a"])
def test_a_nested_picture_enlarged_beyond_measure_is_one_colour(composed, mask):
    """IS reference, scl: any number above 0, of any picture."""
    red = Image.new("RGB", (8, 8), "red")
    shown = composed(f"layer=0&src=is(a?wid=4)&scl=.0000001&wid=2&hei=2{mask}&maskUse=off", a=red)
    assert shown.getcolors() == [(4, (255, 0, 0))]

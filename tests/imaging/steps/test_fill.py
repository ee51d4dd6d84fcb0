"""color and bgColor behind a layer: which parts, and how opaque."""

import pytest
from PIL import Image


def test_color_lies_behind_the_content_only(drawn, reply, letters):
    """IS reference, color: before rotate and extend."""
    result = reply(drawn("R. .R"), "color=0,0,255&extend=1,1,1,1&fmt=png-alpha")
    assert letters(result) == ".... .RB. .BR. ...."


def test_bgcolor_lies_behind_the_whole_rectangle(drawn, reply, letters):
    """IS reference, bgColor: after rotate and extend."""
    result = reply(drawn("R. .R"), "bgColor=0,0,255&extend=1,1,1,1&fmt=png-alpha")
    assert letters(result) == "BBBB BRBB BBRB BBBB"


def test_color_then_bgcolor(drawn, reply, letters):
    result = reply(drawn("R."), "color=0,255,0&bgColor=0,0,255&extend=1,0,0,0&fmt=png-alpha")
    assert letters(result) == "BRG"


def test_extend_with_negative_margins_cuts(drawn, reply, letters):
    assert letters(reply(drawn("RGB YKW CMR"), "extend=-1,-1,-1,-1")) == "K"


@pytest.mark.parametrize("alpha", [0, 64, 128, 255])
def test_a_translucent_fill_shows_through(reply, alpha):
    """Porter and Duff: content over fill."""
    source = Image.new("RGBA", (1, 1), (200, 100, 0, 100))
    opacity = 100 / 255 + alpha / 255 * (1 - 100 / 255)
    expected = [
        (top * 100 / 255 + under * alpha / 255 * (1 - 100 / 255)) / opacity
        for top, under in ((200, 0), (100, 0), (0, 255))
    ]
    pixel = reply(source, f"bgColor=0,0,255,{alpha}&fmt=png-alpha").getpixel((0, 0))
    assert pixel == pytest.approx((*expected, opacity * 255), abs=1.5)


def test_a_fill_makes_gray_coloured(saved, reply):
    source = saved(Image.new("LA", (1, 1), (90, 0)))
    assert reply(source, "bgColor=255,0,0").getpixel((0, 0)) == (255, 0, 0)


def test_color_fills_neither_margins_nor_what_a_crop_adds_where_no_content_shows(drawn, reply, letters):
    """IS reference, color, crop: behind the content only; what lies around it is bgColor's."""
    assert letters(reply(drawn("KK"), "extend=0,0,3,0&color=ff0000&rect=2,0,3,1&fmt=png-alpha")) == "..."
    assert letters(reply(drawn("KK"), "crop=5,0,2,1&color=ff0000&bgColor=0000ff")) == "BB"

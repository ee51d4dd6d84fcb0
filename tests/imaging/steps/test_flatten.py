"""Formats without alpha get bgc behind clear pixels; those with alpha keep it."""

import pytest
from PIL import Image

SOURCE = Image.new("RGBA", (1, 1), (200, 100, 0, 128))


def test_clear_pixels_take_bgc(drawn, reply, letters):
    """IS reference, bgc: fmt=png&bgc=00ff00."""
    assert letters(reply(drawn("R. .B"), "bgc=00ff00")) == "RG GB"


def test_an_alpha_format_keeps_alpha_and_ignores_bgc(drawn, reply, letters):
    assert letters(reply(drawn("R. .B"), "bgc=00ff00&fmt=png-alpha")) == "R. .B"


@pytest.mark.parametrize("bgc", [(0, 0, 0), (255, 255, 255), (10, 20, 30)])
def test_half_clear_pixels_mix(reply, bgc):
    expected = [(top * 128 + under * 127) / 255 for top, under in zip((200, 100, 0), bgc, strict=True)]
    assert reply(SOURCE, "bgc=" + ",".join(map(str, bgc))).getpixel((0, 0)) == pytest.approx(expected, abs=1)


def test_bgc_of_a_gray_reply_is_its_luma(reply):
    assert reply(Image.new("RGBA", (1, 1)), "fmt=png,gray&bgc=ff0000").getpixel((0, 0)) == 76


def test_bgc_of_a_reply_in_inks(reply):
    """Naive: all gray in K. Red is magenta and yellow."""
    assert reply(Image.new("RGBA", (1, 1)), "fmt=tif,cmyk&bgc=ff0000").getpixel((0, 0)) == (0, 255, 255, 0)
    assert reply(Image.new("RGBA", (1, 1)), "fmt=tif,cmyk&bgc=100,0,0,50k").getpixel((0, 0)) == (255, 0, 0, 128)

"""gif and png8. Source: IS reference, fmt, quantize."""

import numpy as np
import pytest
from PIL import Image

GRADIENT = Image.merge("RGB", [Image.linear_gradient("L").rotate(turn) for turn in (0, 90, 180)])
WEB = {0, 51, 102, 153, 204, 255}


def colours(image):
    return {pixel[1] for pixel in image.convert("RGB").getcolors(1 << 20)}


@pytest.mark.parametrize(("fmt", "name"), [("gif", "GIF"), ("png8", "PNG")])
def test_format_and_number_of_colours(rendered, fmt, name):
    _, path = rendered(GRADIENT, f"fmt={fmt}&quantize=adaptive,diffuse,16")
    with Image.open(path) as image:
        assert (image.format, image.mode) == (name, "P")
        assert len(colours(image)) <= 16


def test_a_picture_of_few_colours_keeps_them_exactly(drawn, reply, letters):
    for fmt in ("gif", "png8"):
        assert letters(reply(drawn("RGB YKW CMR"), f"fmt={fmt}")) == "RGB YKW CMR"


@pytest.mark.parametrize("fmt", ["gif-alpha", "png8-alpha"])
def test_one_clear_entry(drawn, reply, letters, fmt):
    assert letters(reply(drawn("R. .B"), f"fmt={fmt}").convert("RGBA")) == "R. .B"


def test_opacity_below_one_half_is_clear(reply):
    for alpha, shown in ((127, 0), (128, 255)):
        result = reply(Image.new("RGBA", (2, 2), (255, 0, 0, alpha)), "fmt=gif-alpha")
        assert result.convert("RGBA").getpixel((0, 0))[3] == shown


def test_bitonal_with_a_key(reply):
    """IS reference: fmt=gif-alpha&quantize=adaptive,off,2,000000,ffffff."""
    source = GRADIENT.convert("RGBA")
    source.paste((0, 0, 0, 0), (0, 0, 50, 50))
    result = reply(source, "fmt=gif&quantize=adaptive,off,2,000000,ffffff&bgc=ffffff")
    assert colours(result) == {(0, 0, 0), (255, 255, 255)}


@pytest.mark.parametrize("fmt", ["gif-alpha", "png8-alpha"])
def test_the_clear_entry_comes_on_top_of_the_colours(reply, fmt):
    """IS reference, quantize: black, white and the key in the sample (vector 185), 2 to 255 and the key."""
    source = GRADIENT.convert("RGBA")
    source.paste((0, 0, 0, 0), (0, 0, 50, 50))
    shown = colours(reply(source, f"fmt={fmt}&quantize=adaptive,off,2,000000,ffffff&bgc=ff0000"))
    assert shown == {(0, 0, 0), (255, 255, 255)}
    everything = reply(source, f"fmt={fmt}&quantize=adaptive,off,256").convert("RGBA").getcolors(1 << 20)
    assert len([pixel for _, pixel in everything if pixel[3]]) > 250


@pytest.mark.parametrize("fmt", ["gif-alpha", "png8-alpha"])
def test_colours_that_nobody_sees_take_no_place_in_the_palette(drawn, reply, letters, fmt):
    """IS reference, quantize (an adaptive palette is of the picture) and bgc (ignored by these formats)."""
    padded = f"fmt={fmt}&quantize=adaptive,off,2&wid=4&hei=4&bgc=00ff00"
    assert letters(reply(drawn("RB.. BR.."), padded).convert("RGBA")) == ".... RB.. BR.. ...."
    nothing = reply(drawn(".. .."), f"fmt={fmt}&quantize=adaptive,off,2")
    assert letters(nothing.convert("RGBA")) == ".. .."


def test_the_rest_of_a_palette_is_what_the_picture_still_lacks(drawn, reply, letters):
    """IS reference, quantize: forced entries are in the palette, the others are computed."""
    assert letters(reply(drawn("KW WK"), "fmt=gif&quantize=adaptive,off,2,000000")) == "KW WK"
    assert letters(reply(drawn("RGB"), "fmt=png8&quantize=adaptive,off,3,ff0000,00ff00")) == "RGB"


def test_the_web_palette_without_dither(reply):
    result = colours(reply(GRADIENT, "fmt=gif&quantize=web,off"))
    assert all(part in WEB for colour in result for part in colour)
    assert len(result) > 20


def test_few_colours_of_the_web_palette_are_those_that_fit_best(reply):
    warm = Image.merge("RGB", [GRADIENT.getchannel("R"), Image.new("L", (256, 256), 102), Image.new("L", (256, 256))])
    result = colours(reply(warm, "fmt=gif&quantize=web,off,6"))
    assert result == {(red, 102, 0) for red in WEB}


def test_the_mac_palette_holds_the_web_cube_and_ramps(reply):
    result = colours(reply(Image.linear_gradient("L").convert("RGB"), "fmt=png8&quantize=mac,off"))
    assert (17, 17, 17) in result
    assert (238, 238, 238) in result


def test_forced_colours_are_in_the_palette(reply):
    result = reply(GRADIENT, "fmt=png8&quantize=adaptive,off,8,123456")
    palette = np.array(result.getpalette("RGB")).reshape(-1, 3).tolist()
    assert [0x12, 0x34, 0x56] in palette


def test_dither_mixes_where_no_entry_fits(reply):
    gray = Image.new("RGB", (64, 64), (128, 128, 128))
    plain, mixed = (
        reply(gray, f"fmt=png8&quantize=adaptive,{dither},2,000000,ffffff").convert("L")
        for dither in ("off", "diffuse")
    )
    assert len(plain.getcolors()) == 1
    assert np.asarray(mixed).mean() == pytest.approx(128, abs=4)


def test_gray_becomes_a_palette_of_grays(reply):
    assert all(red == green == blue for red, green, blue in colours(reply(GRADIENT, "fmt=gif,gray")))

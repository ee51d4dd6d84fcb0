"""op_colorize against its formula. Source: IS reference, op_colorize."""

import numpy as np
import pytest
from PIL import Image

from flytower.imaging import RequestError, parse_request

RAMP = np.arange(40, 200, dtype=np.uint8).reshape(10, 16)
COLOUR = (160, 176, 192)


def coloured(levels):
    points = np.array([[0, 0, 0], COLOUR, [255, 255, 255]])
    return np.stack([np.interp(levels, [0, 127.5, 255], points[:, band]) for band in range(3)], -1)


def test_off_colours_the_brightness_as_it_is(reply):
    result = np.asarray(reply(Image.fromarray(RAMP), "op_colorize=a0b0c0,off")).astype(float)
    assert abs(result - coloured(RAMP)).max() <= 0.51


def test_norm_moves_the_median_to_the_middle(reply):
    dark = (RAMP // 2).astype(np.uint8)
    median = np.sort(dark.reshape(-1))[dark.size // 2 - 1]
    result = np.asarray(reply(Image.fromarray(dark), "op_colorize=a0b0c0")).astype(float)
    assert abs(result - coloured(np.clip(dark - float(median) + 127.5, 0, 255))).max() <= 0.51


@pytest.mark.parametrize("contrast", [30, 100])
def test_contrast_is_the_span_wanted(reply, contrast):
    median = np.sort(RAMP.reshape(-1))[RAMP.size // 2 - 1]
    stretched = (RAMP - float(median)) * 2.55 * contrast / (199 - 40) + 127.5
    result = np.asarray(reply(Image.fromarray(RAMP), f"op_colorize=a0b0c0,norm,{contrast}")).astype(float)
    assert abs(result - coloured(np.clip(stretched, 0, 255))).max() <= 0.51


def test_clear_pixels_do_not_count(reply):
    source = Image.new("RGBA", (4, 4), (255, 255, 255, 0))
    source.paste((50, 50, 50, 255), (0, 0, 1, 4))
    assert reply(source, "op_colorize=a0b0c0&fmt=png-alpha").getpixel((0, 0)) == (*COLOUR, 255)


def test_black_and_white_stay(reply, drawn, letters):
    assert letters(reply(drawn("KW"), "op_colorize=255,0,0,off")) == "KW"


def test_brightness_and_contrast_come_first(reply):
    """IS reference, op_colorize: they may prepare it."""
    source = Image.new("RGB", (2, 2), (100, 100, 100))
    first = reply(source, "op_colorize=a0b0c0,off&op_brightness=20").getpixel((0, 0))
    assert first == tuple(np.floor(coloured(151.0) + 0.5).astype(int))


@pytest.mark.parametrize("request_", ["op_colorize=a0b0c0", "op_colorize=160,176,192", "colorize=a0b0c0,,0"])
def test_208_norm_and_0_are_the_defaults(request_):
    full = parse_request("op_colorize=a0b0c0,norm,0").composite.operations
    assert parse_request(request_).composite.operations == full


def test_the_contrast_is_ignored_without_norm():
    operations = [parse_request(f"op_colorize=a0b0c0,off,{contrast}").composite.operations for contrast in (0, 50)]
    assert operations[0] == operations[1]


@pytest.mark.parametrize("value", ["50", "0,100,0,0k", "a0b0c0,maybe", "red", ",off"])
def test_what_is_no_rgb_colour_or_keyword_is_refused(value):
    with pytest.raises(RequestError, match="op_colorize"):
        parse_request(f"op_colorize={value}")


def test_colorize_is_an_old_spelling():
    assert "op_colorize is used" in parse_request("colorize=a0b0c0").warnings[0]

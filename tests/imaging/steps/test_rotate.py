"""Rotation by angles between the quarters."""

import numpy as np
import pytest
from PIL import Image


@pytest.mark.parametrize(("degrees", "size"), [(45, (142, 142)), (30, (137, 137))])
def test_the_rectangle_grows_and_its_corners_are_clear(reply, degrees, size):
    """IS reference, rotate."""
    result = reply(Image.new("RGB", (100, 100), "red"), f"rotate={degrees}&fmt=png-alpha")
    assert result.size == pytest.approx(size, abs=1)
    assert result.getpixel((1, 1))[3] == 0
    assert result.getpixel((result.width // 2, result.height // 2)) == (255, 0, 0, 255)


def test_95_corners_show_bgcolor_or_else_bgc(reply):
    source = Image.new("RGB", (100, 100), "red")
    assert reply(source, "rotate=45&bgColor=0,0,255").getpixel((0, 0)) == (0, 0, 255)
    assert reply(source, "rotate=45&bgc=00ff00").getpixel((0, 0)) == (0, 255, 0)


def test_positive_is_clockwise(reply):
    """A white dot at the right end of the horizontal middle moves down."""
    source = Image.new("RGB", (101, 101), "black")
    source.paste("white", (90, 46, 100, 55))
    result = np.asarray(reply(source, "rotate=30"))[:, :, 1]
    y, x = (index.mean() for index in np.nonzero(result > 128))
    inside = (result.shape[1] / 2 + 45 * np.cos(np.radians(30)), result.shape[0] / 2 + 45 * np.sin(np.radians(30)))
    dark_only = np.nonzero((result > 128) & (np.indices(result.shape)[1] > result.shape[1] / 2 + 20))
    assert np.hypot(x, y) > 0
    near = [(px, py) for py, px in zip(*dark_only, strict=True) if abs(px - inside[0]) < 8 and abs(py - inside[1]) < 8]
    assert len(near) > 40


def test_edges_are_smooth(reply):
    """Along a slanted edge the opacity takes many values, not two."""
    result = reply(Image.new("RGB", (100, 100), "red"), "rotate=7&fmt=png-alpha")
    assert len(set(result.getchannel("A").get_flattened_data())) > 30


def test_the_colour_fill_turns_with_the_content(reply):
    source = Image.new("RGBA", (100, 100), (0, 0, 0, 0))
    result = reply(source, "rotate=45&color=255,0,0&bgColor=0,0,255")
    assert result.getpixel((result.width // 2, result.height // 2)) == (255, 0, 0)
    assert result.getpixel((1, 1)) == (0, 0, 255)


@pytest.mark.parametrize("request_", ["wid=60", "crop=100,100,20,20", "crop=-500,-500,20,20"])
def test_rotation_goes_with_scaling_and_with_crops_that_show_nothing(reply, request_):
    result = reply(Image.new("RGB", (100, 100), "red"), f"rotate=20&{request_}&fmt=png-alpha")
    centre = result.getpixel((result.width // 2, result.height // 2))
    assert centre == ((255, 0, 0, 255) if request_ == "wid=60" else (255, 255, 255, 0)) or centre[3] == 0


def test_inks_are_turned_with_their_opacity(saved, reply):
    source = saved(Image.new("CMYK", (60, 60), (0, 255, 255, 0)), "a.tif")
    result = reply(source, "rotate=10&fmt=tif,cmyk&bgc=ffffff")
    pixels = np.asarray(result).astype(int)
    assert pixels[result.height // 2, result.width // 2].tolist() == [0, 255, 255, 0]
    assert pixels[0, 0].tolist() == [0, 0, 0, 0]
    assert abs(pixels[:, :, 1] - pixels[:, :, 2]).max() <= 2

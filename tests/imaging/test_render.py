"""What a rendering says of its result, and how it treats files."""

import zlib
from pathlib import Path

import pytest
from PIL import Image

from flytower.imaging import DEFAULT_LIMITS, LimitError, RenderError, RequestError, parse_request
from flytower.imaging.colour import standard_profile
from flytower.imaging.recipe import PixelType
from flytower.imaging.render import render

SOURCE = Image.linear_gradient("L").convert("RGB").resize((100, 80))


def test_the_result_describes_the_file(rendered):
    result, path = rendered(SOURCE, "wid=50&fmt=png")
    data = path.read_bytes()
    assert (result.width, result.height) == (50, 40)
    assert (result.byte_size, result.crc32) == (len(data), zlib.crc32(data))
    assert (result.extension, result.mime) == ("png", "image/png")
    assert result.warnings == ()


@pytest.mark.parametrize(
    "request_",
    ["", "fmt=png", "fmt=png8", "fmt=gif", "fmt=tif,,lzw", "fmt=webp", "fmt=pdf,,zip", "fmt=pdf,cmyk,jpeg", "fmt=eps"],
)
def test_the_same_request_gives_the_same_bytes(rendered, request_):
    _, path = rendered(SOURCE, request_)
    first = path.read_bytes()
    path.unlink()
    _, path = rendered(SOURCE, request_)
    assert path.read_bytes() == first


def test_warnings_of_the_request_and_of_the_rendering_come_together(rendered):
    result, _ = rendered(SOURCE, "fmt=pjpeg&pscan=4&nonsense=1")
    assert len(result.warnings) == 2
    assert any("nonsense" in warning for warning in result.warnings)
    assert any("pscan=4" in warning for warning in result.warnings)


def test_what_a_source_loses_is_said(saved, rendered):
    srgb = standard_profile(PixelType.RGB)
    result, _ = rendered(saved(Image.new("L", (4, 4)), "a.jpg", icc_profile=srgb), "fmt=png")
    assert "profile does not fit" in result.warnings[0]


def test_after_an_error_there_is_no_file(rendered, tmp_path):
    with pytest.raises(RenderError, match="unknown profile 'Nowhere'"):
        rendered(SOURCE, "fmt=tif&icc=Nowhere")
    assert list(tmp_path.glob("reply*")) == []


def test_a_file_larger_than_allowed(rendered, tmp_path):
    with pytest.raises(LimitError, match="at most 1000 are allowed"):
        rendered(SOURCE, "fmt=tif", max_output_bytes=1000)
    assert list(tmp_path.glob("reply*")) == []


def test_an_impossible_request_is_a_request_error(rendered):
    with pytest.raises(RequestError):
        rendered(SOURCE, "fit=crop")


def test_a_directory_that_does_not_exist_is_a_render_error(saved, tmp_path):
    with pytest.raises(RenderError):
        render(saved(SOURCE), parse_request(""), Path(tmp_path / "none" / "a.jpg"), DEFAULT_LIMITS)


# What undoes each EXIF orientation. Source: EXIF 2.3, tag 274.
STORED = {
    1: None,
    2: Image.Transpose.FLIP_LEFT_RIGHT,
    3: Image.Transpose.ROTATE_180,
    4: Image.Transpose.FLIP_TOP_BOTTOM,
    5: Image.Transpose.TRANSPOSE,
    6: Image.Transpose.ROTATE_90,
    7: Image.Transpose.TRANSVERSE,
    8: Image.Transpose.ROTATE_270,
}


@pytest.fixture(params=[f"{name} {orientation}" for name in ("a.png", "a.tif") for orientation in STORED])
def turned(request, drawn, saved):
    """A file of RGB over YKW, stored in any of the eight ways."""
    name, orientation = request.param.split()
    upright = drawn("RGB YKW", enlarge=40)
    undo = STORED[int(orientation)]
    stored = upright if undo is None else upright.transpose(undo)
    exif = Image.Exif()
    exif[274] = int(orientation)
    return saved(stored, name, **({"tiffinfo": {274: int(orientation)}} if name == "a.tif" else {"exif": exif}))


@pytest.mark.parametrize(
    ("request_", "expected"),
    [("", "RGB YKW"), ("wid=120", "RGB YKW"), ("crop=0,0,40,40&scl=1", "R"), ("rotate=90", "YR KG WB")],
)
def test_exif_orientation_is_applied_before_everything_else(turned, reply, letters, request_, expected):
    assert letters(reply(turned, request_), 40) == expected

"""eps. Source: IS reference, fmt; EPSF 3.0."""

import re

import pytest
from PIL import Image

from flytower.imaging.colour import named_profile

PHOTO = Image.merge("RGB", [Image.linear_gradient("L").rotate(turn) for turn in (0, 90, 180)]).resize((90, 60))


@pytest.mark.parametrize(("kind", "space"), [("rgb", b"DeviceRGB"), ("gray", b"DeviceGray"), ("cmyk", b"DeviceCMYK")])
def test_binary_samples_behind_the_image_operator(rendered, reply, kind, space):
    result, path = rendered(PHOTO, f"fmt=eps,{kind}")
    data = path.read_bytes()
    expected = reply(PHOTO, f"fmt=tif,{kind}").tobytes()
    length, binary = re.search(rb"%%BeginBinary: (\d+)\n(.*)\n%%EndBinary\n", data, re.DOTALL).groups()
    assert binary == b"image\n" + expected
    assert int(length) == len(binary)
    assert space in data
    assert result.mime == "image/eps"


def test_the_box_is_the_picture_at_its_resolution(rendered):
    _, path = rendered(PHOTO, "fmt=eps&printRes=100")
    data = path.read_bytes()
    assert data.startswith(b"%!PS-Adobe-3.0 EPSF-3.0\n")
    assert b"%%BoundingBox: 0 0 65 44\n" in data
    assert b"%%HiResBoundingBox: 0 0 64.8000 43.2000\n" in data


def test_a_profile_stands_in_comments(rendered):
    """ICC.1:2001-04, embedding profiles in EPS files."""
    _, path = rendered(PHOTO, "fmt=eps&icc=sRGB&iccEmbed=1")
    pattern = rb"%%BeginICCProfile: \(\w+\) -1 Hex\n((?:% [0-9A-F]+\n)+)%%EndICCProfile\n"
    comments = re.search(pattern, path.read_bytes())
    digits = comments[1].replace(b"% ", b"").replace(b"\n", b"")
    assert bytes.fromhex(digits.decode()) == named_profile("sRGB").data


def test_without_iccembed_there_are_none(rendered):
    _, path = rendered(PHOTO, "fmt=eps&icc=sRGB")
    assert b"ICCProfile" not in path.read_bytes()

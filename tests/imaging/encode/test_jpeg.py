"""jpeg and pjpeg. Source: IS reference, fmt, qlt, pscan."""

import pytest
from PIL import Image, JpegImagePlugin

from flytower.imaging import RenderError

PHOTO = Image.radial_gradient("L").convert("RGB").resize((200, 160))


def test_baseline_and_progressive(reply):
    assert "progressive" not in reply(PHOTO, "fmt=jpeg").info
    assert reply(PHOTO, "fmt=pjpeg").info["progressive"]


def test_pixel_types(reply):
    assert [reply(PHOTO, f"fmt=jpeg,{kind}").mode for kind in ("rgb", "gray", "cmyk")] == ["RGB", "L", "CMYK"]


def test_inks_come_back_as_they_were(saved, reply):
    source = saved(Image.new("CMYK", (16, 16), (200, 100, 50, 25)), "a.tif")
    assert reply(source, "fmt=jpeg,cmyk&qlt=100").getpixel((8, 8)) == pytest.approx((200, 100, 50, 25), abs=3)


def test_chroma(rendered):
    """qlt=95,1 is 4:4:4, qlt=95 subsampled."""
    for request, sampling in (("qlt=95,1", 0), ("qlt=95", 2)):
        _, path = rendered(PHOTO, request)
        with Image.open(path) as image:
            assert JpegImagePlugin.get_sampling(image) == sampling


def test_quality(rendered):
    sizes = [rendered(PHOTO, f"qlt={quality}")[0].byte_size for quality in (20, 60, 95)]
    assert sizes == sorted(sizes)


def test_resolution(saved, reply):
    """IS reference, printRes: asked, else the source's."""
    assert reply(PHOTO, "fmt=jpeg&printRes=300").info["dpi"] == (300, 300)
    assert reply(saved(PHOTO, dpi=(150, 150)), "fmt=jpeg").info["dpi"] == (150, 150)
    assert reply(saved(PHOTO, "b.png"), "fmt=jpeg").info["dpi"] == (72, 72)


def test_nothing_of_the_source_s_metadata_is_taken_over(saved, reply):
    source = saved(PHOTO, "a.jpg", comment=b"secret", exif=Image.Exif().tobytes())
    result = reply(source, "fmt=jpeg")
    assert "comment" not in result.info
    assert "exif" not in result.info


def test_a_side_longer_than_jpeg_can_hold(reply):
    with pytest.raises(RenderError, match="at most 65500 pixels a side"):
        reply(Image.new("RGB", (66_000, 1)), "fmt=jpeg")

"""jpeg and pjpeg. Source: IS reference, fmt, qlt, pscan."""

import numpy as np
import pytest
from PIL import Image, JpegImagePlugin

from flytower.imaging import RenderError, RequestError, parse_request

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
    with pytest.raises(RenderError, match="at most 65500 pixels a side, not 66000 x 1"):
        reply(Image.new("RGB", (66_000, 1)), "fmt=jpeg")


NOISE = Image.fromarray(np.random.default_rng(3).integers(0, 256, (200, 200, 3), np.uint8))


@pytest.mark.parametrize("kind", ["jpeg", "pjpeg"])
def test_jpegsize_takes_the_highest_quality_that_fits(rendered, kind):
    """IS reference, jpegSize: kilobytes; quality is lowered from qlt on."""
    result, _ = rendered(NOISE, f"fmt={kind}&qlt=90&jpegSize=30")
    assert result.byte_size <= 30 * 1024
    fitting = [q for q in range(1, 91) if rendered(NOISE, f"fmt={kind}&qlt={q}")[0].byte_size <= 30 * 1024]
    assert rendered(NOISE, f"fmt={kind}&qlt={max(fitting)}")[0].crc32 == result.crc32


def test_jpegsize_leaves_alone_what_fits(rendered):
    small = rendered(PHOTO, "qlt=70&jpegSize=500")[0]
    assert small.crc32 == rendered(PHOTO, "qlt=70")[0].crc32
    assert small.crc32 == rendered(PHOTO, "qlt=70&jpegSize=0")[0].crc32


def test_jpegsize_that_cannot_be_met_is_an_error(rendered):
    with pytest.raises(RenderError, match="jpegSize: the picture does not fit into 102 bytes"):
        rendered(NOISE, "jpegSize=.1")
    with pytest.raises(RenderError, match="does not fit into 1 bytes"):
        rendered(NOISE, "jpegSize=.0001")


def test_170_a_negative_jpegsize_is_refused():
    with pytest.raises(RequestError, match="not allowed"):
        parse_request("jpegSize=-1")


def test_jpegsize_is_for_jpeg_only(rendered):
    assert rendered(NOISE, "fmt=png&jpegSize=1")[0].byte_size > 1024


def test_a_resolution_beyond_what_jpeg_can_say(reply):
    assert reply(PHOTO, "fmt=jpeg&printRes=90000").info["dpi"] == (65535, 65535)
    assert reply(PHOTO, "fmt=jpeg&printRes=.3").info["dpi"] == (1, 1)


def test_inks_are_stored_inverted_as_adobe_does(rendered):
    """The marker says so, and every reader of print jobs relies on it."""
    _, path = rendered(Image.new("RGB", (16, 16), "white"), "fmt=jpeg,cmyk&qlt=100")
    with Image.open(path) as image:
        assert image.info["adobe"] == 100

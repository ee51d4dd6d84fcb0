"""webp. Source: IS reference, fmt."""

import numpy as np
import pytest
from PIL import Image

from flytower.imaging import RenderError

PHOTO = Image.merge("RGB", [Image.linear_gradient("L").rotate(turn) for turn in (0, 90, 180)])


def test_lossless_keeps_every_pixel_and_lossy_is_the_default(rendered):
    _, path = rendered(PHOTO, "fmt=webp,,lossless")
    with Image.open(path) as image:
        assert image.convert("RGB").tobytes() == PHOTO.tobytes()
    assert b"VP8L" in path.read_bytes()
    _, path = rendered(PHOTO, "fmt=webp&qlt=80")
    assert b"VP8 " in path.read_bytes()


def test_quality(rendered):
    sizes = [rendered(PHOTO, f"fmt=webp&qlt={quality}")[0].byte_size for quality in (10, 60, 95)]
    assert sizes == sorted(sizes)


def test_alpha(reply):
    result = reply(Image.new("RGBA", (8, 8), (255, 0, 0, 90)), "fmt=webp-alpha,,lossless")
    assert result.getpixel((0, 0)) == (255, 0, 0, 90)


def test_inks_are_converted(saved, reply):
    source = saved(Image.new("CMYK", (8, 8), (255, 0, 0, 0)), "a.tif")
    assert np.allclose(reply(source, "fmt=webp,,lossless").getpixel((0, 0))[:3], (0, 255, 255))


def test_no_profile_is_embedded(saved, rendered):
    """IS reference, fmt: webp&iccEmbed=1."""
    from flytower.imaging.colour import named_profile  # noqa: PLC0415

    _, path = rendered(saved(PHOTO, icc_profile=named_profile("AdobeRGB").data), "fmt=webp&iccEmbed=1")
    assert b"ICCP" not in path.read_bytes()


def test_a_side_longer_than_webp_can_hold(reply):
    with pytest.raises(RenderError, match="at most 16383 pixels a side"):
        reply(Image.new("RGB", (17_000, 1)), "fmt=webp")

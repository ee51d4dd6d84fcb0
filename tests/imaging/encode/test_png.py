"""png. Source: IS reference, fmt."""

import pytest
from PIL import Image


@pytest.mark.parametrize(
    ("request_", "mode"),
    [("fmt=png", "RGB"), ("fmt=png,gray", "L"), ("fmt=png-alpha", "RGBA"), ("fmt=png-alpha,gray", "LA")],
)
@pytest.mark.parametrize("source", ["RGB", "RGBA"])
def test_modes(reply, request_, mode, source):
    """png-alpha has an alpha channel even for an opaque picture."""
    assert reply(Image.new(source, (5, 5), "red"), request_).mode == mode


def test_resolution(reply):
    assert reply(Image.new("RGB", (5, 5)), "fmt=png&printRes=300").info["dpi"] == pytest.approx((300, 300), abs=0.02)

"""mask, maskUse and op_growMask. Source: IS reference, their pages."""

import numpy as np
import pytest
from PIL import Image

from flytower.imaging import CatalogRecord

K = "layer=0&size=4,4&color=ffffff"


def test_a_mask_hides_where_it_is_black(composed, letters, drawn):
    query = f"{K}&layer=1&src=x&mask=m"
    assert letters(composed(query, x=drawn("RR RR"), m=drawn("WK KW"))) == "WWWW WRWW WWRW WWWW"


def test_the_opacity_of_a_mask_counts_before_its_brightness(composed, letters, drawn):
    query = f"{K}&layer=1&src=x&mask=m"
    assert letters(composed(query, x=drawn("RR RR"), m=drawn("K. .W"))) == "WWWW WRWW WWRW WWWW"


@pytest.mark.parametrize(
    ("use", "expected"),
    [("norm", ("R. .R", "RG BK")), ("off", ("RG BR", "RG BK")), ("invert", (".G B.", ".. .."))],
)
def test_mask_use(composed, letters, drawn, use, expected):
    holes = drawn("RG BR").convert("RGBA")
    holes.putalpha(drawn("WK KW").convert("L"))
    query = f"layer=0&src=x&maskUse={use}&fmt=png-alpha"
    assert (letters(composed(query, x=holes)), letters(composed(query, x=drawn("RG BK")))) == expected


@pytest.mark.parametrize(
    ("use", "pixels"),
    [("off", ((200, 0, 0, 255), (100, 0, 0, 255))), ("invert", ((0, 0, 0, 0), (0, 0, 0, 127)))],
)
def test_mask_use_on_premultiplied_pixels(composed, saved, use, pixels):
    """Half opaque and premultiplied, 100 is what is stored of 200."""
    stored = Image.new("RGBA", (2, 1))
    stored.putdata([(200, 0, 0, 255), (100, 0, 0, 128)])
    path = saved(stored, "x.tif")
    # ExtraSamples (tag 338) says 2, unassociated; 1 is associated.
    data = path.read_bytes().replace(
        b"\x52\x01\x03\x00\x01\x00\x00\x00\x02\x00", b"\x52\x01\x03\x00\x01\x00\x00\x00\x01\x00"
    )
    path.write_bytes(data)
    found = composed(f"layer=0&src=x&maskUse={use}&fmt=png-alpha", x=CatalogRecord(path)).convert("RGBA")
    assert [found.getpixel((x, 0)) for x in range(2)] == [pytest.approx(pixel, abs=1) for pixel in pixels]


def test_a_nested_request_as_mask(composed, letters, drawn):
    query = f"{K}&layer=1&src=x&mask=is(m?op_invert=1)"
    assert letters(composed(query, x=drawn("RR RR"), m=drawn("KW WK"))) == "WWWW WRWW WWRW WWWW"


def test_a_mask_of_another_size_is_stretched_over_the_picture(composed, letters, drawn):
    query = "layer=0&src=x&mask=m&fmt=png-alpha&resMode=bilin"
    assert letters(composed(query, x=drawn("RG BK", 8), m=drawn("WK KW", 2)), 8) == "R. .K"


def test_a_mask_is_cropped_and_turned_with_its_picture(composed, letters, drawn):
    query = "layer=0&src=x&mask=m&crop=1,0,2,2&rotate=90&fmt=png-alpha"
    assert letters(composed(query, x=drawn("RGB KYM"), m=drawn("WWK KWW"))) == "YG M."


@pytest.mark.parametrize(
    ("command", "width"), [("op_growMask=2", 6), ("op_growMaskR=2", 6), ("op_growMask=-1", 0), ("", 2)]
)
def test_growing_a_mask(composed, command, width):
    mask = Image.new("L", (10, 10))
    mask.paste(255, (4, 4, 6, 6))
    query = f"layer=0&src=x&mask=m&{command}&fmt=png-alpha"
    alpha = np.asarray(composed(query, x=Image.new("RGB", (10, 10)), m=mask))[..., 3]
    assert (alpha == 255).sum() == width**2


def test_only_the_plain_radius_shrinks_with_the_picture(composed):
    mask = Image.new("L", (80, 80))
    mask.paste(255, (32, 32, 48, 48))
    widths = []
    for command in ("op_growMask=8", "op_growMaskR=8"):
        query = f"layer=0&src=x&mask=m&{command}&wid=20&size=20,20&fmt=png-alpha"
        alpha = np.asarray(composed(query, x=Image.new("RGB", (80, 80)), m=mask))[..., 3]
        widths.append((alpha[10] > 127).sum())
    assert widths == [8, 20]

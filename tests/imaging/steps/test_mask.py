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


@pytest.mark.parametrize(("use", "opacity"), [("norm", 128), ("off", 128), ("invert", 0)])
def test_the_opacity_of_a_color_is_no_mask(composed, use, opacity):
    """IS reference, maskUse: without a mask, off and norm change nothing, invert hides the layer."""
    query = f"layer=0&size=1,1&color=255,0,0,128&maskUse={use}&fmt=png-alpha"
    assert composed(query).convert("RGBA").getpixel((0, 0))[3] == opacity


@pytest.mark.parametrize(("use", "opacities"), [("norm", [128, 0]), ("off", [128, 128]), ("invert", [0, 128])])
def test_a_mask_counts_beside_the_opacity_of_a_color(composed, drawn, use, opacities):
    """IS reference, maskUse and color."""
    found = composed(f"layer=0&size=2,1&color=255,0,0,128&mask=m&maskUse={use}&fmt=png-alpha", m=drawn("WK"))
    assert [found.convert("RGBA").getpixel((x, 0))[3] for x in range(2)] == opacities


def test_a_part_of_a_pixel_grows_a_mask_too(composed):
    """As other op_ amounts with a fraction."""
    mask = Image.new("L", (9, 1))
    mask.putpixel((4, 0), 255)
    query = "layer=0&src=x&mask=m&op_growMask=1.5&fmt=png-alpha"
    found = np.asarray(composed(query, x=Image.new("RGB", (9, 1)), m=mask))[0, :, 3]
    assert found.tolist() == [0, 0, 128, 255, 255, 255, 128, 0, 0]


@pytest.mark.parametrize("turn", ["rotate=360", "rotate=180.001"])
def test_the_literal_radius_is_in_pixels_of_the_reply_in_an_enlarged_turned_layer(composed, turn):
    """IS reference, op_growMaskR."""
    mask = Image.new("L", (40, 40))
    mask.paste(255, (10, 0, 30, 40))
    query = f"layer=0&src=x&mask=m&{turn}&op_growMaskR=16&scl=.125&fmt=png-alpha"
    row = np.asarray(composed(query, x=Image.new("RGB", (40, 40)), m=mask))[160, :, 3]
    assert (row > 127).sum() == pytest.approx(160 + 2 * 16, abs=3)


@pytest.mark.parametrize(("query", "opacities"), [("", [255, 128]), ("mask=m", [0, 255]), ("maskUse=invert", [0, 127])])
def test_premultiplied_opacity_counts_before_the_mask_of_a_record(composed, saved, query, opacities):
    """IS reference, layer transforms: it beats catalog::MaskPath, and mask= beats it."""
    stored = Image.new("RGBA", (2, 1))
    stored.putdata([(200, 0, 0, 255), (100, 0, 0, 128)])
    path = saved(stored, "x.tif")
    path.write_bytes(
        path.read_bytes().replace(
            b"\x52\x01\x03\x00\x01\x00\x00\x00\x02\x00", b"\x52\x01\x03\x00\x01\x00\x00\x00\x01\x00"
        )
    )
    other = Image.fromarray(np.array([[0, 255]], np.uint8))
    record = CatalogRecord(path, mask=saved(other, "m.png"))
    for request, name in ((f"layer=0&src=x&{query}", ""), (query, "x")):
        found = composed(f"{request}&fmt=png-alpha", name, x=record, m=CatalogRecord(saved(other, "n.png")))
        assert [found.convert("RGBA").getpixel((x, 0))[3] for x in range(2)] == opacities


@pytest.mark.parametrize("part", ["crop=4,0,5,10", "rgn=4,0,5,10&scl=1", "rect=4,0,5,10&scl=1"])
@pytest.mark.parametrize("separate", [True, False], ids=["mask", "alpha"])
@pytest.mark.parametrize(
    "case",
    [("op_growMask=2", (1, 4), [0, 1]), ("op_growMaskR=1", (9, 11), [4]), ("op_growMask=-1", (4, 8), [1, 2])],
)
def test_a_mask_grows_before_its_picture_is_cropped(composed, part, separate, case):
    """IS reference, layer transforms: masks first, then crop; and a view is cut from what is finished."""
    command, shape, kept = case
    mask = Image.new("L", (12, 10))
    mask.paste(255, (shape[0], 0, shape[1], 10))
    picture = Image.new("RGB", mask.size)
    if not separate:
        picture.putalpha(mask)
    query = f"layer=0&src=x&{'mask=m&' if separate else ''}{part}&{command}&fmt=png-alpha"
    found = composed(query, x=picture, m=mask).convert("RGBA")
    assert [x for x in range(5) if found.getpixel((x, 4))[3] == 255] == kept


@pytest.mark.parametrize("turn", ["flip=lr", "flip=ud", "rotate=90", "rotate=180", "rotate=270&flip=lr"])
def test_a_cropped_picture_with_a_grown_mask_keeps_its_place_when_it_is_turned(composed, turn):
    """As the same picture and a mask that is as large already."""
    picture = Image.fromarray(np.random.default_rng(5).integers(0, 256, (20, 30, 3), np.uint8))
    small, large = Image.new("L", (30, 20)), Image.new("L", (30, 20))
    small.paste(255, (6, 4, 12, 9))
    large.paste(255, (3, 1, 15, 12))
    query = f"layer=0&src=x&mask=m&crop=5,2,20,9&{turn}&fmt=png-alpha"
    found = composed(f"{query}&op_growMask=3", x=picture, m=small)
    assert found.tobytes() == composed(query, x=picture, m=large).tobytes()

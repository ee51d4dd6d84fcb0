"""The XMP packet of a source, as it stands in the file. Source: IS reference, xmpEmbed."""

import struct

import pytest
from PIL import Image, PngImagePlugin

from flytower.imaging import CatalogRecord, RequestContext, parse_request_in
from flytower.imaging.inspection import inspect_reply
from flytower.imaging.limits import DEFAULT_LIMITS
from flytower.imaging.render import render
from flytower.imaging.xmp import xmp_of

PACKET = b"<?xpacket begin=''?><x:xmpmeta xmlns:x='adobe:ns:meta/'/><?xpacket end='w'?>"
PHOTO = Image.new("RGB", (8, 8), "red")


@pytest.mark.parametrize("name", ["a.jpg", "a.webp", "a.avif"])
def test_formats_that_hold_it_as_it_is(saved, name):
    assert xmp_of(saved(PHOTO, name, xmp=PACKET)) == PACKET


def test_tiff(saved):
    assert xmp_of(saved(PHOTO, "a.tif", tiffinfo={700: PACKET})) == PACKET


def test_png(saved):
    texts = PngImagePlugin.PngInfo()
    texts.add_itxt("XML:com.adobe.xmp", PACKET.decode())
    assert xmp_of(saved(PHOTO, pnginfo=texts)) == PACKET


def test_photoshop(tmp_path):
    """Image resource 1060."""
    resource = struct.pack(">4sHHI", b"8BIM", 1060, 0, len(PACKET)) + PACKET + bytes(len(PACKET) % 2)
    head = struct.pack(">4sH6xHIIHH", b"8BPS", 1, 3, 2, 2, 8, 3)
    data = head + bytes(4) + struct.pack(">I", len(resource)) + resource + bytes(4) + bytes(2) + bytes(12)
    path = tmp_path / "a.psd"
    path.write_bytes(data)
    assert xmp_of(path) == PACKET


@pytest.mark.parametrize("name", ["a.jpg", "a.tif", "a.png", "a.gif", "a.bmp"])
def test_most_pictures_have_none(saved, name):
    assert xmp_of(saved(PHOTO, name)) is None


def test_a_packet_too_long_for_a_jpeg_is_left_out_aloud(saved, rendered):
    source = saved(PHOTO, "a.tif", tiffinfo={700: b"<x:xmpmeta/>" + b" " * 70_000})
    result, path = rendered(source, "fmt=jpeg&xmpEmbed=1")
    assert "more than 65502 bytes, which a JPEG cannot hold" in result.warnings[0]
    with Image.open(path) as image:
        assert "xmp" not in image.info


def packet_of(path):
    with Image.open(path) as image:
        return image.tag_v2.get(700) if image.format == "TIFF" else image.info.get("xmp")


@pytest.mark.parametrize(
    ("query", "embedded"),
    [
        ("layer=0&src=a&layer=1&src=b&scale=.5", PACKET),
        ("layer=0&src=b&layer=1&src=a&scale=.5", None),
        ("layer=0&size=30,30&color=ffffff&layer=1&src=a", None),
        ("layer=0&src=is(a)", None),
        ("layer=0&size=30,30&text=a&layer=1&src=a", None),
    ],
)
@pytest.mark.parametrize("form", ["tif", "jpeg"])
def test_only_that_of_layer_0_s_own_picture_is_embedded_and_told_of(saved, tmp_path, query, embedded, form):
    """IS reference, xmpEmbed: copies the XMP of layer 0's source; req=props says the same."""
    records = {
        "a": CatalogRecord(saved(PHOTO, "a.jpg", xmp=PACKET)),
        "b": CatalogRecord(saved(PHOTO, "b.jpg")),
    }
    context = RequestContext(path_object=False, find=records.get)
    recipe = parse_request_in(f"{query}&fmt={form}&xmpEmbed=1", context)
    target = tmp_path / f"made.{form}"
    render(None, recipe, target, DEFAULT_LIMITS)
    assert packet_of(target) == embedded
    assert inspect_reply(DEFAULT_LIMITS, None, recipe)["has_xmp"] is (embedded is not None)

"""tif. Source: IS reference, fmt; TIFF 6.0."""

import struct
import zlib

import numpy as np
import pytest
from PIL import Image

PHOTO = Image.merge("RGB", [Image.linear_gradient("L").rotate(turn) for turn in (0, 90, 180)])
COMPRESSION, PREDICTOR = 259, 317


@pytest.mark.parametrize(
    ("compression", "code", "predictor"), [("", 1, 1), ("none", 1, 1), ("lzw", 5, 2), ("zip", 8, 2), ("jpeg", 7, 1)]
)
def test_compressions(reply, compression, code, predictor):
    """none is the default."""
    result = reply(PHOTO, f"fmt=tif,,{compression}&qlt=95")
    assert result.tag_v2[COMPRESSION] == code
    assert result.tag_v2.get(PREDICTOR, 1) == predictor
    difference = abs(np.asarray(result.convert("RGB")).astype(int) - np.asarray(PHOTO)).max()
    assert difference <= (12 if compression == "jpeg" else 0)


@pytest.mark.parametrize(("kind", "mode"), [("rgb", "RGB"), ("gray", "L"), ("cmyk", "CMYK")])
@pytest.mark.parametrize("compression", ["none", "lzw", "zip", "jpeg"])
def test_pixel_types(reply, kind, mode, compression):
    result = reply(PHOTO, f"fmt=tif,{kind},{compression}")
    assert result.mode == mode


@pytest.mark.parametrize(("kind", "mode"), [("rgb", "RGBA"), ("gray", "LA")])
@pytest.mark.parametrize("source", ["RGB", "RGBA"])
def test_alpha(reply, kind, mode, source):
    result = reply(Image.new(source, (4, 4), "red"), f"fmt=tif-alpha,{kind},lzw")
    assert (result.mode, result.getchannel("A").getextrema()) == (mode, (255, 255))


@pytest.mark.parametrize("compression", ["none", "zip", "lzw"])
def test_inks_with_alpha_have_five_samples(rendered, compression):
    """Read by hand: Pillow does not know this kind."""
    source = Image.new("RGBA", (300, 200), (255, 0, 0, 90))
    result, path = rendered(source, f"fmt=tif-alpha,cmyk,{compression}&printRes=300&iccEmbed=1&icc=TR001")
    data = path.read_bytes()
    (start,) = struct.unpack_from("<I", data, 4)
    (count,) = struct.unpack_from("<H", data, start)
    entries = [struct.unpack_from("<HHII", data, start + 2 + 12 * number) for number in range(count)]
    tags = {tag: value for tag, _, _, value in entries}
    assert [tag for tag, *_ in entries] == sorted(tags)
    assert (tags[256], tags[257], tags[277], tags[262], tags[338]) == (300, 200, 5, 5, 2)
    assert struct.unpack_from("<5H", data, tags[258]) == (8, 8, 8, 8, 8)
    assert struct.unpack_from("<II", data, tags[282]) == (30_000, 100)
    pixels = data[tags[273] : tags[273] + tags[279]]
    pixels = pixels if compression == "none" else zlib.decompress(pixels)
    assert len(pixels) == 300 * 200 * 5
    assert pixels[4::5] == bytes([90]) * 60_000
    assert (len(result.warnings) == 1) == (compression == "lzw")


def test_resolution_and_profile(saved, reply):
    result = reply(PHOTO, "fmt=tif&printRes=300&icc=sRGB&iccEmbed=1")
    assert result.info["dpi"] == (300, 300)
    assert result.info["icc_profile"][36:40] == b"acsp"


def test_the_name_and_type(rendered):
    result, _ = rendered(PHOTO, "fmt=tif")
    assert (result.extension, result.mime) == ("tiff", "image/tiff")

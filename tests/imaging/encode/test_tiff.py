"""tif. Source: IS reference, fmt; TIFF 6.0."""

import shutil
import struct
import subprocess
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
    assert tags[259] == {"none": 1, "lzw": 5, "zip": 8}[compression]
    assert not result.warnings
    if compression != "lzw":
        pixels = data[tags[273] : tags[273] + tags[279]]
        pixels = pixels if compression == "none" else zlib.decompress(pixels)
        assert len(pixels) == 300 * 200 * 5
        assert pixels[4::5] == bytes([90]) * 60_000


@pytest.mark.parametrize("compression", ["none", "zip", "lzw"])
@pytest.mark.parametrize("size", [(37, 23), (1, 1), (900, 700)])
def test_inks_with_alpha_in_another_library_s_eyes(rendered, tmp_path, compression, size):
    """libvips reads the five samples."""
    if shutil.which("vips") is None:
        pytest.skip("libvips' command is not installed")
    width, height = size
    dice = np.random.default_rng(5).integers(0, 256, (height, width, 4), np.uint8)
    _, path = rendered(Image.fromarray(dice), f"fmt=tif-alpha,cmyk,{compression}")
    raw = tmp_path / "samples.v"
    subprocess.run(["vips", "rawsave", path, raw], check=True, capture_output=True)  # noqa: S603, S607
    samples = np.frombuffer(raw.read_bytes(), np.uint8).reshape(height, width, 5)
    assert (samples[:, :, 4] == dice[:, :, 3]).all()
    inks, black = samples[:, :, :3].astype(int), samples[:, :, 3:4].astype(int)
    back = (255 - inks) * (255 - black) / 255
    shown = dice[:, :, 3] > 0
    assert abs(back - dice[:, :, :3])[shown].max() <= 1


def test_xmp_is_copied_unchanged(saved, rendered):
    """IS reference, xmpEmbed."""
    packet = b"<?xpacket begin='' id='W5M0MpCehiHzreSzNTczkc9d'?><x:xmpmeta/><?xpacket end='w'?>"
    source = saved(PHOTO, "a.jpg", xmp=packet)
    for request in ("fmt=tif", "fmt=tif,,lzw", "fmt=tif-alpha,,zip", "fmt=jpeg", "fmt=pjpeg,cmyk"):
        _, path = rendered(source, f"{request}&xmpEmbed=1")
        with Image.open(path) as image:
            assert image.info["xmp"] == packet
        _, path = rendered(source, request)
        with Image.open(path) as image:
            assert "xmp" not in image.info
    _, path = rendered(source, "fmt=tif-alpha,cmyk,lzw&xmpEmbed=1")
    assert packet in path.read_bytes()


def test_xmp_is_ignored_where_the_format_is_not_listed(saved, rendered):
    source = saved(PHOTO, "a.jpg", xmp=b"<x:xmpmeta/>")
    result, path = rendered(source, "fmt=png&xmpEmbed=1")
    assert b"xmpmeta" not in path.read_bytes()
    assert not result.warnings


def test_resolution_and_profile(saved, reply):
    result = reply(PHOTO, "fmt=tif&printRes=300&icc=sRGB&iccEmbed=1")
    assert result.info["dpi"] == (300, 300)
    assert result.info["icc_profile"][36:40] == b"acsp"


def test_the_name_and_type(rendered):
    result, _ = rendered(PHOTO, "fmt=tif")
    assert (result.extension, result.mime) == ("tiff", "image/tiff")


@pytest.mark.parametrize("quality", ["95", "95,0", "95,1"])
def test_jpeg_data_keep_colours_at_full_resolution(reply, quality):
    """docs/image-serving.md: the encoder writes no other; IS reference, qlt: 1 asks for it."""
    stripes = Image.new("RGB", (64, 64), "red")
    for x in range(0, 64, 2):
        stripes.paste((0, 0, 255), (x, 0, x + 1, 64))
    found = np.asarray(reply(stripes, f"fmt=tif,,jpeg&qlt={quality}").convert("RGB")).astype(int)
    assert abs(found - np.asarray(stripes)).max() <= 12

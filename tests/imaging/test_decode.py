"""Whatever a file stores, the pipeline gets 8-bit gray, RGB or CMYK with the opacity apart."""

import struct
import zlib

import numpy as np
import pytest
from PIL import Image, ImageChops, ImageCms

from flytower.imaging import RenderError
from flytower.imaging.decode import decode
from flytower.imaging.probe import probe


def decoded(path, scale=1.0):
    return decode(path, probe(path), scale)


def png_chunk(kind, data):
    return struct.pack(">I", len(data)) + kind + data + struct.pack(">I", zlib.crc32(kind + data))


def png(width, height, kind, samples, bits=16):
    """A PNG of big-endian samples (rows of numbers), filter none."""
    rows = b"".join(b"\0" + np.asarray(row, ">u2" if bits == 16 else "u1").tobytes() for row in samples)
    header = struct.pack(">IIBBBBB", width, height, bits, kind, 0, 0, 0)
    return (
        b"\x89PNG\r\n\x1a\n"
        + png_chunk(b"IHDR", header)
        + png_chunk(b"IDAT", zlib.compress(rows))
        + png_chunk(b"IEND", b"")
    )


DEEP = [0, 1, 128, 129, 256, 32767, 32768, 65407, 65535]


def test_16_bit_gray_is_rounded_to_8(tmp_path):
    path = tmp_path / "a.png"
    path.write_bytes(png(len(DEEP), 1, 0, [DEEP]))
    picture = decoded(path)
    assert picture.image.mode == "L"
    assert list(picture.image.tobytes()) == [round(value * 255 / 65535) for value in DEEP]


def test_16_bit_gray_tiff_of_either_byte_order(saved):
    values = np.array([DEEP], np.uint16)
    for mode in ("I;16", "I;16B"):
        data = values.astype(">u2" if mode.endswith("B") else "<u2").tobytes()
        path = saved(Image.frombytes(mode, (len(DEEP), 1), data), "a.tif")
        assert list(decoded(path).image.tobytes()) == [round(value * 255 / 65535) for value in DEEP]


def test_16_bit_rgb_keeps_its_high_byte(tmp_path):
    path = tmp_path / "a.png"
    path.write_bytes(png(1, 1, 2, [[0x1234, 0x80FF, 0xFFFF]]))
    assert decoded(path).image.getpixel((0, 0)) == (0x12, 0x80, 0xFF)


@pytest.mark.parametrize("mode", ["F", "I"])
def test_32_bits_per_component_are_refused(saved, mode):
    with pytest.raises(RenderError, match="32 bits per component"):
        decoded(saved(Image.new(mode, (2, 2)), "a.tif"))


def test_alpha_comes_apart(saved):
    image = Image.new("RGBA", (2, 1), (10, 20, 30, 255))
    image.putpixel((1, 0), (40, 50, 60, 70))
    for name in ("a.png", "a.tif"):
        picture = decoded(saved(image, name))
        assert list(picture.image.get_flattened_data()) == [(10, 20, 30), (40, 50, 60)]
        assert list(picture.alpha.tobytes()) == [255, 70]


def test_an_alpha_channel_that_is_opaque_everywhere_is_none(saved):
    assert decoded(saved(Image.new("RGBA", (2, 2), (1, 2, 3, 255)))).alpha is None


def test_the_clear_colour_of_a_gif_and_of_a_palette_png(saved):
    image = Image.new("P", (2, 1))
    image.putpalette([255, 0, 0, 0, 0, 255])
    image.putpixel((1, 0), 1)
    for name in ("a.gif", "a.png"):
        picture = decoded(saved(image, name, transparency=1))
        assert picture.image.getpixel((0, 0)) == (255, 0, 0)
        assert list(picture.alpha.tobytes()) == [255, 0]


def test_the_clear_colour_of_an_rgb_png(saved):
    image = Image.new("RGB", (2, 1), (1, 2, 3))
    image.putpixel((1, 0), (9, 9, 9))
    assert list(decoded(saved(image, transparency=(1, 2, 3))).alpha.tobytes()) == [0, 255]


def test_black_and_white(saved):
    picture = decoded(saved(Image.new("1", (2, 1), 1), "a.tif", compression="group4"))
    assert (picture.image.mode, picture.image.tobytes()) == ("L", b"\xff\xff")


@pytest.mark.parametrize(("name", "off"), [("a.tif", 0), ("a.jpg", 3)])
def test_cmyk_inks_are_what_the_file_says(saved, name, off):
    image = Image.new("CMYK", (16, 16), (200, 100, 50, 25))
    picture = decoded(saved(image, name))
    assert picture.image.mode == "CMYK"
    assert max(high for _, high in ImageChops.difference(picture.image, image).getextrema()) <= off


def test_lab_becomes_srgb(saved):
    lab = ImageCms.createProfile("LAB")
    srgb = ImageCms.createProfile("sRGB")
    orange = Image.new("RGB", (4, 4), (230, 120, 40))
    picture = decoded(saved(ImageCms.profileToProfile(orange, srgb, lab, outputMode="LAB"), "a.tif"))
    assert np.allclose(picture.image.getpixel((0, 0)), (230, 120, 40), atol=4)
    assert picture.profile is not None


def test_a_profile_of_another_colour_space_does_not_count(saved):
    srgb = ImageCms.ImageCmsProfile(ImageCms.createProfile("sRGB")).tobytes()
    assert decoded(saved(Image.new("L", (2, 2)), "a.jpg", icc_profile=srgb)).profile is None
    assert decoded(saved(Image.new("RGB", (2, 2)), "b.jpg", icc_profile=srgb)).profile == srgb


@pytest.mark.parametrize(
    ("scale", "reduction", "size"),
    [(1, 1, (1000, 800)), (0.5, 1, (1000, 800)), (0.25, 2, (500, 400)), (0.01, 8, (125, 100))],
)
def test_a_jpeg_is_decoded_at_twice_the_wanted_size_or_more(saved, scale, reduction, size):
    picture = decoded(saved(Image.new("RGB", (1000, 800)), "a.jpg"), scale)
    assert (picture.reduction, picture.image.size) == (reduction, size)


def test_the_first_frame_of_an_animation(saved):
    frames = [Image.new("RGB", (4, 4), colour) for colour in ("red", "blue")]
    for name in ("a.gif", "a.tif", "a.webp", "a.png"):
        options = {"lossless": True} if name == "a.webp" else {}
        path = saved(frames[0], name, save_all=True, append_images=frames[1:], **options)
        assert decoded(path).image.getpixel((0, 0)) == (255, 0, 0)


def test_inks_of_a_jpeg_are_inverted_only_when_adobe_s_marker_says_so(saved):
    """Adobe's programs store inks inverted and say so; without the marker the numbers are inks."""
    path = saved(Image.new("CMYK", (16, 16), (200, 100, 50, 25)), "a.jpg", quality=100)
    data = path.read_bytes()
    start = data.index(b"\xff\xee\x00\x0eAdobe")
    assert decoded(path).image.getpixel((8, 8)) == pytest.approx((200, 100, 50, 25), abs=2)
    path.write_bytes(data[:start] + data[start + 16 :])
    assert decoded(path).image.getpixel((8, 8)) == pytest.approx((55, 155, 205, 230), abs=2)


@pytest.mark.parametrize("mode", ["RGB", "RGBA"])
def test_avif(saved, mode):
    source = Image.new(mode, (40, 30), (200, 100, 50, 90)[: len(mode)])
    picture = decoded(saved(source, "a.avif", quality=95, subsampling="4:4:4"))
    assert picture.image.getpixel((9, 9)) == pytest.approx((200, 100, 50), abs=3)
    assert (picture.alpha is not None) == (mode == "RGBA")


def test_1_bit_palette_and_gray_with_alpha(saved):
    bits = Image.new("1", (9, 9), 1)
    assert decoded(saved(bits, "a.tif")).image.getpixel((0, 0)) == 255
    palette = Image.new("P", (4, 4), 1)
    palette.putpalette([0, 0, 0, 200, 100, 50])
    clear = decoded(saved(palette, "a.gif", transparency=0))
    assert (clear.image.getpixel((0, 0)), clear.alpha) == ((200, 100, 50), None)
    partly = decoded(saved(palette, "a.png", transparency=bytes([0, 90])))
    assert (partly.image.getpixel((0, 0)), partly.alpha.getpixel((0, 0))) == ((200, 100, 50), 90)
    gray = decoded(saved(Image.new("LA", (4, 4), (80, 120)), "b.png"))
    assert (gray.image.getpixel((0, 0)), gray.alpha.getpixel((0, 0))) == (80, 120)

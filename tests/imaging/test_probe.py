"""A header says everything the rest of the system asks of a picture, without a pixel being decoded."""

import io
import struct

import pytest
from PIL import ExifTags, Image, ImageCms

from flytower.imaging import RenderError
from flytower.imaging.colour import named_profile
from flytower.imaging.probe import probe
from flytower.imaging.profiles.icc_file import described

SRGB = ImageCms.ImageCmsProfile(ImageCms.createProfile("sRGB")).tobytes()


def exif(**tags):
    block = Image.Exif()
    for name, value in tags.items():
        block[ExifTags.Base[name]] = value
    return block


@pytest.mark.parametrize(
    ("name", "mode", "expected"),
    [
        ("a.jpg", "RGB", ("jpeg", "rgb", 8, False)),
        ("a.jpg", "L", ("jpeg", "gray", 8, False)),
        ("a.jpg", "CMYK", ("jpeg", "cmyk", 8, False)),
        ("a.png", "RGB", ("png", "rgb", 8, False)),
        ("a.png", "RGBA", ("png", "rgb", 8, True)),
        ("a.png", "LA", ("png", "gray", 8, True)),
        ("a.png", "P", ("png", "palette", 1, False)),
        ("a.png", "1", ("png", "gray", 1, False)),
        ("a.png", "I;16", ("png", "gray", 16, False)),
        ("a.gif", "P", ("gif", "palette", 8, False)),
        ("a.bmp", "RGB", ("bmp", "rgb", 8, False)),
        ("a.tif", "RGB", ("tiff", "rgb", 8, False)),
        ("a.tif", "RGBA", ("tiff", "rgb", 8, True)),
        ("a.tif", "CMYK", ("tiff", "cmyk", 8, False)),
        ("a.tif", "I;16", ("tiff", "gray", 16, False)),
        ("a.tif", "LAB", ("tiff", "lab", 8, False)),
        ("a.webp", "RGB", ("webp", "rgb", 8, False)),
        ("a.jp2", "RGB", ("jpeg2000", "rgb", 8, False)),
    ],
)
def test_format_colour_mode_bits_and_alpha(saved, name, mode, expected):
    header = probe(saved(Image.new(mode, (30, 20)), name))
    assert (header.format, header.mode, header.bits, header.has_alpha) == expected
    assert (header.width, header.height) == (30, 20)
    assert header.frames == 1
    assert header.orientation == 1


def test_a_photoshop_file(tmp_path):
    resolution = struct.pack(">4sHHI", b"8BIM", 1005, 0, 16) + struct.pack(">I", 300 << 16) + bytes(12)
    path = tmp_path / "a.psd"
    path.write_bytes(
        struct.pack(">4sH6xHIIHH", b"8BPS", 1, 3, 20, 30, 8, 3)
        + struct.pack(">I", 0)
        + struct.pack(">I", len(resolution)) + resolution
        + struct.pack(">I", 0)
        + struct.pack(">H", 0) + bytes(3 * 600)
    )  # fmt: skip
    header = probe(path)
    assert (header.format, header.width, header.height, header.mode) == ("psd", 30, 20, "rgb")
    assert (header.bits, header.resolution) == (8, 300.0)


@pytest.mark.parametrize("name", ["a.jpg", "a.png", "a.tif", "a.bmp"])
def test_resolution_is_dots_per_inch(saved, name):
    path = saved(Image.new("RGB", (10, 10)), name, dpi=(300, 300))
    assert probe(path).resolution == pytest.approx(300, abs=0.1)


@pytest.mark.parametrize(
    ("name", "options"),
    [("a.jpg", {}), ("a.jpg", {"exif": exif(Orientation=1)}), ("a.png", {}), ("a.tif", {}), ("a.gif", {})],
)
def test_resolution_is_0_when_the_file_does_not_say(saved, name, options):
    assert probe(saved(Image.new("RGB", (10, 10)), name, **options)).resolution == 0.0


@pytest.mark.parametrize("orientation", range(1, 9))
@pytest.mark.parametrize("name", ["a.jpg", "a.png", "a.webp", "a.tif"])
def test_width_and_height_are_those_after_the_orientation(saved, name, orientation):
    options = {"tiffinfo": {274: orientation}} if name == "a.tif" else {"exif": exif(Orientation=orientation)}
    header = probe(saved(Image.new("RGB", (30, 20)), name, **options))
    assert header.orientation == orientation
    assert (header.width, header.height) == ((30, 20) if orientation < 5 else (20, 30))
    assert header.stored_size == (30, 20)


@pytest.mark.parametrize("name", ["a.jpg", "a.png", "a.tif", "a.webp"])
def test_the_embedded_profile(saved, name):
    header = probe(saved(Image.new("RGB", (10, 10)), name, icc_profile=SRGB))
    assert header.icc.data == SRGB
    assert header.icc.description == "sRGB built-in"
    assert header.icc.colour_space == "rgb"


def test_a_damaged_profile_is_none(saved):
    assert probe(saved(Image.new("RGB", (10, 10)), "a.jpg", icc_profile=b"\0" * 200)).icc is None


def test_a_description_in_the_newer_form():
    newer = ImageCms.ImageCmsProfile(ImageCms.createProfile("sRGB")).tobytes()
    assert b"mluc" in newer
    assert described(newer) == "sRGB built-in"
    assert described(named_profile("AdobeRGB").data) == "AdobeRGB"
    assert described(newer[:140]) == described(b"") == ""


@pytest.mark.parametrize("name", ["a.gif", "a.tif", "a.webp", "a.png"])
def test_more_than_one_frame(saved, name):
    frames = [Image.new("RGB", (10, 10), colour) for colour in ("red", "blue")]
    path = saved(frames[0], name, save_all=True, append_images=frames[1:])
    assert probe(path).frames == 2


@pytest.mark.parametrize(("name", "kept"), [("a.jpg", 640), ("a.png", 45), ("a.tif", 500), ("a.bmp", 60)])
def test_no_pixel_is_decoded(tmp_path, name, kept):
    """A file that ends right after its header is enough."""
    buffer = io.BytesIO()
    Image.effect_noise((500, 400), 90).convert("RGB").save(
        buffer, name[2:].replace("jpg", "jpeg").replace("tif", "tiff")
    )
    data = buffer.getvalue()
    if name == "a.tif":  # the directory stands at the end, the pixels before it
        start = struct.unpack_from("<I", data, 4)[0]
        data = data[:8] + bytes(start - 8) + data[start:]
    else:
        data = data[:kept]
    path = tmp_path / name
    path.write_bytes(data)
    header = probe(path)
    assert (header.width, header.height) == (500, 400)


@pytest.mark.parametrize(
    "data",
    [b"", b"\xff\xd8\xff", b"\x89PNG\r\n\x1a\n", b"GIF89a", b"II*\0\xff\xff\xff\xff", b"8BPS", b"hello", b"%!PS-Adobe"],
)
def test_what_is_no_picture_is_a_render_error_without_paths(tmp_path, data):
    path = tmp_path / "a.jpg"
    path.write_bytes(data)
    with pytest.raises(RenderError) as caught:
        probe(path)
    assert str(tmp_path) not in str(caught.value)


def test_a_missing_file_is_a_render_error(tmp_path):
    with pytest.raises(RenderError, match="does not exist"):
        probe(tmp_path / "none.jpg")


def test_encapsulated_postscript_is_never_interpreted(tmp_path):
    path = tmp_path / "a.eps"
    path.write_bytes(b"%!PS-Adobe-3.0 EPSF-3.0\n%%BoundingBox: 0 0 10 10\n")
    with pytest.raises(RenderError, match="PostScript file is a program, which is not run here"):
        probe(path)

"""What files come out, after the vendor's pages; ids are test-vector numbers (172 to 199 and 208) and pages."""

import numpy as np
import pytest
from PIL import Image

from flytower.imaging import RequestError, parse_request
from flytower.imaging.colour import standard_profile
from flytower.imaging.recipe import PixelType

RGB = Image.merge("RGB", [Image.linear_gradient("L").rotate(turn) for turn in (0, 90, 180)])
RGBA = Image.merge("RGBA", [*RGB.split(), Image.radial_gradient("L")])
COMPRESSION = 259


@pytest.fixture
def answered(rendered):
    """The file and what Pillow says of it."""

    def run(source, request):
        result, path = rendered(source, request)
        with Image.open(path) as image:
            image.load()
        return result, image

    return run


@pytest.mark.parametrize(
    ("request_", "source", "expected"),
    [
        pytest.param("", RGB, ("JPEG", "RGB", "image/jpeg"), id="172-fmt"),
        pytest.param("", RGB.convert("L"), ("JPEG", "RGB", "image/jpeg"), id="173-fmt"),
        pytest.param("fmt=jpeg,gray&qlt=60&wid=200", RGB, ("JPEG", "L", "image/jpeg"), id="174-fmt"),
        pytest.param("fmt=png-alpha&wid=100", RGBA, ("PNG", "RGBA", "image/png"), id="175-fmt"),
        pytest.param("fmt=tif,cmyk&wid=100", RGB, ("TIFF", "CMYK", "image/tiff"), id="180-fmt"),
        pytest.param("fmt=webp&qlt=80", RGB, ("WEBP", "RGB", "image/webp"), id="187-fmt"),
        pytest.param("fmt=webp-alpha,,lossless", RGBA, ("WEBP", "RGBA", "image/webp"), id="187-fmt-lossless"),
        pytest.param("fmt=jpeg2000&qlt=80", RGB, ("JPEG2000", "RGB", "image/jp2"), id="188-fmt"),
        pytest.param("fmt=avif", RGB, ("AVIF", "RGB", "image/avif"), id="190-fmt-avif"),
    ],
)
def test_format_and_pixel_type(answered, request_, source, expected):
    result, image = answered(source, request_)
    assert (image.format, image.mode, result.mime) == expected


def test_176_clear_pixels_take_bgc(answered):
    """note/view transform."""
    _, image = answered(Image.new("RGBA", (4, 4)), "fmt=png&bgc=00ff00")
    assert (image.mode, image.getpixel((1, 1))) == ("RGB", (0, 255, 0))


def test_177_alpha_is_kept_and_bgc_ignored(answered):
    """r-bgc."""
    _, image = answered(RGBA, "fmt=png-alpha&bgc=00ff00")
    assert (np.asarray(image)[:, :, 3] == np.asarray(RGBA)[:, :, 3]).all()


def test_178_the_mask_as_tiff(answered):
    _, image = answered(RGBA, "req=mask&fmt=tif,gray&wid=256")
    assert (image.format, image.mode) == ("TIFF", "L")
    assert (np.asarray(image) == np.asarray(RGBA)[:, :, 3]).all()


def test_179_the_mask_of_an_opaque_picture(answered):
    _, image = answered(RGB, "req=mask")
    assert (image.format, image.mode, image.getextrema()) == ("JPEG", "L", (255, 255))


def test_181_icc_and_iccembed(answered):
    _, image = answered(RGB, "fmt=tif&icc=TR001&iccEmbed=1")
    assert (image.mode, image.info["icc_profile"]) == ("CMYK", standard_profile(PixelType.CMYK))


@pytest.mark.parametrize(
    ("request_", "code"),
    [
        pytest.param("fmt=tif", 1, id="182-fmt"),
        pytest.param("fmt=tif,,jpeg&qlt=95", 7, id="183-fmt"),
        pytest.param("fmt=tif-alpha,,lzw&resMode=sharp2&wid=180", 5, id="184-resmode"),
    ],
)
def test_compression_of_tiff(answered, request_, code):
    _, image = answered(RGBA, request_)
    assert image.tag_v2[COMPRESSION] == code


def test_185_a_bitonal_gif_with_a_clear_key(answered):
    _, image = answered(RGBA, "fmt=gif-alpha&wid=100&quantize=adaptive,off,2,000000,ffffff")
    colours = {pixel for _, pixel in image.convert("RGBA").getcolors()}
    shown = {pixel[:3] for pixel in colours if pixel[3]}
    assert shown <= {(0, 0, 0), (255, 255, 255)}
    assert any(pixel[3] == 0 for pixel in colours)


def test_186_the_web_palette_undithered(answered):
    _, image = answered(RGB, "fmt=gif&quantize=web,off")
    values = np.asarray(image.convert("RGB"))
    assert set(np.unique(values)) <= set(range(0, 256, 51))
    nearest = np.round(np.asarray(RGB) / 51) * 51
    assert abs(values - nearest).max() <= 51


def test_189_jpegxr_is_refused_by_name():
    """The reference lists it; no well-kept codec writes it."""
    with pytest.raises(RequestError, match="JPEG XR is not written"):
        parse_request("fmt=jpegxr&qlt=80")


@pytest.mark.parametrize(("kind", "start"), [("pdf", b"%PDF-"), ("eps", b"%!PS-Adobe-3.0 EPSF-3.0")])
def test_190_pdf_and_eps(rendered, kind, start):
    result, path = rendered(RGB, f"fmt={kind}")
    assert path.read_bytes().startswith(start)
    assert result.mime == {"pdf": "application/pdf", "eps": "image/eps"}[kind]


def test_191_a_progressive_jpeg(answered):
    """The number of scans is the encoder's own, with a warning (r-pscan)."""
    result, image = answered(RGB, "fmt=pjpeg&wid=300&pscan=4")
    assert image.info["progressive"]
    assert "pscan=4 is not supported" in result.warnings[0]


def test_193_webp_embeds_no_profile(answered):
    _, image = answered(RGB, "fmt=webp&icc=sRGB&iccEmbed=1")
    assert "icc_profile" not in image.info


def test_194_printres_moves_no_pixel(answered):
    _, plain = answered(RGB, "fmt=tif")
    _, tagged = answered(RGB, "fmt=tif&printRes=300")
    assert tagged.info["dpi"] == (300, 300)
    assert tagged.tobytes() == plain.tobytes()


def test_195_invert(reply):
    assert reply(Image.new("RGB", (2, 2), (10, 20, 30)), "op_invert=1").getpixel((0, 0)) == (245, 235, 225)


def test_196_no_saturation(reply):
    red, green, blue = np.asarray(reply(RGB, "op_saturation=-100")).reshape(-1, 3).T
    assert ((red == green) & (red == blue)).all()


def test_197_defaults_change_nothing(reply):
    request = "op_blur=0&op_usm=0,0,0,0&op_hue=0&op_contrast=0&op_brightness=0&op_colorbalance=0,0,0&op_saturation=0"
    assert reply(RGB, f"{request}&op_noise=0&op_grow=0&op_sharpen=0&op_invert=0").tobytes() == RGB.tobytes()


def test_198_a_hue_turn(reply):
    assert reply(Image.new("RGB", (2, 2), (255, 0, 0)), "op_hue=120").getpixel((0, 0)) == (0, 255, 0)


def test_199_a_lone_white_pixel_grows(reply):
    source = Image.new("L", (5, 5))
    source.putpixel((2, 2), 255)
    expected = np.pad(np.full((3, 3), 255), 1)
    assert (np.asarray(reply(source, "op_grow=1&fmt=png,gray")) == expected).all()


def test_208_the_defaults_of_colorize(reply):
    assert reply(RGB, "op_colorize=a0b0c0").tobytes() == reply(RGB, "op_colorize=a0b0c0,norm,0").tobytes()

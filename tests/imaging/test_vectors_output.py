"""Format, compression, profile and palette after the vendor's pages; ids are test-vector numbers and pages."""

from dataclasses import replace

import pytest

from flytower.imaging.attributes import DEFAULT_ATTRIBUTES, Profiles
from flytower.imaging.catalog import RequestContext
from flytower.imaging.colour import named_profile
from flytower.imaging.commands.icc import profile_pixel_type
from flytower.imaging.errors import RequestError
from flytower.imaging.profiles.built import RGB_SPACES
from flytower.imaging.recipe import Intent, Palette, PixelType
from flytower.imaging.request import parse_request, parse_request_in


def output(query):
    return parse_request(query).output


@pytest.mark.parametrize(
    ("query", "expected"),
    [
        pytest.param("", ("jpeg", False, "rgb", "none", "jpg", "image/jpeg"), id="172-fmt"),
        pytest.param("fmt=jpeg,gray&qlt=60", ("jpeg", False, "gray", "none", "jpg", "image/jpeg"), id="174-fmt"),
        pytest.param("fmt=jpg,cmyk", ("jpeg", False, "cmyk", "none", "jpg", "image/jpeg"), id="fmt-jpg"),
        pytest.param("fmt=png-alpha", ("png", True, "rgb", "none", "png", "image/png"), id="175-fmt"),
        pytest.param("fmt=PNG", ("png", False, "rgb", "none", "png", "image/png"), id="U3-fmt"),
        pytest.param("req=mask&fmt=tif,gray", ("tif", False, "gray", "none", "tiff", "image/tiff"), id="178-fmt"),
        pytest.param("req=mask", ("jpeg", False, "gray", "none", "jpg", "image/jpeg"), id="179-mask"),
        pytest.param("fmt=tif,cmyk", ("tif", False, "cmyk", "none", "tiff", "image/tiff"), id="180-fmt"),
        pytest.param(
            "fmt=tif&icc=WebCoated&iccEmbed=1", ("tif", False, "cmyk", "none", "tiff", "image/tiff"), id="181-fmt"
        ),
        pytest.param("fmt=tif", ("tif", False, "rgb", "none", "tiff", "image/tiff"), id="182-fmt"),
        pytest.param("fmt=tif,,jpeg&qlt=95", ("tif", False, "rgb", "jpeg", "tiff", "image/tiff"), id="183-fmt"),
        pytest.param("fmt=tif-alpha,,lzw", ("tif", True, "rgb", "lzw", "tiff", "image/tiff"), id="184-resmode"),
        pytest.param("fmt=webp&qlt=80", ("webp", False, "rgb", "lossy", "webp", "image/webp"), id="187-fmt"),
        pytest.param(
            "fmt=webp-alpha,,lossless", ("webp", True, "rgb", "lossless", "webp", "image/webp"), id="187-fmt-alpha"
        ),
        pytest.param("fmt=pdf", ("pdf", False, "rgb", "none", "pdf", "application/pdf"), id="190-fmt"),
        pytest.param("fmt=eps,cmyk", ("eps", False, "cmyk", "none", "eps", "image/eps"), id="190-fmt-eps"),
        pytest.param("fmt=pjpeg", ("pjpeg", False, "rgb", "none", "jpg", "image/jpeg"), id="191-pscan"),
    ],
)
def test_formats(query, expected):
    made = output(query)
    assert (made.format, made.alpha, made.pixel_type, made.compression, made.extension, made.mime) == expected


@pytest.mark.parametrize(
    "query",
    [
        "fmt=tif-alpha,,jpeg",
        "fmt=png,cmyk",
        "fmt=png8,gray",
        "fmt=jpeg,,lzw",
        "fmt=webp,,zip",
        "fmt=bmp",
        "fmt=tif,rgba",
        "fmt=jpeg-alpha",
        "fmt=avif,,zip",
        "fmt=jpeg2000,cmyk",
        "fmt=jpegxr",
        "fmt=swf",
        "fmt=m3u8",
        "fmt=png&icc=WebCoated",
        "fmt=png8-alpha&quantize=mac",
        "quantize=web,maybe",
        "quantize=adaptive,off,16,red",
        "icc=sRGB,best",
    ],
)
def test_u27_combinations_that_do_not_exist_are_refused(query):
    with pytest.raises(RequestError):
        output(query)


def test_191_progressive_scans():
    assert output("fmt=pjpeg&pscan=4").progressive_scans == 4
    assert output("fmt=pjpeg&pscan=auto").progressive_scans is None


def test_192_full_chroma():
    assert (output("qlt=95,1").quality, output("qlt=95,1").full_chroma) == (95, True)
    assert output("qlt=95").full_chroma is False


def test_193_webp_embeds_no_profile():
    assert output("fmt=webp&iccEmbed=1").icc_embed is False
    assert output("fmt=png&iccEmbed=1").icc_embed is True


def test_icc_overrides_the_pixel_type_of_fmt():
    made = output("fmt=tif,rgb&icc=coatedfogra39,perceptual,0,1")
    assert made.pixel_type is PixelType.CMYK
    assert (made.icc.name, made.icc.intent, made.icc.black_point, made.icc.dither) == (
        "coatedfogra39",
        Intent.PERCEPTUAL,
        False,
        True,
    )


def test_a_catalog_s_profile_of_the_wrong_kind_is_named():
    """IS reference, fmt: the pixel type asked for goes to that type's default profile (IccProfileRgb is one of RGB)."""
    colour = replace(DEFAULT_ATTRIBUTES.colour, outputs=Profiles(rgb="TR001", cmyk="TR001"))
    context = RequestContext(attributes=replace(DEFAULT_ATTRIBUTES, colour=colour))
    assert parse_request_in("fmt=tif,cmyk", context).output.icc.name == "TR001"
    with pytest.raises(RequestError, match="IccProfileRgb=TR001: this is no profile of rgb pictures"):
        parse_request_in("fmt=tif", context)


def test_icc_defaults():
    icc = output("icc=sRGB").icc
    assert (icc.intent, icc.black_point, icc.dither) == (Intent.RELATIVE, True, False)


@pytest.mark.parametrize(
    ("name", "pixel_type"),
    [("ProPhoto%20RGB", "rgb"), ("Gray+Gamma+2.2", "gray"), ("Dot Gain 20%25", "gray"), ("unheard", "cmyk")],
)
def test_what_a_profile_name_tells(name, pixel_type):
    assert output(f"fmt=tif,cmyk&icc={name}").pixel_type == pixel_type


def test_185_a_bitonal_palette():
    made = output("fmt=gif-alpha&quantize=adaptive,off,2,000000,ffffff").quantize
    assert (made.palette, made.dither, made.colors) == (Palette.ADAPTIVE, False, 2)
    assert made.forced == ((0, 0, 0), (255, 255, 255))


def test_186_the_web_palette():
    made = output("fmt=gif&quantize=web,off").quantize
    assert (made.palette, made.dither, made.colors) == (Palette.WEB, False, 256)


def test_a_clear_colour_takes_a_place_in_the_palette():
    assert output("fmt=gif-alpha").quantize.colors == 255
    assert output("fmt=png8-alpha").quantize.colors == 256


@pytest.mark.parametrize(
    "name",
    [
        *RGB_SPACES,
        *("Gray", "TR001", "WebCoated", "sGray", "SWOP", "U.S. Web Coated (SWOP) v2", "NTSC (1953)", "PAL/SECAM"),
    ],
)
def test_every_profile_that_is_here_is_known_by_its_pixel_type(name):
    assert profile_pixel_type(name) == named_profile(name).pixel_type

"""Where the colours of several layers meet. Source: IS reference, color management."""

import numpy as np
import pytest
from PIL import Image

from flytower.config import Settings
from flytower.imaging import CatalogRecord, RequestContext, parse_request_in
from flytower.imaging.accelerators import resvg
from flytower.imaging.attributes import attributes_of, overridden, texts_of
from flytower.imaging.colour import Rendering, converted, named_profile, standard_profile
from flytower.imaging.limits import DEFAULT_LIMITS
from flytower.imaging.profiles.icc_file import assembled, header, sampled_curve, tags_of, xyz
from flytower.imaging.recipe import Intent, PixelType
from flytower.imaging.render import render

K = "layer=0&size=4,4&color=ffffff"


@pytest.fixture
def tagged(saved):
    """One colour in a file with a profile."""

    def make(name, colour, profile):
        return CatalogRecord(saved(Image.new("RGB", (4, 4), colour), f"{name}.png", icc_profile=profile))

    return make


def test_layers_of_one_profile_keep_it_until_the_reply(composed, tagged):
    adobe = named_profile("AdobeRGB").data
    found = composed(
        "layer=0&src=a&layer=1&src=b&scale=.5&fmt=tif&iccEmbed=1",
        a=tagged("a", (200, 30, 90), adobe),
        b=tagged("b", (10, 20, 30), adobe),
    )
    assert found.getpixel((0, 0)) == (200, 30, 90)
    assert found.getpixel((2, 2)) == (10, 20, 30)
    assert found.info["icc_profile"] == adobe


def test_a_layer_of_another_profile_is_converted_to_layer_0s(composed, tagged):
    adobe, srgb = named_profile("AdobeRGB").data, standard_profile(PixelType.RGB)
    found = composed(
        "layer=0&src=a&layer=1&src=b&scale=.5&fmt=tif",
        a=tagged("a", (200, 30, 90), adobe),
        b=tagged("b", (200, 30, 90), srgb),
    )
    expected = converted(Image.new("RGB", (1, 1), (200, 30, 90)), srgb, adobe).getpixel((0, 0))
    assert found.getpixel((0, 0)) == (200, 30, 90)
    assert found.getpixel((2, 2)) == expected


def test_icc_decides_where_they_differ(composed, tagged):
    adobe, srgb = named_profile("AdobeRGB").data, standard_profile(PixelType.RGB)
    found = composed(
        "layer=0&src=a&layer=1&src=b&scale=.5&fmt=tif&icc=AdobeRGB",
        a=tagged("a", (200, 30, 90), srgb),
        b=tagged("b", (200, 30, 90), adobe),
    )
    assert found.getpixel((2, 2)) == (200, 30, 90)
    assert found.getpixel((0, 0)) != (200, 30, 90)


def test_colours_without_profile_are_numbers_of_the_shared_space(composed, tagged):
    adobe = named_profile("AdobeRGB").data
    found = composed(f"{K}&layer=1&src=a&scale=.5&layer=2&size=1,1&color=00ff00", a=tagged("a", (200, 30, 90), adobe))
    assert {colour for _, colour in found.getcolors()} == {(255, 255, 255), (200, 30, 90), (0, 255, 0)}


def test_gray_layers_meet_in_gray_only_for_a_gray_reply(composed, saved):
    gray = CatalogRecord(saved(Image.new("L", (4, 4), 77), "gray.png"))
    query = "layer=0&src=a&layer=1&size=2,2&color=ff0000"
    assert composed(query, a=gray).getpixel((2, 2)) == (255, 0, 0)
    assert composed(f"{query}&fmt=png,gray", a=gray).getpixel((2, 2)) == 76
    assert composed(f"{query}&fmt=png,gray", a=gray).getpixel((0, 0)) == 77


def test_a_nested_request_with_icc_is_in_that_profile(composed, tagged):
    srgb = standard_profile(PixelType.RGB)
    source = tagged("a", (200, 30, 90), srgb)
    plain = composed("layer=0&src=is(a)&fmt=tif", a=source)
    wide = composed("layer=0&src=is(a?icc=AdobeRGB)&fmt=tif&iccEmbed=1", a=source)
    assert plain.getpixel((0, 0)) == (200, 30, 90)
    assert wide.info["icc_profile"] == named_profile("AdobeRGB").data
    assert np.abs(np.subtract(wide.getpixel((0, 0)), (200, 30, 90))).max() > 5


def attributes(**texts):
    """The default catalog with other values of its attributes."""
    named = {name: str(value) for name, value in texts.items()}
    return attributes_of(overridden(texts_of(Settings.load({})), named))


def one_pixel(colour, source, target, *rendering):
    return converted(Image.new("CMYK" if len(colour) == 4 else "RGB", (1, 1), colour), source, target, *rendering)


def print_like_profile():
    """sRGB's primaries with a black that is none and a white that is yellowish: every way to convert shows."""
    curve = sampled_curve([0.1 + 0.9 * (step / 255) ** 2 for step in range(256)])
    tags = tags_of(standard_profile(PixelType.RGB))
    white = {b"wtpt": xyz((0.95, 1.0, 0.7))}
    head = header(b"mntr", b"RGB ", b"XYZ ")
    return assembled(head, tags | white | dict.fromkeys((b"rTRC", b"gTRC", b"bTRC"), curve))


@pytest.mark.parametrize(
    ("asked", "way"),
    [
        (("icc=sRGB,absolute", {}), Rendering(Intent.ABSOLUTE)),
        (("icc=sRGB,relative,0", {}), Rendering(black_point=False)),
        (("icc=sRGB", {"IccRenderIntent": 3}), Rendering(Intent.ABSOLUTE)),
        (("icc=sRGB", {"IccBlackPointCompensation": 0}), Rendering(black_point=False)),
        (("icc=sRGB,relative,0", {"IccRenderIntent": 3}), Rendering(black_point=False)),
        (("", {"IccRenderIntent": 3}), Rendering(Intent.ABSOLUTE)),
        (("", {"IccBlackPointCompensation": 0}), Rendering(black_point=False)),
    ],
)
@pytest.mark.parametrize("layer", ["src=b", "src=is(b)", "src=is(?layer=0&src=a&layer=1&src=b)"])
def test_layers_are_converted_as_the_request_or_the_catalog_says(composed, tagged, layer, asked, way):
    """IS reference, color management: intent and black point compensation of icc, else of the catalog."""
    (query, named), srgb, print_like = asked, standard_profile(PixelType.RGB), print_like_profile()
    found = composed(
        f"layer=0&src=a&layer=1&{layer}&scale=.5&{query}",
        attributes=attributes(**named),
        a=tagged("a", (200, 30, 90), srgb),
        b=tagged("b", (20, 130, 40), print_like),
    )
    expected = one_pixel((20, 130, 40), print_like, srgb, way).getpixel((0, 0))
    assert expected != one_pixel((20, 130, 40), print_like, srgb).getpixel((0, 0))
    assert found.getpixel((0, 0)) == (200, 30, 90)
    assert found.getpixel((2, 2)) == expected


def test_layers_are_dithered_as_a_lone_picture_is(composed, saved):
    ramp = Image.linear_gradient("L").convert("RGB")
    adobe, srgb = named_profile("AdobeRGB").data, standard_profile(PixelType.RGB)
    a = CatalogRecord(saved(ramp, "a.png", icc_profile=srgb))
    b = CatalogRecord(saved(Image.new("RGB", (1, 1)), "b.png", icc_profile=adobe))
    query = "icc=ProPhoto,relative,1"
    lone = composed(f"src=a&{query},1", a=a)
    layered = composed(f"layer=0&src=a&layer=1&src=b&pos=500,500&{query},1", a=a, b=b)
    plain = composed(f"layer=0&src=a&layer=1&src=b&pos=500,500&{query},0", a=a, b=b)
    assert layered.tobytes() == lone.tobytes() != plain.tobytes()


@pytest.mark.parametrize("layers", ["layer=0&src=a", "layer=0&src=b&layer=1&src=a", "layer=0&src=b&layer=1&src=is(a)"])
def test_icc_takes_an_untagged_layer_for_srgb_wherever_it_lies(composed, tagged, saved, layers):
    """As it does a lone picture; without icc its numbers stay."""
    adobe = named_profile("AdobeRGB").data
    untagged = CatalogRecord(saved(Image.new("RGB", (4, 4), (200, 30, 90)), "a.png"))
    other = tagged("b", (1, 2, 3), adobe)
    asked = composed(f"{layers}&icc=AdobeRGB", a=untagged, b=other)
    assert asked.getpixel((0, 0)) == one_pixel((200, 30, 90), standard_profile(PixelType.RGB), adobe).getpixel((0, 0))
    assert composed(layers, a=untagged, b=other).getpixel((0, 0)) == (200, 30, 90)


def test_a_nested_request_converts_as_the_whole_does(composed, tagged, saved):
    """Layers of a nested request without icc are in the colors of the whole."""
    adobe, srgb = named_profile("AdobeRGB").data, standard_profile(PixelType.RGB)
    untagged = CatalogRecord(saved(Image.new("RGB", (4, 4), (200, 30, 90)), "a.png"))
    found = composed(
        "layer=0&src=is(?layer=0&src=b&layer=1&src=a)&icc=AdobeRGB", a=untagged, b=tagged("b", (1, 2, 3), adobe)
    )
    assert found.getpixel((0, 0)) == one_pixel((200, 30, 90), srgb, adobe).getpixel((0, 0))


def test_a_profile_of_other_pixels_leaves_them_to_the_catalog(composed, saved):
    """IS reference, color management: embedded profile, else IccProfileSrc; an unusable one is none, said aloud."""
    inks, pro, srgb = (named_profile(name).data for name in ("TR001", "ProPhoto", "sRGB"))
    wrong = CatalogRecord(saved(Image.new("RGB", (4, 4), (200, 30, 90)), "a.png", icc_profile=inks))
    found = composed("icc=sRGB", "a", attributes=attributes(IccProfileSrcRgb="ProPhoto"), a=wrong)
    assert found.getpixel((0, 0)) == one_pixel((200, 30, 90), pro, srgb).getpixel((0, 0)) == (255, 0, 114)
    assert composed("icc=sRGB", "a", a=wrong).getpixel((0, 0)) == (200, 30, 90)


def test_a_profile_that_is_not_used_is_told_of_even_if_the_catalog_has_another(saved, tmp_path):
    wrong = saved(Image.new("RGB", (4, 4)), "a.png", icc_profile=named_profile("TR001").data)
    context = RequestContext(attributes=attributes(IccProfileSrcRgb="ProPhoto"))
    result = render(wrong, parse_request_in("fmt=png", context), tmp_path / "b.png", DEFAULT_LIMITS)
    assert any("profile does not fit the picture" in warning for warning in result.warnings)


@pytest.mark.skipif(resvg() is None, reason="resvg-py is not installed (the extra 'vector')")
@pytest.mark.parametrize("name", ["IccProfileSrcRgb", "IccProfileRgb"])
def test_colours_of_an_svg_are_srgb_whatever_the_catalog_takes_pictures_for(composed, tmp_path, name):
    """IS reference, color management: SVG colors are sRGB."""
    path = tmp_path / "a.svg"
    path.write_text(
        '<svg xmlns="http://www.w3.org/2000/svg" width="4" height="4"><rect width="4" height="4" fill="#c81e5a"/></svg>'
    )
    pro, srgb = named_profile("ProPhoto").data, standard_profile(PixelType.RGB)
    made = composed("icc=ProPhoto", "a", attributes=attributes(**{name: "ProPhoto"}), a=CatalogRecord(path))
    assert made.getpixel((0, 0)) == one_pixel((200, 30, 90), srgb, pro).getpixel((0, 0)) != (200, 30, 90)


@pytest.mark.parametrize("layers", ["", "layer=1&src=b&pos=900,900"])
def test_the_catalog_s_dither_counts_without_icc_too(composed, saved, tagged, layers):
    """IS reference, IccDither: a picture in inks becomes RGB through profiles, dithered."""
    inks = Image.linear_gradient("L")
    flat = Image.new("L", inks.size)
    a = CatalogRecord(
        saved(Image.merge("CMYK", (inks, flat, flat, flat)), "a.tif", icc_profile=standard_profile(PixelType.CMYK))
    )
    b = tagged("b", (1, 2, 3), standard_profile(PixelType.RGB))
    plain, dithered = (
        composed(layers, "a", attributes=attributes(IccDither=flag), a=a, b=b).convert("RGB") for flag in (0, 1)
    )
    difference = np.abs(np.asarray(plain).astype(int) - np.asarray(dithered))
    assert 0 < difference.max() <= 6
    assert (difference.sum(2) > 0).mean() > 0.2


def test_what_has_no_profile_is_converted_without_dither(composed, saved):
    a = CatalogRecord(saved(Image.linear_gradient("L").convert("CMYK"), "a.tif"))
    plain, dithered = (composed("", "a", attributes=attributes(IccDither=flag), a=a).tobytes() for flag in (0, 1))
    assert plain == dithered


@pytest.mark.parametrize(
    "query",
    [
        "layer=0&size=4,4&color={}",
        "layer=0&src=clear&color={}",
        "layer=0&src=clear&bgColor={}",
        "layer=0&src=clear&extend=2,2,2,2&bgColor={}",
        "layer=0&size=4,4&color=ffffff&effect=1&color={}&maskUse=invert",
        "layer=0&size=4,4&color=ffffff&layer=1&size=4,4&color={}",
        "layer=0&src=is(?size=4,4&color={})",
    ],
)
@pytest.mark.parametrize(
    ("colour", "source"), [((200, 30, 90), "ProPhoto"), ((0, 204, 51, 51), "TR001")], ids=["rgb", "cmyk"]
)
def test_a_colour_in_the_space_of_the_sources(composed, tagged, query, colour, source):
    """IS reference, color (suffix s): the value is in IccProfileSrc's space, otherwise in the output's."""
    srgb = standard_profile(PixelType.RGB)
    clear = CatalogRecord(tagged("clear", (9, 9, 9), srgb).path.with_name("clear.png"))
    Image.new("RGBA", (4, 4)).save(clear.path, icc_profile=srgb)
    text = ",".join(map(str, colour)) if len(colour) == 3 else "0,80,20,20k"
    catalog = attributes(IccProfileSrcRgb="ProPhoto", IccProfileSrcCmyk="TR001")
    found = composed(f"{query.format(text + 's')}&icc=sRGB", attributes=catalog, clear=clear)
    expected = one_pixel(colour, named_profile(source).data, srgb).getpixel((0, 0))
    assert found.getpixel((1, 1))[:3] == pytest.approx(expected, abs=1)
    plain = composed(f"{query.format(text)}&icc=sRGB", attributes=catalog, clear=clear)
    assert plain.getpixel((1, 1))[:3] != pytest.approx(expected, abs=8)
    unmanaged = composed(f"{query.format(text + 's')}&icc=sRGB", clear=clear)
    assert unmanaged.getpixel((1, 1)) == plain.getpixel((1, 1))


def test_a_background_is_of_the_output_whatever_its_suffix(composed, saved):
    """IS reference, color: bgc ignores s."""
    clear = CatalogRecord(saved(Image.new("RGBA", (4, 4)), "clear.png"))
    found = composed("icc=sRGB&bgc=200,30,90s", "a", attributes=attributes(IccProfileSrcRgb="ProPhoto"), a=clear)
    assert found.getpixel((0, 0))[:3] == (200, 30, 90)


@pytest.mark.parametrize(
    "query", ["op_colorize=200,30,90s", "layer=1&size=20,20&textPs={\\iscolortbl;200,30,90s;}{\\cf1 a}"]
)
def test_where_the_suffix_has_no_effect_a_warning_says_so(query):
    recipe = parse_request_in(query, RequestContext())
    assert any("suffix s has no effect" in warning for warning in recipe.warnings)

"""Catalog attributes and the files they stand in. Source: IS reference, image catalog reference."""

from dataclasses import replace

import pytest

from flytower.config import CATALOG_ATTRIBUTES, SettingError, Settings
from flytower.imaging.attributes import DEFAULT_ATTRIBUTES, attributes_of, lets_in, overridden, texts_of
from flytower.imaging.catalog_files import decoded, read_attributes, read_macros
from flytower.imaging.errors import RequestError
from flytower.imaging.output_recipe import Intent
from flytower.imaging.view_recipe import Align, ResMode


def catalog(text):
    return attributes_of(overridden(texts_of(Settings.load({})), read_attributes(text)))


def test_what_nobody_configures_is_the_default():
    assert replace(catalog(""), max_pix=None) == DEFAULT_ATTRIBUTES


def test_148_a_color_is_packed_hexadecimal():
    assert catalog("BkgColor=0x80ff00").bkg_color == catalog("bkgcolor = 80FF00").bkg_color
    assert catalog("BkgColor=0x80ff00").bkg_color.components == (128, 255, 0)


def test_values_become_what_the_renderer_works_with():
    made = catalog(
        "JpegQuality=90,1\nResMode=3\nThumbHorizAlign=3\nThumbVertAlign=1\nIccRenderIntent=3\nMaxPix=2000, 1000\n"
        "IccProfileRgb=sRGB\nIccProfileSrcGray=Gray\nExpiration=-1"
    )
    assert (made.quality, made.full_chroma, made.res_mode) == (90, True, ResMode.BICUB)
    assert (made.thumb.align, made.colour.intent, made.max_pix) == (Align(1, -1), Intent.ABSOLUTE, (2000, 1000))
    assert (made.colour.sources.rgb, made.colour.sources.gray, made.expiration) == ("sRGB", "Gray", -1)


def test_thumbnails_have_the_background_of_all_replies_unless_they_have_their_own():
    assert catalog("BkgColor=010203").thumb.bkg_color.components == (1, 2, 3)
    assert catalog("BkgColor=010203\nThumbBkgColor=040506").thumb.bkg_color.components == (4, 5, 6)


def test_an_empty_value_inherits_but_of_a_text_it_is_one():
    settings = Settings.load({"FLYTOWER_IS_EXPIRATION": "3", "FLYTOWER_IS_DEFAULT_IMAGE": "boat"})
    made = attributes_of(overridden(texts_of(settings), {"expiration": "", "defaultimage": ""}))
    assert (made.expiration, made.default_image) == (3, "")


@pytest.mark.parametrize("line", ["BkgColor=red", "DefaultPix=300", "JpegQuality=0", "ThumbType=4", "Resolution=0"])
def test_a_value_of_the_wrong_kind_is_refused_by_name(line):
    with pytest.raises(RequestError, match=line.replace("=", "=").split("=")[0]):
        catalog(line)


def test_a_setting_of_the_wrong_kind_is_refused_by_name():
    with pytest.raises(SettingError, match="FLYTOWER_IS_MAX_PIX='big' is no value of MaxPix"):
        Settings.load({"FLYTOWER_IS_MAX_PIX": "big"})


def test_every_attribute_is_used():
    plain = {"max_pix": "1,1", "default_pix": "1,1"}
    for one in CATALOG_ATTRIBUTES.values():
        assert hasattr(Settings.load({}), one.field)
        assert one.accepts(plain.get(one.field.removeprefix("is_"), getattr(Settings.load({}), one.field)))


def test_an_attribute_file():
    text = "# a comment\r\nBkgColor = 000000\rLocaleMap=de,_D,|\\\n,_E,\nMaxPix = 1 , 2\nbkgcolor=111111\n\n"
    assert read_attributes(text) == {"bkgcolor": "111111", "localemap": "de,_D,|,_E,", "maxpix": "1,2"}


def test_a_line_that_is_no_attribute_is_named():
    with pytest.raises(ValueError, match="'what is this' is no line"):
        read_attributes("what is this")


def test_files_are_utf_8_behind_a_mark_and_else_iso_8859_1():
    assert decoded(b"\xef\xbb\xbf\xc3\xa4") == decoded(b"\xe4") == "ä"


def test_a_macro_file():
    text = 'Name\t.note\tDefinition\r\nview\tx\twid=240&qlt=85\n$Big$\t\t"wid=800"\nview\t\twid=1\n'
    assert read_macros(text) == {"view": "wid=1", "big": "wid=800"}


def test_a_macro_file_names_its_columns():
    with pytest.raises(ValueError, match="Name and Definition"):
        read_macros("view\twid=240")


@pytest.mark.parametrize(
    ("address_filter", "address", "expected"),
    [
        ("", "203.0.113.9", True),
        ("0.0.0.0/0", "203.0.113.9", True),
        ("192.168.12.0/23", "192.168.13.255", True),
        ("192.168.12.0/23", "192.168.14.0", False),
        ("192.0.2.1, 192.168.2.117", "192.168.2.117", True),
        ("192.168.2.117", "::ffff:192.168.2.117", True),
        ("nonsense", "192.168.2.117", False),
        ("192.168.2.117", "", False),
    ],
)
def test_address_filters(address_filter, address, expected):
    assert lets_in(address_filter, address) is expected

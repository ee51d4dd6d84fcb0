"""Catalogs of the settings and of files. Source: IS reference, image catalogs, default catalog."""

import os

import pytest

from flytower.config import Settings
from flytower.imaging.errors import RequestError
from flytower.jobs.catalogs import CatalogError, Catalogs


@pytest.fixture
def directory(tmp_path):
    (tmp_path / "catalogs").mkdir()
    return tmp_path / "catalogs"


def catalogs(directory, **settings):
    return Catalogs(Settings.load({}, data_dir=directory.parent, **settings))


def test_without_files_the_settings_hold(directory):
    made = catalogs(directory, is_jpeg_quality="55,1")
    assert made.of("DemoCompany/").attributes == made.default().attributes
    assert (made.default().attributes.quality, made.default().attributes.full_chroma) == (55, True)


def test_max_pix_is_that_of_exports_unless_it_is_set(directory):
    assert catalogs(directory, max_pix_width=7).default().attributes.max_pix == (7, 0)
    assert catalogs(directory, max_pix_width=7, is_max_pix="9,9").default().attributes.max_pix == (9, 9)


def test_a_file_replaces_what_it_names(directory):
    (directory / "DemoCompany.ini").write_text("BkgColor=010203")
    made = catalogs(directory, is_jpeg_quality="55,1")
    own = made.of("DemoCompany/")
    assert (own.attributes.bkg_color.components, own.attributes.quality) == ((1, 2, 3), 55)
    assert own.changed is not None
    assert made.of("Other/").changed is None


def test_a_file_is_read_once_until_it_changes(directory):
    file = directory / "DemoCompany.ini"
    file.write_text("BkgColor=010203")
    made = catalogs(directory)
    first = made.of("DemoCompany/")
    assert made.of("DemoCompany/") is first
    file.write_text("BkgColor=040506")
    os.utime(file, ns=(1, 1))
    assert made.of("DemoCompany/").attributes.bkg_color.components == (4, 5, 6)


def test_another_directory_may_be_named(directory, tmp_path):
    (tmp_path / "elsewhere").mkdir()
    (tmp_path / "elsewhere" / "DemoCompany.ini").write_text("Resolution=100")
    made = catalogs(directory, catalogs_dir=tmp_path / "elsewhere")
    assert made.of("DemoCompany/").attributes.resolution == 100


def test_a_company_s_macros_stand_before_those_of_the_default_catalog(directory):
    (directory / "all.txt").write_text("Name\tDefinition\na\twid=1\nb\twid=2\n")
    (directory / "own.txt").write_text("Name\tDefinition\nb\twid=3\n")
    (directory / "DemoCompany.ini").write_text("MacroFile=own.txt")
    made = catalogs(directory, is_macro_file="all.txt")
    assert made.of("DemoCompany/").macros == {"a": "wid=1", "b": "wid=3"}
    assert made.of("Other/").macros == made.default().macros == {"a": "wid=1", "b": "wid=2"}


def test_what_has_no_effect_here_is_logged(directory, caplog):
    (directory / "DemoCompany.ini").write_text("RootPath=/pictures\nBkgColor=010203")
    catalogs(directory).of("DemoCompany/")
    assert "DemoCompany.ini: attributes without effect here: rootpath" in caplog.text


@pytest.mark.parametrize(
    ("text", "reason"),
    [
        ("what", "DemoCompany.ini: 'what' is no line"),
        ("Expiration=soon", "DemoCompany.ini: Expiration=soon"),
        ("MacroFile=none.txt", "none.txt: there is no such file"),
        ("RuleSetFile=/etc/passwd", "outside of the catalogs directory"),
        ("MacroFile=DemoCompany.ini", "Name and Definition"),
    ],
)
def test_a_file_that_can_not_be_used_says_why(directory, text, reason):
    (directory / "DemoCompany.ini").write_text(text)
    with pytest.raises(CatalogError, match=reason):
        catalogs(directory).of("DemoCompany/")


def test_a_file_that_is_too_large_is_not_read(directory):
    (directory / "DemoCompany.ini").write_text("#" * (1 << 20) + "\n#")
    with pytest.raises(CatalogError, match="larger than"):
        catalogs(directory).of("DemoCompany/")


def test_rules_may_override_attributes(directory):
    made = catalogs(directory).default()
    assert made.overridden({"MaxPix": "5,5"}).attributes.max_pix == (5, 5)
    assert made.overridden({}) is made
    with pytest.raises(RequestError, match="MaxPix=x"):
        made.overridden({"MaxPix": "x"})

"""Which file a font's name means. Source: IS reference, font map, font handling, DefaultFont, SynthesizeFontStyles."""

import os
import shutil
from pathlib import Path

import pytest
from PIL import ImageChops

from flytower.imaging import RequestError
from flytower.imaging.text.font_files import faces_of
from flytower.imaging.text.font_map import SHIPPED, font_map
from flytower.imaging.text.records import SHIPPED_FONTS, FontSource

FONTS = Path(__file__).parent / "fonts"


@pytest.fixture
def find():
    def run(name="", source=SHIPPED_FONTS, bold=False, italic=False):
        found = font_map(source).find(name, bold=bold, italic=italic)
        return found.face.path.name, found.embolden, found.slant

    return run


@pytest.mark.parametrize("family", ["DejaVu Sans", "DejaVu Serif", "DejaVu Sans Mono"])
def test_the_shipped_families_have_four_faces(family):
    faces = [face for face in font_map(SHIPPED_FONTS).faces if face.family == family]
    assert sorted((face.bold, face.italic) for face in faces) == [(b, i) for b in (False, True) for i in (False, True)]


def test_the_fonts_come_with_their_license():
    assert "Bitstream Vera" in (SHIPPED / "LICENSE-DejaVu.txt").read_text()


def test_text_without_a_font_is_in_the_default_one(find):
    assert find() == ("DejaVuSans.ttf", False, False)
    assert find(source=FontSource(default="DejaVu Serif")) == ("DejaVuSerif.ttf", False, False)


def test_a_default_that_is_not_there_is_the_shipped_one(find):
    assert find(source=FontSource(default="Missing")) == ("DejaVuSans.ttf", False, False)


def test_bold_and_italic_choose_the_face(find):
    assert find("DejaVu Sans", bold=True, italic=True) == ("DejaVuSans-BoldOblique.ttf", False, False)


def test_a_face_goes_by_its_full_and_its_postscript_name_too(find):
    assert find("DejaVu Serif Bold") == find("DejaVuSerif-Bold") == ("DejaVuSerif-Bold.ttf", False, False)


def test_names_compare_without_case(find):
    assert find("dejavu sans mono") == ("DejaVuSansMono.ttf", False, False)


def test_a_missing_font_is_an_error_that_names_those_there_are(find):
    with pytest.raises(RequestError, match="'Arial'; there are DejaVu Sans, DejaVu Sans Mono, DejaVu Serif"):
        find("Arial")


def test_a_request_for_a_missing_font_is_refused(page):
    with pytest.raises(RequestError, match="there is no font 'Arial'"):
        page(r"text={\fonttbl{\f0 Arial;}}\f0 x")


def test_a_directory_adds_fonts(find):
    assert find("Boxes", FontSource(FONTS)) == ("Boxes.ttf", False, False)


def test_missing_faces_are_synthesized(find, page):
    assert find("Boxes", FontSource(FONTS), bold=True, italic=True) == ("Boxes.ttf", True, True)
    plain, bold, italic = (page(f"size=60,40&text=\\fs60{word} AA").convert("L") for word in ("", r"\b", r"\i"))
    ink = [sum(255 - value for value in image.tobytes()) for image in (plain, bold, italic)]
    assert ink[1] > 1.05 * ink[0]
    assert ink[2] == pytest.approx(ink[0], rel=0.02)
    assert ImageChops.difference(plain, italic).getbbox() is not None


def test_a_font_map_gives_other_names(find, tmp_path):
    shutil.copy(FONTS / "Boxes.ttf", tmp_path)
    (tmp_path / "fontmap.tsv").write_text(
        "Name\tBold\tItalic\tFontPath\nArial\t0\t0\tBoxes.ttf\nArial\t1\t0\tfonts/DejaVuSans-Bold.ttf\nGone\t0\t0\tno.ttf\n"
    )
    assert find("arial", FontSource(tmp_path)) == ("Boxes.ttf", False, False)
    assert find("arial", FontSource(tmp_path), bold=True) == ("DejaVuSans-Bold.ttf", False, False)
    with pytest.raises(RequestError):
        find("Gone", FontSource(tmp_path))


def test_of_two_rows_with_one_name_the_last_holds_and_a_row_beats_a_file(find, tmp_path):
    # Source: image catalog, data files; font map reference.
    shutil.copy(FONTS / "Boxes.ttf", tmp_path)
    head = "Name\tBold\tItalic\tFontPath\n"
    rows = "Two\t0\t0\tBoxes.ttf\nTwo\t0\t0\tDejaVuSerif.ttf\nBoxes\t0\t0\tDejaVuSans.ttf\n"
    (tmp_path / "fontmap.tsv").write_text(head + rows)
    assert find("Two", FontSource(tmp_path))[0] == "DejaVuSerif.ttf"
    assert find("Boxes", FontSource(tmp_path))[0] == "DejaVuSans.ttf"


@pytest.mark.parametrize("encoding", ["utf-8-sig", "iso-8859-1", "utf-8"])
def test_a_font_map_is_utf_8_or_else_latin_1(find, tmp_path, encoding):
    # Source: image catalog, data files.
    table = "Name\tBold\tItalic\tFontPath\nCrème\t0\t0\tDejaVuSerif.ttf\n"
    (tmp_path / "fontmap.tsv").write_bytes(table.encode(encoding))
    assert find("Crème", FontSource(tmp_path))[0] == "DejaVuSerif.ttf"


def test_a_font_map_that_changed_is_read_again(find, tmp_path):
    table = tmp_path / "fontmap.tsv"
    table.write_text("Name\tBold\tItalic\tFontPath\n")
    with pytest.raises(RequestError):
        find("New", FontSource(tmp_path))
    before = table.stat().st_mtime_ns
    table.write_text("Name\tBold\tItalic\tFontPath\nNew\t0\t0\tDejaVuSerif.ttf\n")
    os.utime(table, ns=(before + 1, before + 1))
    assert find("New", FontSource(tmp_path))[0] == "DejaVuSerif.ttf"


def test_new_files_are_seen(find, tmp_path):
    with pytest.raises(RequestError):
        find("Boxes", FontSource(tmp_path))
    shutil.copy(FONTS / "Boxes.ttf", tmp_path)
    assert find("Boxes", FontSource(tmp_path))[0] == "Boxes.ttf"


def test_what_is_no_font_is_passed_over(tmp_path):
    whole = (FONTS / "Boxes.ttf").read_bytes()
    for length in (0, 3, 11, 40, 200, 600):
        (tmp_path / "cut.ttf").write_bytes(whole[:length])
        assert isinstance(faces_of(tmp_path / "cut.ttf"), tuple)
    (tmp_path / "text.ttf").write_text("not a font")
    assert faces_of(tmp_path / "text.ttf") == ()


def test_a_directory_that_is_not_there_is_an_error(find, tmp_path):
    with pytest.raises(RequestError, match="font directory"):
        find("Boxes", FontSource(tmp_path / "none"))


def test_characters_that_a_font_lacks_come_from_another(page):
    """Boxes has no Cyrillic: the letter is the one of DejaVu Sans, in the middle of Boxes' own."""
    image = page("text=\\fs80 AЖA&textAttr=72,off").convert("L").point(lambda v: 255 - v)
    alone = page("text=\\fs80 Ж&textAttr=72,off", font="DejaVu Sans").convert("L").point(lambda v: 255 - v)
    left = image.crop((20, 0, image.width - 22, image.height)).getbbox()
    assert (left[2] - left[0]) == pytest.approx(alone.getbbox()[2] - alone.getbbox()[0], abs=1)


def test_chinese_and_japanese_come_from_the_directory(page):
    """A font of the directory has what neither the text's font nor the default has."""
    image = page("text={\\fonttbl{\\f0 DejaVu Serif;}}\\f0\\fs80 汉字国", font="DejaVu Sans").convert("L")
    box = image.point(lambda v: 255 - v).getbbox()
    assert box[2] - box[0] == pytest.approx(120, abs=6)

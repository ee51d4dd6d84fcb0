"""Rich text as the vendor's pages list its commands. Source: IS reference, supported RTF commands and keywords."""

import pytest

from flytower.imaging import RequestError
from flytower.imaging.recipe_values import Colour, PixelType
from flytower.imaging.text.records import PLAIN, Alignment, Caps, Margins, Script, Vertical


@pytest.fixture
def spans(rich):
    """The spans of the only paragraph, by their text."""

    def read(value, command="text"):
        (paragraph,) = rich(value, command)[0].paragraphs
        return {span.text: span.style for span in paragraph.spans}

    return read


@pytest.fixture
def plain(rich):
    """The text of every paragraph."""

    def read(value, command="text"):
        body, _ = rich(value, command)
        return ["".join(span.text for span in paragraph.spans) for paragraph in body.paragraphs]

    return read


def test_plain_text_is_text(spans):
    assert spans("top-left") == {"top-left": PLAIN}


@pytest.mark.parametrize(
    ("word", "field", "value"),
    [
        (r"\fs48", "size", 24.0),
        (r"\b", "bold", True),
        (r"\i", "italic", True),
        (r"\sub", "script", Script.SUB),
        (r"\super", "script", Script.SUPER),
        (r"\ul", "underline", True),
        (r"\uld", "underline", True),
        (r"\ulwave", "underline", True),
        (r"\up20", "rise", 10.0),
        (r"\up", "rise", 3.0),
        (r"\dn20", "rise", -10.0),
        (r"\dn", "rise", -3.0),
        (r"\kerning0", "kerning", 0),
        (r"\expnd8", "spacing", 2.0),
        (r"\expndtw-20", "spacing", -1.0),
        (r"\charscalex150", "scale_x", 1.5),
        (r"\charscaley50", "scale_y", 0.5),
        (r"\rtlch", "reversed_flow", True),
    ],
)
def test_character_formatting(spans, word, field, value):
    assert getattr(spans(f"{word} x")["x"], field) == value


@pytest.mark.parametrize(
    "words", [r"\b\b0", r"\i1\i0", r"\ul\ulnone", r"\ul\ul0", r"\rtlch\ltrch", r"\fs48\fs", r"\kerning0\kerning"]
)
def test_what_a_word_turns_on_another_turns_off(spans, words):
    assert spans(f"{words} x") == {"x": PLAIN}


def test_caps_and_plain_belong_to_text_ps(spans, rich):
    assert spans(r"\caps x", "textPs")["x"].caps is Caps.ALL
    assert spans(r"\scaps x", "textPs")["x"].caps is Caps.SMALL
    assert spans(r"\b\fs40\plain x", "textPs") == {"x": PLAIN}
    assert rich(r"\caps x")[1] == [r"text=\caps x: \caps belongs to textPs and was ignored."]


def test_rtlch_belongs_to_text(rich):
    assert rich(r"\rtlch x", "textPs")[1] == [r"textPs=\rtlch x: \rtlch belongs to text and was ignored."]


def test_groups_keep_formatting_to_themselves(spans):
    styles = spans(r"a{\b b{\i c}}d")
    assert [(style.bold, style.italic) for style in styles.values()] == [
        (False, False),
        (True, False),
        (True, True),
        (False, False),
    ]


def test_copyfit_has_the_scope_of_its_group(spans):
    styles = spans(r"{\fs10\copyfit100 A{\fs20\copyfit200\copyfitlines2 B}C}", "textPs")
    assert [(style.size, *style.fitting) for style in styles.values()] == [
        (5.0, 50.0, 0, 0),
        (10.0, 100.0, 2, 0),
        (5.0, 50.0, 0, 0),
    ]


class TestParagraphs:
    @pytest.mark.parametrize(
        ("word", "field", "value"),
        [
            (r"\qr", "align", Alignment.RIGHT),
            (r"\qc", "align", Alignment.CENTRE),
            (r"\qj", "align", Alignment.JUSTIFIED),
            (r"\lastqc", "last", Alignment.CENTRE),
            (r"\fi200", "first_indent", 10.0),
            (r"\li-100", "left", -5.0),
            (r"\ri20", "right", 1.0),
            (r"\sl240", "line_space", 12.0),
            (r"\slmult1", "multiple", True),
            (r"\sb40", "before", 2.0),
            (r"\sa60", "after", 3.0),
        ],
    )
    def test_formatting(self, rich, word, field, value):
        body, notes = rich(f"{word} x", "textPs")
        assert (getattr(body.paragraphs[0].style, field), notes) == (value, [])

    def test_pard_starts_afresh(self, rich):
        body, _ = rich(r"\qc\sb20 a\par\pard b", "textPs")
        assert [paragraph.style.align for paragraph in body.paragraphs] == [Alignment.CENTRE, Alignment.LEFT]

    def test_a_paragraph_has_the_form_at_its_end(self, rich):
        body, _ = rich(r"a\qr\par b")
        assert [paragraph.style.align for paragraph in body.paragraphs] == [Alignment.RIGHT, Alignment.RIGHT]

    def test_par_ends_a_paragraph_and_line_a_line(self, plain):
        assert plain(r"a\par b\line c\par") == ["a", "b\nc"]

    def test_empty_paragraphs_count(self, plain):
        assert plain(r"a\par\par b") == ["a", "", "b"]

    @pytest.mark.parametrize(
        ("value", "aligns"),
        [
            (r"{\qc a}", ["qc"]),
            (r"{\rtf1\ansi{\b a}\qr b}", ["qr"]),
            (r"{\qc a}\par{\qr b}\par c", ["qc", "qr", "ql"]),
            (r"{\qc a}{\qr\par}", ["qr"]),
            (r"{\qc a}b", ["ql"]),
        ],
    )
    def test_a_closing_brace_does_not_take_the_form_away_from_text_before_it(self, rich, value, aligns):
        # Source: IS reference, supported RTF commands: \ql, \qr and \qc format the paragraph that they stand in.
        assert [paragraph.style.align for paragraph in rich(value)[0].paragraphs] == aligns


class TestDocument:
    def test_vertical_alignment(self, rich):
        found = [rich(value)[0].vertical for value in ("x", r"\vertalc x", r"\vertalb x", r"\vertalb\vertalt x")]
        assert found == [Vertical.TOP, Vertical.CENTRE, Vertical.BOTTOM, Vertical.TOP]

    def test_margins_in_twips(self, rich):
        assert rich(r"\margl20\margr40\margt60\margb80 x", "textPs")[0].margins == Margins(1, 3, 2, 4)

    def test_text_flow(self, rich):
        assert rich(r"\stextflow1 x", "textPs")[0].columns is True


class TestFonts:
    def test_the_font_table(self, spans):
        table = r"{\fonttbl{\f0\fcharset0 Arial;}{\f1\fmodern\fprq1 Courier New;}}"
        styles = spans(table + r"\f0 a\f1 b\f7 c")
        assert [style.font for style in styles.values()] == ["Arial", "Courier New", ""]

    def test_a_table_without_inner_groups(self, spans):
        assert spans(r"{\fonttbl\f0\fswiss DejaVu Sans;\f1 DejaVu Serif;}\f1 x")["x"].font == "DejaVu Serif"

    def test_an_alternative_name_is_no_part_of_the_name(self, spans):
        assert spans(r"{\fonttbl{\f0 Boxes{\*\falt Other};}}\f0 x")["x"].font == "Boxes"


class TestColours:
    SAMPLE = r"{\colortbl ;\red255\green0\blue0;\red0\green128\blue0;\red0\green0\blue255;}"

    def test_the_index_counts_from_an_empty_first_entry(self, spans):
        # Source: is-protocol vector 206, RTF encoding examples.
        styles = spans(self.SAMPLE + r"\fs48\cf1red, \cf2green, \cf3blue")
        assert [style.inks.on("RGB").rgb() for style in styles.values()] == [(255, 0, 0), (0, 128, 0), (0, 0, 255)]

    def test_no_colour_is_black(self, spans):
        assert spans(self.SAMPLE + r"\cf0 a\cf9 b")["ab"].inks.on("RGB").rgb() == (0, 0, 0)

    def test_cmyk_colours_hold_on_cmyk_layers(self, spans):
        table = r"{\cmykcolortbl;\cyan10\magenta20\yellow30\black40;}" + self.SAMPLE
        inks = spans(table + r"\cf1 x")["x"].inks
        assert inks.on("CMYK") == Colour(PixelType.CMYK, (10, 20, 30, 40))
        assert inks.on("RGB").rgb() == (255, 0, 0)

    def test_listed_colours_come_first_and_have_alpha(self, spans):
        table = r"{\*\iscolortbl;ff000080;50;0,100,200;}" + self.SAMPLE
        styles = spans(table + r"\cf1 a\cf2 b\cf3 c", "textPs")
        assert [(style.inks.on("RGB").rgb(), style.inks.on("RGB").alpha_byte()) for style in styles.values()] == [
            ((255, 0, 0), 128),
            ((128, 128, 128), 255),
            ((0, 100, 200), 255),
        ]

    def test_the_last_colour_needs_no_semicolon(self, spans):
        # Source: IS reference, color handling: colours separated by semicolons.
        assert spans(r"{\*\iscolortbl;00ff00;ff0000}\cf2 x", "textPs")["x"].inks.on("RGB").rgb() == (255, 0, 0)
        assert spans(r"{\colortbl;\red255\green0\blue0}\cf1 x")["x"].inks.on("RGB").rgb() == (255, 0, 0)

    def test_listed_colours_must_be_colours(self, rich):
        with pytest.raises(RequestError, match="textPs iscolortbl=blueish"):
            rich(r"{\*\iscolortbl;blueish;}x", "textPs")

    def test_text_does_not_know_listed_colours(self, rich):
        body, notes = rich(r"{\*\iscolortbl;ff0000;}x")
        assert ([span.text for span in body.paragraphs[0].spans], len(notes)) == (["x"], 1)


class TestSpecialCharacters:
    def test_escaped_ones(self, plain):
        assert plain(r"\{a\}\\b") == [r"{a}\b"]

    def test_blanks_and_hyphens(self, plain):
        assert plain(r"a\~b\-c\_d", "textPs") == ["a\u00a0b\u00adc\u2011d"]

    def test_which_text_does_not_know(self, plain):
        assert plain(r"a\~b") == ["ab"]

    def test_8_bit_characters_are_of_the_font_s_character_set(self, plain):
        assert plain(r"\'e9") == ["é"]
        assert plain(r"{\fonttbl{\f0\fcharset204 A;}}\f0\'e9{\'e0}") == ["йа"]
        assert plain(r"{\fonttbl{\f0\fcharset128 A;}}\f0\'93\'fa\'96\'7b") == ["日本"]
        assert plain(r"{\fonttbl{\f0\fcharset128 A;}}\f0\'83A") == ["ア"]

    def test_plain_goes_back_to_the_default_font_and_its_character_set(self, plain):
        # Source: IS reference, basic character formatting: \\plain resets character formatting to default.
        assert plain(r"{\fonttbl{\f0\fcharset204 A;}}\f0\'e9\plain\'e9", "textPs") == ["йé"]

    def test_unicode_characters_stand_before_their_substitutes(self, plain):
        assert plain(r"\u8364?\u-255\'3f.") == ["€\uff01."]
        assert plain(r"{\uc0\u8364}{\uc2\u233 xy}z") == ["€éz"]

    def test_two_halves_are_one_character(self, plain):
        assert plain(r"\u-10179?\u-8704?") == ["😀"]

    def test_utf_8_needs_no_encoding(self, plain):
        assert plain("日本 עברית") == ["日本 עברית"]

    @pytest.mark.parametrize("value", [r"a\'07b", r"a\'7fb", r"a\u7?b", r"a\u0?b", "a\x07b", "a\x85b"])
    def test_control_characters_are_nothing_however_they_are_written(self, plain, value):
        # Source: IS reference, text formatting: control characters do not belong into a text.
        assert plain(value) == ["ab"]

    def test_ends_of_source_lines_are_nothing(self, plain):
        assert plain("a\r\nb") == ["ab"]


class TestLeniency:
    def test_unknown_words_are_ignored(self, rich):
        body, notes = rich(r"{\rtf1\ansi\deff0\viewkind4 a\tab b}")
        assert ([span.text for span in body.paragraphs[0].spans], notes) == (["ab"], [])

    def test_unknown_destinations_are_skipped(self, plain):
        assert plain(r"{\rtf1{\*\generator Msftedit;}{\stylesheet{\s0 Normal;}}{\info{\title T}}a}") == ["a"]

    def test_open_groups_end_with_the_text(self, plain):
        assert plain(r"{\b a{b") == ["ab"]

    def test_closing_braces_too_many_are_skipped(self, plain):
        assert plain("a}b}") == ["ab"]

    def test_sizes_have_an_end(self, spans):
        assert spans(r"\fs2000000000 x")["x"].size == 1638

    @pytest.mark.parametrize("value", ["", "\\", "\\'", "\\'z", r"\u", r"\fs-9999999999 x", "{" * 5000, "}" * 5000])
    def test_nonsense_is_read_somehow(self, rich, value):
        assert rich(value)[0].paragraphs

"""Text at 20 half-points and 72 dpi: letters of Boxes are 4 pixels wide, 5 apart; capitals are 7 high, a line 10."""

# Source: IS reference, text positioning, text layers.


def test_text_hangs_by_its_ascent_below_the_top_of_the_box(grid):
    assert grid(r"size=12,12&text=\fs20 AB") == [
        "............",
        "####.####...",
        "####.####...",
        "####.####...",
        "####.####...",
        "####.####...",
        "####.####...",
        "####.####...",
        "............",
        "............",
        "............",
        "............",
    ]


def test_text_ps_hangs_by_its_character_cell(grid):
    rows = grid(r"size=12,12&textPs=\fs20 AB")
    assert rows[:8] == ["####.####..."] * 7 + ["............"]


def test_a_layer_without_size_is_as_large_as_its_text(page):
    assert page(r"text=\fs20 ABC").size == (15, 10)


def test_a_layer_of_given_width_is_as_high_as_its_text(page):
    assert page(r"size=12,0&text=\fs20 AB CD").size == (12, 20)


def test_text_twice_the_resolution_is_twice_as_large(page):
    assert page(r"text=\fs20 ABC&textAttr=144").size == (30, 20)


def test_plain_text_is_12_points_and_black(runs):
    assert runs("size=40,14&text=A", 5) == [(0, 5)]


class TestAlignment:
    """Paragraph formatting."""

    def test_left(self, runs):
        assert runs(r"size=30,10&text=\fs20\ql AB", 5) == [(0, 4), (5, 4)]

    def test_right(self, runs):
        assert runs(r"size=30,10&text=\fs20\qr AB", 5) == [(20, 4), (25, 4)]

    def test_centre(self, runs):
        assert runs(r"size=30,10&text=\fs20\qc AB", 5) == [(10, 4), (15, 4)]

    def test_justified_lines_open_at_their_blanks(self, runs):
        assert runs(r"size=30,30&textPs=\fs20\qj A B CDE", 5) == [(0, 4), (25, 4)]

    def test_the_last_line_of_a_justified_paragraph_is_left_aligned(self, runs):
        assert runs(r"size=30,30&textPs=\fs20\qj A B CDE", 15) == [(0, 4), (5, 4), (10, 4)]

    def test_unless_it_is_to_be_centred(self, runs):
        assert runs(r"size=35,30&textPs=\fs20\qj\lastqc AAAA B CDE", 15) == [(10, 4), (15, 4), (20, 4)]

    def test_or_stretched(self, runs):
        assert runs(r"size=35,30&textPs=\fs20\qj\lastqj AAAAAA B C", 15) == [(0, 4), (30, 4)]

    def test_indents(self, grid):
        rows = grid(r"size=40,40&textPs=\fs20\fi100\li200 AAAA BBBB")
        assert (rows[3].index("#"), rows[15].index("#")) == (15, 10)

    def test_the_right_indent_narrows_the_line(self, runs):
        assert runs(r"size=30,30&textPs=\fs20\qr\ri200 AB", 3) == [(10, 4), (15, 4)]


class TestVertical:
    """Document properties: vertalt, vertalc, vertalb and margins."""

    def test_bottom(self, grid):
        rows = grid(r"size=12,30&text=\fs20\vertalb AB")
        assert [number for number, row in enumerate(rows) if "#" in row] == list(range(21, 28))

    def test_centre(self, grid):
        rows = grid(r"size=12,30&text=\fs20\vertalc AB")
        assert [number for number, row in enumerate(rows) if "#" in row] == list(range(11, 18))

    def test_margins_of_text_ps(self, grid):
        rows = grid(r"size=30,30&textPs=\margl100\margt200\fs20 AB")
        assert rows[9] == "." * 30
        assert rows[10][:16] == ".....####.####.."

    def test_bottom_above_the_margin(self, grid):
        rows = grid(r"size=12,30&textPs=\margb100\vertalb\fs20 AB")
        assert [number for number, row in enumerate(rows) if "#" in row] == list(range(15, 22))


class TestLines:
    """Wrapping. Source: textAttr."""

    def test_words_wrap(self, runs):
        request = r"size=17,30&text=\fs20 AB CD"
        assert (runs(request, 5), runs(request, 15)) == ([(0, 4), (5, 4)], [(0, 4), (5, 4)])

    def test_long_words_are_cut(self, runs):
        assert runs(r"size=12,30&text=\fs20 ABCD", 15) == [(0, 4), (5, 4)]

    def test_unless_words_are_kept(self, runs):
        assert runs(r"size=12,30&text=\fs20 ABCD&textAttr=72,norm,fixedRes,nbWrap", 15) == []

    def test_nothing_wraps_with_no_wrap(self, runs):
        request = r"size=17,30&text=\fs20 AB CD&textAttr=72,norm,fixedRes,noWrap"
        assert (runs(request, 5), runs(request, 15)) == ([(0, 4), (5, 4), (15, 2)], [])

    def test_words_wrap_after_hyphens(self, runs):
        assert runs(r"size=17,30&text=\fs20 A-BC", 15) == [(0, 4), (5, 4)]

    def test_a_soft_hyphen_shows_where_a_line_ends(self, runs):
        request = r"size=17,30&textPs=\fs20 AB\-CD"
        assert runs(request, 4) == [(0, 4), (5, 4), (10, 4)]
        assert runs(r"size=40,30&textPs=\fs20 AB\-CD", 4) == [(0, 4), (5, 4), (10, 4), (15, 4)]

    def test_a_hard_blank_does_not_wrap(self, runs):
        assert runs(r"size=27,40&textPs=\fs20 E AB\~CD", 15) == [(0, 4), (5, 4), (15, 4), (20, 4)]

    def test_line_and_par_end_lines(self, page):
        assert page(r"text=\fs20 A\line B\par C").size == (5, 30)

    def test_ideographs_wrap_anywhere_but_before_closing_marks(self, runs):
        request = r"size=35,30&text=\fs20 日本、語"
        assert runs(r"size=22,30&text=\fs20 日本語", 5) == [(0, 9), (10, 9)]
        assert runs(request, 5) == [(0, 9), (10, 9), (20, 9)]
        assert runs(r"size=22,30&text=\fs20 日本、語", 5) == [(0, 9)]

    def test_nor_after_opening_ones(self, runs):
        assert runs(r"size=22,30&text=\fs20 日「本", 5) == [(0, 9)]

    def test_text_may_show_part_of_its_last_line_and_text_ps_never_does(self, grid):
        assert "#" in grid(r"size=12,15&text=\fs20 A\par B")[13]
        assert "#" not in "".join(grid(r"size=12,18&textPs=\fs20 A\par B")[8:])


class TestSpacing:
    """Line and paragraph spacing: sl, slmult, sb, sa, in twips."""

    def test_exact_line_spacing(self, page):
        assert page(r"text=\fs20\sl-400 A\line B").size == (5, 40)

    def test_least_line_spacing(self, page):
        assert page(r"text=\fs20\sl100 A\line B").size == (5, 20)
        assert page(r"text=\fs20\sl400 A\line B").size == (5, 40)

    def test_multiple_line_spacing(self, page):
        assert page(r"text=\fs20\sl360\slmult1 A\line B").size == (5, 30)

    def test_space_around_paragraphs_counts_at_the_ends_of_text(self, page):
        assert page(r"text=\fs20\sb100\sa60 A\par B").size == (5, 36)

    def test_but_not_at_the_top_of_text_ps(self, grid):
        rows = grid(r"size=12,40&textPs=\fs20\sb100 A\par B")
        assert [number for number, row in enumerate(rows) if "#" in row] == [*range(7), *range(17, 24)]

    def test_lines_of_text_ps_are_a_fifth_more_than_their_size_apart(self, grid):
        rows = grid(r"size=12,40&textPs=\fs20 A\line B")
        assert [number for number, row in enumerate(rows) if "#" in row] == [*range(7), *range(12, 19)]


class TestCharacters:
    """Character formatting."""

    def test_sizes_share_a_baseline(self, grid):
        rows = grid(r"text=\fs20 A\fs40 B")
        assert [row[2] for row in rows] == [*"." * 9, *"#" * 7, *"." * 4]

    def test_raised_and_lowered(self, grid):
        rows = grid(r"text=\fs20 A{\up10 B}{\dn10 C}")
        tops = [min(number for number, row in enumerate(rows) if row[column] == "#") for column in (0, 5, 10)]
        assert tops == [6, 1, 11]

    def test_superscript_is_two_thirds_of_the_size_and_raised(self, grid):
        rows = grid(r"text=\fs36 A{\super B}")
        column = [row[10] for row in rows]
        assert column.count("#") in (8, 9)
        assert max(number for number, pixel in enumerate(column) if pixel == "#") < 13

    def test_spacing_in_quarter_points_and_twips(self, runs):
        assert runs(r"size=30,10&text=\fs20\expnd8 AB", 5) == [(0, 4), (7, 4)]
        assert runs(r"size=30,10&text=\fs20\expndtw60 AB", 5) == [(0, 4), (8, 4)]

    def test_wide_letters(self, runs):
        assert runs(r"size=30,10&text=\fs20\charscalex200 AB", 5) == [(0, 8), (10, 8)]

    def test_tall_letters_make_tall_lines_in_text(self, page):
        assert page(r"text=\fs20\charscaley200 A").size == (5, 20)

    def test_but_not_in_text_ps(self, grid):
        rows = grid(r"size=12,40&textPs=\fs20\charscaley200 A\line\charscaley100 B")
        assert rows[18][:4] == "####"
        assert rows[19] == "." * 12

    def test_an_underline_is_a_bar_of_the_font_s_own_thickness(self, grid):
        rows = grid(r"size=22,12&text=\fs20 A{\ul BC}D")
        assert rows[9] == ".....##########......."

    def test_capitals(self, grid):
        assert grid(r"size=12,10&textPs=\fs20\caps a")[0][:4] == "####"

    def test_small_capitals(self, grid):
        rows = grid(r"size=20,20&textPs=\fs30\scaps Ab")
        assert (rows[1][1], rows[1][9], rows[6][9]) == ("#", ".", "#")


class TestInside:
    """Text positioning: `text` is shifted into its box, `textPs` may be cut."""

    def test_raised_text_moves_down(self, grid):
        rows = grid(r"size=12,30&text=\fs20 A{\up20 B}")
        assert rows[1][5] == "#"
        assert rows[11][0] == "#"

    def test_raised_text_is_cut_in_text_ps(self, grid):
        rows = grid(r"size=12,30&textPs=\fs20 A{\up20 B}")
        assert rows[0][:4] == "####"
        assert rows[0][5] == "."

    def test_mirrored_letters_stay_in_their_cell(self, runs):
        assert runs(r"size=30,10&text=\fs20\charscalex-100 AB", 5) == [(1, 4), (6, 4)]


class TestFitting:
    """textAttr autoRes and maxRes; copyfit."""

    def test_auto_res_fills_the_box(self, page):
        box = page(r"size=100,100&text=AB&textAttr=72,norm,autoRes").convert("L").point(lambda v: 255 - v).getbbox()
        assert box[2] >= 88

    def test_auto_res_does_not_care_about_the_resolution(self, page):
        # Source: textAttr: res is ignored with autoRes.
        request = r"size=20,10&text=\fs96 AB CD EF GH&textAttr={},norm,autoRes"
        assert len({page(request.format(resolution)).tobytes() for resolution in (1, 72, 10000)}) == 1

    def test_max_res_leaves_text_that_fits(self, runs):
        assert runs(r"size=30,10&text=\fs20 AB&textAttr=72,norm,maxRes", 5) == [(0, 4), (5, 4)]

    def test_max_res_shrinks_text_that_does_not(self, page):
        image = page(r"size=20,10&text=\fs80 ABCD&textAttr=72,norm,maxRes,nbWrap").convert("L")
        left, _, right, bottom = image.point(lambda v: 255 - v).getbbox()
        assert (left, right <= 20, bottom <= 10) == (0, True, True)
        assert right >= 17

    def test_copyfit_grows_text_to_its_largest_size(self, runs):
        assert runs(r"size=200,60&textPs=\fs20\copyfit40 AB", 5) == [(0, 8), (10, 8)]

    def test_copyfit_grows_text_as_far_as_the_box_allows(self, page):
        image = page(r"size=60,30&textPs=\fs10\copyfit200 ABCD").convert("L")
        _, _, right, bottom = image.point(lambda v: 255 - v).getbbox()
        assert (right <= 60, bottom <= 30) == (True, True)
        assert bottom >= 20

    def test_copyfit_smaller_than_the_size_does_nothing(self, runs):
        assert runs(r"size=60,30&textPs=\fs20\copyfit0 AB", 3) == [(0, 4), (5, 4)]

    def test_sizes_keep_their_ratio(self, runs):
        found = runs(r"size=400,60&textPs={\fs20\copyfit40 A{\fs40\copyfit80 B}}", 20)
        assert [width for _, width in found] == [8, 16]

    def test_copyfitlines_keeps_to_its_lines_while_it_can(self, page):
        image = page(r"size=60,60&textPs=\fs10\copyfit200\copyfitlines1 ABCDEF GHIJ").convert("L")
        bottom = image.point(lambda v: 255 - v).getbbox()[3]
        assert bottom < 12

    def test_copyfitmaxlines_cuts_what_is_more(self, grid):
        rows = grid(r"size=22,60&textPs=\fs20\copyfit22\copyfitmaxlines1 ABCD EFGH")
        assert [number for number, row in enumerate(rows) if "#" in row] == list(range(7))

    def test_copyfitmaxlines_counts_the_lines_of_its_own_span(self, grid):
        # Source: copy-fitting: it can be controlled for an individual text span.
        first, second = r"{\fs20\copyfit22\copyfitmaxlines1 A\par}", r"{\fs20\copyfit22\copyfitmaxlines2 B\line C}"
        rows = grid(f"size=22,60&textPs={first}{second}")
        assert sum("#" in row and "#" not in rows[number - 1] for number, row in enumerate(rows)) == 3

"""Text in shapes, along paths, turned, in columns. Source: IS reference, textFlow(X)Path, textPath, text layers."""

import pytest
from PIL import ImageChops


def ink_box(image):
    """The box of all that is not white."""
    return ImageChops.invert(image.convert("RGB")).getbbox()


@pytest.fixture
def rows(grid):
    """Where each row has ink, for rows that have any: `(row, first column, last column)`."""

    def read(request):
        return [(number, row.index("#"), row.rindex("#")) for number, row in enumerate(grid(request)) if "#" in row]

    return read


class TestFlow:
    def test_text_flows_into_a_shape_of_a_pre_sized_layer(self, page):
        request = "size=60,40&textFlowPath=M,20,10,L,40,10,40,34,20,34&textPs=\\fs20 AAAA BB"
        assert ink_box(page(request)) == (20, 10, 39, 29)

    def test_lines_are_as_long_as_the_shape_is_wide_there(self, runs):
        """A triangle that grows downward: 10 wide at 10, 30 wide at 30."""
        request = "size=60,60&textFlowPath=M,30,0,L,60,60,0,60&textPs=\\fs20\\qc A A A A A A A A A"
        widths = [len(found) for row in range(60) if (found := runs(request, row))]
        assert widths == sorted(widths)
        assert widths[0] < widths[-1]

    def test_words_are_kept_whole_where_the_shape_is_too_narrow(self, runs):
        request = "size=60,60&textFlowPath=M,30,0,L,60,60,0,60&textPs=\\fs20\\qc AAAAA"
        inked = [row for row in range(60) if runs(request, row)]
        assert len(inked) == 7

    def test_an_excluded_area_stays_free(self, grid):
        path = "textFlowPath=M,0,0,L,60,0,60,40,0,40&textFlowXPath=M,20,0,L,40,0,40,20,20,20"
        found = grid(f"size=60,40&{path}&textPs=\\fs20 " + "A " * 40)
        assert all("#" not in row[20:40] for row in found[:20])
        assert any("#" in row[20:40] for row in found[20:])
        assert "#" in found[3][:20]
        assert "#" in found[3][40:]

    def test_regions_are_filled_one_after_the_other(self, rows):
        request = "size=60,40&textFlowPath=M,40,0,L,60,0,60,12,40,12,Z,M,0,20,L,20,20,20,40,0,40&textPs=\\fs20 AAAA BB"
        found = rows(request)
        assert found[0][:2] == (0, 40)
        assert found[-1][:2] == (26, 0)

    def test_a_self_sizing_layer_is_as_large_as_its_ink_and_where_the_path_is(self, page):
        request = "layer=0&size=60,40&color=ffffff&originN=-.5,-.5&layer=1"
        image = page(f"{request}&textFlowPath=M,20,10,L,40,10,40,30,20,30&textPs=\\fs20 AA&color=ff0000")
        assert ink_box(image) == (20, 10, 29, 17)

    def test_margins_do_not_count(self, page):
        request = "size=60,40&textFlowPath=M,20,10,L,40,10,40,30,20,30&textPs=\\margl400\\margt400\\fs20 AA"
        assert ink_box(page(request)) == (20, 10, 29, 17)

    def test_vertical_alignment_does(self, page):
        request = "size=60,40&textFlowPath=M,20,10,L,40,10,40,30,20,30&textPs=\\vertalb\\fs20 AA"
        assert ink_box(page(request))[3] == pytest.approx(27, abs=1)

    def test_text_of_the_other_command_ignores_shapes(self, recipe):
        found = recipe("size=60,40&textFlowPath=M,20,10,L,40,10,40,30&text=A")
        assert found.warnings == ("textFlowPath=: text of layer=0 has no use for this command.",)


class TestOnPath:
    LINE = "textPath=M,10,30,L,50,30"

    def test_text_stands_on_its_path(self, page):
        assert ink_box(page(f"size=60,40&{self.LINE}&textPs=\\fs20 AB")) == (10, 23, 19, 30)

    @pytest.mark.parametrize(("word", "left"), [("ql", 10), ("qc", 25), ("qr", 40)])
    def test_alignment_along_the_path(self, page, word, left):
        assert ink_box(page(f"size=60,40&{self.LINE}&textPs=\\{word}\\fs20 AB"))[0] == left

    def test_indents_along_the_path(self, page):
        assert ink_box(page(f"size=60,40&{self.LINE}&textPs=\\li100\\fs20 AB"))[0] == 15

    def test_a_path_downward_turns_letters(self, page):
        assert ink_box(page("size=60,60&textPath=M,30,10,L,30,50&textPs=\\fs20 AB")) == (30, 10, 37, 19)

    def test_reverse_starts_at_the_end(self, page):
        # upside down, from 50 to the left, below the line
        assert ink_box(page(f"size=60,40&{self.LINE}&pathAttr=reverse&textPs=\\fs20 AB")) == (41, 30, 50, 37)

    @pytest.mark.parametrize(("part", "right"), [("0,0.5", 30), ("0.5,1", 50), ("0.25,0.75", 40)])
    def test_reversed_text_has_the_same_part_of_the_path(self, page, part, right):
        # Source: pathAttr: 0 is the path's first vertex and 1 its last one, whichever way the text runs.
        assert ink_box(page(f"size=60,40&{self.LINE}&pathAttr=reverse,{part}&textPs=\\fs20 AB"))[2] == right

    def test_start_and_end(self, page, runs):
        assert ink_box(page(f"size=60,40&{self.LINE}&pathAttr=norm,0.5&textPs=\\fs20 AB"))[0] == 30
        assert runs(f"size=60,40&{self.LINE}&pathAttr=norm,0,0.25&textPs=\\fs20 ABCD", 26) == [(10, 4), (15, 4)]

    def test_text_goes_on_along_the_next_subpath(self, runs):
        request = "size=60,40&textPath=M,0,10,L,10,10,M,0,30,L,20,30&textPs=\\fs20 ABCD"
        assert (runs(request, 5), runs(request, 25)) == ([(0, 4), (5, 4)], [(0, 4), (5, 4)])

    def test_a_closed_path_can_be_gone_round_beyond_its_end(self, page):
        square = "textPath=M,10,10,L,50,10,50,50,10,50,Z"
        assert ink_box(page(f"size=60,60&{square}&pathAttr=norm,0.75,1.5&textPs=\\qr\\fs20 A"))[2] > 40

    def test_an_open_path_is_not_closed(self, runs):
        request = "size=60,60&textPath=M,0,40,L,10,40,10,50&textPs=\\fs20 AAAAAAAA"
        assert len(runs(request, 36)) <= 3

    def test_text_after_the_first_line_is_left_out(self, runs):
        assert runs(f"size=60,40&{self.LINE}&textPs=\\fs20 A\\line B\\par C", 26) == [(10, 4)]

    def test_a_self_sizing_layer_lies_where_the_path_does(self, page):
        request = "layer=0&size=60,40&color=ffffff&originN=-.5,-.5&layer=1"
        assert ink_box(page(f"{request}&{self.LINE}&textPs=\\fs20 AB")) == (10, 23, 19, 30)

    def test_a_curve_is_followed(self, page):
        image = page("size=100,60&textPath=M,10,50,C,30,0,70,0,90,50&textPs=\\fs20\\qc AAAAAAAAAA")
        top = ink_box(image)[1]
        assert top == pytest.approx(12.5 - 7, abs=2)  # the curve's apex is at 12.5


class TestAngle:
    def test_90_degrees_run_downward_from_the_top_right(self, page):
        assert ink_box(page("size=40,60&textAngle=90&textPs=\\fs20 AB")) == (33, 0, 40, 9)

    def test_180_degrees_stand_on_their_head(self, page):
        assert ink_box(page("size=40,20&textAngle=180&textPs=\\fs20 AB")) == (31, 13, 40, 20)

    def test_lines_wrap_at_the_side_they_run_to(self, rows):
        found = rows("size=40,30&textAngle=90&textPs=\\fs20 AAAA BBBB")
        assert (found[0][0], found[-1][0]) == (0, 18)
        assert found[0][1] == 21

    def test_a_slanted_text_stays_in_its_box(self, page):
        left, top, right, bottom = ink_box(page("size=80,80&textAngle=30&textPs=\\fs20 AAA BBB CCC DDD EEE"))
        assert (left >= 0, top >= 0, right <= 80, bottom <= 80) == (True, True, True, True)

    def test_point_text_turns_around_its_origin(self, page):
        request = "layer=0&size=60,60&color=ffffff&layer=1&textAngle=90&textPs=\\fs20 AB"
        assert ink_box(page(request)) == (30, 30, 37, 39)


class TestColumns:
    """stextflow1: from top to bottom, columns from right to left."""

    def test_ideographs_stand_below_one_another(self, page):
        image = page("size=40,60&textPs=\\stextflow1\\fs20 日本", font="Droid Sans Fallback")
        left, top, right, bottom = ink_box(image)
        assert (left >= 29, right <= 41, top <= 2, bottom) == (True, True, True, pytest.approx(19, abs=2))

    def test_the_next_column_is_to_the_left(self, page):
        image = page("size=40,22&textPs=\\stextflow1\\fs20 日本語", font="Droid Sans Fallback")
        assert 15 <= ink_box(image)[0] <= 19

    def test_latin_letters_stand_upright_or_lie(self, page):
        upright = ink_box(page("size=40,60&textPs=\\stextflow1\\fs40 A"))
        lying = ink_box(page("size=40,60&textPs=\\stextflow1\\baselinedir1\\fs40 A"))
        assert (upright[2] - upright[0], upright[3] - upright[1]) == (8, 14)
        assert (lying[2] - lying[0], lying[3] - lying[1]) == (14, 8)

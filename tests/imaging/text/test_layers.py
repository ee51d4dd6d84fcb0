"""Text layers among others: their place, colours, effects, limits. Source: IS reference, text layers."""

import pytest
from PIL import Image, ImageChops

from flytower.imaging import LimitError, RequestError, parse_request, plan
from flytower.imaging.limits import DEFAULT_LIMITS
from flytower.imaging.plan import Plan

CANVAS = "layer=0&size=60,40&color=ffffff"


def ink_box(image):
    """The box of all that is not white."""
    return ImageChops.invert(image.convert("RGB")).getbbox()


@pytest.fixture
def planned(recipe):
    def run(request) -> Plan:
        return plan(recipe(request), None, DEFAULT_LIMITS)

    return run


class TestPlace:
    def test_a_text_layer_lies_in_the_middle_of_layer_0(self, page):
        assert ink_box(page(f"{CANVAS}&layer=1&text=\\fs20 AB")) == (25, 16, 34, 23)

    def test_pos_moves_it(self, page):
        assert ink_box(page(f"{CANVAS}&layer=1&text=\\fs20 AB&pos=10,-5")) == (35, 11, 44, 18)

    def test_origin_aligns_it(self, page):
        request = "layer=0&size=60,40&color=ffffff&originN=-.5,-.5&layer=1&originN=-.5,-.5&text=\\fs20 AB"
        assert ink_box(page(request)) == (0, 1, 9, 8)

    def test_size_as_a_part_of_layer_0(self, page):
        assert ink_box(page(f"{CANVAS}&layer=1&sizeN=1,1&text=\\fs20\\qr\\vertalb AB")) == (50, 31, 59, 38)

    def test_the_first_baseline_of_point_text_is_at_its_origin(self, page):
        # layer 0's origin is its middle, 30,20
        assert ink_box(page(f"{CANVAS}&layer=1&textPs=\\fs20 AB")) == (30, 13, 39, 20)

    def test_point_text_to_the_left_of_its_origin(self, page):
        assert ink_box(page(f"{CANVAS}&layer=1&textPs=\\fs20\\qr AB")) == (20, 13, 29, 20)

    def test_point_text_on_both_sides_of_it(self, page):
        assert ink_box(page(f"{CANVAS}&layer=1&textPs=\\fs20\\qc AB")) == (25, 13, 34, 20)

    def test_further_lines_of_point_text_go_below(self, page):
        assert ink_box(page(f"{CANVAS}&layer=1&textPs=\\fs20 A\\par B"))[3] == 32

    def test_an_anchor_makes_it_a_layer_like_others(self, page):
        assert ink_box(page(f"{CANVAS}&layer=1&anchorN=0,0&textPs=\\fs20 AB")) == (25, 14, 34, 21)

    def test_the_size_of_point_text_is_that_of_its_lines(self, planned):
        made = planned(f"{CANVAS}&layer=1&textPs=\\fs20 ABC\\par D")
        assert made.layers[1].rect_size == (15, 24)


class TestOverflow:
    """Glyphs of textPs may lie outside of the layer's rectangle."""

    RAISED = "layer=1&size=10,20&textPs=\\fs20{\\up20 A}"

    def test_what_lies_outside_shows(self, page):
        # the box is 25,10 to 35,30; its first baseline at 17, the letter 10 higher
        assert ink_box(page(f"{CANVAS}&{self.RAISED}")) == (25, 0, 29, 7)

    def test_extend_cuts_it(self, page):
        assert ink_box(page(f"{CANVAS}&{self.RAISED}&extend=0,0,0,0")) is None

    def test_layer_0_ends_where_the_picture_does(self, page):
        assert ink_box(page("size=10,20&textPs=\\fs20{\\up10 A}")) == (0, 0, 4, 2)

    def test_color_fills_the_rectangle_only(self, page):
        image = page(f"{CANVAS}&{self.RAISED}&color=ff0000")
        assert image.getpixel((30, 11)) == (255, 0, 0)
        assert image.getpixel((34, 3)) == (255, 255, 255)
        assert image.getpixel((26, 3)) == (0, 0, 0)

    def test_bg_color_does_so_too(self, page):
        image = page(f"{CANVAS}&{self.RAISED}&bgColor=ff0000")
        assert ink_box(image) == (25, 0, 35, 30)
        assert image.getpixel((34, 3)) == (255, 255, 255)

    def test_a_turned_layer_keeps_its_place(self, page):
        image = page(f"{CANVAS}&{self.RAISED}&rotate=90&color=ff0000")
        assert image.getpixel((21, 16)) == (255, 0, 0)
        assert ink_box(image) == (20, 15, 50, 25)

    def test_text_is_cut_to_its_box(self, page):
        assert ink_box(page(f"{CANVAS}&layer=1&size=10,8&text=\\fs20 AAA&textAttr=72,norm,fixedRes,noWrap"))[2] == 34


class TestColour:
    def test_a_colour_of_the_table(self, page):
        request = r"size=20,10&text={\colortbl;\red255\green0\blue0;}\fs20 A\cf1 B"
        image = page(request)
        assert (image.getpixel((1, 3)), image.getpixel((6, 3))) == ((0, 0, 0), (255, 0, 0))

    def test_alpha_of_a_listed_colour(self, page):
        image = page(r"fmt=png-alpha&size=20,10&textPs={\*\iscolortbl;ff000080;}\fs20\cf1 A")
        assert image.getpixel((1, 3)) == (255, 0, 0, 128)

    def test_the_ground_of_clear_text_has_its_colour(self, page):
        """Filters and scaling find no foreign colour at the edge of letters."""
        image = page(r"fmt=png-alpha&size=20,10&textPs={\*\iscolortbl;ff0000;}\fs20\cf1 A")
        assert image.getpixel((15, 3))[3] == 0

    def test_inks_of_a_cmyk_table_are_kept(self, page):
        table = r"{\cmykcolortbl;\cyan100\magenta0\yellow0\black0;}{\colortbl;\red255\green0\blue0;}"
        image = page(f"fmt=tif,cmyk&size=20,10&text={table}\\fs20\\cf1 A")
        assert image.getpixel((1, 3)) == (255, 0, 0, 0)
        assert page(f"size=20,10&text={table}\\fs20\\cf1 A").getpixel((1, 3)) == (255, 0, 0)

    def test_color_lies_behind_the_text(self, page):
        image = page(r"size=20,10&color=00ff00&text=\fs20 A")
        assert (image.getpixel((1, 3)), image.getpixel((10, 3))) == ((0, 0, 0), (0, 255, 0))

    def test_the_background_of_a_reply_without_alpha(self, page):
        # Source: is-protocol vector 205, RTF encoding examples.
        image = page("fmt=png&size=300,50&bgc=f0f0f0&text=text")
        assert (image.size, image.getpixel((299, 49))) == ((300, 50), (240, 240, 240))


class TestLikeOthers:
    def test_opacity_of_text_and_effect(self, page):
        # Source: is-protocol vector 124: text 63 %, effect 45 %.
        request = (
            "layer=0&size=40,20&layer=1&size=20,10&opac=90,70&text=\\fs20 AB&effect=-1&opac=50&color=ff0000&pos=0,10"
        )
        image = page(f"fmt=png-alpha&{request}&layer=0&color=ffffff00")
        assert image.getpixel((11, 8))[3] == pytest.approx(0.63 * 255, abs=1)
        assert image.getpixel((11, 18)) == (255, 0, 0, pytest.approx(0.45 * 255, abs=1))

    def test_blend_modes(self, page):
        image = page("layer=0&size=20,10&color=808000&layer=1&size=20,10&blendMode=screen&text=\\fs20 A")
        assert image.getpixel((1, 3)) == (128, 128, 0)

    def test_flip(self, page):
        assert ink_box(page("layer=0&size=20,10&flip=lr&text=\\fs20 A")) == (16, 1, 20, 8)

    def test_a_blur_goes_beyond_the_letters(self, page):
        left, _, right, _ = ink_box(page(f"{CANVAS}&layer=1&size=40,20&text=\\fs20\\qc A&op_blur=2"))
        assert right - left > 6

    def test_nested_text(self, page):
        image = page("layer=0&src=is(?size=20,10&text=\\fs20 A)&extend=0,0,20,0")
        assert (image.size, ink_box(image)) == ((40, 10), (0, 1, 4, 8))

    def test_the_last_of_src_and_text_decides(self):
        # Source: is-protocol vector 132.
        text, picture = (
            parse_request(f"layer=1&{pair}").layers[1].content for pair in ("src=a&text=b", "text=b&src=a")
        )
        assert (text.value, picture.name) == ("b", "a")

    def test_masks_and_crops_are_of_no_use_to_text(self, recipe):
        found = recipe("size=10,10&text=A&crop=0,0,5,5&scale=2").warnings
        assert found == (
            "crop=: text of layer=0 has no use for this command.",
            "scale=: text of layer=0 has no use for this command.",
        )

    @pytest.mark.parametrize(
        "command",
        ["textAttr=200", "textAngle=30", "textPath=M,0,0,L,9,9", "textFlowPath=M,0,0,L,9,0,9,9", "pathAttr=reverse"],
    )
    def test_a_layer_without_text_says_that_commands_of_text_do_nothing(self, recipe, command):
        # Source: textAttr and its like are ignored by other layers.
        name = command.partition("=")[0]
        assert recipe(f"size=9,9&color=ff0000&{command}").warnings == (
            f"{name}=: layer=0 is no text and has no use for this command.",
        )

    @pytest.mark.parametrize(
        "commands", ["textFlowXPath=M,0,0,L,9,0,9,9", "pathAttr=reverse", "textAngle=30&textPath=M,0,0,L,9,9"]
    )
    def test_commands_that_miss_their_companion_say_that_they_do_nothing(self, recipe, commands):
        # Source: textFlowXPath, pathAttr, textAngle.
        (warning,) = recipe(f"size=9,9&textPs=A&{commands}").warnings
        assert (warning.partition("=")[0], warning[-12:]) == (commands.partition("=")[0], "was ignored.")

    @pytest.mark.parametrize("command", ["text", "textPs"])
    def test_text_in_the_extent_of_a_clip_path_lies_where_the_path_does(self, page, command):
        # Source: clipPath: the origin of a self-sizing layer is 0,0 of the path.
        path = "originN=-.5,-.5&layer=1&clipPath=M,20,10,L,40,10,40,30,20,30"
        assert ink_box(page(f"{CANVAS}&{path}&color=ff0000&{command}=\\fs20 A")) == (20, 10, 40, 30)


class TestFinalSize:
    """Text is drawn at the size at which it shows; nothing is a scaled bitmap."""

    def test_enlarged_text_has_sharp_edges(self, page):
        image = page(r"size=20,10&text=\fs20 AB&wid=200&fit=fit,1")
        assert set(image.convert("L").tobytes()) == {0, 255}
        assert ink_box(image) == (0, 10, 90, 80)

    def test_reduced_text_covers_pixels_by_area(self, page):
        image = page(r"size=40,20&text=\fs40 A&wid=10").convert("L")
        assert image.getpixel((0, 0)) == pytest.approx(255 * (1 - 0.5), abs=2)
        assert image.getpixel((0, 1)) == 0

    def test_line_ends_do_not_depend_on_it(self, page):
        request = r"size=90,100&text=The quick brown fox jumps over the lazy dog"
        small, large = page(f"{request}&wid=45", "DejaVu Sans"), page(f"{request}&wid=360&fit=fit,1", "DejaVu Sans")
        reduced = large.convert("L").reduce(8)
        difference = ImageChops.difference(small.convert("L"), reduced)
        assert sum(difference.tobytes()) / (45 * 50) < 2

    def test_turned_text_is_fine_when_enlarged(self, page):
        request = "layer=0&size=60,60&color=ffffff&layer=1&rotate=45&text=\\fs40 A"
        large = page(f"{request}&wid=600&fit=fit,1").convert("L")
        steps = sum(0 < value < 255 for value in large.tobytes())
        assert steps < 2000  # one or two along each edge; ten times as many if the edges were enlarged

    def test_a_rectangle_of_it_is_the_same(self, page):
        request = r"size=100,60&text=\fs30 The quick brown fox&wid=150&fit=fit,1"
        whole = page(request, "DejaVu Sans")
        part = page(f"{request}&rect=20,10,60,40", "DejaVu Sans")
        assert ImageChops.difference(whole.crop((20, 10, 80, 50)), part).getbbox() is None


class TestSmoothing:
    def test_off_leaves_black_and_white(self, page):
        image = page("text=\\fs30 OXO&textAttr=72,off", "DejaVu Sans").convert("L")
        assert set(image.tobytes()) == {0, 255}

    def test_photoshop_s_modes_differ_in_weight(self, page):
        def ink(mode):
            image = page(f"size=100,40&textPs=\\fs30 OXO&textAttr=72,{mode}", "DejaVu Sans").convert("L")
            return sum(255 - value for value in image.tobytes())

        assert ink("strong") > ink("norm") == ink("smooth")
        assert ink("crisp") == pytest.approx(ink("norm"), rel=0.1)

    def test_text_does_not_know_them(self, recipe):
        assert recipe("text=A&textAttr=72,crisp").warnings == (
            "textAttr=: text does not know all of these values; it takes its defaults instead.",
        )

    def test_text_ps_knows_one_res_mode(self, recipe):
        found = recipe("textPs=A&textAttr=72,norm,autoRes,noWrap")
        assert (len(found.warnings), found.layer.text_attr.resolving) == (1, "fixedres")


class TestRefused:
    @pytest.mark.parametrize(
        "request_",
        [
            "text=A&textAttr=0",
            "text=A&textAttr=72,bold",
            "textPs=A&textPath=M,0,0,L,9,0&textFlowPath=M,0,0,L,9,0,9,9",  # is-protocol vector 133
            r"text=\ql a\par\qr b",
            "textPs=A&textPath=M,0,0,L,9,0&pathAttr=sideways",
            "textPs=A&textPath=M,0,0,L,9,0&pathAttr=norm,0.5,0.2",
            "textPs=A&textPath=M,0,0,L,9,0&pathAttr=norm,-0.5",
            "textPs=A&textPath=M,0,0,L,9,0&pathAttr=norm,0.5,1.2",  # only a closed path has a second turn
            "textPs=A&textPath=L,9,0",
        ],
    )
    def test_requests_that_make_no_sense(self, recipe, request_):
        if request_ == "text=A&textAttr=0":
            assert recipe(request_).warnings == ("textAttr=0: 0 is below 1; 1 is used.",)
            return
        with pytest.raises(RequestError):
            recipe(request_)

    def test_a_closed_path_may_be_gone_round_beyond_its_end(self, recipe):
        assert recipe("textPs=A&textPath=M,0,0,L,9,0,9,9,Z&pathAttr=norm,0.5,1.2").warnings == ()

    def test_several_alignments_need_a_width(self, recipe):
        assert recipe(r"size=20,0&text=\ql a\par\qr b").warnings == ()

    def test_text_that_is_too_long(self, page):
        with pytest.raises(LimitError, match="the text has 11 characters; at most 10 are allowed"):
            page("size=20,10&text=12345678901", max_text_characters=10)

    def test_text_that_makes_too_large_a_reply(self, page):
        with pytest.raises(LimitError):
            page(r"text=\fs3276 A&textAttr=10000")

    def test_text_in_too_many_colours_for_its_size(self, page):
        colours = "".join(f"\\red{n}\\green0\\blue0;" for n in range(50))
        words = "".join(f"\\cf{n} A" for n in range(1, 50))
        with pytest.raises(LimitError, match="layers need more"):
            page(f"size=1000,1000&text={{\\colortbl;{colours}}}{words}", max_layer_pixels=20_000_000)

    def test_an_outline_of_many_narrow_teeth_costs_no_more_than_others(self, page):
        """Fast because neighbouring intervals are merged; pair by pair this would take minutes."""
        path = "M,0,0" + "".join(f",{n},{0 if n % 2 else 99}" for n in range(1, 4800))
        assert page(f"size=90,90&wid=9&textFlowPath={path}&textPs=\\fs20 " + "A " * 500).width == 9

    def test_an_outline_that_takes_too_long(self, page, monkeypatch):
        monkeypatch.setattr("flytower.imaging.text.areas.MOST_WORK", 1_000_000)
        path = "M,0,0" + "".join(f"L,{n % 2 * 30},{n}" for n in range(1, 1000))
        with pytest.raises(LimitError, match="textPs=: it takes too long"):
            page(f"size=90,1000&textFlowPath={path}&textPs=\\fs80\\copyfit200 " + "AB " * 50)

    def test_an_outline_with_too_many_corners(self, page):
        path = "M,0,0" + ",".join(f"L,{n % 97},{n}" for n in range(6000))
        with pytest.raises(LimitError, match="corners"):
            page(f"size=20,10&textPs=A&textFlowPath={path}")


def test_the_same_request_gives_the_same_bytes(page):
    first, second = (page(r"size=200,80&text=\fs40\b The {\i quick} fox", "DejaVu Sans") for _ in range(2))
    assert first.tobytes() == second.tobytes()


def test_a_mode_of_its_own_is_not_needed(page):
    assert isinstance(page("text=A"), Image.Image)

"""The documented samples of text, in a font that is much like the one of the vendor's pictures."""

import pytest
from PIL import ImageChops

from flytower.imaging import RequestError

FONT = "DejaVu Sans"
_FAINT = 24


def ink_box(image, ground=240):
    """The box of what differs visibly from a gray ground."""
    return image.convert("L").point(lambda value: 255 if abs(value - ground) > _FAINT else 0).getbbox()


def test_205_size_and_background(page):
    # Source: RTF encoding examples, the first.
    image = page(r"fmt=png&size=300,50&bgc=f0f0f0&text=\fs16eight,%20\fs32sixteen,%20\fs60thirty,%20\fs100fifty", FONT)
    assert (image.size, image.getpixel((0, 0))) == ((300, 50), (240, 240, 240))
    assert ink_box(image)[1:] == (pytest.approx(9, abs=9), pytest.approx(290, abs=12), 50)


def test_206_colours(page):
    # Source: RTF encoding examples, colours.
    table = r"{\colortbl%20;\red255\green0\blue0;\red0\green128\blue0;\red0\green0\blue255;}"
    image = page(rf"fmt=png&size=300,50&bgc=f0f0f0&text={table}\fs48\cf1red,%20\cf2green,%20\cf3blue", FONT)
    colours = {colour for count, colour in image.getcolors(10000) if count > 20}
    assert {(255, 0, 0), (0, 128, 0), (0, 0, 255)} <= colours


@pytest.mark.parametrize(("command", "top"), [("text", 3), ("textPs", 0)])
def test_207_text_has_a_margin_at_the_top_and_text_ps_has_none(page, command, top):
    # Source: text positioning. The pictures there begin in rows 3 (faintly; 4) and 0, and go from column 2 to 227.
    image = page(rf"fmt=png&size=230,50&bgc=f0f0f0&{command}=\fs40Normal%20Normal%20Normal", FONT)
    left, upper, right, _ = ink_box(image)
    assert (left, upper, right) == (pytest.approx(1, abs=1), pytest.approx(top, abs=1), pytest.approx(228, abs=1))


def test_raised_text_shifts_all_of_it_down(page):
    # Source: text positioning; there the raised word begins in row 4, and the rest stands on row 28.
    image = page(r"fmt=png&size=230,50&bgc=f0f0f0&text=\fs40Normal%20{\up20Raised%20}Normal", FONT)
    _, top, _, bottom = ink_box(image)
    assert (top, bottom) == (pytest.approx(4, abs=1), pytest.approx(29, abs=1))


def test_three_layers_of_text(page):
    # Source: RTF encoding examples, alignment.
    request = (
        r"fmt=png&size=300,50&bgc=f0f0f0&text=top-left"
        r"&layer=1&sizen=1,1&text=\vertalc\qc%20center&layer=2&sizen=1,1&text=\vertalb\qr%20bottom-right"
    )
    image = page(request, FONT)
    assert ink_box(image.crop((0, 0, 100, 16)))[0] <= 1
    left, top, right, bottom = ink_box(image.crop((100, 16, 200, 34)))
    assert (left + right) / 2 == pytest.approx(50, abs=2)
    assert (top + bottom) / 2 == pytest.approx(9, abs=2)
    assert ink_box(image)[2:] == (pytest.approx(300, abs=1), pytest.approx(49, abs=2))


def test_kerning(page):
    # Source: RTF encoding examples: the second line is wider, for it is not kerned.
    image = page(r"fmt=png&size=300,100&bgc=f0f0f0&text=\fs80F.P.T.V.W.Y.\line{\kerning0F.P.T.V.W.Y.}", FONT)
    kerned, plain = (ink_box(image.crop((0, top, 300, top + 46)))[2] for top in (0, 47))
    assert kerned + 15 < plain


def test_133_two_kinds_of_path(recipe):
    # Source: textPath.
    with pytest.raises(RequestError, match="textFlowPath"):
        recipe("textPs=A&textPath=M,0,0,L,9,0&textFlowPath=M,0,0,L,9,0,9,9")


def test_a_colour_given_by_variables(page):
    # Source: color handling, the example with three variables.
    request = r"$c1=ff0000&$c2=00ff00&fmt=png&size=40,20&textPs={{\*\iscolortbl;$c1$;$c2$;}\fs40\cf2 A}"
    assert page(request).getpixel((4, 6)) == (0, 255, 0)


def test_an_encoded_brace_does_not_open_a_group(page):
    # Source: reserved characters.
    both = [page(f"text={text}", FONT) for text in (r"\%7Ba\%7D", r"\{a\}")]
    assert ImageChops.difference(*both).getbbox() is None

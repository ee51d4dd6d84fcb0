"""Glyphs as pixels, against another rasterizer and layout: FreeType with Raqm, by way of Pillow."""

import random
from math import log10

import numpy as np
import pytest
from PIL import Image, ImageDraw, ImageFont, features

from flytower.imaging import LimitError, RenderError, RequestError
from flytower.imaging.text.font_map import SHIPPED

FINER = 8


def reference(text, name, size, page_size, baseline):
    """Black text on white, drawn at eight times the size, where hinting moves nothing, and averaged down."""
    font = ImageFont.truetype(str(SHIPPED / name), size * FINER, layout_engine=ImageFont.Layout.RAQM)
    image = Image.new("L", (page_size[0] * FINER, page_size[1] * FINER), 255)
    ImageDraw.Draw(image).text((0, baseline * FINER), text, font=font, fill=0, anchor="ls")
    return image.reduce(FINER)


def psnr(first, second):
    error = np.mean((np.asarray(first, float) - np.asarray(second, float)) ** 2)
    return 10 * log10(255**2 / error) if error else 100


@pytest.mark.skipif(not features.check("raqm"), reason="Pillow finds no libfribidi here to compare with")
@pytest.mark.parametrize(
    ("text", "family", "file"),
    [
        ("Quick brown Office AVATAR", "DejaVu Sans", "DejaVuSans.ttf"),
        ("Quick brown Office AVATAR", "DejaVu Serif", "DejaVuSerif.ttf"),
        ("السلام عليكم", "DejaVu Sans", "DejaVuSans.ttf"),
        ("שלום עולם 123", "DejaVu Sans", "DejaVuSans.ttf"),
        ("Ελληνικά Русский", "DejaVu Sans Mono", "DejaVuSansMono.ttf"),
    ],
)
def test_text_is_what_freetype_and_raqm_make_of_it(page, text, family, file):
    image = page(f"size=480,50&text=\\fs60 {text}", font=family).convert("L")
    baseline = round(30 * {"DejaVuSerif.ttf": 0.939}.get(file, 0.928))
    assert psnr(image, reference(text, file, 30, (480, 50), baseline)) > 38


def test_thin_lines_cover_pixels_by_their_area(page):
    """A hyphen a tenth of an em high: at 12 pixels it covers 1.2 rows."""
    image = page(r"size=12,14&text=\fs24 -").convert("L")
    column = [1 - image.getpixel((2, y)) / 255 for y in range(14)]
    assert sum(column) == pytest.approx(1.2, abs=0.03)


PIECES = [
    r"\b", r"\i0", r"\fs", "{", "}", r"\par ", r"\line ", r"\u-3", r"\'e9", r"\'", "A ", "日", "א", "é", r"\fs9999 ",
    r"\fs1 ", r"\li99999 ", r"\ri99999 ", r"\sl-1 ", r"\sl9999999 ", r"\expndtw-9999 ", r"\charscalex-9 ", r"\qj",
    r"\copyfit400 ", r"\copyfitmaxlines2 ", r"\stextflow1 ", r"\up900 ", r"\ul ", "\u0301", "\u200d", r"\~\-\_",
    r"{\colortbl;\red1;}", r"\cf1 ", r"{\fonttbl{\f0 Boxes;}", r"\f0 ", r"\rtlch ", r"\caps", r"\margl9999 ", "\t",
    "\x00", r"\charscaley0 ",
]  # fmt: skip
AROUND = [
    "", "&size=30,30", "&size=30,0", "&size=0,9", "&textAngle=33", "&textAttr=9999,off",
    "&textPath=M,0,0,C,9,99,99,9,50,50", "&textFlowPath=M,0,0,L,30,3,9,30&textFlowXPath=M,9,9,L,12,9,12,12",
    "&size=20,20&textAttr=72,norm,autoRes,nbWrap", "&rotate=30&layer=1&size=3,3&text=B",
    "&clipPath=M,0,0,L,30,0,30,30,0,30", "&perspective=0,0,30,5,25,30,5,25&size=9,9",
]  # fmt: skip


@pytest.mark.parametrize("seed", range(60))
def test_nonsense_is_drawn_or_refused(page, seed):
    """Rich text put together at random, on layers of every kind: nothing but the renderer's own errors."""
    dice = random.Random(seed)  # noqa: S311 - no secret
    text = "".join(dice.choices(PIECES, k=dice.randrange(1, 40)))
    command, around = dice.choice(("text", "textPs")), dice.choice(AROUND)
    canvas = dice.choice(("layer=0&size=40,40&color=ffffff&layer=1&", ""))
    try:
        image = page(f"{canvas}{command}={text.replace('%', '')}{around}&wid=40&hei=40")
    except (RequestError, RenderError, LimitError):
        return
    assert image.size == (40, 40)

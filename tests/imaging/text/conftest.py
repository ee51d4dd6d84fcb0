"""Text in a font of rectangles, so that expected pixels can be written down; see fonts/README.md."""

from dataclasses import replace
from pathlib import Path

import pytest
from PIL import Image

from flytower.imaging import RequestContext, parse_request_in
from flytower.imaging.attributes import DEFAULT_ATTRIBUTES
from flytower.imaging.limits import DEFAULT_LIMITS
from flytower.imaging.render import render
from flytower.imaging.text.records import TEXT
from flytower.imaging.text.rtf import parse_text
from flytower.imaging.values import Arguments

FONTS = Path(__file__).parent / "fonts"


@pytest.fixture
def recipe():
    """The Recipe of a request that is about no picture, in the fonts of this folder; text is in Boxes."""

    def read(request, font="Boxes"):
        attributes = replace(DEFAULT_ATTRIBUTES, default_font=font)
        context = RequestContext(path_object=False, font_dir=FONTS, attributes=attributes)
        return parse_request_in(request, context)

    return read


@pytest.fixture
def page(recipe, tmp_path):
    """The pixels of a request on white."""

    def run(request, font="Boxes", **limits):
        found = recipe(request if "fmt=" in request else f"fmt=png&{request}", font)
        target = tmp_path / "page"
        render(None, found, target, replace(DEFAULT_LIMITS, **limits))
        with Image.open(target) as image:
            image.load()
        return image

    return run


@pytest.fixture
def grid(page):
    """The same as rows of letters: `#` where black covers the pixel, `.` where nothing does, `?` elsewhere."""

    def read(request, font="Boxes"):
        image = page(request, font).convert("L")
        pixels = {255: ".", 0: "#"}
        return [
            "".join(pixels.get(image.getpixel((x, y)), "?") for x in range(image.width)) for y in range(image.height)
        ]

    return read


@pytest.fixture
def runs(grid):
    """Where ink is in a picture: `(first column, columns)` of every stretch in one row."""

    def read(request, row):
        found, start = [], None
        for column, pixel in enumerate([*grid(request)[row], "."]):
            if pixel == "." and start is not None:
                found.append((start, column - start))
                start = None
            elif pixel != "." and start is None:
                start = column
        return found

    return read


@pytest.fixture
def rich():
    """What a value of `text` (or `textPs`) says, and what is noted about it."""

    def read(value, command=TEXT):
        notes = []
        return parse_text(Arguments(command, value, notes)).body, notes

    return read

"""Pictures drawn as letters, and a reply to a request as pixels."""

from dataclasses import replace

import pytest
from PIL import Image

from flytower.imaging import CatalogRecord, RequestContext, parse_request, parse_request_in
from flytower.imaging.attributes import DEFAULT_ATTRIBUTES
from flytower.imaging.limits import DEFAULT_LIMITS
from flytower.imaging.render import render

COLOURS = {
    "R": (255, 0, 0), "G": (0, 255, 0), "B": (0, 0, 255), "W": (255, 255, 255), "K": (0, 0, 0),
    "Y": (255, 255, 0), "M": (255, 0, 255), "C": (0, 255, 255), "g": (128, 128, 128),
}  # fmt: skip
LETTERS = {colour: letter for letter, colour in COLOURS.items()}


@pytest.fixture
def drawn():
    """draw("RG BW") is a picture of 2 x 2 pixels; rows are separated by blanks. "." is a clear pixel."""

    def draw(rows, enlarge=1):
        grid = rows.split()
        clear = "." in rows
        image = Image.new("RGBA" if clear else "RGB", (len(grid[0]), len(grid)))
        for y, row in enumerate(grid):
            for x, letter in enumerate(row):
                pixel = (0, 0, 0, 0) if letter == "." else (*COLOURS[letter], 255)
                image.putpixel((x, y), pixel if clear else pixel[:3])
        return image.resize((image.width * enlarge, image.height * enlarge), Image.Resampling.NEAREST)

    return draw


@pytest.fixture
def letters():
    """The reverse of `drawn`, one letter per `enlarge` pixels; "?" for any other colour."""

    def read(image, enlarge=1):
        rgba = image.convert("RGBA")
        rows = []
        for y in range(enlarge // 2, image.height, enlarge):
            pixels = [rgba.getpixel((x, y)) for x in range(enlarge // 2, image.width, enlarge)]
            rows.append("".join("." if pixel[3] == 0 else LETTERS.get(pixel[:3], "?") for pixel in pixels))
        return " ".join(rows)

    return read


@pytest.fixture
def saved(tmp_path):
    """Write a picture to a file; by default a PNG."""

    def save(image, name="source.png", **options):
        path = tmp_path / name
        image.save(path, **options)
        return path

    return save


@pytest.fixture
def rendered(saved, tmp_path):
    """Render a picture (or file) by a request; gives what `render` says and the path of the result."""

    def run(source, request, **limits):
        path = saved(source) if isinstance(source, Image.Image) else source
        recipe = parse_request(request)
        target = tmp_path / f"reply.{recipe.output.extension}"
        return render(path, recipe, target, replace(DEFAULT_LIMITS, **limits)), target

    return run


@pytest.fixture
def reply(rendered):
    """The pixels that answer a request; as PNG unless it names a format."""

    def run(source, request="", **limits):
        if "fmt=" not in request:
            request = f"fmt=png&{request}"
        _, target = rendered(source, request, **limits)
        with Image.open(target) as image:
            image.load()
        return image

    return run


@pytest.fixture
def composed(saved, tmp_path):
    """The pixels that answer a request on several pictures, given by name; without a path object unless it is one.

    Records may be given as whole `CatalogRecord`s instead of pictures.
    """

    def run(request, path_object="", limits=DEFAULT_LIMITS, attributes=DEFAULT_ATTRIBUTES, **pictures):
        records = {
            name: item if isinstance(item, CatalogRecord) else CatalogRecord(saved(item, f"{name}.png"))
            for name, item in pictures.items()
        }
        request = f"fmt=png&{request}"
        context = RequestContext(
            object_name=path_object,
            path_object=bool(path_object),
            record=records.get(path_object),
            find=records.get,
            watermark=records.get("watermark"),
            attributes=attributes,
        )
        recipe = parse_request_in(request, context)
        target = tmp_path / f"reply.{recipe.output.extension}"
        source = records[path_object].path if path_object else None
        render(source, recipe, target, limits)
        with Image.open(target) as image:
            image.load()
        return image

    return run

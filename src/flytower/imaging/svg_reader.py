"""SVG sources: static pictures, drawn by resvg (the optional package resvg-py). Source: IS reference, src (SVG).

What a picture refers to outside of itself is taken out before it is drawn: it could name any file of this machine.
"""

import re
from io import BytesIO
from pathlib import Path
from typing import NamedTuple
from xml.etree import ElementTree as ET

from PIL import Image

from flytower.imaging.accelerators import resvg
from flytower.imaging.errors import LimitError, RenderError
from flytower.imaging.pdf_reader import drawing_reduction
from flytower.imaging.picture import Picture

MOST_BYTES = 1 << 20
"""The largest SVG that is read. Source: IS reference, limits (1,024 kB)."""

_DEEPEST = 200
_MOST_ELEMENTS = 100_000
_LENGTH = re.compile(r"\s*([+-]?(?:\d+\.?\d*|\.\d+)(?:[eE][+-]?\d+)?)\s*(px|pt|pc|mm|cm|in|)\s*", re.ASCII)
_PIXELS = {"": 1, "px": 1, "pt": 96 / 72, "pc": 16, "mm": 96 / 25.4, "cm": 96 / 2.54, "in": 96}
_OWN_PICTURE = re.compile(r"\s*data:image/(?:png|jpeg|jpg|gif|webp)[;,]", re.IGNORECASE)
_NUMBERS = frozenset(
    {
        "d", "points", "transform", "gradientTransform", "patternTransform", "viewBox", "style", "x", "y",
        "x1", "y1", "x2", "y2", "cx", "cy", "r", "rx", "ry", "fx", "fy", "dx", "dy", "width", "height", "font-size",
        "stroke-width", "stroke-dasharray", "stroke-dashoffset", "refX", "refY", "markerWidth", "markerHeight",
    }
)  # fmt: skip
# Ten million and more, in digits or by an exponent; not the digits of a fraction or of a colour.
_TOO_FAR = re.compile(r"(?<![\d.#])0*[1-9]\d{7}|\d\.?[eE]\+?(?:0*[7-9]|0*[1-9]\d)")
_STANDARD_SIZE = 100.0  # of a picture that says nothing, as resvg takes it
_LARGEST = 1e6


class _Drawing(NamedTuple):
    """An SVG that refers to nothing but itself, its size in pixels, and whether it has letters."""

    text: str
    size: tuple[int, int]
    has_text: bool


def svg_size(path: Path) -> tuple[int, int]:
    """Width and height in pixels (CSS pixels: 96 an inch)."""
    return _drawing(path).size


def decode_svg(path: Path, scale: float) -> Picture:
    """The picture as RGB and opacity, drawn at about twice the size that a reply at `scale` needs."""
    library = resvg()
    if library is None:
        raise RenderError("an SVG needs the package resvg-py, which is not installed here")
    drawing = _drawing(path)
    reduction = drawing_reduction(scale)
    width, height = (-(-side // reduction) for side in drawing.size)
    # Fonts take longer to find than most pictures to draw.
    png = library.svg_to_bytes(
        svg_string=drawing.text, width=width, height=height, skip_system_fonts=not drawing.has_text
    )
    with Image.open(BytesIO(png), formats=["PNG"]) as drawn:
        image = drawn.convert("RGBA")
    if image.size != (width, height):
        image = image.resize((width, height))
    return Picture(image, reduction=reduction)


def _drawing(path: Path) -> _Drawing:
    size = path.stat().st_size
    if size > MOST_BYTES:
        raise LimitError(f"the SVG has {size} bytes; at most {MOST_BYTES} are allowed")
    # Expat resolves no outer entity and stops inner ones from growing without end.
    root = ET.fromstring(path.read_bytes())  # noqa: S314
    if _local(root.tag) != "svg":
        raise RenderError("the SVG's root element is none")
    drawn_size, has_text = _size(root), _clean(root)
    return _Drawing(ET.tostring(root, encoding="unicode"), drawn_size, has_text)


def _clean(root: ET.Element) -> bool:
    """Take out what refers to files and servers; returns whether there is text."""
    has_text = False
    waiting = [(root, 1)]
    count = 0
    while waiting:
        element, depth = waiting.pop()
        count += 1
        if depth > _DEEPEST or count > _MOST_ELEMENTS:
            raise LimitError(f"the SVG has more than {_MOST_ELEMENTS} elements, or more than {_DEEPEST} in one another")
        has_text = has_text or _local(element.tag) == "text"
        _check_numbers(element.attrib)
        for name in [name for name, value in element.attrib.items() if _leads_out(name, value)]:
            del element.attrib[name]
        waiting += [(child, depth + 1) for child in element]
    return has_text


def _check_numbers(attributes: dict[str, str]) -> None:
    """The library ends its process over shapes that reach too far."""
    for name in sorted(_NUMBERS.intersection(attributes)):
        if _TOO_FAR.search(attributes[name]):
            raise RenderError(f"the SVG has a number of ten million or more in its {name}")


def _leads_out(name: str, value: str) -> bool:
    if _local(name) != "href":
        return _local(name) == "base"
    return not (value.strip().startswith("#") or _OWN_PICTURE.match(value))


def _local(name: object) -> str:
    return name.rpartition("}")[2] if isinstance(name, str) else ""


def _size(root: ET.Element) -> tuple[int, int]:
    """Width and height, else the viewBox's, else the one that keeps the viewBox's shape."""
    width, height = (_length(root.get(side, "")) for side in ("width", "height"))
    box_width, box_height = _view_box(root.get("viewBox", ""))
    if width is None:
        width = box_width if height is None else height * box_width / box_height
    if height is None:
        height = width * box_height / box_width
    if not (0 < width <= _LARGEST and 0 < height <= _LARGEST):
        raise RenderError("the SVG has no possible size")
    return max(1, int(width + 0.5)), max(1, int(height + 0.5))


def _length(text: str) -> float | None:
    """A length in pixels; None for one that is missing or relative."""
    found = _LENGTH.fullmatch(text)
    return float(found[1]) * _PIXELS[found[2]] if found else None


def _view_box(text: str) -> tuple[float, float]:
    parts = text.replace(",", " ").split()
    lengths = [_length(part) for part in parts]
    if len(lengths) == 4 and lengths[2] and lengths[3]:  # noqa: PLR2004
        return lengths[2], lengths[3]
    return _STANDARD_SIZE, _STANDARD_SIZE

"""Text as it will be drawn: glyphs and bars, each at its place. Lengths are pixels of the layer."""

from collections.abc import Iterable
from math import ceil, cos, floor, inf, radians, sin
from typing import NamedTuple

from flytower.imaging.geometry import Box, Mapping
from flytower.imaging.outlines import Outline, rectangle
from flytower.imaging.text.faces import Face
from flytower.imaging.text.records import Inks

_RIGHT_ANGLE = 90
_NOISE = 1e-6


class Mark(NamedTuple):
    """A glyph: `place` goes from the font's units (y up) to pixels (y down)."""

    face: Face
    glyph: int
    place: Mapping
    inks: Inks


class Bar(NamedTuple):
    """A line under text."""

    outline: Outline
    inks: Inks


class Sheet(NamedTuple):
    """All that is drawn of a text."""

    marks: tuple[Mark, ...] = ()
    bars: tuple[Bar, ...] = ()

    def moved(self, x: float, y: float) -> "Sheet":
        """The sheet moved right by x and down by y."""
        return self.mapped(Mapping().moved(x, y))

    def mapped(self, mapping: Mapping) -> "Sheet":
        """The sheet with everything moved as a map says."""
        return Sheet(
            tuple(mark._replace(place=mark.place.then(mapping)) for mark in self.marks),
            tuple(bar._replace(outline=bar.outline.mapped(mapping.point)) for bar in self.bars),
        )

    def inks(self) -> list[Inks]:
        """The inks in the order in which they come."""
        return list(dict.fromkeys([*(mark.inks for mark in self.marks), *(bar.inks for bar in self.bars)]))

    def ink(self) -> Box | None:
        """What the ink covers; None when there is none."""
        boxes = [*_glyph_boxes(self.marks), *(Box(*bounds) for bar in self.bars if (bounds := bar.outline.bounds()))]
        if not boxes:
            return None
        lefts, tops, rights, bottoms = zip(*boxes, strict=True)
        return Box(min(lefts), min(tops), max(rights), max(bottoms))


def _glyph_boxes(marks: Iterable[Mark]) -> Iterable[Box]:
    known: dict[tuple[Face, int], tuple[float, float, float, float] | None] = {}
    for face, glyph, place, _ in marks:
        if (face, glyph) not in known:
            known[face, glyph] = face.bounds(glyph)
        bounds = known[face, glyph]
        if bounds is not None:
            left, bottom, right, top = bounds
            corners = [place.point(x, y) for x in (left, right) for y in (bottom, top)]
            xs, ys = zip(*corners, strict=True)
            yield Box(min(xs), min(ys), max(xs), max(ys))


def bar(left: float, top: float, right: float, bottom: float, inks: Inks) -> Bar:
    """A bar that is a rectangle."""
    return Bar(rectangle(left, top, right, bottom), inks)


def turned(degrees: float) -> Mapping:
    """A turn clockwise around 0,0; exact for right angles."""
    quarters, rest = divmod(degrees % 360, _RIGHT_ANGLE)
    if not rest:
        sine, cosine = ((0.0, 1.0), (1.0, 0.0), (0.0, -1.0), (-1.0, 0.0))[int(quarters) % 4]
    else:
        sine, cosine = sin(radians(degrees)), cos(radians(degrees))
    return Mapping(cosine, -sine, sine, cosine)


def around(box: Box | None) -> Box:
    """The whole pixels around a box, at least one; at 0,0 when there is nothing."""
    if box is None or inf in box or -inf in box:
        return Box(0, 0, 1, 1)
    left, top = floor(box.left + _NOISE), floor(box.top + _NOISE)
    return Box(left, top, max(left + 1, ceil(box.right - _NOISE)), max(top + 1, ceil(box.bottom - _NOISE)))

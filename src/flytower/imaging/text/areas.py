"""Areas that text flows into: boxes, and shapes of any outline. Lengths are pixels of the layer."""

from collections.abc import Sequence
from dataclasses import dataclass
from itertools import pairwise
from math import inf
from typing import Protocol, TypeAlias

import numpy as np
from numpy.typing import NDArray

from flytower.imaging.errors import LimitError
from flytower.imaging.geometry import Mapping
from flytower.imaging.outlines import XY, Outline

MOST_POINTS = 5000
"""Corners of all shapes together that text can flow in, curves cut into chords."""

MOST_WORK = 1_000_000_000
"""What may be looked at until the text of a layer is set: edges, and what goes with each height; some seconds."""

_HEIGHT_WORK = 2000
_MOST_CORNERS = 32
"""Corners looked at in one band; there are more only where a curve is cut finely."""

_NOISE = 1e-6
Interval: TypeAlias = tuple[float, float]


class Area(Protocol):
    """Where lines can lie: between `top` and `bottom`, in the intervals that are free across a band's whole height."""

    @property
    def top(self) -> float:
        """The upper end."""
        ...

    @property
    def bottom(self) -> float:
        """The lower end."""
        ...

    @property
    def width(self) -> float:
        """The distance from its left to its right end."""
        ...

    @property
    def uniform(self) -> bool:
        """Whether all bands are as wide as one another: then no band further down has more room."""
        ...

    def free(self, top: float, bottom: float) -> list[Interval]:
        """The free intervals of a band, from left to right."""
        ...


@dataclass(frozen=True, slots=True)
class BoxArea:
    """A rectangle, without an end where it may grow."""

    left: float = 0.0
    top: float = 0.0
    right: float = inf
    bottom: float = inf
    uniform: bool = True

    @property
    def width(self) -> float:
        """From left to right."""
        return self.right - self.left

    def free(self, top: float, bottom: float) -> list[Interval]:  # noqa: ARG002 - every band is the same
        """The whole width."""
        return [(self.left, self.right)]


class Effort:
    """What was looked at so far, in all areas of a layer together."""

    def __init__(self) -> None:
        self._work = 0

    def add(self, work: int) -> None:
        """Raises LimitError once it is too much."""
        self._work += work
        if self._work > MOST_WORK:
            raise LimitError("textPs=: it takes too long to find room for the text in its shapes")


class ShapeArea:
    """The inside of a polygon without that of others."""

    uniform = False

    def __init__(
        self, polygon: Sequence[XY], without: Sequence[Sequence[XY]] = (), effort: Effort | None = None
    ) -> None:
        xs, ys = zip(*polygon, strict=True)
        self.top, self.bottom, self.width = min(ys), max(ys), max(xs) - min(xs)
        self._inside = _edges([polygon])
        self._outside = _edges(without)
        self._band: tuple[float, float] | None = None
        self._free: list[Interval] = []
        self._effort = effort or Effort()
        edges = len(self._inside) + len(self._outside)
        self._work = min(2 * _MOST_CORNERS, 2 * edges) * (edges + _HEIGHT_WORK)

    def free(self, top: float, bottom: float) -> list[Interval]:
        """What is inside at every height of the band; edges are straight between the heights looked at.

        Raises LimitError when text was tried in too many bands.
        """
        if self._band != (top, bottom):
            self._effort.add(self._work)
            self._band, self._free = (top, bottom), self._looked(top, bottom)
        return self._free

    def _looked(self, top: float, bottom: float) -> list[Interval]:
        found = self._cut(_crossings(self._inside, top, bottom), None)
        for interval in _union(self._outside, top, bottom):
            found = _without(found, interval)
        return [(left, right) for left, right in found if right - left > _NOISE]

    @staticmethod
    def _cut(rows: list[list[Interval]], found: list[Interval] | None) -> list[Interval]:
        for row in rows:
            found = row if found is None else _common(found, row)
        return found or []


def shape_areas(inside: Outline, outside: Outline | None, frame: Mapping) -> list[Area]:
    """One area for every subpath of an outline, seen in a turned frame. Raises LimitError for too many corners."""
    moved = inside.mapped(frame.point).polygons()
    without = [] if outside is None else outside.mapped(frame.point).polygons()
    if sum(map(len, (*moved, *without))) > MOST_POINTS:
        raise LimitError(f"textFlowPath: the shapes have more than {MOST_POINTS} corners")
    effort = Effort()
    return [ShapeArea(polygon, without, effort) for polygon in moved]


def _edges(polygons: Sequence[Sequence[XY]]) -> NDArray[np.float64]:
    edges = [(*polygon[place - 1], *polygon[place]) for polygon in polygons for place in range(len(polygon))]
    return np.array(edges, np.float64).reshape(-1, 4)


def _heights(edges: NDArray[np.float64], top: float, bottom: float) -> list[float]:
    """The heights at which the edges' order can change: the band's ends, and just beside every corner between."""
    ys = np.unique(edges[:, 1])
    corners = ys[(ys > top) & (ys < bottom)]
    corners = corners[:: 1 + len(corners) // _MOST_CORNERS].tolist()
    inner = [height for corner in corners for height in (corner - _NOISE, corner + _NOISE)]
    return [top + _NOISE, *inner, bottom - _NOISE]


def _crossings(edges: NDArray[np.float64], top: float, bottom: float) -> list[list[Interval]]:
    """At every such height the intervals inside; overlaps count by even and odd."""
    return [_row(edges, height) for height in _heights(edges, top, bottom)]


def _row(edges: NDArray[np.float64], height: float) -> list[Interval]:
    x0, y0, x1, y1 = edges.T
    crossed = (y0 <= height) != (y1 <= height)
    x0, y0, x1, y1 = x0[crossed], y0[crossed], x1[crossed], y1[crossed]
    xs = np.sort(x0 + (height - y0) * (x1 - x0) / (y1 - y0)).tolist()
    return list(zip(xs[::2], xs[1::2], strict=False))


def _union(edges: NDArray[np.float64], top: float, bottom: float) -> list[Interval]:
    """What is touched anywhere in the band; between neighbouring heights an interval spans what both have."""
    if not len(edges):
        return []
    rows = _crossings(edges, top, bottom)
    spans = [interval for row in rows for interval in row]
    for upper, lower in pairwise(rows):
        if len(upper) == len(lower):
            spans += [(min(a[0], b[0]), max(a[1], b[1])) for a, b in zip(upper, lower, strict=True)]
    return spans


def _common(first: list[Interval], second: list[Interval]) -> list[Interval]:
    """What is in both; each has its intervals from left to right, none over another."""
    found, mine, other = [], 0, 0
    while mine < len(first) and other < len(second):
        left, right = max(first[mine][0], second[other][0]), min(first[mine][1], second[other][1])
        if left < right:
            found.append((left, right))
        if first[mine][1] < second[other][1]:
            mine += 1
        else:
            other += 1
    return found


def _without(found: list[Interval], taken: Interval) -> list[Interval]:
    pieces = []
    for left, right in found:
        pieces += [(left, min(right, taken[0])), (max(left, taken[1]), right)]
    return [(left, right) for left, right in pieces if left < right]

"""Closed shapes of straight lines and Bezier curves, as clip paths and embedded paths give them; no pixels here."""

from collections.abc import Callable
from dataclasses import dataclass
from typing import TypeAlias

XY: TypeAlias = tuple[float, float]
Piece: TypeAlias = tuple[XY, ...]
"""A straight line of two points, or a cubic Bezier curve of four."""

_FLATNESS = 0.02
_MOST_CHORDS = 256


@dataclass(frozen=True, slots=True)
class Outline:
    """Closed subpaths, each a chain of pieces. `even_odd` says how overlaps count; else every winding is inside."""

    subpaths: tuple[tuple[Piece, ...], ...]
    even_odd: bool = False

    def mapped(self, move: Callable[[float, float], XY]) -> "Outline":
        """The outline with every point moved."""
        return Outline(
            tuple(tuple(tuple(move(*point) for point in piece) for piece in subpath) for subpath in self.subpaths),
            self.even_odd,
        )

    def bounds(self) -> tuple[float, float, float, float] | None:
        """Left, top, right, bottom of what the outline encloses; None for an empty one."""
        points = [point for polygon in self.polygons() for point in polygon]
        if not points:
            return None
        xs, ys = zip(*points, strict=True)
        return min(xs), min(ys), max(xs), max(ys)

    def polygons(self) -> list[list[XY]]:
        """The subpaths as polygons, curves cut into chords that leave them by less than a fiftieth of a unit."""
        return [[point for piece in subpath for point in _chords(piece)] for subpath in self.subpaths]


def rectangle(left: float, top: float, right: float, bottom: float) -> Outline:
    """A rectangle as an outline."""
    corners = [(left, top), (right, top), (right, bottom), (left, bottom)]
    return Outline((tuple((corners[index - 1], corners[index]) for index in range(4)),))


def _chords(piece: Piece) -> list[XY]:
    """The points of a piece but for its first, which is the last of the piece before."""
    if len(piece) == 2:  # noqa: PLR2004 - a line
        return [piece[1]]
    (x0, y0), (x1, y1), (x2, y2), (x3, y3) = piece
    bend = max(abs(x0 - 2 * x1 + x2), abs(y0 - 2 * y1 + y2), abs(x1 - 2 * x2 + x3), abs(y1 - 2 * y2 + y3))
    count = min(_MOST_CHORDS, 1 + int((bend / _FLATNESS) ** 0.5))
    points = []
    for step in range(1, count):
        t = step / count
        u = 1 - t
        a, b, c, d = u * u * u, 3 * u * u * t, 3 * u * t * t, t * t * t
        points.append((a * x0 + b * x1 + c * x2 + d * x3, a * y0 + b * y1 + c * y2 + d * y3))
    return [*points, (x3, y3)]

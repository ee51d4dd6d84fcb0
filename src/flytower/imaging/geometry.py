"""Sizes, boxes and the axis-aligned mappings between pixel spaces; no pixels here."""

from dataclasses import dataclass
from math import floor
from typing import NamedTuple


def rounded(value: float) -> int:
    """The nearest integer, halves upward: the one rounding rule of the renderer's geometry."""
    return floor(value + 0.5)


class PixelSize(NamedTuple):
    """A width and a height in whole pixels."""

    width: int
    height: int


class PixelPoint(NamedTuple):
    """A position in whole pixels from the top left; negative lies outside."""

    x: int
    y: int


class Box(NamedTuple):
    """Left, top, right, bottom in pixels, fractions allowed; right and bottom are exclusive."""

    left: float
    top: float
    right: float
    bottom: float

    @property
    def width(self) -> float:
        """Right minus left."""
        return self.right - self.left

    @property
    def height(self) -> float:
        """Bottom minus top."""
        return self.bottom - self.top

    def intersect(self, other: "Box") -> "Box":
        """What both boxes cover; empty boxes have a width or height of 0 or less."""
        return Box(
            max(self.left, other.left),
            max(self.top, other.top),
            min(self.right, other.right),
            min(self.bottom, other.bottom),
        )

    def empty(self) -> bool:
        """Whether the box covers nothing."""
        return self.right <= self.left or self.bottom <= self.top

    def snapped(self) -> "Box":
        """The box with every edge on the nearest pixel boundary."""
        return Box(rounded(self.left), rounded(self.top), rounded(self.right), rounded(self.bottom))


class Orientation(NamedTuple):
    """Mirror left-right first (if `mirror`), then turn clockwise by `quarter_turns` times 90 degrees (0 to 3)."""

    mirror: bool = False
    quarter_turns: int = 0


@dataclass(frozen=True, slots=True)
class Placement:
    """One resampling: read `box` from a raster, scale it to `size`, orient it, put it at `position` on `canvas`.

    `box` lies inside the raster. `size` is before `orientation`; an odd number of quarter turns swaps its sides.
    The oriented piece lies inside the canvas; the rest of the canvas is clear.
    """

    box: Box
    size: PixelSize
    orientation: Orientation
    position: PixelPoint
    canvas: PixelSize

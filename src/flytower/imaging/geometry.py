"""Sizes, boxes and the axis-aligned mappings between pixel spaces; no pixels here."""

from dataclasses import dataclass
from math import cos, floor, radians, sin, sqrt
from typing import NamedTuple

_NOISE = 1e-6


def rounded(value: float) -> int:
    """The nearest integer, halves upward: the one rounding rule of the renderer's geometry."""
    return floor(value + 0.5)


class PixelSize(NamedTuple):
    """A width and a height in whole pixels."""

    width: int
    height: int

    def times(self, x: float, y: float) -> "PixelSize":
        """The size scaled by x and y, rounded, never less than one pixel."""
        return PixelSize(max(1, rounded(self.width * x)), max(1, rounded(self.height * y)))


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

    def grown(self, margin: float) -> "Box":
        """The box with a margin on every side."""
        return Box(self.left - margin, self.top - margin, self.right + margin, self.bottom + margin)

    def moved(self, x: float, y: float) -> "Box":
        """The box moved right by x and down by y."""
        return Box(self.left + x, self.top + y, self.right + x, self.bottom + y)

    def empty(self) -> bool:
        """Whether the box covers nothing."""
        return self.right <= self.left or self.bottom <= self.top

    def snapped(self) -> "Box":
        """The box with every edge on the nearest pixel boundary; rounding errors do not decide about halves."""
        left, top, right, bottom = (rounded(edge + _NOISE) for edge in self)
        return Box(left, top, right, bottom)

    def tidied(self, raster: "Box") -> "Box":
        """The part of a raster, with edges exactly on a pixel boundary where only rounding errors keep them off it.

        It is never nothing: what is enlarged beyond measure comes from a sliver of a pixel.
        """
        tidy = (rounded(edge) if abs(edge - rounded(edge)) < _NOISE else edge for edge in self)
        left, top, right, bottom = Box(*tidy).intersect(raster)
        left, top = min(left, raster.right - _NOISE), min(top, raster.bottom - _NOISE)
        return Box(left, top, max(right, left + _NOISE), max(bottom, top + _NOISE))


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


@dataclass(frozen=True, slots=True)
class Mapping:
    """A map between pixel spaces: x' = xx*x + xy*y + x0 and y' = yx*x + yy*y + y0.

    Built from moves, scalings, mirrors and quarter turns it is axis-aligned: either xx and yy or xy and yx are 0, and
    boxes go to boxes. Only `point`, `moved` and `then` make sense once it was `rotated`.
    """

    xx: float = 1.0
    xy: float = 0.0
    yx: float = 0.0
    yy: float = 1.0
    x0: float = 0.0
    y0: float = 0.0

    def moved(self, x: float, y: float) -> "Mapping":
        """Then move right by x and down by y."""
        return Mapping(self.xx, self.xy, self.yx, self.yy, self.x0 + x, self.y0 + y)

    def scaled(self, x: float, y: float) -> "Mapping":
        """Then scale by x and y; negative factors mirror."""
        return Mapping(self.xx * x, self.xy * x, self.yx * y, self.yy * y, self.x0 * x, self.y0 * y)

    def fitted(self, box: Box, other: Box) -> "Mapping":
        """Then move and scale so that one box lies where another one does."""
        x, y = other.width / box.width, other.height / box.height
        return self.moved(-box.left, -box.top).scaled(x, y).moved(other.left, other.top)

    def flipped(self, size: PixelSize, *, horizontal: bool, vertical: bool) -> "Mapping":
        """Then mirror within a raster of `size`."""
        flipped = self.scaled(-1, 1).moved(size.width, 0) if horizontal else self
        return flipped.scaled(1, -1).moved(0, size.height) if vertical else flipped

    def turned(self, size: PixelSize, quarter_turns: int) -> "Mapping":
        """Then turn a raster of `size` clockwise by `quarter_turns` (0 to 3) times 90 degrees."""
        turned, width, height = self, size.width, size.height
        for _ in range(quarter_turns):
            turned = Mapping(-turned.yx, -turned.yy, turned.xx, turned.xy, height - turned.y0, turned.x0)
            width, height = height, width
        return turned

    def rotated(self, size: PixelSize, degrees: float, after: PixelSize) -> "Mapping":
        """Then turn clockwise around the centre of a raster of `size`, which goes to the centre of one of `after`."""
        cosine, sine = cos(radians(degrees)), sin(radians(degrees))
        x, y = size.width / 2, size.height / 2
        return self.then(
            Mapping(
                cosine, -sine, sine, cosine,
                after.width / 2 - cosine * x + sine * y, after.height / 2 - sine * x - cosine * y,
            )
        )  # fmt: skip

    def point(self, x: float, y: float) -> tuple[float, float]:
        """Where a point goes."""
        return self.xx * x + self.xy * y + self.x0, self.yx * x + self.yy * y + self.y0

    def then(self, after: "Mapping") -> "Mapping":
        """This map and `after` it another one."""
        return Mapping(
            after.xx * self.xx + after.xy * self.yx,
            after.xx * self.xy + after.xy * self.yy,
            after.yx * self.xx + after.yy * self.yx,
            after.yx * self.xy + after.yy * self.yy,
            after.xx * self.x0 + after.xy * self.y0 + after.x0,
            after.yx * self.x0 + after.yy * self.y0 + after.y0,
        )

    def box(self, box: Box) -> Box:
        """Where a box goes."""
        left = self.xx * box.left + self.xy * box.top + self.x0
        right = self.xx * box.right + self.xy * box.bottom + self.x0
        top = self.yx * box.left + self.yy * box.top + self.y0
        bottom = self.yx * box.right + self.yy * box.bottom + self.y0
        return Box(min(left, right), min(top, bottom), max(left, right), max(top, bottom))

    def box_before(self, box: Box) -> Box:
        """The box that goes to `box`."""
        if self.xx:
            inverse = Mapping(1 / self.xx, 0, 0, 1 / self.yy, -self.x0 / self.xx, -self.y0 / self.yy)
        else:
            inverse = Mapping(0, 1 / self.yx, 1 / self.xy, 0, -self.y0 / self.yx, -self.x0 / self.xy)
        return inverse.box(box)

    def orientation(self) -> Orientation:
        """The mirroring and turning in this map, without its scaling and moves."""
        if self.xx:
            mirror = (self.xx < 0) is not (self.yy < 0)
            return Orientation(mirror, 2 if self.yy < 0 else 0)
        mirror = (self.xy < 0) is (self.yx < 0)
        return Orientation(mirror, 1 if self.xy < 0 else 3)

    def scale(self) -> float:
        """How many pixels one pixel becomes in length, the mean of both axes."""
        return sqrt(abs(self.xx * self.yy - self.xy * self.yx))


def place(mapping: Mapping, raster: Box, canvas: Box) -> Placement | None:
    """The resampling that shows as much of `raster` as falls into `canvas` (whole pixels); None when nothing does."""
    if raster.empty():
        return None
    whole = mapping.box(raster)
    target = whole.snapped().intersect(canvas)
    if target.empty():
        return None
    mapping = mapping.fitted(whole, whole.snapped())  # all of it on whole pixels, so that its parts fit together
    orientation = mapping.orientation()
    width, height = rounded(target.width), rounded(target.height)
    return Placement(
        box=mapping.box_before(target).tidied(raster),
        size=PixelSize(height, width) if orientation.quarter_turns % 2 else PixelSize(width, height),
        orientation=orientation,
        position=PixelPoint(rounded(target.left - canvas.left), rounded(target.top - canvas.top)),
        canvas=PixelSize(rounded(canvas.width), rounded(canvas.height)),
    )

"""What op_growMask(R) looks at: a mask grows before its picture is cropped. Source: IS reference, layer transforms."""

from dataclasses import replace
from math import ceil, sqrt
from typing import NamedTuple

from flytower.imaging.geometry import Box, Mapping, PixelSize, Placement, rounded
from flytower.imaging.recipe import GrowMask
from flytower.imaging.work import Work

_FARTHEST = 1000
"""Pixels beyond the crop that are looked at, at the most: more only comes of enlarging a hundredfold."""


class Growth(NamedTuple):
    """By how many pixels of its raster a mask grows (shrinks below 0), and how it is cropped only afterwards.

    `placement` reads the source as far around the layer's own box as the radius reaches; `kept` is the layer's own
    part of what it gives, upright: left, top, right, bottom.
    """

    radius: float
    placement: Placement
    kept: tuple[int, int, int, int]


def growth(work: Work) -> Growth | None:
    """The growth of the layer's mask; None where it stays as it is, or nothing of the layer shows."""
    wish, placement = work.layer.grow_mask, work.first_placement
    if wish is None or placement is None:
        return None
    radius = _radius(wish, placement, work.placed.fineness)
    box, size, turn, source = placement.box, placement.size, placement.orientation, work.placed.origins.source
    x, y = size.width / box.width, size.height / box.height
    left, top, right, bottom = _margins(work, placement, ceil(abs(radius)))
    wide = PixelSize(size.width + left + right, size.height + top + bottom)
    to_upright = Mapping().flipped(wide, horizontal=turn.mirror, vertical=False).turned(wide, turn.quarter_turns)
    kept = to_upright.box(Box(left, top, left + size.width, top + size.height))
    # Rounding may put an edge beyond the source's own.
    around = Box(
        max(0.0, box.left - left / x) if left else box.left,
        max(0.0, box.top - top / y) if top else box.top,
        min(source.width, box.right + right / x) if right else box.right,
        min(source.height, box.bottom + bottom / y) if bottom else box.bottom,
    )
    edges = (rounded(kept.left), rounded(kept.top), rounded(kept.right), rounded(kept.bottom))
    return Growth(radius, replace(placement, box=around, size=wide), edges)


def _margins(work: Work, placement: Placement, reach: int) -> tuple[int, int, int, int]:
    """How many pixels more there are to see on each side, as far as the radius reaches."""
    origins, box, size = work.placed.origins, placement.box, placement.size
    if origins.text is not None:
        return 0, 0, 0, 0
    x, y, most = size.width / box.width, size.height / box.height, min(reach, _FARTHEST)
    rest = (box.left * x, box.top * y, (origins.source.width - box.right) * x, (origins.source.height - box.bottom) * y)
    left, top, right, bottom = (max(0, min(most, int(room))) for room in rest)
    return left, top, right, bottom


def _radius(wish: GrowMask, placement: Placement, fineness: float) -> float:
    """On the raster that the layer is made on, which is not always as fine as the reply."""
    if not wish.full_resolution:
        return wish.pixels * fineness
    return wish.pixels * sqrt(
        placement.size.width / placement.box.width * (placement.size.height / placement.box.height)
    )

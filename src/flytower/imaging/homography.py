"""The map between a rectangle and its view in perspective. Source: IS reference, perspective."""

from collections.abc import Sequence

import numpy as np

from flytower.imaging.errors import RenderError
from flytower.imaging.outlines import XY

Homography = tuple[float, ...]
"""a to h of x' = (ax + by + c) / (gx + hy + 1) and y' = (dx + ey + f) / (gx + hy + 1)."""

_NEAREST = 1e-9  # points on the horizon go far away, not to infinity


def homography(sources: Sequence[XY], targets: Sequence[XY]) -> Homography:
    """The map that takes four points to four others; RenderError where three of them lie on a line."""
    rows, values = [], []
    for (x, y), (u, v) in zip(sources, targets, strict=True):
        rows += [(x, y, 1, 0, 0, 0, -u * x, -u * y), (0, 0, 0, x, y, 1, -v * x, -v * y)]
        values += [u, v]
    try:
        found = np.linalg.solve(np.array(rows, np.float64), np.array(values, np.float64))
    except np.linalg.LinAlgError as fault:
        raise RenderError("perspective: the corners give no view of the picture") from fault
    if not np.isfinite(found).all():
        raise RenderError("perspective: the corners give no view of the picture")
    return tuple(float(value) for value in found)


def viewed(view: Homography, x: float, y: float) -> XY:
    """Where a point goes."""
    a, b, c, d, e, f, g, h = view
    depth = g * x + h * y + 1
    depth = depth if abs(depth) > _NEAREST else _NEAREST
    return (a * x + b * y + c) / depth, (d * x + e * y + f) / depth

"""op_grow. Source: IS reference, op_grow; the shape (a square) is ours."""

from collections.abc import Callable
from math import floor

import numpy as np
from numpy.typing import NDArray
from PIL import Image

from flytower.imaging.picture import Picture
from flytower.imaging.premultiplied import filtered
from flytower.imaging.recipe import Grow
from flytower.imaging.work import Work

Plane = NDArray[np.uint8]


def grow(picture: Picture, operation: Grow, work: Work) -> Picture:
    """Each component, opacity too, becomes the largest (below 0: smallest) within the radius, counted on the reply."""
    radius = operation.radius * work.plan.blur_scale
    return filtered(picture, lambda image: grown(image, radius))


def grown(image: Image.Image, radius: float) -> Image.Image:
    """Dilate (or, below 0, erode) every band of an image by a square; a part of a pixel mixes two whole radii."""
    bands = [Image.fromarray(_grown(np.asarray(band), radius)) for band in image.split()]
    return bands[0] if len(bands) == 1 else Image.merge(image.mode, bands)


def _grown(plane: Plane, radius: float) -> Plane:
    extreme = np.maximum if radius > 0 else np.minimum
    whole = floor(abs(radius))
    part = abs(radius) - whole
    inner = _extreme(plane, whole, extreme)
    if not part:
        return inner
    outer = _extreme(inner, 1, extreme)
    return (inner + (outer.astype(np.float32) - inner) * np.float32(part) + np.float32(0.5)).astype(np.uint8)


def _extreme(plane: Plane, radius: int, extreme: Callable[[Plane, Plane], Plane]) -> Plane:
    """The extreme of each square of 2 * radius + 1 pixels a side; beyond the edge counts nothing."""
    if not radius or not plane.size:
        return plane
    # A square that reaches beyond the far edge takes no more pixels in.
    high, wide = (min(radius, side - 1) for side in plane.shape)
    rows = _extreme_of_rows(np.pad(plane, ((high, high), (wide, wide)), mode="edge"), 2 * high + 1, extreme)
    return np.ascontiguousarray(_extreme_of_rows(rows.T, 2 * wide + 1, extreme).T)


def _extreme_of_rows(plane: Plane, count: int, extreme: Callable[[Plane, Plane], Plane]) -> Plane:
    """The extreme of each `count` rows in a column, by doubling what a row stands for."""
    covered = 1
    while covered < count:
        step = min(covered, count - covered)
        plane = extreme(plane[:-step], plane[step:])
        covered += step
    return plane

"""Areas of outlines in pixels, against areas computed by hand and by samples."""

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from flytower.imaging.coverage import coverage
from flytower.imaging.geometry import PixelSize
from flytower.imaging.outlines import Outline, rectangle


def polygon(*points, even_odd=False):
    return Outline((tuple((points[index - 1], points[index]) for index in range(len(points))),), even_odd)


def levels(outline, width, height):
    return np.asarray(coverage(outline, PixelSize(width, height))).tolist()


def test_a_rectangle_between_pixels_covers_parts_of_them():
    assert levels(rectangle(1.5, 1, 3, 3.25), 4, 4) == [
        [0, 0, 0, 0],
        [0, 128, 255, 0],
        [0, 128, 255, 0],
        [0, 32, 64, 0],
    ]


def test_a_diagonal_halves_its_pixels():
    assert levels(polygon((0, 0), (2, 0), (0, 2)), 2, 2) == [[255, 128], [128, 0]]


def test_what_lies_beyond_the_picture_still_counts():
    assert levels(polygon((-3, -2), (9, -2), (9, 9), (-3, 9)), 2, 2) == [[255, 255], [255, 255]]
    assert levels(polygon((5, 0), (9, 0), (9, 9), (5, 9)), 2, 2) == [[0, 0], [0, 0]]


@pytest.mark.parametrize(("even_odd", "middle"), [(False, 255), (True, 0)])
def test_two_ways_to_count_overlaps(even_odd, middle):
    both = Outline(rectangle(0, 0, 3, 3).subpaths + rectangle(1, 1, 2, 2).subpaths, even_odd)
    assert levels(both, 3, 3) == [[255, 255, 255], [255, middle, 255], [255, 255, 255]]


def test_an_empty_outline_covers_nothing():
    assert levels(Outline(()), 1, 1) == [[0]]
    assert Outline(()).bounds() is None


COORDINATE = st.floats(-3, 11, allow_nan=False, width=16)


@settings(deadline=None, max_examples=60)
@given(points=st.lists(st.tuples(COORDINATE, COORDINATE), min_size=3, max_size=3))
def test_a_triangle_covers_as_much_as_samples_say(points):
    """16 x 16 samples a pixel; a sample is inside where it is on the same side of all three edges."""
    found = np.asarray(coverage(polygon(*points), PixelSize(8, 8))) / 255
    grid = (np.arange(8 * 16) + 0.5) / 16
    x, y = np.meshgrid(grid, grid)
    sides = [
        (bx - ax) * (y - ay) - (by - ay) * (x - ax)
        for (ax, ay), (bx, by) in zip(points, points[1:] + points[:1], strict=True)
    ]
    inside = np.all([side > 0 for side in sides], axis=0) | np.all([side < 0 for side in sides], axis=0)
    sampled = inside.reshape(8, 16, 8, 16).mean((1, 3))
    assert np.abs(found - sampled).max() < 0.13
    assert np.abs(found - sampled).mean() < 0.01

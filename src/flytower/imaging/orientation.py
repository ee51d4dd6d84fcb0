"""Mirrors and quarter turns, and where a box of the upright picture lies in the stored one."""

from dataclasses import replace

from PIL import Image

from flytower.imaging.geometry import Box, Orientation
from flytower.imaging.outlines import XY, Outline
from flytower.imaging.picture import Picture

_T = Image.Transpose

# What makes a stored picture upright. Source: EXIF 2.3, tag 274.
_UPRIGHT = {
    2: _T.FLIP_LEFT_RIGHT,
    3: _T.ROTATE_180,
    4: _T.FLIP_TOP_BOTTOM,
    5: _T.TRANSPOSE,
    6: _T.ROTATE_270,
    7: _T.TRANSVERSE,
    8: _T.ROTATE_90,
}

# Pillow turns anticlockwise.
_TURNS = {
    (False, 1): _T.ROTATE_270,
    (False, 2): _T.ROTATE_180,
    (False, 3): _T.ROTATE_90,
    (True, 0): _T.FLIP_LEFT_RIGHT,
    (True, 1): _T.TRANSVERSE,
    (True, 2): _T.FLIP_TOP_BOTTOM,
    (True, 3): _T.TRANSPOSE,
}

_MIRRORED_X = {2, 3, 6, 7}
_MIRRORED_Y = {3, 4, 7, 8}
_SWAPPED = {5, 6, 7, 8}


def upright(picture: Picture) -> Picture:
    """The picture with its EXIF orientation applied."""
    turned = _transposed(picture, _UPRIGHT.get(picture.orientation))
    return replace(turned, orientation=1)


def oriented(picture: Picture, orientation: Orientation) -> Picture:
    """The picture mirrored and turned as a plan says."""
    return _transposed(picture, _TURNS.get((orientation.mirror, orientation.quarter_turns)))


def _transposed(picture: Picture, method: Image.Transpose | None) -> Picture:
    if method is None:
        return picture
    alpha = picture.alpha.transpose(method) if picture.alpha else None
    return replace(picture, image=picture.image.transpose(method), alpha=alpha)


def stored_box(box: Box, shown: tuple[float, float], orientation: int) -> Box:
    """Where a box of the upright picture (of size `shown`) lies in the stored one."""
    left, top, right, bottom = box
    if orientation in _MIRRORED_X:
        left, right = shown[0] - right, shown[0] - left
    if orientation in _MIRRORED_Y:
        top, bottom = shown[1] - bottom, shown[1] - top
    return Box(top, left, bottom, right) if orientation in _SWAPPED else Box(left, top, right, bottom)


def shown_outline(outline: Outline, orientation: int) -> Outline:
    """An outline in fractions of the stored picture as one in fractions of the upright one."""

    def move(x: float, y: float) -> XY:
        box = upright_box(Box(x, y, x, y), orientation)
        return box.left, box.top

    return outline if orientation == 1 else outline.mapped(move)


def upright_box(box: Box, orientation: int) -> Box:
    """Where a box of the stored picture lies in the upright one, both in fractions."""
    left, top, right, bottom = box
    if orientation in _SWAPPED:
        left, top, right, bottom = top, left, bottom, right
    if orientation in _MIRRORED_X:
        left, right = 1 - right, 1 - left
    if orientation in _MIRRORED_Y:
        top, bottom = 1 - bottom, 1 - top
    return Box(left, top, right, bottom)

"""Rotation by any angle. Source: IS reference, rotate (clockwise; the rectangle grows, its corners are clear)."""

from math import cos, radians, sin

from PIL import Image

from flytower.imaging.geometry import PixelPoint, PixelSize
from flytower.imaging.layer_plan import FreeRotation
from flytower.imaging.orientation import oriented
from flytower.imaging.picture import Picture, clear, on_canvas
from flytower.imaging.premultiplied import filtered
from flytower.imaging.recipe import ResMode
from flytower.imaging.resample import resampled
from flytower.imaging.work import Work

_RIM = 2
"""Clear pixels put around the layer before it is turned: its edges then blend into them and are smooth."""


def rotate(picture: Picture, work: Work) -> Picture:
    """Turn the layer around its centre, then bring what shows of it to its place; quarter turns are done already."""
    rotation, content = work.placed.rotation, work.placed.content
    if rotation is None:
        return picture
    if content is None:
        return clear(work.placed.canvas_size, picture)
    turned = _turned(picture, rotation, work.recipe.view.res_mode)
    piece = oriented(resampled(turned, content.box, content.size, work.recipe.view.res_mode), content.orientation)
    return on_canvas(piece, content.canvas, content.position)


def _turned(picture: Picture, rotation: FreeRotation, mode: ResMode | None) -> Picture:
    width, height = picture.size
    rimmed = on_canvas(picture, PixelSize(width + 2 * _RIM, height + 2 * _RIM), PixelPoint(_RIM, _RIM))
    turn = _back_turn(rotation.degrees, rimmed.size, rotation.size)
    bilinear = mode is ResMode.BILIN
    sampling = Image.Resampling.BILINEAR if bilinear else Image.Resampling.BICUBIC
    return filtered(
        rimmed, lambda image: image.transform(rotation.size, Image.Transform.AFFINE, turn, resample=sampling)
    )


def _back_turn(degrees: float, before: PixelSize, after: PixelSize) -> tuple[float, ...]:
    """The affine map from a pixel of the turned picture to where it comes from; both centres meet."""
    cosine, sine = cos(radians(degrees)), sin(radians(degrees))
    x, y = after.width / 2, after.height / 2
    return (
        cosine, sine, before.width / 2 - cosine * x - sine * y,
        -sine, cosine, before.height / 2 + sine * x - cosine * y,
    )  # fmt: skip

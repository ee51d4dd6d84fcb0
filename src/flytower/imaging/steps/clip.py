"""clipPath, clipXPath and their forms for embedded paths. Source: IS reference, their pages."""

from dataclasses import replace

from PIL import Image, ImageChops

from flytower.imaging.blending import product
from flytower.imaging.coverage import coverage
from flytower.imaging.layer_plan import ClipShape
from flytower.imaging.picture import OPAQUE, Picture
from flytower.imaging.work import Work


def clip(picture: Picture, work: Work) -> Picture:
    """Clear what lies outside of a layer's paths."""
    return _clipped(picture, work.placed.clips)


def composite_clip(picture: Picture, work: Work) -> Picture:
    """Clear what lies outside of the composite's paths."""
    return _clipped(picture, work.plan.clips)


def _clipped(picture: Picture, shapes: tuple[ClipShape, ...]) -> Picture:
    if not shapes or not all(picture.size):
        return picture
    alpha = picture.alpha or Image.new("L", picture.size, OPAQUE)
    for shape in shapes:
        inside = coverage(shape.outline, picture.size)
        alpha = product(alpha, inside if shape.keep else ImageChops.invert(inside))
    return replace(picture, alpha=alpha)

"""op_blur. Source: IS reference, op_blur."""

from PIL import ImageFilter

from flytower.imaging.picture import Picture
from flytower.imaging.premultiplied import filtered
from flytower.imaging.recipe import Blur
from flytower.imaging.work import Work


def blur(picture: Picture, operation: Blur, work: Work) -> Picture:
    """A Gaussian blur; the radius (its standard deviation) is in composite pixels and shrinks with the plan's scale."""
    radius = operation.radius * work.plan.blur_scale
    return filtered(picture, lambda image: image.filter(ImageFilter.GaussianBlur(radius)))

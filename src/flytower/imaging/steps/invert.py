"""op_invert. Source: IS reference, op_invert."""

from PIL import ImageChops

from flytower.imaging.picture import Picture
from flytower.imaging.recipe import Invert
from flytower.imaging.work import Work


def invert(picture: Picture, _operation: Invert, _work: Work) -> Picture:
    """The negative of every component, in whatever colour model the picture is; opacity stays."""
    return picture.with_image(ImageChops.invert(picture.image))

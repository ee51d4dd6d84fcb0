"""req=mask: the reply is the picture's opacity. Source: IS reference, req."""

from PIL import Image

from flytower.imaging.picture import OPAQUE, Picture
from flytower.imaging.work import Work


def mask_reply(picture: Picture, work: Work) -> Picture:
    """Replace the pixels by their opacity as gray, white where opaque, when a mask is asked for."""
    if not work.recipe.mask_only:
        return picture
    return Picture(picture.alpha or Image.new("L", picture.size, OPAQUE))

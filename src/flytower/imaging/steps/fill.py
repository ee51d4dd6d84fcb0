"""color and bgColor: what lies behind a layer. Source: IS reference, color, bgColor, opac."""

from flytower.imaging.picture import Picture, able_to_show, over_colour
from flytower.imaging.recipe import Colour
from flytower.imaging.work import Work


def fill(picture: Picture, work: Work) -> Picture:
    """Put `color` behind the content alone, before it is turned and extended."""
    return _over(picture, work.recipe.layer.color)


def background(picture: Picture, work: Work) -> Picture:
    """Put `bgColor` behind the whole layer with its corners and margins."""
    return _over(picture, work.recipe.layer.bg_color)


def _over(picture: Picture, colour: Colour | None) -> Picture:
    if colour is None or picture.alpha is None:
        return picture
    return over_colour(able_to_show(picture, colour), colour, colour.alpha)

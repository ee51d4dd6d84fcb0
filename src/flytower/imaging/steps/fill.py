"""color and bgColor: what lies behind a layer. Source: IS reference, color, bgColor, opac."""

from flytower.imaging.picture import Picture, over_colour
from flytower.imaging.work import Work


def fill(picture: Picture, work: Work) -> Picture:
    """Put `color` behind the content alone, before it is turned and extended."""
    colour = work.recipe.layer.color
    return picture if colour is None else over_colour(picture, colour, colour.alpha)


def background(picture: Picture, work: Work) -> Picture:
    """Put `bgColor` behind the whole layer with its corners and margins."""
    colour = work.recipe.layer.bg_color
    return picture if colour is None else over_colour(picture, colour, colour.alpha)

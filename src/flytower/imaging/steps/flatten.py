"""Formats without alpha. Source: IS reference, bgc."""

from flytower.imaging.picture import Picture, over_colour
from flytower.imaging.work import Work


def flatten(picture: Picture, work: Work) -> Picture:
    """Lay the picture over bgc unless the format keeps its alpha (or the reply is a mask, which has none)."""
    if work.recipe.output.alpha:
        return picture
    return over_colour(picture, work.recipe.view.bgc)

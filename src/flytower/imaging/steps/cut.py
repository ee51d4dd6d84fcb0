"""The reply, cut from what was made of the view around it. Source: IS reference, rect."""

from flytower.imaging.geometry import PixelPoint, rounded
from flytower.imaging.picture import Picture, on_canvas
from flytower.imaging.work import Work


def cut(picture: Picture, work: Work) -> Picture:
    """Leave what lies around a tile; a tile that reaches beyond the view is clear there."""
    left, top, _, _ = work.plan.sheet
    return on_canvas(picture, work.plan.size, PixelPoint(rounded(left), rounded(top)), work.recipe.view.bgc)

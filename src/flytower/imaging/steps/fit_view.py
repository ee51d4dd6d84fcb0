"""The composite in the reply. Source: IS reference, fit, align, scl, rect (padding)."""

from flytower.imaging.geometry import PixelPoint, PixelSize, rounded
from flytower.imaging.picture import Picture, on_canvas
from flytower.imaging.work import Work


def fit_view(picture: Picture, work: Work) -> Picture:
    """Put the composite at its place in the view; the rest is clear and, for the filters to come, coloured as bgc."""
    (x, y), sheet = work.plan.canvas_position, work.plan.sheet
    size = PixelSize(rounded(sheet.width), rounded(sheet.height))
    return on_canvas(picture, size, PixelPoint(x - rounded(sheet.left), y - rounded(sheet.top)), work.recipe.view.bgc)

"""The composite in the reply. Source: IS reference, fit, align, scl, rect (padding)."""

from flytower.imaging.picture import Picture, on_canvas
from flytower.imaging.work import Work


def fit_view(picture: Picture, work: Work) -> Picture:
    """Put the composite at its place in the reply; the rest is clear and, for the filters to come, coloured as bgc."""
    return on_canvas(picture, work.plan.size, work.plan.canvas_position, work.recipe.view.bgc)

"""The content of a layer on the layer's rectangle. Source: IS reference, crop and extend beyond the picture."""

from flytower.imaging.picture import Picture, on_canvas
from flytower.imaging.work import Work


def place(picture: Picture, work: Work) -> Picture:
    """Put the scaled content at its place; what it does not cover is clear."""
    placement = work.first_placement
    return picture if placement is None else on_canvas(picture, placement.canvas, placement.position)

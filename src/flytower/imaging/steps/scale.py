"""crop, scale, flip and quarter turns of a layer, in one resampling. Source: IS reference, layer transforms."""

from flytower.imaging.geometry import Box, PixelSize
from flytower.imaging.orientation import oriented, stored_box, upright
from flytower.imaging.picture import Picture, clear
from flytower.imaging.probe import turned_sideways
from flytower.imaging.resample import resampled
from flytower.imaging.work import Work


def scale(picture: Picture, work: Work) -> Picture:
    """Read the plan's box of the source and bring it to its size; clear when nothing of the source shows."""
    placement = work.first_placement
    if placement is None:
        rotation = work.plan.rotation
        return clear(rotation.layer_size if rotation else work.plan.canvas_size, picture)
    shown = (work.header.width, work.header.height)
    box = stored_box(placement.box, shown, picture.orientation)
    if picture.reduction > 1:
        box = Box(*(edge / picture.reduction for edge in box))
    size = placement.size
    if turned_sideways(picture.orientation):
        size = PixelSize(size.height, size.width)
    scaled = resampled(picture, box, size, work.recipe.view.res_mode)
    return oriented(upright(scaled), placement.orientation)

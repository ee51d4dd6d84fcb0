"""crop, scale, flip and quarter turns of a layer, in one resampling. Source: IS reference, layer transforms."""

from dataclasses import replace

from PIL import Image

from flytower.imaging.geometry import Box, PixelSize, Placement
from flytower.imaging.orientation import oriented, stored_box, upright
from flytower.imaging.picture import Picture, clear
from flytower.imaging.probe import turned_sideways
from flytower.imaging.recipe import ResMode, SolidContent, SourceSize
from flytower.imaging.resample import resampled
from flytower.imaging.steps.mask_growth import growth
from flytower.imaging.work import Work


def scale(picture: Picture, work: Work) -> Picture:
    """Read the plan's box of the source and bring it to its size; clear when nothing of the source shows."""
    placement, origins = work.first_placement, work.placed.origins
    if placement is None:
        return clear(work.placed.raster_size, picture)
    grows = growth(work)
    if grows is not None:
        placement = grows.placement  # more than the crop; mask cuts it
    if isinstance(work.layer.content, SolidContent):
        return _uniform(picture, placement)
    if origins.text is not None:
        return oriented(picture, placement.orientation)
    size = origins.source
    if origins.nested is not None:
        made = SourceSize(*origins.nested.size)
        placement, size = on_another(placement, size, made), made
    return brought(picture, placement, size, work.recipe.view.res_mode)


def brought(picture: Picture, placement: Placement, size: SourceSize, mode: ResMode | None) -> Picture:
    """What a placement reads of a decoded source of this size, scaled, upright, mirrored and turned."""
    box = stored_box(placement.box, (size.width, size.height), picture.orientation)
    if picture.reduction > 1:
        box = Box(*(edge / picture.reduction for edge in box))
    wanted = placement.size
    if turned_sideways(picture.orientation):
        wanted = PixelSize(wanted.height, wanted.width)
    scaled = resampled(picture, box, wanted, mode)
    return oriented(upright(scaled), placement.orientation)


def on_another(placement: Placement, size: SourceSize, other: SourceSize) -> Placement:
    """The placement for a source that shows the same in another size."""
    x, y = other.width / size.width, other.height / size.height
    left, top, right, bottom = placement.box
    box = Box(left * x, top * y, right * x, bottom * y).tidied(Box(0, 0, other.width, other.height))
    return replace(placement, box=box)


def _uniform(picture: Picture, placement: Placement) -> Picture:
    """A solid layer: the one pixel it was decoded to, as often as needed."""
    size = oriented_size(placement)
    alpha = None if picture.alpha is None else picture.alpha.resize(size, Image.Resampling.NEAREST)
    return replace(picture, image=picture.image.resize(size, Image.Resampling.NEAREST), alpha=alpha)


def oriented_size(placement: Placement) -> PixelSize:
    """The size of the piece that a placement gives."""
    width, height = placement.size
    return PixelSize(height, width) if placement.orientation.quarter_turns % 2 else placement.size

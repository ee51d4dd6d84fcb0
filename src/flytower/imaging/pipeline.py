"""From a file to the pixels of a reply: the list of steps, read from top to bottom."""

from flytower.imaging.decode import decode
from flytower.imaging.picture import Picture
from flytower.imaging.recipe import PixelType
from flytower.imaging.steps.convert_colour import convert_colour
from flytower.imaging.steps.fill import background, fill
from flytower.imaging.steps.fit_view import fit_view
from flytower.imaging.steps.flatten import flatten
from flytower.imaging.steps.mask_reply import mask_reply
from flytower.imaging.steps.operations import composite_operations, layer_operations
from flytower.imaging.steps.place import place
from flytower.imaging.steps.rotate import rotate
from flytower.imaging.steps.scale import scale
from flytower.imaging.steps.sharpen import sharpen_layer, sharpen_view
from flytower.imaging.work import Step, Work

PIPELINE: tuple[Step, ...] = (
    # the layer: its content in one resampling (crop, scale, flip), then what is done to it
    scale,
    layer_operations,
    fill,
    place,
    rotate,
    background,
    sharpen_layer,
    # the composite
    composite_operations,
    # the view
    fit_view,
    sharpen_view,
    mask_reply,
    convert_colour,  # before flatten: bgc is a colour of the output's space
    flatten,
)


def pixels(work: Work) -> Picture:
    """Decode the source no larger than the plan needs it and take it through every step."""
    picture = decode(work.source, work.header, _needed_scale(work))
    _warn_of_losses(picture, work)
    for step in PIPELINE:
        picture = step(picture, work)
    return picture


def _warn_of_losses(picture: Picture, work: Work) -> None:
    if work.header.icc is not None and picture.profile is None:
        work.warn("the embedded colour profile does not fit the picture and was not used")
    if work.header.has_alpha and picture.pixel_type is PixelType.CMYK:
        work.warn("the alpha channel of a CMYK picture cannot be read, the picture was taken for opaque")


def _needed_scale(work: Work) -> float:
    """Pixels wanted per pixel of the source, in the direction that needs more."""
    placement = work.first_placement
    if placement is None:
        return 0.0
    return max(placement.size.width / placement.box.width, placement.size.height / placement.box.height)

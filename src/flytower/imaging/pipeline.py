"""From a decoded source to the pixels of a reply: the lists of steps, read from top to bottom.

`compose.py` runs them: LAYER for every layer, which are then laid on one another with their effects; COMPOSITE for the
result; VIEW for its part and size in the reply; REPLY for what the file takes. A nested request ends with VIEW.
"""

from flytower.imaging.steps.clip import clip
from flytower.imaging.steps.convert_colour import convert_colour
from flytower.imaging.steps.cut import cut
from flytower.imaging.steps.fill import background, fill
from flytower.imaging.steps.fit_view import fit_view
from flytower.imaging.steps.flatten import flatten
from flytower.imaging.steps.mask import mask
from flytower.imaging.steps.mask_reply import mask_reply
from flytower.imaging.steps.opacity import composite_opacity, opacity
from flytower.imaging.steps.operations import composite_operations, layer_operations
from flytower.imaging.steps.perspective import perspective
from flytower.imaging.steps.place import place
from flytower.imaging.steps.rotate import rotate
from flytower.imaging.steps.scale import scale
from flytower.imaging.steps.sharpen import sharpen_layer, sharpen_view
from flytower.imaging.work import Step

LAYER: tuple[Step, ...] = (
    scale,  # crop, scale, flip and quarter turns in one resampling
    mask,
    layer_operations,
    opacity,
    fill,
    place,
    rotate,
    perspective,
    clip,
    background,
    sharpen_layer,
)

COMPOSITE: tuple[Step, ...] = (
    composite_opacity,
    composite_operations,
)

VIEW: tuple[Step, ...] = (
    fit_view,
    sharpen_view,
    cut,
)

REPLY: tuple[Step, ...] = (
    mask_reply,
    convert_colour,  # before flatten: bgc is a colour of the output's space
    flatten,
)

"""One layer, one effect, the composite: what a request says of each.

Source: IS reference, specifying layers, layer effects, image layer commands.
"""

from dataclasses import dataclass
from enum import StrEnum
from pathlib import Path
from typing import TYPE_CHECKING, NamedTuple, TypeAlias

from flytower.imaging.operation_recipes import NO_SHARPENING, Operation, Sharpening
from flytower.imaging.outlines import Outline
from flytower.imaging.recipe_values import Colour, Extend, Flip, LayerSize, Point, Region
from flytower.imaging.text.records import PLAIN_ATTR, PLAIN_PATH, Baseline, PathAttr, TextAttr, TextContent

if TYPE_CHECKING:
    from flytower.imaging.recipe import Recipe


@dataclass(frozen=True, slots=True)
class PathObject:
    """The picture the request is about: whoever renders the Recipe hands its file over.

    `resolution` is the catalog's (dpi), 0 to take the file's own.
    """

    resolution: float = 0.0


@dataclass(frozen=True, slots=True)
class FileContent:
    """Another picture, by the name the request gives it.

    `path` is None when nobody was there to look the name up; such a Recipe can be planned and rendered no further.
    `resolution` is the catalog's (dpi), 0 to take the file's own. `of_record` marks a mask that the catalog names and
    not the request: opacity that colours are premultiplied with counts before it.
    """

    name: str
    path: Path | None = None
    resolution: float = 0.0
    of_record: bool = False


@dataclass(frozen=True, slots=True)
class NestedContent:
    """The reply of another request, its opacity included. Source: IS reference, request nesting."""

    recipe: "Recipe"


@dataclass(frozen=True, slots=True)
class SolidContent:
    """Nothing but the layer's `color`, as large as its `size`, mask or clip path says."""


Content: TypeAlias = PathObject | FileContent | NestedContent | SolidContent | TextContent
PATH_OBJECT = PathObject()
SOLID = SolidContent()


class MaskUse(StrEnum):
    """What the mask or alpha of a layer does. Source: IS reference, maskUse."""

    NORM = "norm"
    INVERT = "invert"
    OFF = "off"


class BlendMode(StrEnum):
    """How a layer's colours meet those below. Source: IS reference, blendMode."""

    NORM = "norm"
    DISSOLVE = "dissolve"
    LIGHTEN = "lighten"
    DARKEN = "darken"
    MULT = "mult"
    SCREEN = "screen"


class Opacity(NamedTuple):
    """opac: of the layer with its effects, and once more of its contents alone; both from 0 to 1."""

    layer: float = 1.0
    fill: float = 1.0

    @property
    def contents(self) -> float:
        """What the contents are multiplied by."""
        return self.layer * self.fill


FULL = Opacity()


class Sampling(StrEnum):
    """The resOptions of perspective: nearest pixel, bilinear, or several samples a pixel."""

    NEAREST = "R1"
    BILINEAR = "R2"
    SUPERSAMPLED = "R3"


@dataclass(frozen=True, slots=True)
class Perspective:
    """perspective(N): where the corners go, clockwise from the top left, in pixels or fractions of layer 0."""

    corners: tuple[tuple[float, float], ...]
    normalised: bool = False
    sampling: Sampling = Sampling.SUPERSAMPLED


@dataclass(frozen=True, slots=True)
class GrowMask:
    """op_growMask(R): by how many pixels the mask grows (shrinks below 0).

    With `full_resolution` (op_growMask) they are pixels of the source and shrink with it.
    """

    pixels: float
    full_resolution: bool = True


@dataclass(frozen=True, slots=True)
class EffectRecipe:
    """An effect of a layer: its shape in one colour, behind the layer (number below 0) or inside of it (above 0).

    `pos` is the shift from the layer, in pixels or (normalised) fractions of layer 0. `opac` (0 to 1) counts on top of
    the layer's own. `operations` are op_grow, op_blur and op_noise only.
    """

    number: int
    color: Colour
    blend_mode: BlendMode = BlendMode.NORM
    mask_use: MaskUse = MaskUse.NORM
    opac: float = 1.0
    pos: Point | None = None
    operations: tuple[Operation, ...] = ()


@dataclass(frozen=True, slots=True)
class LayerRecipe:
    """One layer.

    Steps in order: mask, crop, scale, flip, operations, opac, color, rotate, clip, extend, bg_color, sharpening.

    `size` beats `scale`, which beats `res` (a number compared with the source's resolution). `rotate` is degrees
    clockwise. `color` lies behind the content only, `bg_color` behind the whole rectangle with its margins; of a
    solid layer `color` is the content. `mask` replaces the content's own opacity. `pos` and `blend_mode` mean nothing
    on layer 0.

    `clip_path` is in pixels of the layer before extend, `clip_path_e` names embedded paths; what stays lies inside
    all of them. `clip_x_path(_e)` take away, and only when there is one of the first two. `crop_path_e` names embedded
    paths to whose bounds the layer is cut, one after the other.

    The fields of text mean something to text layers alone, all but the first to `textPs` alone: `text_angle` is the
    direction of its lines in degrees clockwise, `text_flow_path` (without `text_flow_x_path`) what it flows into,
    `text_path` what it runs along; pixels, as of `clip_path`.
    """

    number: int = 0
    content: Content = PATH_OBJECT
    mask: FileContent | NestedContent | None = None
    mask_use: MaskUse = MaskUse.NORM
    grow_mask: GrowMask | None = None
    hide: bool = False
    crop: Region | None = None
    size: LayerSize | None = None
    scale: float | None = None
    res: float | None = None
    flip: Flip | None = None
    operations: tuple[Operation, ...] = ()
    opac: Opacity = FULL
    color: Colour | None = None
    rotate: float = 0.0
    perspective: Perspective | None = None
    clip_path: Outline | None = None
    clip_path_e: tuple[str, ...] = ()
    clip_x_path: Outline | None = None
    clip_x_path_e: tuple[str, ...] = ()
    crop_path_e: tuple[str, ...] = ()
    extend: Extend | None = None
    bg_color: Colour | None = None
    anchor: Point | None = None
    origin: Point | None = None
    pos: Point | None = None
    blend_mode: BlendMode = BlendMode.NORM
    sharpening: Sharpening = NO_SHARPENING
    effects: tuple[EffectRecipe, ...] = ()
    text_attr: TextAttr = PLAIN_ATTR
    text_angle: float = 0.0
    text_flow_path: Outline | None = None
    text_flow_x_path: Outline | None = None
    text_path: Baseline = ()
    path_attr: PathAttr = PLAIN_PATH


@dataclass(frozen=True, slots=True)
class Composite:
    """What happens to the flattened layers, in this order: flip, clip, crop, opac, operations, effects.

    The clip commands are as in a layer. Embedded paths are those of layer 0's source, carried along with it.
    """

    flip: Flip | None = None
    clip_path: Outline | None = None
    clip_path_e: tuple[str, ...] = ()
    clip_x_path: Outline | None = None
    clip_x_path_e: tuple[str, ...] = ()
    crop_path_e: tuple[str, ...] = ()
    opac: Opacity = FULL
    operations: tuple[Operation, ...] = ()
    effects: tuple[EffectRecipe, ...] = ()


def names_paths(layer: LayerRecipe | Composite) -> bool:
    """Whether embedded paths of the source matter."""
    return bool(layer.clip_path_e or layer.clip_x_path_e or layer.crop_path_e)

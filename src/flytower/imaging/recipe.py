"""What a request string asks for, as plain frozen values: the parser writes a Recipe, plan and pipeline read it.

Field names are the command names of the IS reference in snake_case; a command and its normalised twin (`crop` and
`cropN`) share one field, because they share one slot. The parts of a Recipe are in modules of their own and are
imported from here.
"""

from dataclasses import dataclass
from typing import NamedTuple

from flytower.imaging.attributes import DEFAULT_ATTRIBUTES, ColourAttributes
from flytower.imaging.layer_recipe import (
    FULL,
    PATH_OBJECT,
    SOLID,
    BlendMode,
    Composite,
    Content,
    EffectRecipe,
    FileContent,
    GrowMask,
    LayerRecipe,
    MaskUse,
    NestedContent,
    Opacity,
    PathObject,
    Perspective,
    Sampling,
    SolidContent,
    names_paths,
)
from flytower.imaging.operation_recipes import (
    NO_SHARPENING,
    Blur,
    Brightness,
    Colorize,
    ColourBalance,
    Contrast,
    Grow,
    Hue,
    Invert,
    Noise,
    Operation,
    Saturation,
    Sharpening,
    UnsharpMask,
)
from flytower.imaging.outlines import Outline
from flytower.imaging.output_recipe import (
    DEFAULT_QUALITY,
    Compression,
    Format,
    IccOutput,
    Intent,
    Output,
    Palette,
    Quantize,
)
from flytower.imaging.recipe_values import (
    WHITE,
    Colour,
    Extend,
    Flip,
    LayerSize,
    PixelType,
    Point,
    Region,
)
from flytower.imaging.reply_kinds import ReplyKind
from flytower.imaging.text.records import TextContent
from flytower.imaging.thumbnails import Thumbnail
from flytower.imaging.view_recipe import (
    CENTRE,
    Align,
    Fit,
    FitMode,
    Rect,
    ResMode,
    View,
)

DEFAULT_RESOLUTION = 72.0

__all__ = [
    "CENTRE",
    "DEFAULT_QUALITY",
    "DEFAULT_RESOLUTION",
    "FULL",
    "LAYER_ZERO",
    "NO_SHARPENING",
    "PATH_OBJECT",
    "SOLID",
    "WHITE",
    "Align",
    "BlendMode",
    "Blur",
    "Brightness",
    "Colorize",
    "Colour",
    "ColourBalance",
    "Composite",
    "Compression",
    "Content",
    "Contrast",
    "EffectRecipe",
    "Extend",
    "FileContent",
    "Fit",
    "FitMode",
    "Flip",
    "Format",
    "Grow",
    "GrowMask",
    "Hue",
    "IccOutput",
    "Intent",
    "Invert",
    "LayerRecipe",
    "LayerSize",
    "MaskUse",
    "NestedContent",
    "Noise",
    "Opacity",
    "Operation",
    "Output",
    "Palette",
    "PathObject",
    "Perspective",
    "PixelType",
    "Point",
    "Quantize",
    "Recipe",
    "Rect",
    "Region",
    "ResMode",
    "Sampling",
    "Saturation",
    "Sharpening",
    "SolidContent",
    "SourceSize",
    "TextContent",
    "UnsharpMask",
    "View",
    "Watermark",
    "names_paths",
]

LAYER_ZERO = LayerRecipe()
_PLAIN_COMPOSITE = Composite()
_PLAIN_VIEW = View()
_JPEG = Output()


@dataclass(frozen=True, slots=True)
class Watermark:
    """A picture laid over the finished composite. `layer` tells content, size, opacity and blend mode of it.

    `align` says where it sits: -1 left or top, 0 centre, 1 right or bottom. Source: IS reference, watermarks.
    """

    layer: LayerRecipe
    align: Align = CENTRE


@dataclass(frozen=True, slots=True)
class Recipe:
    """A parsed request. `layers` is in ascending number and always starts with layer 0.

    `effect_mask` cuts what a layer covers out of its outer effects. `reply` is the kind of picture asked
    for. `thumbnail` says how the layers of req=tmb are fitted into their rectangles. `colour` is what the
    catalog says of pictures without a profile, and how to convert. `default_image`: another picture stands in for a
    missing one. `warnings` are whole sentences for a job log: what was recognised but is not supported, what is
    unknown, what was clamped.
    """

    layers: tuple[LayerRecipe, ...] = (LAYER_ZERO,)
    composite: Composite = _PLAIN_COMPOSITE
    view: View = _PLAIN_VIEW
    output: Output = _JPEG
    effect_mask: bool = True
    watermark: Watermark | None = None
    reply: ReplyKind = ReplyKind.IMG
    thumbnail: Thumbnail | None = None
    colour: ColourAttributes = DEFAULT_ATTRIBUTES.colour
    default_image: bool = False
    warnings: tuple[str, ...] = ()

    @property
    def layer(self) -> LayerRecipe:
        """Layer 0, the canvas."""
        return self.layers[0]

    @property
    def mask_only(self) -> bool:
        """Whether the reply is the picture's alpha."""
        return self.reply is ReplyKind.MASK


class SourceSize(NamedTuple):
    """A source as its header tells it: pixels as they are to be shown, and dpi (0 when the file does not say).

    `outlines` are its embedded paths by name, in fractions of its width and height; empty unless they were read.
    """

    width: int
    height: int
    resolution: float = 0.0
    outlines: tuple[tuple[str, Outline], ...] = ()

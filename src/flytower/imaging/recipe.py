"""What a request string asks for, as plain frozen values: the parser writes a Recipe, plan and pipeline read it.

Field names are the command names of the IS reference in snake_case; a command and its normalised twin (`crop` and
`cropN`) share one field, because they share one slot.
"""

from dataclasses import dataclass
from enum import StrEnum
from typing import NamedTuple, TypeAlias

DEFAULT_QUALITY = 80
DEFAULT_RESOLUTION = 72.0


class PixelType(StrEnum):
    """Colour model of a picture or a colour. Source: IS reference, fmt."""

    RGB = "rgb"
    GRAY = "gray"
    CMYK = "cmyk"


@dataclass(frozen=True, slots=True)
class Colour:
    """A colour as a request writes it. Source: IS reference, color data type.

    `components` are 0 to 255 for RGB and percent (0 to 100) for gray and CMYK; `alpha` is opacity from 0 to 1;
    nothing is premultiplied. `source_space` says that the value is meant in the source's space (suffix `s`),
    not in the output's.
    """

    model: PixelType
    components: tuple[float, ...]
    alpha: float = 1.0
    source_space: bool = False

    def rgb(self) -> tuple[int, int, int]:
        """The colour as 8-bit RGB, converted without profiles."""
        if self.model is PixelType.RGB:
            red, green, blue = self.components
        elif self.model is PixelType.GRAY:
            red = green = blue = self.components[0] * 255 / 100
        else:
            cyan, magenta, yellow, black = (1 - percent / 100 for percent in self.components)
            red, green, blue = (255 * light * black for light in (cyan, magenta, yellow))
        return _byte(red), _byte(green), _byte(blue)

    def alpha_byte(self) -> int:
        """The opacity from 0 (clear) to 255 (opaque)."""
        return _byte(self.alpha * 255)


def _byte(value: float) -> int:
    return min(255, max(0, int(value + 0.5)))


WHITE = Colour(PixelType.RGB, (255, 255, 255))


@dataclass(frozen=True, slots=True)
class Region:
    """A rectangle `x,y,width,height` in pixels, or in fractions of the whole when `normalised`.

    x and y count from the top left and may be negative. Used by crop(N) on the source and rgn(N) on the composite.
    """

    x: float
    y: float
    width: float
    height: float
    normalised: bool = False


@dataclass(frozen=True, slots=True)
class LayerSize:
    """size(N): the rectangle a layer is scaled into, aspect kept; 0 leaves that side free."""

    width: float
    height: float
    normalised: bool = False


@dataclass(frozen=True, slots=True)
class Extend:
    """extend(N): margins to add, or to cut when negative; fractions of the rotated layer when `normalised`."""

    left: float
    top: float
    right: float
    bottom: float
    normalised: bool = False


@dataclass(frozen=True, slots=True)
class Point:
    """anchor(N), origin(N), pos(N): pixels, or fractions measured as the command's page says."""

    x: float
    y: float
    normalised: bool = False


@dataclass(frozen=True, slots=True)
class Flip:
    """flip: mirror left-right, top-bottom, or both."""

    horizontal: bool = False
    vertical: bool = False


@dataclass(frozen=True, slots=True)
class Brightness:
    """op_brightness: -100 to 100, 0 changes nothing and never appears in a Recipe."""

    amount: float


@dataclass(frozen=True, slots=True)
class Contrast:
    """op_contrast: -100 to 100 percent, away from or toward middle gray."""

    amount: float


@dataclass(frozen=True, slots=True)
class Invert:
    """op_invert: the negative of every component."""


@dataclass(frozen=True, slots=True)
class Blur:
    """op_blur: radius in composite pixels, above 0 to 100. Multiply by `Plan.blur_scale` before use."""

    radius: float


Operation: TypeAlias = Brightness | Contrast | Invert | Blur


@dataclass(frozen=True, slots=True)
class UnsharpMask:
    """op_usm and op_usmR: amount above 0 to 5, radius above 0 to 250, threshold 0 to 255.

    `monochrome` sharpens brightness only. With `full_resolution` (op_usm) the radius is in pixels of the full
    picture: multiply it by `Plan.usm_scale`; without (op_usmR) it is in pixels of the reply.
    """

    amount: float
    radius: float
    threshold: int = 0
    monochrome: bool = False
    full_resolution: bool = True


@dataclass(frozen=True, slots=True)
class Sharpening:
    """Sharpening after all scaling, in this order: op_sharpen, op_usm, op_usmR."""

    sharpen: bool = False
    usm: UnsharpMask | None = None
    usm_r: UnsharpMask | None = None


NO_SHARPENING = Sharpening()


@dataclass(frozen=True, slots=True)
class LayerRecipe:
    """One layer. Steps in order: crop, scale, flip, operations, color, rotate, extend, bg_color, sharpening.

    `size` beats `scale`, which beats `res` (a number compared with the source's resolution). `rotate` is degrees
    clockwise. `color` lies behind the content only, `bg_color` behind the whole rectangle with its margins.
    `anchor` and `origin` matter only when layers are placed on one another.
    """

    number: int = 0
    crop: Region | None = None
    size: LayerSize | None = None
    scale: float | None = None
    res: float | None = None
    flip: Flip | None = None
    operations: tuple[Operation, ...] = ()
    color: Colour | None = None
    rotate: float = 0.0
    extend: Extend | None = None
    bg_color: Colour | None = None
    anchor: Point | None = None
    origin: Point | None = None
    sharpening: Sharpening = NO_SHARPENING


@dataclass(frozen=True, slots=True)
class Composite:
    """What happens to the flattened layers: flip first, then the operations in the order they stand here."""

    flip: Flip | None = None
    operations: tuple[Operation, ...] = ()


class FitMode(StrEnum):
    """How the composite meets `wid` and `hei`. Source: IS reference, fit."""

    FIT = "fit"
    CONSTRAIN = "constrain"
    CROP = "crop"
    WRAP = "wrap"
    STRETCH = "stretch"
    HFIT = "hfit"
    VFIT = "vfit"


class ResMode(StrEnum):
    """Resampling kernel for all scaling in the request. Source: IS reference, resMode."""

    BILIN = "bilin"
    BICUB = "bicub"
    SHARP2 = "sharp2"
    BISHARP = "bisharp"


@dataclass(frozen=True, slots=True)
class Fit:
    """fit: the mode, and whether a small composite may be enlarged."""

    mode: FitMode = FitMode.FIT
    upscale: bool = False


@dataclass(frozen=True, slots=True)
class Align:
    """align: where the picture sits when it is padded or cropped; -1 left or top, 0 centre, 1 right or bottom."""

    horizontal: float = 0.0
    vertical: float = 0.0


CENTRE = Align()


@dataclass(frozen=True, slots=True)
class Rect:
    """rect: the tile to cut from the view after the view was scaled by `scale`; pixels."""

    x: int
    y: int
    width: int
    height: int
    scale: float = 1.0


@dataclass(frozen=True, slots=True)
class View:
    """The reply's geometry. `scl` is an inverse factor; `print_res` (dpi) is metadata and moves no pixel.

    `bgc` fills padding, and clear pixels where the format has no alpha; formats with alpha pad with clear pixels.
    `res_mode` None leaves the choice to the renderer's default (sharp2).
    """

    wid: int | None = None
    hei: int | None = None
    scl: float | None = None
    fit: Fit | None = None
    align: Align = CENTRE
    rgn: Region | None = None
    rect: Rect | None = None
    bgc: Colour = WHITE
    sharpening: Sharpening = NO_SHARPENING
    res_mode: ResMode | None = None
    print_res: float | None = None


class Format(StrEnum):
    """Format keywords without the -alpha suffix and without synonyms. Source: IS reference, fmt."""

    JPEG = "jpeg"
    PJPEG = "pjpeg"
    PNG = "png"
    PNG8 = "png8"
    GIF = "gif"
    TIF = "tif"
    WEBP = "webp"
    PDF = "pdf"
    EPS = "eps"


class Compression(StrEnum):
    """Compression keywords; `none` also where the format's own compression has no choice (JPEG, PNG, GIF)."""

    NONE = "none"
    LZW = "lzw"
    ZIP = "zip"
    JPEG = "jpeg"
    LOSSY = "lossy"
    LOSSLESS = "lossless"


class Intent(StrEnum):
    """ICC rendering intents. Source: IS reference, icc."""

    PERCEPTUAL = "perceptual"
    RELATIVE = "relative"
    SATURATION = "saturation"
    ABSOLUTE = "absolute"


@dataclass(frozen=True, slots=True)
class IccOutput:
    """icc: the output profile's name as the request gives it, and how to convert to it."""

    name: str
    intent: Intent = Intent.RELATIVE
    black_point: bool = True
    dither: bool = False


class Palette(StrEnum):
    """Palette kinds. Source: IS reference, quantize."""

    ADAPTIVE = "adaptive"
    WEB = "web"
    MAC = "mac"


@dataclass(frozen=True, slots=True)
class Quantize:
    """quantize: for gif and png8. `forced` are RGB entries an adaptive palette must hold, at most `colors`."""

    palette: Palette = Palette.ADAPTIVE
    dither: bool = True
    colors: int = 256
    forced: tuple[tuple[int, int, int], ...] = ()


@dataclass(frozen=True, slots=True)
class Output:
    """How the reply is encoded. A Recipe only holds combinations that the format allows.

    `pixel_type` is already the profile's when `icc` names a standard profile. `quality` is 1 to 100.
    `full_chroma` asks JPEG for no subsampling. `progressive_scans` is None for "auto". `icc_embed` is False where
    the format cannot hold a profile. `extension` comes without the dot.
    """

    format: Format = Format.JPEG
    alpha: bool = False
    pixel_type: PixelType = PixelType.RGB
    compression: Compression = Compression.NONE
    quality: int = DEFAULT_QUALITY
    full_chroma: bool = False
    progressive_scans: int | None = None
    icc: IccOutput | None = None
    icc_embed: bool = False
    quantize: Quantize = Quantize()
    extension: str = "jpg"
    mime: str = "image/jpeg"


LAYER_ZERO = LayerRecipe()


@dataclass(frozen=True, slots=True)
class Recipe:
    """A parsed request. `layers` is in ascending number and always starts with layer 0.

    `mask_only` is req=mask: the reply is the picture's alpha. `warnings` are whole sentences for a job log: what was
    recognised but is not supported, what is unknown, what was clamped.
    """

    layers: tuple[LayerRecipe, ...] = (LAYER_ZERO,)
    composite: Composite = Composite()
    view: View = View()
    output: Output = Output()
    mask_only: bool = False
    warnings: tuple[str, ...] = ()

    @property
    def layer(self) -> LayerRecipe:
        """Layer 0, the canvas."""
        return self.layers[0]


class SourceSize(NamedTuple):
    """A source as its header tells it: pixels as they are to be shown, and dpi (0 when the file does not say)."""

    width: int
    height: int
    resolution: float = 0.0

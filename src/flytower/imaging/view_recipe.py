"""The reply's geometry, as a request gives it. Source: IS reference, view commands."""

from dataclasses import dataclass
from enum import StrEnum

from flytower.imaging.limits import NO_PIXEL_LIMIT, PixelLimit
from flytower.imaging.operation_recipes import NO_SHARPENING, Sharpening
from flytower.imaging.recipe_values import WHITE, Colour, Region


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
    `dpr` is pixels of the reply for each pixel
    asked for. `default_pix` and `max_pix` are the catalog's; None leaves the limit to the renderer's own.
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
    res_mode: ResMode = ResMode.SHARP2
    print_res: float | None = None
    dpr: float = 1.0
    default_pix: PixelLimit = NO_PIXEL_LIMIT
    max_pix: PixelLimit | None = None

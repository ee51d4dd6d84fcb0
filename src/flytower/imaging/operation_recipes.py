"""What the op_ commands ask for: the operations on pixels, and sharpening. Source: IS reference, image operations."""

from dataclasses import dataclass
from typing import TypeAlias


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


@dataclass(frozen=True, slots=True)
class ColourBalance:
    """op_colorbalance: what is added to red, green and blue, each -100 to 100 and not all 0."""

    red: float
    green: float
    blue: float


@dataclass(frozen=True, slots=True)
class Hue:
    """op_hue: a turn of the colour circle in degrees, -180 to 180 and not 0; 120 makes red green."""

    degrees: float


@dataclass(frozen=True, slots=True)
class Saturation:
    """op_saturation: -100 (gray) to 100 (twice the distance from gray), not 0."""

    amount: float


@dataclass(frozen=True, slots=True)
class Colorize:
    """op_colorize: an RGB colour for middle gray, black and white staying what they are.

    `normalised` first moves the median brightness to the middle; `contrast` (0 to 100) is then the percentage of the
    whole range that the picture is to span, 0 leaves its span as it is.
    """

    colour: tuple[int, int, int]
    normalised: bool = True
    contrast: float = 0.0


@dataclass(frozen=True, slots=True)
class Grow:
    """op_grow: pixels of the composite by which light parts grow (above 0) or shrink (below 0), -100 to 100.

    Multiply by `Plan.blur_scale` before use.
    """

    radius: float


@dataclass(frozen=True, slots=True)
class Noise:
    """op_noise: strength above 0 to 100 percent, its distribution, and whether all components get the same noise."""

    amount: float
    gaussian: bool = False
    monochrome: bool = False


Operation: TypeAlias = (
    Brightness | Contrast | ColourBalance | Hue | Saturation | Colorize | Invert | Grow | Blur | Noise
)


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

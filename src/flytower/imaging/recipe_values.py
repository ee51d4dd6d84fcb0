"""The small values that commands hold: colours, rectangles, points."""

from dataclasses import dataclass
from enum import StrEnum


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

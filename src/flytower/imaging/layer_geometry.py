"""The geometry of layer 0, which is the composite's canvas. Source: IS reference, layer transforms."""

from dataclasses import dataclass
from math import ceil, cos, radians, sin

from flytower.imaging.errors import RenderError
from flytower.imaging.geometry import Box, Mapping, PixelSize, rounded
from flytower.imaging.recipe import DEFAULT_RESOLUTION, Extend, Flip, LayerRecipe, Region, SourceSize

_NO_FLIP = Flip()
_RIGHT_ANGLE = 90
_NOISE = 1e-6


@dataclass(frozen=True, slots=True)
class LayerGeometry:
    """Layer 0, step by step.

    `crop` and `visible` (the part of it inside the source) are in source pixels. `mapping` goes from there to the
    layer after scale, flip and quarter turns; with `free_degrees` other than 0 it ends before the rotation.
    `extend` is left, top, right, bottom around `rotated_size`.
    """

    crop: Box
    visible: Box
    size: PixelSize
    mapping: Mapping
    free_degrees: float
    rotated_size: PixelSize
    extend: tuple[int, int, int, int]
    composite_size: PixelSize


def layer_geometry(layer: LayerRecipe, source: SourceSize) -> LayerGeometry:
    """Follow crop, scale, flip, rotate and extend."""
    crop = _crop(layer.crop, source)
    size = _scaled(layer, crop, source.resolution or DEFAULT_RESOLUTION)
    turns, rest = divmod(layer.rotate % 360, _RIGHT_ANGLE)
    quarter_turns = 0 if rest else int(turns) % 4
    rotated = rotated_size(size, layer.rotate)
    extend = _extend(layer.extend, rotated)
    flip = layer.flip or _NO_FLIP
    mapping = (
        Mapping()
        .moved(-crop.left, -crop.top)
        .scaled(size.width / crop.width, size.height / crop.height)
        .flipped(size, horizontal=flip.horizontal, vertical=flip.vertical)
        .turned(size, quarter_turns)
    )
    return LayerGeometry(
        crop=crop,
        visible=crop.intersect(Box(0, 0, source.width, source.height)),
        size=size,
        mapping=mapping,
        free_degrees=layer.rotate % 360 if rest else 0.0,
        rotated_size=rotated,
        extend=extend,
        composite_size=_extended(rotated, extend),
    )


def rotated_size(size: PixelSize, degrees: float) -> PixelSize:
    """The rectangle around a rectangle that was turned by `degrees`."""
    quarter_turns, rest = divmod(degrees, _RIGHT_ANGLE)
    if not rest:
        return PixelSize(size.height, size.width) if quarter_turns % 2 else size
    cosine, sine = abs(cos(radians(degrees))), abs(sin(radians(degrees)))
    width = size.width * cosine + size.height * sine
    height = size.width * sine + size.height * cosine
    return PixelSize(ceil(width - _NOISE), ceil(height - _NOISE))


def _crop(region: Region | None, source: SourceSize) -> Box:
    if region is None:
        return Box(0, 0, source.width, source.height)
    x_unit, y_unit = (source.width, source.height) if region.normalised else (1, 1)
    left, top = rounded(region.x * x_unit), rounded(region.y * y_unit)
    width, height = max(1, rounded(region.width * x_unit)), max(1, rounded(region.height * y_unit))
    return Box(left, top, left + width, top + height)


def _scaled(layer: LayerRecipe, crop: Box, resolution: float) -> PixelSize:
    """Size beats scale beats res; the aspect is always kept, and small pictures are enlarged, too."""
    factor = 1.0
    if layer.size is not None:
        sides = ((layer.size.width, crop.width), (layer.size.height, crop.height))
        factor = min(asked / given for asked, given in sides if asked)
    elif layer.scale is not None:
        factor = layer.scale
    elif layer.res is not None:
        factor = layer.res / resolution
    return PixelSize(rounded(crop.width), rounded(crop.height)).times(factor, factor)


def _extend(extend: Extend | None, size: PixelSize) -> tuple[int, int, int, int]:
    if extend is None:
        return 0, 0, 0, 0
    x_unit, y_unit = size if extend.normalised else (1, 1)
    return (
        rounded(extend.left * x_unit),
        rounded(extend.top * y_unit),
        rounded(extend.right * x_unit),
        rounded(extend.bottom * y_unit),
    )


def _extended(size: PixelSize, extend: tuple[int, int, int, int]) -> PixelSize:
    left, top, right, bottom = extend
    width, height = size.width + left + right, size.height + top + bottom
    if width < 1 or height < 1:
        raise RenderError(f"extend={left},{top},{right},{bottom}: cuts all of the {size.width} x {size.height} layer")
    return PixelSize(width, height)

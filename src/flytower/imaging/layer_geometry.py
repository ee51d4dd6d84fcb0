"""The geometry of one layer, from its source to its rectangle. Source: IS reference, layer transforms."""

from dataclasses import dataclass, replace
from math import ceil, cos, radians, sin

from flytower.imaging.errors import RenderError
from flytower.imaging.geometry import Box, Mapping, PixelSize, rounded
from flytower.imaging.outlines import XY, Outline
from flytower.imaging.recipe import DEFAULT_RESOLUTION, Extend, Flip, LayerRecipe, LayerSize, Region, SourceSize

_NO_FLIP = Flip()
_RIGHT_ANGLE = 90
_NOISE = 1e-6
_UNKNOWN = PixelSize(1, 1)


@dataclass(frozen=True, slots=True)
class LayerGeometry:
    """One layer, step by step.

    `crop` and `visible` (the part of it inside the source) are in source pixels. `mapping` goes from there to the
    layer after scale, flip and quarter turns; with `free_degrees` other than 0 it ends before the rotation.
    `turned` goes from the source to the layer after any rotation. `extend` is left, top, right, bottom around
    `rotated_size` and gives the rectangle of `rect_size`. `origin` is the layer's point that is placed on others,
    in that rectangle. Explicit paths have their 0,0 at `path_origin` of the layer before extend.

    The source may reach beyond what the layer is, as text does: then `within` is the layer itself, in source pixels,
    and `turned_within` the rectangle around it after any rotation.
    """

    crop: Box
    visible: Box
    size: PixelSize
    mapping: Mapping
    free_degrees: float
    rotated_size: PixelSize
    turned: Mapping
    extend: tuple[int, int, int, int]
    rect_size: PixelSize
    origin: XY
    path_origin: XY = (0.0, 0.0)
    within: Box | None = None
    turned_within: Box | None = None


def layer_geometry(layer: LayerRecipe, source: SourceSize, canvas: PixelSize = _UNKNOWN) -> LayerGeometry:
    """Follow crop, scale, flip, rotate and extend. `canvas` is layer 0's size, which sizeN is measured in."""
    crop = _crop(layer.crop, source)
    size = _scaled(layer, crop, source.resolution or DEFAULT_RESOLUTION, canvas)
    turns, rest = divmod(layer.rotate % 360, _RIGHT_ANGLE)
    quarter_turns = 0 if rest else int(turns) % 4
    free_degrees = layer.rotate % 360 if rest else 0.0
    rotated = rotated_size(size, layer.rotate)
    flip = layer.flip or _NO_FLIP
    mapping = (
        Mapping()
        .moved(-crop.left, -crop.top)
        .scaled(size.width / crop.width, size.height / crop.height)
        .flipped(size, horizontal=flip.horizontal, vertical=flip.vertical)
        .turned(size, quarter_turns)
    )
    turned = mapping.rotated(size, free_degrees, rotated) if free_degrees else mapping
    margins = _extend(layer.extend, rotated)
    if layer.crop_path_e:
        cut = cropped_to(layer.crop_path_e, source, turned, Box(0, 0, rotated.width, rotated.height))
        margins = _narrowed(margins, rotated, cut)
    rect = _extended(rotated, margins)
    return LayerGeometry(
        crop=crop,
        visible=crop.intersect(Box(0, 0, source.width, source.height)),
        size=size,
        mapping=mapping,
        free_degrees=free_degrees,
        rotated_size=rotated,
        turned=turned,
        extend=margins,
        rect_size=rect,
        origin=_origin(layer, source, turned.moved(margins[0], margins[1]), rect),
    )


def solid_geometry(layer: LayerRecipe, canvas: PixelSize = _UNKNOWN) -> LayerGeometry:
    """The geometry of a layer of nothing but color: its size is exact, or the extent of its clip path.

    In the latter case the path's own 0,0 is the default origin.
    """
    bare = replace(layer, size=None, scale=None, res=None, crop=None)
    if layer.size is not None:
        unit = canvas if layer.size.normalised else _UNKNOWN
        size = PixelSize(1, 1).times(layer.size.width * unit.width, layer.size.height * unit.height)
        return layer_geometry(bare, SourceSize(*size), canvas)
    box = path_box(layer.clip_path)
    size = PixelSize(rounded(box.width), rounded(box.height))
    geometry = replace(layer_geometry(bare, SourceSize(*size), canvas), path_origin=(-box.left, -box.top))
    if layer.origin is not None:
        return geometry
    return replace(geometry, origin=(geometry.extend[0] - box.left, geometry.extend[1] - box.top))


def path_box(path: Outline | None) -> Box:
    """The whole pixels that a path lies in; RenderError when it encloses nothing."""
    bounds = path.bounds() if path is not None else None
    if bounds is None:
        raise RenderError("clipPath: the path encloses nothing")
    left, top, right, bottom = bounds
    x, y = int(left // 1), int(top // 1)
    return Box(x, y, max(x + 1, ceil(right - _NOISE)), max(y + 1, ceil(bottom - _NOISE)))


def cropped_to(names: tuple[str, ...], source: SourceSize, mapping: Mapping, whole: Box) -> Box:
    """What is left of a rectangle that is cut to the bounds of embedded paths; unknown names cut nothing."""
    known = dict(source.outlines)
    for name in names:
        if name not in known:
            continue
        bounds = placed_outline(known[name], source, mapping).bounds()
        if bounds is not None:
            whole = whole.intersect(Box(*bounds).snapped())
    if whole.empty():
        raise RenderError(f"cropPathE={','.join(names)}: nothing is left inside these paths")
    return whole


def placed_outline(outline: Outline, source: SourceSize, mapping: Mapping) -> Outline:
    """An embedded path, in fractions of its source, where a mapping of the source's pixels puts it."""
    return outline.mapped(lambda x, y: mapping.point(x * source.width, y * source.height))


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


def _scaled(layer: LayerRecipe, crop: Box, resolution: float, canvas: PixelSize) -> PixelSize:
    """Size beats scale beats res; the aspect is always kept, and small pictures are enlarged, too."""
    factor = 1.0
    if layer.size is not None:
        factor = _factor(layer.size, crop, canvas)
    elif layer.scale is not None:
        factor = layer.scale
    elif layer.res is not None:
        factor = layer.res / resolution
    return PixelSize(rounded(crop.width), rounded(crop.height)).times(factor, factor)


def _factor(size: LayerSize, crop: Box, canvas: PixelSize) -> float:
    unit = canvas if size.normalised else _UNKNOWN
    sides = ((size.width * unit.width, crop.width), (size.height * unit.height, crop.height))
    return min(asked / given for asked, given in sides if asked)


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


def _narrowed(margins: tuple[int, int, int, int], size: PixelSize, cut: Box) -> tuple[int, int, int, int]:
    left, top, right, bottom = margins
    return (
        left - rounded(cut.left),
        top - rounded(cut.top),
        right - size.width + rounded(cut.right),
        bottom - size.height + rounded(cut.bottom),
    )


def _extended(size: PixelSize, extend: tuple[int, int, int, int]) -> PixelSize:
    left, top, right, bottom = extend
    width, height = size.width + left + right, size.height + top + bottom
    if width < 1 or height < 1:
        raise RenderError(f"extend={left},{top},{right},{bottom}: cuts all of the {size.width} x {size.height} layer")
    return PixelSize(width, height)


def _origin(layer: LayerRecipe, source: SourceSize, to_rect: Mapping, rect: PixelSize) -> XY:
    """The origin, else the anchor carried through all transforms, else the middle."""
    if layer.origin is not None:
        x, y = layer.origin.x, layer.origin.y
        return ((0.5 + x) * rect.width, (0.5 + y) * rect.height) if layer.origin.normalised else (x, y)
    if layer.anchor is not None:
        x, y = layer.anchor.x, layer.anchor.y
        if layer.anchor.normalised:
            x, y = (0.5 + x) * source.width, (0.5 + y) * source.height
        return to_rect.point(x, y)
    return rect.width / 2, rect.height / 2

"""The plan of one layer: how its source gets onto the part of the reply that it covers."""

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from math import ceil, floor, inf, sqrt
from typing import TYPE_CHECKING, NamedTuple

from flytower.imaging.errors import LimitError
from flytower.imaging.geometry import Box, Mapping, PixelPoint, PixelSize, Placement, place, rounded
from flytower.imaging.homography import Homography, homography, viewed
from flytower.imaging.layer_geometry import LayerGeometry, placed_outline, rotated_size
from flytower.imaging.limits import Limits
from flytower.imaging.outlines import XY, Outline, rectangle
from flytower.imaging.recipe import (
    Blur,
    Composite,
    EffectRecipe,
    FileContent,
    Grow,
    LayerRecipe,
    NestedContent,
    Perspective,
    Point,
    Sampling,
    SourceSize,
)

if TYPE_CHECKING:
    from flytower.imaging.plan import Plan
    from flytower.imaging.text.laid_out import TextLayout

_NOWHERE = Box(0, 0, 0, 0)
_SAME = Mapping()
_BLUR_REACH = 3  # standard deviations; beyond them a blur changes no byte that shows


@dataclass(frozen=True, slots=True)
class FreeRotation:
    """A rotation by something else than quarter turns, done between two resamplings.

    `placement` puts the source on the unrotated layer (clear where the crop exceeds the source; None when nothing of
    the source remains); that canvas is turned clockwise by `degrees` around its centre onto a canvas of `size`,
    clear in the corners. The layer may already be smaller than the request says: never finer than the reply needs.
    """

    placement: Placement | None
    layer_size: PixelSize
    degrees: float
    size: PixelSize


@dataclass(frozen=True, slots=True)
class Warp:
    """A view in perspective: `placement` puts the source on a raster of `layer_size`, about as fine as it will show.

    `back` goes from a pixel of the layer's canvas to where it comes from in that raster, `forth` the other way.
    """

    placement: Placement | None
    layer_size: PixelSize
    back: Homography
    forth: Homography
    sampling: Sampling


class ClipShape(NamedTuple):
    """An outline in pixels of a canvas, and whether its inside stays or goes."""

    outline: Outline
    keep: bool


class EffectPlan(NamedTuple):
    """An effect, its shift from the layer in whole pixels of the reply, and how far it reaches beyond the shape."""

    effect: EffectRecipe
    shift: PixelPoint
    spread: int


class MaskPlan(NamedTuple):
    """Where a mask comes from: a file, or a nested request with its plan."""

    size: SourceSize
    content: FileContent | NestedContent
    nested: "Plan | None"


class Origins(NamedTuple):
    """What a layer is made of: the size of its source, the plan of a nested request, its mask, its text."""

    source: SourceSize
    nested: "Plan | None" = None
    mask: MaskPlan | None = None
    text: "TextLayout | None" = None


@dataclass(frozen=True, slots=True)
class LayerPlan:
    """One layer in the reply.

    What to do: if `rotation`, make the rotated raster from the source, else the raster is the source; `content` puts
    it on a clear canvas of `canvas_size` (the part of the layer that shows; None: nothing of its source shows); with
    `warp` instead, view the source in perspective onto that canvas. Fill bg_color behind, and lay the canvas at
    `position` of the composite's canvas. `origins.nested` is the plan of a nested request that is the source.

    What it went through, for reading and tests: `crop` in source pixels (may exceed the source), `layer_size` after
    scaling, `rotated_size`, `extend` (left, top, right, bottom), `top_left` of the rectangle in the composite.

    Operations are done on the raster, which has `fineness` pixels for each pixel of the reply, in length.

    Of a source that reaches beyond its layer, color fills `within` of it, and bg_color `ground` of the canvas.
    """

    layer: LayerRecipe
    origins: Origins
    crop: Box
    layer_size: PixelSize
    rotated_size: PixelSize
    extend: tuple[int, int, int, int]
    top_left: XY
    rect_size: PixelSize
    rotation: FreeRotation | None
    warp: Warp | None
    content: Placement | None
    canvas_size: PixelSize
    position: PixelPoint
    clips: tuple[ClipShape, ...]
    effects: tuple[EffectPlan, ...]
    usm_scale: float
    fineness: float = 1.0
    within: Box | None = None
    ground: Outline | None = None

    @property
    def first_placement(self) -> Placement | None:
        """The resampling that reads the source itself; None when nothing of the source shows."""
        if self.warp is not None:
            return self.warp.placement
        return self.rotation.placement if self.rotation else self.content

    @property
    def raster_size(self) -> PixelSize:
        """The size of the raster that the first placement is put on."""
        between = self.warp or self.rotation
        return between.layer_size if between else self.canvas_size


class Scene(NamedTuple):
    """What all layers of a composite share: where it lies in the reply, and how large layer 0 is.

    `shown` is the composite's canvas in reply pixels. `view_scale` is what the view does to the composite. `base` is
    layer 0, which lies where the composite does, on whole pixels or not.
    """

    to_reply: Mapping
    shown: Box
    canvas: PixelSize
    view_scale: float
    limits: Limits
    base: LayerRecipe


def layer_plan(layer: LayerRecipe, geometry: LayerGeometry, origins: Origins, top_left: XY, scene: Scene) -> LayerPlan:
    """Plan a layer whose rectangle lies at `top_left` of the composite."""
    effects = effect_plans(layer.effects, scene)
    base = scene.base
    if layer is not base:
        scene = _on_whole_pixels(top_left, scene)
    corners = None if layer.perspective is None else _corners(layer, layer.perspective, scene)
    box = _box(geometry, top_left, None if layer is base else corners, scene, effects_reach(effects))
    canvas = PixelSize(rounded(box.width), rounded(box.height))
    check_effects(effects, canvas, scene.limits)
    seen = _Seen()
    if corners is None:
        seen = _flat(geometry, top_left, box, scene, finest=inf if origins.text is not None else 1.0)
    elif layer.perspective is not None:
        seen = _tilted(geometry, layer.perspective.sampling, corners, box, scene)
    paths = _path_map(geometry, seen, scene.to_reply.moved(-box.left, -box.top))
    return LayerPlan(
        layer=layer,
        origins=origins,
        crop=geometry.crop,
        layer_size=geometry.size,
        rotated_size=geometry.rotated_size,
        extend=geometry.extend,
        top_left=top_left,
        rect_size=geometry.rect_size,
        rotation=seen.rotation,
        warp=seen.warp,
        content=seen.content,
        canvas_size=canvas,
        position=PixelPoint(rounded(box.left - scene.shown.left), rounded(box.top - scene.shown.top)),
        clips=clip_shapes(layer, origins.source, geometry.turned, paths),
        effects=effects,
        usm_scale=min(1.0, geometry.mapping.scale() * scene.to_reply.scale()),
        fineness=seen.fineness,
        within=geometry.within,
        ground=_ground(geometry, seen.to_composite.then(scene.to_reply).moved(-box.left, -box.top)),
    )


def _ground(geometry: LayerGeometry, to_canvas: Mapping) -> Outline | None:
    """Where the layer itself lies on its canvas, if its source reaches beyond it."""
    return None if geometry.turned_within is None else rectangle(*geometry.turned_within).mapped(to_canvas.point)


def _on_whole_pixels(top_left: XY, scene: Scene) -> Scene:
    """The scene moved by less than a pixel, so that the layer begins on one: what keeps its size stays sharp.

    Where the composite is mirrored, the layer lies as it does where it is not.
    """
    x, y = scene.to_reply.point(*top_left)
    across, down = _ways(scene.to_reply)
    snapped = Box(x * across, y * down, 0, 0).snapped()
    return scene._replace(to_reply=scene.to_reply.moved(snapped.left * across - x, snapped.top * down - y))


def _ways(to_reply: Mapping) -> tuple[int, int]:
    """1, or -1 where left and right, top and bottom are mirrored."""
    return -1 if to_reply.xx < 0 else 1, -1 if to_reply.yy < 0 else 1


class _Seen(NamedTuple):
    """How a layer's source gets onto its canvas: one of the three ways.

    `to_composite` goes there from the layer before extend, unless that is in perspective.
    """

    to_composite: Mapping = _SAME
    content: Placement | None = None
    rotation: FreeRotation | None = None
    warp: Warp | None = None
    fineness: float = 1.0


def _box(geometry: LayerGeometry, top_left: XY, corners: list[XY] | None, scene: Scene, reach: int) -> Box:
    """The part of a layer that has to be made, in whole pixels of the reply: what shows, and what effects need."""
    x, y = top_left
    outer = scene.to_reply.box(Box(x, y, x + geometry.rect_size.width, y + geometry.rect_size.height)).snapped()
    if corners is not None:
        outer = Box(*_around([scene.to_reply.point(*corner) for corner in corners]))
    box = outer.intersect(scene.shown.grown(reach))
    if box.empty() or scene.shown.empty():
        box = _NOWHERE
    check_raster(PixelSize(rounded(box.width), rounded(box.height)), scene.limits)
    return box


def _flat(geometry: LayerGeometry, top_left: XY, box: Box, scene: Scene, *, finest: float) -> _Seen:
    """A layer that is moved, scaled and turned; it is never turned larger than `finest` times its own size."""
    left, top, _, _ = geometry.extend
    x, y = left + top_left[0], top + top_left[1]
    if not geometry.free_degrees:
        content = place(geometry.mapping.moved(x, y).then(scene.to_reply), geometry.visible, box)
        return _Seen(_SAME.moved(x, y), content)
    scale = min(finest, scene.view_scale)
    rotation = _free_rotation(geometry, scale, scene.limits)
    width, height = rotation.size
    stretch = Mapping().scaled(geometry.rotated_size.width / width, geometry.rotated_size.height / height)
    content = place(stretch.moved(x, y).then(scene.to_reply), Box(0, 0, width, height), box)
    return _Seen(_SAME.moved(x, y), content, rotation, fineness=scale / scene.to_reply.scale())


def _tilted(geometry: LayerGeometry, sampling: Sampling, corners: list[XY], box: Box, scene: Scene) -> _Seen:
    """A layer in perspective; one whose corners still are an upright rectangle is only moved and scaled."""
    (left, top), right, bottom = corners[0], corners[1][0], corners[3][1]
    if corners == [(left, top), (right, top), (right, bottom), (left, bottom)] and right > left and bottom > top:
        stretch = _SAME.scaled((right - left) / geometry.size.width, (bottom - top) / geometry.size.height)
        placed = stretch.moved(left, top)
        return _Seen(placed, place(geometry.mapping.then(placed).then(scene.to_reply), geometry.visible, box))
    on_box = [scene.to_reply.moved(-box.left, -box.top).point(*corner) for corner in corners]
    warp = _warp(geometry, sampling, on_box, scene)
    return _Seen(warp=warp, fineness=sqrt(warp.layer_size.width * warp.layer_size.height / _area(on_box)))


def clip_shapes(
    part: LayerRecipe | Composite, source: SourceSize, from_source: Mapping, to_canvas: Callable[[float, float], XY]
) -> tuple[ClipShape, ...]:
    """What clips a layer or the composite, in pixels of its canvas.

    `from_source` goes from the source to the space that explicit paths are in, `to_canvas` from there to the canvas.
    """
    known = dict(source.outlines)

    def named(names: Iterable[str]) -> list[Outline]:
        return [placed_outline(known[name], source, from_source) for name in names if name in known]

    keep = [*([part.clip_path] if part.clip_path else []), *named(part.clip_path_e)]
    if not keep and not part.clip_path_e:
        return ()
    drop = [*([part.clip_x_path] if part.clip_x_path else []), *named(part.clip_x_path_e)]
    marked = [*((outline, True) for outline in keep), *((outline, False) for outline in drop)]
    return tuple(ClipShape(outline.mapped(to_canvas), kept) for outline, kept in marked)


def _path_map(geometry: LayerGeometry, seen: _Seen, to_canvas: Mapping) -> Callable[[float, float], XY]:
    """From the layer before extend, where paths are given, to its canvas."""
    x, y = geometry.path_origin
    if seen.warp is not None:
        forth, size = seen.warp.forth, seen.warp.layer_size
        fitted = _SAME.moved(x, y).scaled(size.width / geometry.size.width, size.height / geometry.size.height)
        return lambda px, py: viewed(forth, *fitted.point(px, py))
    return _SAME.moved(x, y).then(seen.to_composite).then(to_canvas).point


def effect_plans(effects: Iterable[EffectRecipe], scene: Scene) -> tuple[EffectPlan, ...]:
    """Shift and reach of effects, from composite pixels to those of the reply."""
    return tuple(_effect_plan(effect, scene) for effect in effects)


def _effect_plan(effect: EffectRecipe, scene: Scene) -> EffectPlan:
    x, y = shift_of(effect.pos, scene.canvas)
    to_reply = scene.to_reply
    across, down = _ways(to_reply)
    shift = PixelPoint(across * rounded(abs(to_reply.xx) * x), down * rounded(abs(to_reply.yy) * y))
    spread = 0.0
    for operation in effect.operations:
        if isinstance(operation, Grow):
            spread += abs(operation.radius)  # what is cut away would shrink from its cut
        elif isinstance(operation, Blur):
            spread += _BLUR_REACH * operation.radius
    return EffectPlan(effect, shift, ceil(spread * to_reply.scale()) + 1 if spread else 0)


def shift_of(pos: Point | None, canvas: PixelSize) -> XY:
    """pos(N) in pixels of the composite."""
    if pos is None:
        return 0.0, 0.0
    return (pos.x * canvas.width, pos.y * canvas.height) if pos.normalised else (pos.x, pos.y)


def check_raster(size: PixelSize, limits: Limits) -> None:
    """Raise LimitError for a raster with more pixels than are allowed."""
    if size.width * size.height > limits.max_output_pixels:
        raise LimitError(
            f"the result would need {size.width} x {size.height} pixels; at most {limits.max_output_pixels} are allowed"
        )


def check_effects(effects: Iterable[EffectPlan], canvas: PixelSize, limits: Limits) -> None:
    """Raise LimitError where the grown and blurred shapes of effects have more pixels than are allowed."""
    for plan in effects:
        shift = min(max(map(abs, plan.shift)), max(canvas) + plan.spread) if plan.effect.number > 0 else 0
        margins = 2 * (plan.spread + shift)
        check_raster(PixelSize(canvas.width + margins, canvas.height + margins), limits)


def effects_reach(effects: tuple[EffectPlan, ...]) -> int:
    """How far effects reach, and look, beyond their layer, in pixels of the reply."""
    return max((plan.spread + max(map(abs, plan.shift)) for plan in effects), default=0)


def _free_rotation(layer: LayerGeometry, scale: float, limits: Limits) -> FreeRotation:
    """Rotate no more pixels than the reply shows: `scale` is what the view would do to them afterwards."""
    size = layer.size.times(scale, scale)
    turned = rotated_size(size, layer.free_degrees)
    check_raster(size, limits)
    check_raster(turned, limits)
    return FreeRotation(_on_raster(layer, size), size, layer.free_degrees, turned)


def _on_raster(layer: LayerGeometry, size: PixelSize) -> Placement | None:
    fitted = layer.mapping.scaled(size.width / layer.size.width, size.height / layer.size.height)
    return place(fitted, layer.visible, Box(0, 0, size.width, size.height))


def _corners(layer: LayerRecipe, perspective: Perspective, scene: Scene) -> list[XY]:
    """The quadrilateral in pixels of the composite; pos still moves it."""
    x_unit, y_unit = scene.canvas if perspective.normalised else (1, 1)
    dx, dy = shift_of(layer.pos if layer.number else None, scene.canvas)
    return [(x * x_unit + dx, y * y_unit + dy) for x, y in perspective.corners]


def _around(corners: list[XY]) -> tuple[int, int, int, int]:
    xs, ys = zip(*corners, strict=True)
    return floor(min(xs)), floor(min(ys)), ceil(max(xs)), ceil(max(ys))


def _warp(geometry: LayerGeometry, sampling: Sampling, corners: list[XY], scene: Scene) -> Warp:
    """A raster as fine as the longest edges of the view, never finer than the source."""
    edges = [_distance(corners[index], corners[(index + 1) % 4]) for index in range(4)]
    width = min(geometry.size.width, max(1, ceil(max(edges[0], edges[2]))))
    height = min(geometry.size.height, max(1, ceil(max(edges[1], edges[3]))))
    size = PixelSize(width, height)
    check_raster(size, scene.limits)
    raster = [(0.0, 0.0), (float(width), 0.0), (float(width), float(height)), (0.0, float(height))]
    back, forth = homography(corners, raster), homography(raster, corners)
    return Warp(_on_raster(geometry, size), size, back, forth, sampling)


def _area(corners: list[XY]) -> float:
    """The area of a polygon, never less than a pixel's."""
    edges = ((corners[index - 1], corners[index]) for index in range(len(corners)))
    return max(1.0, abs(sum(x0 * y1 - x1 * y0 for (x0, y0), (x1, y1) in edges)) / 2)


def _distance(first: XY, second: XY) -> float:
    return float(((first[0] - second[0]) ** 2 + (first[1] - second[1]) ** 2) ** 0.5)

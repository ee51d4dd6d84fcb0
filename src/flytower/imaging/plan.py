"""From a Recipe and the sizes of its sources to every number the renderer needs, before any pixel is decoded."""

from collections.abc import Mapping as Files
from dataclasses import dataclass, replace
from pathlib import Path
from typing import NamedTuple

from flytower.imaging.errors import LimitError, RenderError
from flytower.imaging.geometry import Box, Mapping, PixelPoint, PixelSize, Placement, rounded
from flytower.imaging.layer_geometry import LayerGeometry, cropped_to, layer_geometry, solid_geometry
from flytower.imaging.layer_plan import (
    ClipShape,
    EffectPlan,
    FreeRotation,
    LayerPlan,
    MaskPlan,
    Origins,
    Scene,
    check_effects,
    check_raster,
    clip_shapes,
    effect_plans,
    effects_reach,
    layer_plan,
    shift_of,
)
from flytower.imaging.limits import NO_PIXEL_LIMIT, Limits
from flytower.imaging.margins import sheet, surroundings
from flytower.imaging.outlines import XY
from flytower.imaging.recipe import (
    NO_SHARPENING,
    Composite,
    FileContent,
    Flip,
    LayerRecipe,
    NestedContent,
    PathObject,
    Recipe,
    SolidContent,
    SourceSize,
    TextContent,
    Watermark,
)
from flytower.imaging.syntax import shown
from flytower.imaging.thumbnails import Thumbnail, fitted
from flytower.imaging.view_geometry import ViewGeometry, reduced, view_geometry

_NO_FLIP = Flip()
_NO_FILES: Files[Path, SourceSize] = {}
_PIXEL = PixelSize(1, 1)
_NOWHERE = Box(0, 0, 0, 0)
_DETAIL = 2
"""A nested request is made at no less than this many times the size it shows at, unless it can have that size."""


@dataclass(frozen=True, slots=True)
class Plan:
    """The geometry of one rendering. Source: IS reference, view transform and layer transforms.

    What to do: make every layer (`layers`, from the bottom; the first is layer 0 and has the composite's canvas) and
    lay it, with its effects, on a clear canvas of `canvas_size`, the part of the composite that shows; `clips`,
    operations (blur radius times `blur_scale`), `effects` and `watermark` of the composite; put that canvas at
    `canvas_position` on a reply of `size` filled with bgc or clear; sharpen (op_usm radius times `usm_scale`);
    encode. A reply in which content, canvas and reply have one size needs no canvas at all.

    Where filters look beyond what shows, the canvas reaches beyond the reply (it is cut there), and of a tile more is
    made and sharpened than it shows: `sheet`, in pixels of the reply.

    What it went through, for reading and tests: `composite_size`, `view_scale` (x and y), `image_size` and
    `image_offset` of the scaled composite or region in the view, `view_size` before rect.
    """

    layers: tuple[LayerPlan, ...]
    composite_size: PixelSize
    view_scale: tuple[float, float]
    image_size: PixelSize
    image_offset: PixelPoint
    view_size: PixelSize
    canvas_size: PixelSize
    canvas_position: PixelPoint
    size: PixelSize
    sheet: Box
    blur_scale: float
    usm_scale: float
    clips: tuple[ClipShape, ...] = ()
    effects: tuple[EffectPlan, ...] = ()
    watermark: LayerPlan | None = None

    @property
    def rotation(self) -> FreeRotation | None:
        """Layer 0's."""
        return self.layers[0].rotation

    @property
    def content(self) -> Placement | None:
        """Layer 0's."""
        return self.layers[0].content


def plan(recipe: Recipe, source: SourceSize | None, limits: Limits, files: Files[Path, SourceSize] = _NO_FILES) -> Plan:
    """Compute the geometry.

    `source` is the path object's size, `files` has those of all other files the recipe names. Raises LimitError (too
    large, too many pixels) or RenderError (nothing would be left to show, a source is missing).
    """
    made = _Planner(limits, files).plan(recipe, source)
    if _pixels(made) > limits.max_layer_pixels:
        raise LimitError(f"the layers need more than {limits.max_layer_pixels} pixels together")
    return made


class _Planner:
    """Plans a request and those nested in it."""

    def __init__(self, limits: Limits, files: Files[Path, SourceSize]) -> None:
        self._limits = limits
        self._files = files

    def plan(self, recipe: Recipe, source: SourceSize | None, reduction: float = 1.0) -> Plan:
        """Plan a request; with a reduction below 1 its reply is made that much smaller."""
        limits = effective_limits(recipe, self._limits)
        origins = self._origins(recipe.layer, source)
        base = _for_thumbnail(recipe.layer, origins, recipe.thumbnail)
        geometry = _geometry(base, origins, PixelSize(1, 1))
        composed = _composed(recipe.composite, geometry, origins.source)
        view = view_geometry(recipe.view, composed.size, limits)
        if reduction < 1:
            view = reduced(view, reduction)
        _check_reply(view.size, limits)
        scene = _scene(composed, view, geometry.rect_size, base, self._limits)
        effects = effect_plans(recipe.composite.effects, scene._replace(to_reply=view.mapping))
        made = sheet(recipe.view, view, min(1.0, geometry.mapping.scale() * view.mapping.scale()))
        seen = _shown(composed, view, surroundings(recipe, view, made, effects_reach(effects)))
        check_effects(effects, PixelSize(rounded(seen.width), rounded(seen.height)), self._limits)
        scene = scene._replace(shown=seen)
        layers = [self._layer(base, geometry, origins, (0.0, 0.0), scene)]
        layers += self._others(recipe, source, geometry.origin, scene)
        return Plan(
            layers=tuple(layers),
            composite_size=composed.size,
            view_scale=view.scale,
            image_size=view.image_size,
            image_offset=view.image_offset,
            view_size=view.view_size,
            canvas_size=PixelSize(rounded(seen.width), rounded(seen.height)),
            canvas_position=PixelPoint(rounded(seen.left), rounded(seen.top)),
            size=view.size,
            sheet=made,
            blur_scale=scene.to_reply.scale(),
            usm_scale=layers[0].usm_scale,
            clips=composed.clips(recipe.composite, geometry, origins.source, _to_canvas(composed, view, seen)),
            effects=effects,
            watermark=self._watermark(recipe.watermark, composed.size, view, scene),
        )

    def _others(self, recipe: Recipe, source: SourceSize | None, origin: XY, scene: Scene) -> list[LayerPlan]:
        """The layers above layer 0, each placed with its origin on layer 0's, pos apart."""
        made = []
        for layer in recipe.layers[1:]:
            if layer.hide:
                continue
            origins = self._origins(layer, source, scene.canvas)
            layer = _for_thumbnail(layer, origins, recipe.thumbnail, scene.canvas)  # noqa: PLW2901  from here on
            geometry = _geometry(layer, origins, scene.canvas)
            x, y = shift_of(layer.pos, scene.canvas)
            top_left = (origin[0] + x - geometry.origin[0], origin[1] + y - geometry.origin[1])
            made.append(self._layer(layer, geometry, origins, top_left, scene))
        return made

    def _layer(
        self, layer: LayerRecipe, geometry: LayerGeometry, origins: Origins, top_left: XY, scene: Scene
    ) -> LayerPlan:
        made = layer_plan(layer, geometry, origins, top_left, scene)
        nested, placement = origins.nested, made.first_placement
        if nested is None or placement is None or not isinstance(layer.content, NestedContent):
            return made
        needed = self._reduction(layer.content.recipe, nested, placement)
        if needed >= 1:
            return made
        smaller = self._inner().plan(layer.content.recipe, None, needed)
        return replace(made, origins=origins._replace(nested=smaller))

    def _reduction(self, recipe: Recipe, nested: Plan, placement: Placement) -> float:
        """How much smaller a nested request may be made; 1 when it is sharpened at its own size."""
        if recipe.view.sharpening != NO_SHARPENING:
            return 1.0
        needed = max(placement.size.width / placement.box.width, placement.size.height / placement.box.height)
        exact = placement.box == _whole(nested.size) and nested.size.times(needed, needed) == placement.size
        return needed if exact else needed * _DETAIL

    def _origins(self, layer: LayerRecipe, source: SourceSize | None, canvas: PixelSize = _PIXEL) -> Origins:
        """The sizes of everything a layer is made of; `canvas` is the size of layer 0."""
        mask = None if layer.mask is None else self._mask(layer.mask)
        content = layer.content
        if isinstance(content, NestedContent):
            nested = self._inner().plan(content.recipe, None)
            return Origins(SourceSize(*nested.size), nested, mask)
        if isinstance(content, TextContent):
            return self._text(layer, content, canvas)
        if isinstance(content, SolidContent):
            return Origins(mask.size if mask else SourceSize(1, 1), None, mask)
        if isinstance(content, PathObject):
            if source is None:
                raise RenderError("the request names no picture")
            resolution = content.resolution or source.resolution
            return Origins(self._checked(source._replace(resolution=resolution)), None, mask)
        return Origins(self._file(content), None, mask)

    def _text(self, layer: LayerRecipe, content: TextContent, canvas: PixelSize) -> Origins:
        """Text is laid out here: its layer may be as large as it is."""
        from flytower.imaging.text.layout import text_layout  # noqa: PLC0415  needs fonts, which few requests do

        layout = text_layout(layer, content, canvas, self._limits)
        return Origins(SourceSize(*layout.size), text=layout)

    def _mask(self, mask: FileContent | NestedContent) -> MaskPlan:
        if isinstance(mask, FileContent):
            return MaskPlan(self._file(mask), mask, None)
        nested = self._inner().plan(mask.recipe, None)
        return MaskPlan(SourceSize(*nested.size), mask, nested)

    def _file(self, content: FileContent) -> SourceSize:
        size = self._files.get(content.path) if content.path is not None else None
        if size is None:
            raise RenderError(f"src={shown(content.name)}: other pictures can not be looked up here")
        return self._checked(size._replace(resolution=content.resolution or size.resolution))

    def _checked(self, source: SourceSize) -> SourceSize:
        if source.width < 1 or source.height < 1:
            raise LimitError(f"the picture has no pixels ({source.width} x {source.height})")
        most = self._limits.max_source_pixels
        if source.width * source.height > most:
            raise LimitError(f"the picture has {source.width} x {source.height} pixels; at most {most} are allowed")
        return source

    def _inner(self) -> "_Planner":
        """The planner of nested requests, to which the limits of replies do not apply."""
        free = replace(self._limits, max_pix=NO_PIXEL_LIMIT, default_pix=NO_PIXEL_LIMIT)
        return self if free == self._limits else _Planner(free, self._files)

    def _watermark(
        self, watermark: Watermark | None, composite: PixelSize, view: ViewGeometry, scene: Scene
    ) -> LayerPlan | None:
        """On the composite as it is after its own flip, and nowhere else."""
        if watermark is None:
            return None
        origins = self._origins(watermark.layer, None, composite)
        geometry = _geometry(watermark.layer, origins, composite)
        size, align = geometry.rect_size, watermark.align
        top_left = (
            (composite.width - size.width) * (1 + align.horizontal) / 2,
            (composite.height - size.height) * (1 + align.vertical) / 2,
        )
        upright = scene._replace(to_reply=view.mapping, canvas=composite)
        return self._layer(watermark.layer, geometry, origins, top_left, upright)


class _Composed(NamedTuple):
    """From layer 0's rectangle to the composite: its own flip, and what cropPathE leaves of it."""

    flipped: Mapping
    cut: Box

    @property
    def size(self) -> PixelSize:
        return PixelSize(rounded(self.cut.width), rounded(self.cut.height))

    @property
    def mapping(self) -> Mapping:
        return self.flipped.moved(-self.cut.left, -self.cut.top)

    def clips(
        self, composite: Composite, geometry: LayerGeometry, source: SourceSize, to_canvas: Mapping
    ) -> tuple[ClipShape, ...]:
        """Paths given in pixels of the flipped composite."""
        left, top, _, _ = geometry.extend
        return clip_shapes(composite, source, geometry.turned.moved(left, top).then(self.flipped), to_canvas.point)


def _composed(composite: Composite, geometry: LayerGeometry, source: SourceSize) -> _Composed:
    flip = composite.flip or _NO_FLIP
    size = geometry.rect_size
    flipped = Mapping().flipped(size, horizontal=flip.horizontal, vertical=flip.vertical)
    cut = _whole(size)
    if composite.crop_path_e:
        left, top, _, _ = geometry.extend
        cut = cropped_to(composite.crop_path_e, source, geometry.turned.moved(left, top).then(flipped), cut)
    return _Composed(flipped, cut)


def _to_canvas(composed: _Composed, view: ViewGeometry, shown_box: Box) -> Mapping:
    """From the flipped composite, before it was cut, to the canvas."""
    cut = Mapping().moved(-composed.cut.left, -composed.cut.top).then(view.mapping)
    return cut.moved(-shown_box.left, -shown_box.top)


def _scene(composed: _Composed, view: ViewGeometry, canvas: PixelSize, base: LayerRecipe, limits: Limits) -> Scene:
    return Scene(composed.mapping.then(view.mapping), _NOWHERE, canvas, max(view.scale), limits, base)


def _shown(composed: _Composed, view: ViewGeometry, surroundings: Box) -> Box:
    """The composite's canvas in pixels of the reply: as much of it as counts there."""
    box = view.mapping.box(_whole(composed.size)).snapped().intersect(surroundings)
    return _NOWHERE if box.empty() else box


def _geometry(layer: LayerRecipe, origins: Origins, canvas: PixelSize) -> LayerGeometry:
    """A view in perspective takes the place of scaling, rotation and extend."""
    if layer.perspective is not None:
        size = layer.size if isinstance(layer.content, SolidContent) and origins.mask is None else None
        layer = replace(layer, size=size, scale=None, res=None, rotate=0.0, extend=None, crop_path_e=())
    if origins.text is not None:
        from flytower.imaging.text.geometry import text_geometry  # noqa: PLC0415  see _text

        return text_geometry(layer, origins.text, canvas)
    if isinstance(layer.content, SolidContent) and origins.mask is None:
        return solid_geometry(layer, canvas)
    return layer_geometry(layer, origins.source, canvas)


def effective_limits(recipe: Recipe, limits: Limits) -> Limits:
    """The limits with those of the request's catalog in their places."""
    view = recipe.view
    default_pix = view.default_pix if any(view.default_pix) else limits.default_pix
    return replace(limits, default_pix=default_pix, max_pix=limits.max_pix if view.max_pix is None else view.max_pix)


def _for_thumbnail(
    layer: LayerRecipe, origins: Origins, thumbnail: Thumbnail | None, canvas: PixelSize | None = None
) -> LayerRecipe:
    """The layer as it is in a thumbnail, fitted into layer 0 or, being that, into the reply."""
    if thumbnail is None:
        return layer
    source = origins.source
    return fitted(layer, (source.width, source.height, source.resolution), thumbnail, canvas or thumbnail.canvas)


def _whole(size: PixelSize) -> Box:
    return Box(0, 0, size.width, size.height)


def _check_reply(size: PixelSize, limits: Limits) -> None:
    most = limits.max_pix
    if (most.width and size.width > most.width) or (most.height and size.height > most.height):
        raise LimitError(
            f"the result would be {size.width} x {size.height} pixels, more than {most.width} x {most.height}"
        )
    check_raster(size, limits)


def _pixels(made: Plan) -> int:
    """How many pixels are read and made for a reply, all layers and nested requests together."""
    layers = [*made.layers, *([made.watermark] if made.watermark else [])]
    return _area(made.size) + sum(_layer_pixels(layer) for layer in layers)


def _layer_pixels(layer: LayerPlan) -> int:
    origins = layer.origins
    total = _area(layer.canvas_size)
    if origins.text is not None:
        total *= 1 + origins.text.colours
        return total + sum(_area(between.layer_size) for between in (layer.rotation, layer.warp) if between)
    total += _pixels(origins.nested) if origins.nested else origins.source.width * origins.source.height
    if origins.mask is not None:
        mask = origins.mask
        total += _pixels(mask.nested) if mask.nested else mask.size.width * mask.size.height
    for between in (layer.rotation, layer.warp):
        total += _area(between.layer_size) if between else 0
    return total


def _area(size: PixelSize) -> int:
    return size.width * size.height

"""From a Recipe and a source's size to every number the renderer needs, before any pixel is decoded."""

from dataclasses import dataclass

from flytower.imaging.errors import LimitError
from flytower.imaging.geometry import Box, Mapping, PixelPoint, PixelSize, Placement, place
from flytower.imaging.layer_geometry import LayerGeometry, layer_geometry, rotated_size
from flytower.imaging.limits import Limits
from flytower.imaging.recipe import Composite, Flip, Recipe, SourceSize
from flytower.imaging.view_geometry import ViewGeometry, view_geometry

_NO_FLIP = Flip()


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
class Plan:
    """The geometry of one rendering. Source: IS reference, view transform and layer transforms.

    What to do: if `rotation`, make the rotated raster from the source, else the raster is the source; `content` puts
    it on a clear canvas of `canvas_size` (the part of the composite that shows; None: nothing of it shows); fill
    bg_color behind; operations (blur radius times `blur_scale`); put that canvas at `canvas_position` on a reply of
    `size` filled with bgc or clear; sharpen (op_usm radius times `usm_scale`); encode. A reply in which content,
    canvas and reply have one size needs no canvas at all.

    What it went through, for reading and tests: `crop` in source pixels (may exceed the source), `layer_size` after
    scaling, `rotated_size`, `extend` (left, top, right, bottom), `composite_size`, `view_scale` (x and y),
    `image_size` and `image_offset` of the scaled composite or region in the view, `view_size` before rect.
    """

    source: SourceSize
    crop: Box
    layer_size: PixelSize
    rotated_size: PixelSize
    extend: tuple[int, int, int, int]
    composite_size: PixelSize
    view_scale: tuple[float, float]
    image_size: PixelSize
    image_offset: PixelPoint
    view_size: PixelSize
    rotation: FreeRotation | None
    content: Placement | None
    canvas_size: PixelSize
    canvas_position: PixelPoint
    size: PixelSize
    blur_scale: float
    usm_scale: float


def plan(recipe: Recipe, source: SourceSize, limits: Limits) -> Plan:
    """Compute the geometry, or raise LimitError (too large) or RenderError (nothing would be left to show)."""
    _check_source(source, limits)
    layer = layer_geometry(recipe.layer, source)
    view = view_geometry(recipe.view, layer.composite_size, limits.default_pix)
    _check_reply(view.size, limits)
    to_reply = _composite_to_reply(view, layer.composite_size, recipe.composite)
    shown = to_reply.box(_whole(layer.composite_size)).intersect(view.bounds).snapped()
    canvas = shown.intersect(_whole(view.size))
    if canvas.empty():
        canvas = Box(0, 0, 0, 0)
    rotation = _free_rotation(layer, min(1.0, max(view.scale)), limits) if layer.free_degrees else None
    return Plan(
        source=source,
        crop=layer.crop,
        layer_size=layer.size,
        rotated_size=layer.rotated_size,
        extend=layer.extend,
        composite_size=layer.composite_size,
        view_scale=view.scale,
        image_size=view.image_size,
        image_offset=view.image_offset,
        view_size=view.view_size,
        rotation=rotation,
        content=_content(layer, to_reply, rotation, canvas),
        canvas_size=PixelSize(int(canvas.width), int(canvas.height)),
        canvas_position=PixelPoint(int(canvas.left), int(canvas.top)),
        size=view.size,
        blur_scale=to_reply.scale(),
        usm_scale=min(1.0, layer.mapping.scale() * to_reply.scale()),
    )


def _whole(size: PixelSize) -> Box:
    return Box(0, 0, size.width, size.height)


def _check_source(source: SourceSize, limits: Limits) -> None:
    if source.width < 1 or source.height < 1:
        raise LimitError(f"the picture has no pixels ({source.width} x {source.height})")
    if source.width * source.height > limits.max_source_pixels:
        raise LimitError(
            f"the picture has {source.width} x {source.height} pixels; at most {limits.max_source_pixels} are allowed"
        )


def _check_reply(size: PixelSize, limits: Limits) -> None:
    most = limits.max_pix
    if (most.width and size.width > most.width) or (most.height and size.height > most.height):
        raise LimitError(
            f"the result would be {size.width} x {size.height} pixels, more than {most.width} x {most.height}"
        )
    _check_raster(size, limits)


def _check_raster(size: PixelSize, limits: Limits) -> None:
    if size.width * size.height > limits.max_output_pixels:
        raise LimitError(
            f"the result would need {size.width} x {size.height} pixels; at most {limits.max_output_pixels} are allowed"
        )


def _composite_to_reply(view: ViewGeometry, size: PixelSize, composite: Composite) -> Mapping:
    """The composite's own flip comes after everything at comp that falls through to layer 0."""
    flip = composite.flip or _NO_FLIP
    flipped = Mapping().flipped(size, horizontal=flip.horizontal, vertical=flip.vertical)
    return flipped.then(view.mapping)


def _content(layer: LayerGeometry, to_reply: Mapping, rotation: FreeRotation | None, canvas: Box) -> Placement | None:
    left, top, _, _ = layer.extend
    if rotation is None:
        return place(layer.mapping.moved(left, top).then(to_reply), layer.visible, canvas)
    width, height = rotation.size
    stretch = Mapping().scaled(layer.rotated_size.width / width, layer.rotated_size.height / height)
    return place(stretch.moved(left, top).then(to_reply), _whole(rotation.size), canvas)


def _free_rotation(layer: LayerGeometry, scale: float, limits: Limits) -> FreeRotation:
    """Rotate no more pixels than the reply shows: `scale` is what the view would do to them afterwards."""
    size = layer.size.times(scale, scale)
    turned = rotated_size(size, layer.free_degrees)
    _check_raster(size, limits)
    _check_raster(turned, limits)
    fitted = layer.mapping.scaled(size.width / layer.size.width, size.height / layer.size.height)
    return FreeRotation(place(fitted, layer.visible, _whole(size)), size, layer.free_degrees, turned)

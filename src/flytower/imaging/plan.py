"""From a Recipe and a source's size to every number the renderer needs, before any pixel is decoded."""

from dataclasses import dataclass

from flytower.imaging.geometry import Box, PixelPoint, PixelSize, Placement
from flytower.imaging.recipe import Limits, Recipe, SourceSize


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
    """Compute the geometry, or raise RequestError (impossible request) or LimitError (too large)."""
    raise NotImplementedError

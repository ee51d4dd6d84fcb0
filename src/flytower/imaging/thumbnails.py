"""Thumbnails: how req=tmb changes a request. Source: IS reference, thumbnail scaling, thumbnail rules."""

from dataclasses import dataclass, replace
from typing import TypeAlias

from flytower.imaging.attributes import ThumbAttributes
from flytower.imaging.errors import RequestError
from flytower.imaging.geometry import PixelSize
from flytower.imaging.layer_recipe import FileContent, LayerRecipe, NestedContent, PathObject
from flytower.imaging.recipe_values import LayerSize, Region
from flytower.imaging.view_recipe import Align, Fit, FitMode, View

CROP, FIT, TEXTURE = 1, 2, 3
_FITS = {CROP: Fit(FitMode.CROP, upscale=True), FIT: Fit(FitMode.FIT, upscale=True)}
_PICTURES = (PathObject, FileContent, NestedContent)
_DEFAULT_RESOLUTION = 72.0

Layers: TypeAlias = tuple[LayerRecipe, ...]


@dataclass(frozen=True, slots=True)
class Thumbnail:
    """How pictures are put into the rectangles of a thumbnail.

    `type` is 1 (they cover it), 2 (they fit in), 3 (they show at `res` dpi); `canvas` is the size of layer 0 where
    the request gives it none.
    """

    type: int
    res: float
    align: Align
    canvas: PixelSize


def thumbnail_view(view: View, thumb: ThumbAttributes) -> View:
    """The view of a thumbnail. Raises RequestError for `fit`, which thumbnails do not have, and for lack of a size."""
    if view.fit is not None:
        raise RequestError(f"fit={view.fit.mode}: a thumbnail (req=tmb) takes no fit")
    width, height = view.wid or thumb.size.width, view.hei or thumb.size.height
    if not width or not height:
        raise RequestError("req=tmb: a thumbnail needs wid and hei, since DefaultThumbPix gives no size")
    texture = thumb.type == TEXTURE
    return replace(
        view, wid=width, hei=height, scl=1.0 if texture else None, fit=_FITS.get(thumb.type), align=thumb.align
    )


def thumbnail_of(view: View, thumb: ThumbAttributes) -> Thumbnail:
    """How the layers of a request with this view, which is a thumbnail's, are made."""
    return Thumbnail(thumb.type, thumb.res, thumb.align, PixelSize(view.wid or 1, view.hei or 1))


def simplified(
    layers: tuple[LayerRecipe, ...], thumbnail: Thumbnail
) -> tuple[tuple[LayerRecipe, ...], Thumbnail | None]:
    """The layers and how to fit them; None for a lone picture without a size of its own, which the view fits."""
    base = layers[0]
    if len(layers) > 1 or base.size is not None or not isinstance(base.content, _PICTURES):
        return layers, thumbnail
    if thumbnail.type == TEXTURE and base.scale is None and base.res is None:
        base = replace(base, res=thumbnail.res)
    return (base,), None


def fitted(layer: LayerRecipe, source: tuple[int, int, float], thumbnail: Thumbnail, canvas: PixelSize) -> LayerRecipe:
    """A layer that fills its rectangle: its own size, else the canvas.

    `source` is width, height and dpi of its picture. A layer that gives one side alone, scale or res keeps its scale,
    and one above layer 0 in perspective fills its quadrilateral.
    """
    target = _target(layer, canvas)
    upright = layer.perspective is None or not layer.number
    if target is None or not upright or not isinstance(layer.content, _PICTURES):
        return layer
    width, height, resolution = source
    crop = layer.crop or Region(0, 0, width, height)
    x_unit, y_unit = (width, height) if crop.normalised else (1, 1)
    left, top, crop_width, crop_height = crop.x * x_unit, crop.y * y_unit, crop.width * x_unit, crop.height * y_unit
    factors = target.width / crop_width, target.height / crop_height
    if thumbnail.type == TEXTURE:
        factor = thumbnail.res / (resolution or _DEFAULT_RESOLUTION)
    else:
        factor = max(factors) if thumbnail.type == CROP else min(factors)
    shown_width, shown_height = target.width / factor, target.height / factor
    region = Region(
        left + (crop_width - shown_width) * (1 + thumbnail.align.horizontal) / 2,
        top + (crop_height - shown_height) * (1 + thumbnail.align.vertical) / 2,
        shown_width,
        shown_height,
    )
    return replace(layer, crop=region, size=LayerSize(target.width, target.height))


def _target(layer: LayerRecipe, canvas: PixelSize) -> PixelSize | None:
    if layer.size is not None:
        x, y = (canvas.width, canvas.height) if layer.size.normalised else (1, 1)
        whole = bool(layer.size.width and layer.size.height)
        return PixelSize(1, 1).times(layer.size.width * x, layer.size.height * y) if whole else None
    return canvas if layer.scale is None and layer.res is None else None

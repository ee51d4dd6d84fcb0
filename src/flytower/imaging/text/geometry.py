"""A text layer among others: its rectangle, and what of its text lies beyond. Source: IS reference, text layers."""

from dataclasses import replace

from flytower.imaging.geometry import Box, PixelSize
from flytower.imaging.layer_geometry import LayerGeometry, layer_geometry, rotated_size
from flytower.imaging.layer_recipe import LayerRecipe
from flytower.imaging.outlines import XY
from flytower.imaging.recipe import SourceSize
from flytower.imaging.recipe_values import Point
from flytower.imaging.text.laid_out import TextLayout


def text_geometry(layer: LayerRecipe, layout: TextLayout, canvas: PixelSize) -> LayerGeometry:
    """The geometry of a text layer: its source is the laid out text, in pixels of the layer.

    Text may be drawn beyond the layer's rectangle; what extend leaves is cut to it, and layer 0 ends where the canvas
    does. The source is then larger than the rectangle, which `LayerGeometry.within` tells.
    """
    bare = replace(layer, size=None, scale=None, res=None, crop=None, crop_path_e=())
    if bare.anchor is None and layout.anchor is not None:
        bare = replace(bare, anchor=Point(*layout.anchor))
    reach = layout.reach()
    own = Box(0, 0, layout.size.width, layout.size.height)
    if not layer.number or layer.extend is not None or layer.perspective is not None or reach == own:
        return replace(layer_geometry(bare, _source(own), canvas), path_origin=layout.path_origin)
    whole = layer_geometry(replace(bare, anchor=None, origin=None), _source(reach), canvas)
    within = own.moved(-reach.left, -reach.top)
    size = rotated_size(layout.size, layer.rotate)
    x, y = whole.turned.point(within.left + own.width / 2, within.top + own.height / 2)
    left, top = x - size.width / 2, y - size.height / 2
    origin = _origin(bare, size)
    if origin is not None:
        origin = (left + origin[0], top + origin[1])
    else:
        anchor = _anchor(bare, own)
        origin = whole.turned.point(within.left + anchor[0], within.top + anchor[1])
    return replace(
        whole,
        within=within,
        turned_within=Box(left, top, left + size.width, top + size.height),
        origin=origin,
        path_origin=(left + layout.path_origin[0], top + layout.path_origin[1]),
    )


def _source(box: Box) -> SourceSize:
    return SourceSize(int(box.width), int(box.height))


def _origin(layer: LayerRecipe, size: PixelSize) -> XY | None:
    """origin(N) in pixels from the top left of the turned rectangle."""
    if layer.origin is None:
        return None
    x, y = layer.origin.x, layer.origin.y
    return ((0.5 + x) * size.width, (0.5 + y) * size.height) if layer.origin.normalised else (x, y)


def _anchor(layer: LayerRecipe, own: Box) -> XY:
    """anchor(N) in pixels from the top left of the rectangle as it was laid out, else its middle."""
    if layer.anchor is None:
        return own.width / 2, own.height / 2
    x, y = layer.anchor.x, layer.anchor.y
    return ((0.5 + x) * own.width, (0.5 + y) * own.height) if layer.anchor.normalised else (x, y)

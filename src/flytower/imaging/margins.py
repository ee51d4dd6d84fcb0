"""How much more than the reply is made, since a filter looks at what lies around a pixel.

The view is cut from a composite that is finished: what it crops still counts for operations and effects. A tile is cut
last of all, from a view that is finished, so that tiles have no seams. Source: IS reference, rect, view transform.
"""

from collections.abc import Iterable
from math import ceil

from flytower.imaging.geometry import Box
from flytower.imaging.recipe import (
    BlendMode,
    Blur,
    Colorize,
    Composite,
    Grow,
    LayerRecipe,
    Noise,
    Operation,
    Recipe,
    ResMode,
    Sharpening,
    View,
)
from flytower.imaging.view_geometry import ViewGeometry

_BISHARP_REACH = 5
"""How far resMode=bisharp looks when it sharpens what it scaled down: as an unsharp mask of less than a pixel."""

_BLUR_REACH = 3
"""Pillow blurs by three boxes, each of which reaches less than a radius and a pixel."""

_MOST = 2000
"""The widest margin in pixels: in an enlarged view a radius may be larger than any reply."""

_NOTHING = Box(0, 0, 0, 0)
_BY_ALL = (Colorize, Noise)
"""What happens to a pixel hangs on the median of all of them, or on its place."""


def sheet(view: View, geometry: ViewGeometry, usm_scale: float) -> Box:
    """The part of the view that is made, in pixels of the reply: more than the reply where a tile is sharpened."""
    reply = Box(0, 0, *geometry.size)
    if view.rect is None:
        return reply
    made = reply.grown(_sharpening_reach(view.sharpening, usm_scale)).intersect(geometry.bounds.snapped())
    return reply if made.empty() else made


def surroundings(recipe: Recipe, geometry: ViewGeometry, made: Box, effects_reach: int) -> Box:
    """Where the composite counts, in pixels of the reply: around what is made of the view, as far as anything looks.

    `effects_reach` is that of the composite's own effects.
    """
    if made.intersect(geometry.bounds.snapped()).empty():
        return _NOTHING
    scale = geometry.mapping.scale()
    layers = (_reach(layer.operations, scale) + _sharpening_reach(layer.sharpening, 1.0) for layer in recipe.layers)
    margin = _reach(recipe.composite.operations, scale) + max(layers) + effects_reach
    margin = min(_MOST, margin + (_BISHARP_REACH if recipe.view.res_mode is ResMode.BISHARP else 0))
    by_all = recipe.view.rect is not None and _hangs_on_all(recipe)
    return (geometry.bounds.snapped() if by_all else made).grown(margin)


def _reach(operations: Iterable[Operation], scale: float) -> int:
    reach = 0
    for operation in operations:
        if isinstance(operation, Grow):
            reach += ceil(abs(operation.radius) * scale)
        elif isinstance(operation, Blur):
            reach += _blur_reach(operation.radius * scale)
    return reach


def _sharpening_reach(wish: Sharpening, usm_scale: float) -> int:
    masks = ((mask, usm_scale if mask.full_resolution else 1.0) for mask in (wish.usm, wish.usm_r) if mask is not None)
    return int(wish.sharpen) + sum(_blur_reach(mask.radius * scale) for mask, scale in masks)


def _blur_reach(radius: float) -> int:
    return ceil(_BLUR_REACH * (radius + 1))


def _hangs_on_all(recipe: Recipe) -> bool:
    parts: tuple[Composite | LayerRecipe, ...] = (recipe.composite, *recipe.layers)
    effects = [effect for part in parts for effect in part.effects]
    operations = [operation for part in (*parts, *effects) for operation in part.operations]
    return (
        any(isinstance(operation, _BY_ALL) for operation in operations)
        or BlendMode.DISSOLVE in [layer.blend_mode for layer in recipe.layers]
        or BlendMode.DISSOLVE in [effect.blend_mode for effect in effects]
        or any(layer.grow_mask is not None or layer.perspective is not None for layer in recipe.layers)
    )

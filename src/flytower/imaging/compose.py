"""Layers, effects and nested requests become one picture. Source: IS reference, compositing canvas, request nesting.

A request on one picture alone takes the same steps as ever: nothing is copied and no colours are converted for it.
"""

from dataclasses import replace
from typing import TYPE_CHECKING

from PIL import Image

from flytower.imaging.blending import laid
from flytower.imaging.decode import decode
from flytower.imaging.geometry import Placement
from flytower.imaging.layer_plan import MaskPlan
from flytower.imaging.picture import OPAQUE, Picture, clear, ink
from flytower.imaging.pipeline import COMPOSITE, LAYER, REPLY, VIEW
from flytower.imaging.plan import Plan
from flytower.imaging.recipe import (
    FULL,
    WHITE,
    BlendMode,
    FileContent,
    NestedContent,
    PathObject,
    Recipe,
    SolidContent,
)
from flytower.imaging.spaces import Space, conversion, in_space, meant, meeting_space
from flytower.imaging.steps.clip import composite_clip
from flytower.imaging.steps.convert_colour import convert_colour
from flytower.imaging.steps.effects import Parent, behind, inside, shape_of
from flytower.imaging.steps.scale import on_another
from flytower.imaging.work import Files, Work

if TYPE_CHECKING:
    from flytower.imaging.text.laid_out import TextLayout


def work_on(files: Files, recipe: Recipe, plan: Plan, outer: Work | None = None) -> Work:
    """The work that a planned request is; `outer` is the one it is nested in."""
    by = conversion(recipe) if outer is None or recipe.output.icc is not None else outer.conversion
    warnings: list[str] = [] if outer is None else outer.warnings
    work = Work(files, recipe, plan, plan.layers[0], conversion=by, warnings=warnings)
    if _alone(plan):
        return work
    return replace(work, space=meeting_space(recipe, work.header_of, outer.space if outer else None))


def pixels(work: Work) -> Picture:
    """Every step from the sources to the pixels of the reply; each source is decoded no larger than it shows."""
    picture = view_of(work)
    for step in REPLY:
        picture = step(picture, work)
    return picture


def view_of(work: Work) -> Picture:
    """The view of the composite, before it takes the form of its file: this is what a nested request gives."""
    picture = composite_clip(_flattened(work), work)
    shape = shape_of(picture) if work.plan.effects else None
    for step in COMPOSITE:
        picture = step(picture, work)
    if shape is not None:
        picture = _with_effects(picture, shape, work)
    if work.plan.watermark is not None:
        found = Space(picture.image.mode, picture.profile)  # operations may have made RGB of it
        watermark = replace(work.on(work.plan.watermark), space=found)
        picture = _laid_on(picture, watermark, work.plan.watermark.layer.blend_mode)
    for step in VIEW:
        picture = step(picture, work)
    return picture


def layer_picture(work: Work) -> Picture:
    """The layer at work on the canvas that its plan gives it."""
    if work.layer.hide:
        return clear(work.placed.canvas_size)
    picture = _source(work)
    if work.placed.origins.mask is not None:
        work = replace(work, mask=_mask_source(work, work.placed.origins.mask))
    for step in LAYER:
        picture = step(picture, work)
    return picture


def _alone(plan: Plan) -> bool:
    """Whether there is one picture and nothing that its colours have to meet."""
    (base, *others), content = plan.layers, plan.layers[0].layer.content
    plain = isinstance(content, PathObject | FileContent)
    return plain and not (others or base.effects or plan.effects or plan.watermark)


def _flattened(work: Work) -> Picture:
    """All layers on one another, from the bottom."""
    if work.space is None or not all(work.plan.canvas_size):
        return layer_picture(work)
    base, *others = work.plan.layers
    if base.effects:
        canvas = _laid_on(clear(work.plan.canvas_size, _blank(work)), work)
    else:
        canvas = _own(in_space(layer_picture(work), work.space, work.conversion))
    for placed in others:
        canvas = _laid_on(canvas, work.on(placed), placed.layer.blend_mode)
    return canvas


def _laid_on(canvas: Picture, work: Work, mode: BlendMode = BlendMode.NORM) -> Picture:
    """The canvas with the layer at work, between its outer and its inner effects."""
    placed = work.placed
    if not all(placed.canvas_size) or work.space is None:
        return canvas
    picture = in_space(layer_picture(work), work.space, work.conversion)
    if not placed.effects or work.layer.hide:
        return laid(canvas, picture, placed.position, mode)
    parent = Parent(_full_shape(picture, work), placed.position, work.layer.opac.layer)
    canvas = behind(canvas, placed.effects, parent, work)
    canvas = laid(canvas, picture, placed.position, mode)
    return inside(canvas, placed.effects, parent, work)


def _full_shape(picture: Picture, work: Work) -> Image.Image:
    """The layer's shape as effects inherit it: opac thins its contents, not what they cover."""
    if work.layer.opac.contents >= 1:
        return shape_of(picture)
    opaque = replace(work.placed, layer=replace(work.layer, opac=FULL))
    return shape_of(layer_picture(work.on(opaque)))


def _with_effects(picture: Picture, shape: Image.Image, work: Work) -> Picture:
    """The effects of the composite, for which the composite is a layer of its own."""
    position = work.plan.layers[0].position._replace(x=0, y=0)
    parent = Parent(shape, position, work.recipe.composite.opac.layer)
    canvas = behind(clear(picture.size, picture), work.plan.effects, parent, work)
    return inside(laid(canvas, picture, position), work.plan.effects, parent, work)


def _own(picture: Picture) -> Picture:
    """A copy whose pixels may change."""
    return replace(picture, image=picture.image.copy(), alpha=None if picture.alpha is None else picture.alpha.copy())


def _blank(work: Work) -> Picture:
    mode, profile = work.space if work.space is not None else ("RGB", None)
    return Picture(Image.new(mode, (1, 1)), None, profile)


def _source(work: Work) -> Picture:
    """The content of the layer at work, decoded or made; a solid layer is one pixel of it."""
    content = work.layer.content
    if isinstance(content, SolidContent):
        return _solid(work)
    if work.placed.origins.text is not None:
        return _text(work.placed.origins.text, work)
    if isinstance(content, NestedContent) and work.placed.origins.nested is not None:
        return _nested(content.recipe, work.placed.origins.nested, work)
    path, header = work.files.path(content), work.header
    if path is None or header is None:  # pragma: no cover - the plan refused it
        return clear(work.placed.raster_size)
    picture = decode(path, header, needed_scale(work.first_placement))
    if header.icc is not None and (picture.profile is None or header.icc.replaces_another):
        work.warn("the embedded colour profile does not fit the picture and was not used")
    return picture


def _solid(work: Work) -> Picture:
    blank = _blank(work)
    colour = meant(work.layer.color or WHITE, blank, work.recipe)
    alpha = None if colour.alpha_byte() == OPAQUE else Image.new("L", (1, 1), colour.alpha_byte())
    mode = blank.image.mode
    return replace(blank, image=Image.new(mode, (1, 1), ink(colour, mode)), alpha=alpha)


def _text(layout: "TextLayout", work: Work) -> Picture:
    """Text is drawn as large as it shows."""
    from flytower.imaging.text.draw import drawn  # noqa: PLC0415  needs fonts, which few requests do

    if work.first_placement is None:
        return clear(work.placed.raster_size, _blank(work))
    within = work.placed.within
    shift = (within.left, within.top) if within else (0.0, 0.0)
    return drawn(layout, shift, work.first_placement, _blank(work))


def _nested(recipe: Recipe, plan: Plan, work: Work) -> Picture:
    inner = work_on(Files(None, work.files.headers), recipe, plan, work)
    picture = view_of(inner)
    return picture if recipe.output.icc is None else convert_colour(picture, inner)


def _mask_source(work: Work, mask: MaskPlan) -> Picture:
    if isinstance(mask.content, NestedContent):
        if mask.nested is None:  # pragma: no cover - nested content has a plan
            return clear(work.placed.raster_size)
        return _nested(mask.content.recipe, mask.nested, work)
    path = mask.content.path
    if path is None:  # pragma: no cover - the plan refused it
        return clear(work.placed.raster_size)
    placement = work.first_placement
    where = on_another(placement, work.placed.origins.source, mask.size) if placement else None
    return decode(path, work.files.headers[path], needed_scale(where))


def needed_scale(placement: Placement | None) -> float:
    """Pixels wanted per pixel of the source, in the direction that needs more; 0 when none of it shows."""
    if placement is None:
        return 0.0
    return max(placement.size.width / placement.box.width, placement.size.height / placement.box.height)

"""Shadows, glows and borders of a layer. Source: IS reference, layer effects, effectMask."""

from collections.abc import Iterable
from dataclasses import replace
from typing import NamedTuple

from PIL import Image, ImageChops

from flytower.imaging.blending import laid, product
from flytower.imaging.geometry import PixelPoint, PixelSize
from flytower.imaging.layer_plan import EffectPlan
from flytower.imaging.picture import OPAQUE, Picture, ink
from flytower.imaging.recipe import EffectRecipe, MaskUse, Noise
from flytower.imaging.spaces import meant
from flytower.imaging.steps.opacity import thinned
from flytower.imaging.steps.operations import OPERATIONS
from flytower.imaging.work import Work


class Parent(NamedTuple):
    """What an effect belongs to: the shape (opacity) of its layer, where that lies, and the layer's own opacity."""

    shape: Image.Image
    position: PixelPoint
    opacity: float


def behind(ground: Picture, effects: Iterable[EffectPlan], parent: Parent, work: Work) -> Picture:
    """The ground with the outer effects (number below 0), which go behind their layer."""
    for plan in effects:
        if plan.effect.number < 0:
            ground = _drawn(ground, plan, parent, work)
    return ground


def inside(ground: Picture, effects: Iterable[EffectPlan], parent: Parent, work: Work) -> Picture:
    """The ground with the inner effects (number above 0), which show only where their layer is."""
    for plan in effects:
        if plan.effect.number > 0:
            ground = _drawn(ground, plan, parent, work)
    return ground


def shape_of(picture: Picture) -> Image.Image:
    """A picture's opacity, white where it is opaque."""
    return picture.alpha or Image.new("L", picture.size, OPAQUE)


def _drawn(ground: Picture, plan: EffectPlan, parent: Parent, work: Work) -> Picture:
    effect = plan.effect
    mask, position = _outer(plan, parent, work) if effect.number < 0 else _inner(plan, parent, work)
    colour = Image.new(ground.image.mode, mask.size, ink(meant(effect.color, ground, work.recipe), ground.image.mode))
    picture = Picture(colour, mask, ground.profile)
    for operation in effect.operations:
        if isinstance(operation, Noise):
            picture = OPERATIONS[Noise](picture, operation, work)
    strength = effect.color.alpha * effect.opac * parent.opacity
    return laid(ground, thinned(picture, strength), position, effect.blend_mode)


def _outer(plan: EffectPlan, parent: Parent, work: Work) -> tuple[Image.Image, PixelPoint]:
    """The shape, moved, grown and blurred; the layer itself is cut out of it."""
    margin = plan.spread
    mask = _changed(_around(_used(parent.shape, plan.effect.mask_use), margin, 0), plan.effect, work)
    at = PixelPoint(plan.shift.x - margin, plan.shift.y - margin)
    if work.recipe.effect_mask:
        free = Image.new("L", mask.size, OPAQUE)
        if abs(at.x) < mask.width and abs(at.y) < mask.height:  # farther away it covers nothing
            free.paste(ImageChops.invert(parent.shape), (-at.x, -at.y))
        mask = product(mask, free)
    return mask, PixelPoint(parent.position.x + at.x, parent.position.y + at.y)


def _inner(plan: EffectPlan, parent: Parent, work: Work) -> tuple[Image.Image, PixelPoint]:
    """What lies outside of the shape, moved, grown and blurred into it: a shadow or border along its inner edge."""
    size = PixelSize(*parent.shape.size)
    farthest = max(size) + plan.spread  # a shift beyond it leaves nothing of the shape to see
    shift = PixelPoint(*(min(farthest, max(-farthest, way)) for way in plan.shift))
    margin = plan.spread + max(map(abs, shift))
    flipped = plan.effect.mask_use is MaskUse.INVERT
    outside = parent.shape if flipped else ImageChops.invert(_used(parent.shape, plan.effect.mask_use))
    mask = _changed(_around(outside, margin, 0 if flipped else OPAQUE), plan.effect, work)
    left, top = margin - shift.x, margin - shift.y
    mask = mask.crop((left, top, left + size.width, top + size.height))
    return product(mask, parent.shape), parent.position


def _used(shape: Image.Image, use: MaskUse) -> Image.Image:
    if use is MaskUse.INVERT:
        return ImageChops.invert(shape)
    return Image.new("L", shape.size, OPAQUE) if use is MaskUse.OFF else shape


def _around(mask: Image.Image, margin: int, value: int) -> Image.Image:
    if not margin:
        return mask
    wide = Image.new("L", (mask.width + 2 * margin, mask.height + 2 * margin), value)
    wide.paste(mask, (margin, margin))
    return wide


def _changed(mask: Image.Image, effect: EffectRecipe, work: Work) -> Image.Image:
    picture = Picture(mask)
    for operation in effect.operations:
        if not isinstance(operation, Noise):
            picture = OPERATIONS[type(operation)](picture, operation, work)
    return replace(picture, alpha=None).image

"""The op_ commands of a layer and of the composite, each in its own module. Source: IS reference, image operations."""

from collections.abc import Callable
from dataclasses import replace
from typing import Any

from flytower.imaging.picture import Picture
from flytower.imaging.recipe import (
    Blur,
    Brightness,
    Colorize,
    ColourBalance,
    Contrast,
    Grow,
    Hue,
    Invert,
    Noise,
    Operation,
    Saturation,
)
from flytower.imaging.steps.blur import blur
from flytower.imaging.steps.brightness import brightness
from flytower.imaging.steps.colorize import colorize
from flytower.imaging.steps.colour_balance import colour_balance
from flytower.imaging.steps.contrast import contrast
from flytower.imaging.steps.grow import grow
from flytower.imaging.steps.hue import hue
from flytower.imaging.steps.invert import invert
from flytower.imaging.steps.noise import noise
from flytower.imaging.steps.saturation import saturation
from flytower.imaging.work import Work

OPERATIONS: dict[type[Operation], Callable[[Picture, Any, Work], Picture]] = {
    Brightness: brightness,
    Contrast: contrast,
    ColourBalance: colour_balance,
    Hue: hue,
    Saturation: saturation,
    Colorize: colorize,
    Invert: invert,
    Grow: grow,
    Blur: blur,
    Noise: noise,
}


def layer_operations(picture: Picture, work: Work) -> Picture:
    """The operations of a layer, on its content only."""
    scale = work.plan.blur_scale * work.placed.fineness
    return _each(picture, work.layer.operations, replace(work, plan=replace(work.plan, blur_scale=scale)))


def composite_operations(picture: Picture, work: Work) -> Picture:
    """The operations of the composite, fills and margins included."""
    return _each(picture, work.recipe.composite.operations, work)


def _each(picture: Picture, operations: tuple[Operation, ...], work: Work) -> Picture:
    for operation in operations:
        picture = OPERATIONS[type(operation)](picture, operation, work)
    return picture

"""The op_ commands of a layer and of the composite, each in its own module. Source: IS reference, image operations."""

from collections.abc import Callable
from typing import Any

from flytower.imaging.picture import Picture
from flytower.imaging.recipe import Blur, Brightness, Contrast, Invert, Operation
from flytower.imaging.steps.blur import blur
from flytower.imaging.steps.brightness import brightness
from flytower.imaging.steps.contrast import contrast
from flytower.imaging.steps.invert import invert
from flytower.imaging.work import Work

OPERATIONS: dict[type[Operation], Callable[[Picture, Any, Work], Picture]] = {
    Brightness: brightness,
    Contrast: contrast,
    Invert: invert,
    Blur: blur,
}


def layer_operations(picture: Picture, work: Work) -> Picture:
    """The operations of layer 0, on its content only."""
    return _each(picture, work.recipe.layer.operations, work)


def composite_operations(picture: Picture, work: Work) -> Picture:
    """The operations of the composite, fills and margins included."""
    return _each(picture, work.recipe.composite.operations, work)


def _each(picture: Picture, operations: tuple[Operation, ...], work: Work) -> Picture:
    for operation in operations:
        picture = OPERATIONS[type(operation)](picture, operation, work)
    return picture

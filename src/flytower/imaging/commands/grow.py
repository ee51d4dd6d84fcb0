"""op_grow: light parts grow or shrink. Source: IS reference, op_grow."""

from flytower.imaging.command import Command, Target
from flytower.imaging.recipe import Grow
from flytower.imaging.values import Arguments, Bounds

_RADIUS = Bounds(-100, 100)


def _parse(arguments: Arguments) -> Grow | None:
    radius = arguments.real(0, 0, _RADIUS)
    return Grow(radius) if radius else None


COMMANDS = (Command("op_grow", Target.OPERATION, _parse, order=80),)

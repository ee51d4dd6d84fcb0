"""op_hue: a turn of the colour circle. Source: IS reference, op_hue."""

from flytower.imaging.command import Command, Target
from flytower.imaging.recipe import Hue
from flytower.imaging.values import Arguments, Bounds

_DEGREES = Bounds(-180, 180)


def _parse(arguments: Arguments) -> Hue | None:
    degrees = arguments.real(0, 0, _DEGREES)
    return Hue(degrees) if degrees else None


COMMANDS = (Command("op_hue", Target.OPERATION, _parse, order=40),)

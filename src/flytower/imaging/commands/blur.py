"""op_blur: Gaussian blur. Source: IS reference, op_blur."""

from flytower.imaging.command import Command, Target
from flytower.imaging.recipe import Blur
from flytower.imaging.values import Arguments, Bounds

_RADIUS = Bounds(0, 100)


def _parse(arguments: Arguments) -> Blur | None:
    radius = arguments.real(0, 0, _RADIUS)
    return Blur(radius) if radius else None


COMMANDS = (Command("op_blur", Target.OPERATION, _parse, order=90),)

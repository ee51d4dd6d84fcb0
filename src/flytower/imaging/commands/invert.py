"""op_invert: the negative. Source: IS reference, op_invert."""

from flytower.imaging.command import Command, Target
from flytower.imaging.recipe import Invert
from flytower.imaging.values import Arguments


def _parse(arguments: Arguments) -> Invert | None:
    return Invert() if arguments.flag(0) else None


COMMANDS = (Command("op_invert", Target.OPERATION, _parse, order=70),)

"""op_contrast: away from or toward middle gray. Source: IS reference, op_contrast."""

from flytower.imaging.command import Command, Target
from flytower.imaging.recipe import Contrast
from flytower.imaging.values import Arguments, Bounds

_PERCENT = Bounds(-100, 100)


def _parse(arguments: Arguments) -> Contrast | None:
    amount = arguments.real(0, 0, _PERCENT)
    return Contrast(amount) if amount else None


COMMANDS = (Command("op_contrast", Target.OPERATION, _parse, order=20),)

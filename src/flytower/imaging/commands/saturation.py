"""op_saturation: toward or away from gray. Source: IS reference, op_saturation."""

from flytower.imaging.command import Command, Target
from flytower.imaging.recipe import Saturation
from flytower.imaging.values import Arguments, Bounds

_AMOUNT = Bounds(-100, 100)


def _parse(arguments: Arguments) -> Saturation | None:
    amount = arguments.real(0, 0, _AMOUNT)
    return Saturation(amount) if amount else None


COMMANDS = (Command("op_saturation", Target.OPERATION, _parse, order=50),)

"""op_brightness: lighter or darker. Source: IS reference, op_brightness."""

from flytower.imaging.command import Command, Target
from flytower.imaging.recipe import Brightness
from flytower.imaging.values import Arguments, Bounds

_AMOUNT = Bounds(-100, 100)


def _parse(arguments: Arguments) -> Brightness | None:
    amount = arguments.real(0, 0, _AMOUNT)
    return Brightness(amount) if amount else None


COMMANDS = (Command("op_brightness", Target.OPERATION, _parse, order=10),)

"""op_brightness, op_contrast, op_invert: changes of tone. Source: IS reference, their pages."""

from flytower.imaging.command import Command, Target
from flytower.imaging.recipe import Brightness, Contrast, Invert
from flytower.imaging.values import Arguments, Bounds

_PERCENT = Bounds(-100, 100)


def _brightness(arguments: Arguments) -> Brightness | None:
    amount = arguments.real(0, bounds=_PERCENT)
    return Brightness(amount) if amount else None


def _contrast(arguments: Arguments) -> Contrast | None:
    amount = arguments.real(0, bounds=_PERCENT)
    return Contrast(amount) if amount else None


def _invert(arguments: Arguments) -> Invert | None:
    return Invert() if arguments.flag(0) else None


COMMANDS = (
    Command("op_brightness", Target.OPERATION, _brightness, order=10),
    Command("op_contrast", Target.OPERATION, _contrast, order=20),
    Command("op_invert", Target.OPERATION, _invert, order=70),
)

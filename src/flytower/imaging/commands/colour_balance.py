"""op_colorbalance: more or less of each of red, green and blue. Source: IS reference, op_colorbalance."""

from flytower.imaging.command import Command, Target
from flytower.imaging.recipe import ColourBalance
from flytower.imaging.values import Arguments, Bounds

_AMOUNT = Bounds(-100, 100)


def _parse(arguments: Arguments) -> ColourBalance | None:
    red, green, blue = (arguments.real(index, 0, _AMOUNT) for index in range(3))
    return ColourBalance(red, green, blue) if red or green or blue else None


COMMANDS = (Command("op_colorbalance", Target.OPERATION, _parse, count=3, order=30),)

"""op_noise: random noise. Source: IS reference, op_noise."""

from enum import StrEnum

from flytower.imaging.command import Command, Target
from flytower.imaging.recipe import Noise
from flytower.imaging.values import Arguments, Bounds

_PERCENT = Bounds(0, 100)


class _Distribution(StrEnum):
    UNIFORM = "uniform"
    GAUSSIAN = "gaussian"


def _parse(arguments: Arguments) -> Noise | None:
    amount = arguments.real(0, 0, _PERCENT)
    distribution = arguments.keyword(1, _Distribution, _Distribution.UNIFORM)
    monochrome = arguments.flag(2)
    return Noise(amount, distribution is _Distribution.GAUSSIAN, monochrome) if amount else None


COMMANDS = (Command("op_noise", Target.OPERATION, _parse, count=3, order=100),)

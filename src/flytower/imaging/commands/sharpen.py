"""op_sharpen, op_usm, op_usmR: sharpening after all scaling. Source: IS reference, their pages."""

from flytower.imaging.command import Command, Target
from flytower.imaging.recipe import UnsharpMask
from flytower.imaging.values import Arguments, Bounds

_AMOUNT = Bounds(0, 5)
_RADIUS = Bounds(0, 250)
_THRESHOLD = Bounds(0, 255)


def _sharpen(arguments: Arguments) -> bool:
    return arguments.flag(0)


def _mask(arguments: Arguments, *, full_resolution: bool) -> UnsharpMask | None:
    """What is absent is 0, and without amount or radius there is nothing to sharpen."""
    amount, radius = arguments.real(0, 0, _AMOUNT), arguments.real(1, 0, _RADIUS)
    threshold, monochrome = arguments.integer(2, 0, _THRESHOLD), arguments.flag(3)
    if not (amount and radius):
        return None
    return UnsharpMask(amount, radius, threshold, monochrome, full_resolution)


def _usm(arguments: Arguments) -> UnsharpMask | None:
    return _mask(arguments, full_resolution=True)


def _usm_r(arguments: Arguments) -> UnsharpMask | None:
    return _mask(arguments, full_resolution=False)


COMMANDS = (
    Command("op_sharpen", Target.SHARPENING, _sharpen, "sharpen"),
    Command("op_usm", Target.SHARPENING, _usm, "usm", count=4),
    Command("op_usmR", Target.SHARPENING, _usm_r, "usm_r", count=4),
)

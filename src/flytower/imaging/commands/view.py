"""wid, hei, scl, fit, align, bgc, rgn, rect, resMode: the reply's geometry. Source: IS reference, their pages."""

from flytower.imaging.colour_values import parse_colour
from flytower.imaging.command import Command, Target
from flytower.imaging.recipe import Align, Colour, Fit, FitMode, Rect, ResMode
from flytower.imaging.regions import parse_region
from flytower.imaging.values import Arguments, Bounds

_AT_LEAST_ONE = Bounds(1)
_SIDES = Bounds(-1, 1)


def _length(arguments: Arguments) -> int:
    return arguments.integer(0, bounds=_AT_LEAST_ONE)


def _inverse_factor(arguments: Arguments) -> float:
    return arguments.positive(0)


def _fit(arguments: Arguments) -> Fit:
    return Fit(arguments.keyword(0, FitMode, FitMode.FIT), arguments.flag(1))


def _align(arguments: Arguments) -> Align:
    return Align(arguments.real(0, 0, _SIDES), arguments.real(1, 0, _SIDES))


def _background(arguments: Arguments) -> Colour:
    """The background is opaque and in the output's space, whatever the value says."""
    colour = parse_colour(arguments)
    return Colour(colour.model, colour.components)


def _rect(arguments: Arguments) -> Rect | None:
    x, y, width, height = (arguments.integer(index) for index in range(4))
    if width == 0 and height == 0:
        return None
    width, height = arguments.integer(2, bounds=_AT_LEAST_ONE), arguments.integer(3, bounds=_AT_LEAST_ONE)
    scale = arguments.positive(4, 1.0)
    return Rect(x, y, width, height, scale)


def _res_mode(arguments: Arguments) -> ResMode:
    if arguments.at(0).casefold() == "sharp":
        arguments.note("'sharp' is deprecated; sharp2 is used.")
        return ResMode.SHARP2
    return arguments.keyword(0, ResMode, ResMode.SHARP2)


COMMANDS = (
    Command("wid", Target.VIEW, _length, "wid"),
    Command("hei", Target.VIEW, _length, "hei"),
    Command("scl", Target.VIEW, _inverse_factor, "scl"),
    Command("fit", Target.VIEW, _fit, "fit", count=2),
    Command("align", Target.VIEW, _align, "align", count=2),
    Command("bgc", Target.VIEW, _background, "bgc", count=None),
    Command("rgn", Target.VIEW, parse_region, "rgn", count=4, normalised=True),
    Command("rect", Target.VIEW, _rect, "rect", count=5),
    Command("resMode", Target.VIEW, _res_mode, "res_mode"),
)

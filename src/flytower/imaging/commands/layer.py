"""crop, size, scale, res, rotate, extend, anchor, origin, pos: a layer's own geometry. Source: IS reference."""

from flytower.imaging.command import Command, Target
from flytower.imaging.recipe import Extend, LayerSize, Point
from flytower.imaging.regions import parse_region
from flytower.imaging.values import Arguments, Bounds

_NOT_NEGATIVE = Bounds(0)


def _size(arguments: Arguments) -> LayerSize | None:
    """Width and height; which layers take them as fractions is not known here."""
    read = arguments.real if arguments.normalised else arguments.integer
    width, height = (read(index, 0, _NOT_NEGATIVE) for index in range(2))
    return LayerSize(width, height, arguments.normalised) if width or height else None


def _factor(arguments: Arguments) -> float:
    return arguments.positive(0)


def _degrees(arguments: Arguments) -> float:
    return arguments.real(0)


def _extend(arguments: Arguments) -> Extend:
    """Margins; none at all still cut text to its box."""
    left, top, right, bottom = arguments.numbers(4, 0)
    return Extend(left, top, right, bottom, arguments.normalised)


def _point(arguments: Arguments) -> Point:
    x, y = arguments.numbers(2)
    return Point(x, y, arguments.normalised)


def _offset(arguments: Arguments) -> Point:
    x, y = arguments.numbers(2, 0)
    return Point(x, y, arguments.normalised)


COMMANDS = (
    Command("crop", Target.LAYER, parse_region, "crop", count=4, normalised=True),
    Command("size", Target.LAYER, _size, "size", count=2, normalised=True),
    Command("scale", Target.LAYER, _factor, "scale"),
    Command("res", Target.LAYER, _factor, "res"),
    Command("rotate", Target.LAYER, _degrees, "rotate"),
    Command("extend", Target.LAYER, _extend, "extend", count=4, normalised=True),
    Command("anchor", Target.LAYER, _point, "anchor", count=2, normalised=True),
    Command("origin", Target.LAYER, _point, "origin", count=2, normalised=True),
    Command("pos", Target.LAYER, _offset, "pos", count=2, normalised=True),
)

"""op_colorize (in older samples `colorize`): one colour for all. Source: IS reference, op_colorize."""

from enum import StrEnum

from flytower.imaging.colour_values import parse_own_colour
from flytower.imaging.command import Command, Target
from flytower.imaging.recipe import Colorize, PixelType
from flytower.imaging.values import Arguments, Bounds

_CONTRAST = Bounds(0, 100)


class _Brightness(StrEnum):
    OFF = "off"
    NORM = "norm"


def _parse(arguments: Arguments) -> Colorize:
    """The colour comes first and may itself hold commas; a keyword, or its empty place, ends it."""
    items = arguments.items
    keywords = {"", *_Brightness}
    end = next((index for index, item in enumerate(items) if item.casefold() in keywords), len(items))
    colour = parse_own_colour(Arguments(arguments.command, ",".join(items[:end]), arguments.notes))
    if colour.model is not PixelType.RGB:
        raise arguments.error("the colour must be an RGB colour")
    if colour.alpha < 1:
        arguments.note("the opacity of the colour is not used.")
    rest = Arguments(arguments.command, ",".join(items[end:]), arguments.notes)
    rest.limit(2)
    brightness = rest.keyword(0, _Brightness, _Brightness.NORM)
    contrast = rest.real(1, 0, _CONTRAST)
    normalised = brightness is _Brightness.NORM
    return Colorize(colour.rgb(), normalised, contrast if normalised else 0.0)


COMMANDS = (Command("op_colorize", Target.OPERATION, _parse, count=None, aliases=("colorize",), order=60),)

"""fmt: format, pixel type and compression of the reply. Source: IS reference, fmt."""

from typing import NamedTuple

from flytower.imaging.command import Command, Target
from flytower.imaging.formats import FORMATS, REFUSED_FORMATS, SPELLINGS, FormatRule
from flytower.imaging.recipe import Compression, PixelType
from flytower.imaging.syntax import shown
from flytower.imaging.values import Arguments


class FormatChoice(NamedTuple):
    """A format with the pixel type the request named, if it did, and the compression."""

    rule: FormatRule
    pixel_type: PixelType | None
    compression: Compression


DEFAULT_CHOICE = FormatChoice(FORMATS["jpeg"], None, Compression.NONE)


def _format(arguments: Arguments) -> FormatRule:
    name = arguments.at(0).casefold() or "jpeg"
    if name in SPELLINGS:
        arguments.note(f"'{shown(name)}' is not a documented format; {SPELLINGS[name]} is used.")
        name = SPELLINGS[name]
    if name in REFUSED_FORMATS:
        raise arguments.error(REFUSED_FORMATS[name])
    if name not in FORMATS:
        raise arguments.error(f"'{shown(name)}' is not a format")
    return FORMATS[name]


def _parse(arguments: Arguments) -> FormatChoice:
    rule = _format(arguments)
    pixel_type = arguments.keyword(1, PixelType, PixelType.RGB) if arguments.at(1) else None
    if pixel_type is not None and pixel_type not in rule.pixel_types:
        raise arguments.error(f"this format cannot hold {pixel_type} pixels")
    return FormatChoice(rule, pixel_type, _compression(arguments, rule))


def _compression(arguments: Arguments, rule: FormatRule) -> Compression:
    default = rule.compressions[0]
    asked = arguments.keyword(2, Compression, default)
    if asked is Compression.NONE:
        return default
    if asked not in rule.compressions:
        raise arguments.error(f"this format has no compression '{asked}'")
    return asked


COMMANDS = (Command("fmt", Target.OUTPUT, _parse, "format", count=3),)

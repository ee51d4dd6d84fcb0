"""qlt, pscan, quantize, printRes: how the reply is encoded. Source: IS reference, the commands' pages."""

import re

from flytower.imaging.command import Command, Target
from flytower.imaging.recipe import DEFAULT_QUALITY, Palette, Quantize
from flytower.imaging.syntax import shown
from flytower.imaging.values import Arguments, Bounds

_QUALITY = Bounds(1, 100)
_COLORS = Bounds(2, 256)
_ENTRY = re.compile(r"[0-9a-f]{6}", re.IGNORECASE)
_FIRST_ENTRY = 3
_SCANS = ("3", "4", "5")


def _quality(arguments: Arguments) -> tuple[int, bool]:
    """Quality, and whether chroma keeps its full resolution."""
    return arguments.integer(0, DEFAULT_QUALITY, _QUALITY), arguments.flag(1)


def _scans(arguments: Arguments) -> int | None:
    text = arguments.at(0).casefold()
    if text == "auto":
        return None
    if text not in _SCANS:
        raise arguments.error(f"'{shown(text)}' is none of auto, 3, 4, 5")
    return int(text)


def _quantize(arguments: Arguments) -> Quantize:
    palette = arguments.keyword(0, Palette, Palette.ADAPTIVE)
    dither = arguments.at(1).casefold() or "diffuse"
    if dither not in ("diffuse", "off"):
        raise arguments.error(f"'{shown(dither)}' is none of diffuse, off")
    colors = arguments.integer(2, 256, _COLORS)
    forced = _forced(arguments)
    if len(forced) > colors:
        arguments.note(f"only the first {colors} colors of the list are used.")
    return Quantize(palette, dither == "diffuse", colors, forced[:colors])


def _forced(arguments: Arguments) -> tuple[tuple[int, int, int], ...]:
    entries = [entry for entry in arguments.items[_FIRST_ENTRY:] if entry]
    for entry in entries:
        if not _ENTRY.fullmatch(entry):
            raise arguments.error(f"'{shown(entry)}' is not a color of six hexadecimal digits")
    octets = [bytes.fromhex(entry) for entry in entries]
    return tuple((red, green, blue) for red, green, blue in octets)


def _resolution(arguments: Arguments) -> float:
    return arguments.positive(0)


COMMANDS = (
    Command("qlt", Target.OUTPUT, _quality, "quality", count=2),
    Command("pscan", Target.OUTPUT, _scans, "progressive_scans"),
    Command("quantize", Target.OUTPUT, _quantize, "quantize", count=None),
    Command("printRes", Target.VIEW, _resolution, "print_res"),
)

"""qlt, jpegSize, pscan, quantize, xmpEmbed, pathEmbed, printRes: how a reply is encoded. Source: IS reference."""

import re

from flytower.imaging.command import Command, Target
from flytower.imaging.recipe import Palette, Quantize
from flytower.imaging.syntax import shown
from flytower.imaging.values import Arguments, Bounds

_QUALITY = Bounds(1, 100)
_COLORS = Bounds(2, 256)
_ENTRY = re.compile(r"[0-9a-f]{6}", re.IGNORECASE)
_FIRST_ENTRY = 3
_KILOBYTE = 1024
_HIGHEST_DPI = 100_000
_SCANS = ("3", "4", "5")


def _quality(arguments: Arguments) -> tuple[int, bool]:
    """Quality (0 leaves it to the catalog), and whether chroma keeps its full resolution."""
    return arguments.integer(0, 0, _QUALITY) if arguments.at(0) else 0, arguments.flag(1)


def _jpeg_size(arguments: Arguments) -> int:
    """The most bytes a JPEG may have; 0 is no limit, a negative one is documented as an error."""
    kilobytes = arguments.real(0)
    if kilobytes < 0:
        raise arguments.error("a size below 0 is not allowed")
    return max(1, int(kilobytes * _KILOBYTE)) if kilobytes else 0


def _embed(arguments: Arguments) -> bool:
    return arguments.flag(0)


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
    dots = arguments.positive(0)
    if dots > _HIGHEST_DPI:
        arguments.note(f"no format holds so many dots an inch; {_HIGHEST_DPI} is used.")
    return min(dots, _HIGHEST_DPI)


COMMANDS = (
    Command("qlt", Target.OUTPUT, _quality, "quality", count=2),
    Command("jpegSize", Target.OUTPUT, _jpeg_size, "jpeg_size"),
    Command("xmpEmbed", Target.OUTPUT, _embed, "xmp_embed"),
    Command("pathEmbed", Target.OUTPUT, _embed, "path_embed"),
    Command("pscan", Target.OUTPUT, _scans, "progressive_scans"),
    Command("quantize", Target.OUTPUT, _quantize, "quantize", count=None),
    Command("printRes", Target.VIEW, _resolution, "print_res"),
)

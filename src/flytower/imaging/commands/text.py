"""text, textPs, textAttr, textAngle, textFlow(X)Path, textPath, pathAttr. Source: IS reference, their pages."""

from flytower.imaging.command import Command, Target
from flytower.imaging.path_data import parse_open_path, parse_path
from flytower.imaging.syntax import shown
from flytower.imaging.text.records import Baseline, PathAttr, Resolving, Smoothing, TextAttr, Wrapping
from flytower.imaging.text.rtf import parse_text
from flytower.imaging.values import Arguments, Bounds

_RESOLUTIONS = Bounds(1, 10_000)
_DIRECTIONS = {"": False, "norm": False, "reverse": True}


def _attr(arguments: Arguments) -> TextAttr:
    return TextAttr(
        resolution=arguments.integer(0, 72, _RESOLUTIONS),
        smoothing=arguments.keyword(1, Smoothing, Smoothing.NORM),
        resolving=arguments.keyword(2, Resolving, Resolving.FIXED),
        wrapping=arguments.keyword(3, Wrapping, Wrapping.WRAP),
    )


def _angle(arguments: Arguments) -> float:
    return arguments.real(0)


def _path(arguments: Arguments) -> Baseline:
    return parse_open_path(arguments)


def _path_attr(arguments: Arguments) -> PathAttr:
    direction = arguments.at(0).casefold()
    if direction not in _DIRECTIONS:
        raise arguments.error(f"'{shown(direction)}' is neither norm nor reverse")
    start, end = arguments.real(1, 0.0), arguments.real(2, 1.0)
    if not 0 <= start < min(1, end) or end > start + 1:
        raise arguments.error("text starts from 0 to below 1 and ends after that, at most one turn further")
    return PathAttr(_DIRECTIONS[direction], start, end)


COMMANDS = (
    Command("text", Target.LAYER, parse_text, "content", count=None),
    Command("textPs", Target.LAYER, parse_text, "content", count=None),
    Command("textAttr", Target.LAYER, _attr, "text_attr", count=4),
    Command("textAngle", Target.LAYER, _angle, "text_angle"),
    Command("textFlowPath", Target.LAYER, parse_path, "text_flow_path", count=None),
    Command("textFlowXPath", Target.LAYER, parse_path, "text_flow_x_path", count=None),
    Command("textPath", Target.LAYER, _path, "text_path", count=None),
    Command("pathAttr", Target.LAYER, _path_attr, "path_attr", count=3),
)

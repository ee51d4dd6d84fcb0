"""clipPath, clipXPath, cropPathE and their forms for embedded paths. Source: IS reference, their pages."""

from flytower.imaging.command import Command, Target
from flytower.imaging.path_data import parse_path
from flytower.imaging.values import Arguments


def _names(arguments: Arguments) -> tuple[str, ...]:
    return tuple(name for name in arguments.items if name)


COMMANDS = (
    Command("clipPath", Target.COMPOSITE, parse_path, "clip_path", count=None),
    Command("clipPathE", Target.COMPOSITE, _names, "clip_path_e", count=None),
    Command("clipXPath", Target.COMPOSITE, parse_path, "clip_x_path", count=None),
    Command("clipXPathE", Target.COMPOSITE, _names, "clip_x_path_e", count=None),
    Command("cropPathE", Target.COMPOSITE, _names, "crop_path_e", count=None),
)

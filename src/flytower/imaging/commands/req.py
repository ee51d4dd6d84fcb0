"""req: what kind of reply is asked for. Source: IS reference, req."""

from flytower.imaging.command import Command, Target
from flytower.imaging.syntax import shown
from flytower.imaging.values import Arguments


def _parse(arguments: Arguments) -> bool:
    """Whether the reply is the mask. Kinds that are no picture, and thumbnails, cannot be rendered here."""
    kind = arguments.at(0).casefold() or "img"
    if kind not in ("img", "mask"):
        raise arguments.error(f"a reply of kind '{shown(kind)}' cannot be rendered; img and mask can")
    return kind == "mask"


COMMANDS = (Command("req", Target.REQUEST, _parse, "mask_only", count=None),)

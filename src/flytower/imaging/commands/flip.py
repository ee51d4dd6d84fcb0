"""flip: mirror the layer, or at comp the composite. Source: IS reference, flip."""

from flytower.imaging.command import Command, Target
from flytower.imaging.recipe import Flip
from flytower.imaging.syntax import shown
from flytower.imaging.values import Arguments

_KEYWORDS = {"lr": Flip(horizontal=True), "ud": Flip(vertical=True), "lrud": Flip(horizontal=True, vertical=True)}


def _parse(arguments: Arguments) -> Flip:
    text = arguments.at(0).casefold()
    if text not in _KEYWORDS:
        raise arguments.error(f"'{shown(text)}' is none of lr, ud, lrud")
    return _KEYWORDS[text]


COMMANDS = (Command("flip", Target.COMPOSITE, _parse, "flip"),)

"""src, mask, maskUse, op_growMask(R), hide, template: what a layer shows. Source: IS reference."""

from flytower.imaging.command import Command, Target
from flytower.imaging.nested import parse_reference
from flytower.imaging.recipe import GrowMask, MaskUse
from flytower.imaging.values import Arguments, Bounds

_RADIUS = Bounds(-100, 100)


def _mask_use(arguments: Arguments) -> MaskUse:
    return arguments.keyword(0, MaskUse, MaskUse.NORM)


def _hide(arguments: Arguments) -> bool:
    return arguments.flag(0)


def _grow(arguments: Arguments) -> GrowMask | None:
    pixels = arguments.real(0, 0, _RADIUS)
    return GrowMask(pixels) if pixels else None


def _grow_literally(arguments: Arguments) -> GrowMask | None:
    pixels = arguments.real(0, 0, _RADIUS)
    return GrowMask(pixels, full_resolution=False) if pixels else None


COMMANDS = (
    Command("src", Target.LAYER, parse_reference, "content", count=None),
    Command("mask", Target.LAYER, parse_reference, "mask", count=None),
    Command("maskUse", Target.LAYER, _mask_use, "mask_use"),
    Command("op_growMask", Target.LAYER, _grow, "grow_mask"),
    Command("op_growMaskR", Target.LAYER, _grow_literally, "grow_mask"),
    Command("hide", Target.LAYER, _hide, "hide"),
    Command("template", Target.TEMPLATE, parse_reference, count=None),
)

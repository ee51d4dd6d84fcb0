"""opac, blendMode, effectMask, perspective: how layers lie on one another. Source: IS reference, their pages."""

import re

from flytower.imaging.command import Command, Target
from flytower.imaging.recipe import BlendMode, Opacity, Perspective, Sampling
from flytower.imaging.syntax import shown
from flytower.imaging.values import Arguments, Bounds

_PERCENT = Bounds(0, 100)
_CORNERS = 4
_JITTERED = re.compile(r"R3T([0-9]{1,3})")
_MOST_JITTER = 200


def _opacity(arguments: Arguments) -> Opacity:
    layer, fill = (arguments.integer(index, 100, _PERCENT) / 100 for index in range(2))
    return Opacity(layer, fill)


def _blend_mode(arguments: Arguments) -> BlendMode:
    return arguments.keyword(0, BlendMode, BlendMode.NORM)


def _effect_mask(arguments: Arguments) -> bool:
    return arguments.flag(0, default=True)


def _perspective(arguments: Arguments) -> Perspective:
    corners = tuple((arguments.real(2 * index), arguments.real(2 * index + 1)) for index in range(_CORNERS))
    if not _convex(corners):
        raise arguments.error("the corners are no convex quadrilateral, clockwise from the top left")
    return Perspective(corners, arguments.normalised, _sampling(arguments))


def _sampling(arguments: Arguments) -> Sampling:
    text = arguments.at(2 * _CORNERS)
    jittered = _JITTERED.fullmatch(text)
    if jittered and int(jittered[1]) <= _MOST_JITTER:
        arguments.note("samples are not moved at random; R3 is used.")
        return Sampling.SUPERSAMPLED
    try:
        return Sampling(text or "R3")
    except ValueError:
        raise arguments.error(f"'{shown(text)}' is none of R1, R2, R3, R3T0 to R3T{_MOST_JITTER}") from None


def _convex(corners: tuple[tuple[float, float], ...]) -> bool:
    """Whether every corner turns the same way: only then there is a view of a flat picture that looks so."""
    turns = []
    for index in range(_CORNERS):
        (ax, ay), (bx, by), (cx, cy) = (corners[(index + step) % _CORNERS] for step in range(3))
        turns.append((bx - ax) * (cy - by) - (by - ay) * (cx - bx))
    return all(turn > 0 for turn in turns) or all(turn < 0 for turn in turns)


COMMANDS = (
    Command("opac", Target.COMPOSITE, _opacity, "opac", count=2),
    Command("blendMode", Target.LAYER, _blend_mode, "blend_mode"),
    Command("effectMask", Target.REQUEST, _effect_mask, "effect_mask"),
    Command("perspective", Target.LAYER, _perspective, "perspective", count=9, normalised=True),
)

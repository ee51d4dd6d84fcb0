"""In which colour space layers meet. Source: IS reference, color management (several layers)."""

from collections.abc import Callable, Iterator
from dataclasses import replace
from typing import NamedTuple

from flytower.imaging.colour import (
    converted,
    converted_naively,
    named_profile,
    profile_mode,
    readable,
    standard_profile,
)
from flytower.imaging.picture import MODES, PIXEL_TYPES, Picture
from flytower.imaging.probe import ColourMode, ImageHeader
from flytower.imaging.recipe import Content, LayerRecipe, NestedContent, PixelType, Recipe

_MODES = {ColourMode.GRAY: "L", ColourMode.CMYK: "CMYK"}


class Space(NamedTuple):
    """A mode (L, RGB, CMYK) and the profile its numbers are in; None: unknown, so conversions are naive."""

    mode: str
    profile: bytes | None = None


HeaderOf = Callable[[Content], ImageHeader | None]
"""The header of a layer's file; None for content that is no file."""


def meeting_space(recipe: Recipe, header_of: HeaderOf, outermost: Space | None = None) -> Space:
    """The space that all layers share, else the one of the reply.

    Nothing is lost by meeting in a space that all share: the reply is converted once, at its final size. Gray is no
    place for colours to meet unless the reply is gray. `outermost` is where a nested request's layers end up.
    """
    spaces = set(_spaces(recipe, header_of))
    if len(spaces) == 1:
        (space,) = spaces
        if space.mode != "L" or recipe.output.pixel_type is PixelType.GRAY:
            return space
    return outermost if outermost is not None and recipe.output.icc is None else _reply_space(recipe, header_of, spaces)


def in_space(picture: Picture, space: Space) -> Picture:
    """The picture in a space; without a profile it is taken for one of its kind, or converted naively."""
    if (picture.image.mode, picture.profile) == space:
        return picture
    if picture.profile is None:
        return replace(picture, image=converted_naively(picture.image, space.mode), profile=space.profile)
    target = space.profile or standard_profile(PIXEL_TYPES[space.mode])
    return replace(picture, image=converted(picture.image, picture.profile, target), profile=space.profile)


def space_of(header: ImageHeader) -> Space:
    """The space that a file's pixels have once they are decoded."""
    if header.mode is ColourMode.LAB:
        return Space("RGB", standard_profile(PixelType.RGB))
    mode = _MODES.get(header.mode, "RGB")
    profile = header.icc.data if header.icc else None
    if profile is not None and (profile_mode(profile) != mode or not readable(profile)):
        profile = None
    return Space(mode, profile)


def _spaces(recipe: Recipe, header_of: HeaderOf) -> Iterator[Space]:
    for layer in recipe.layers:
        if layer.hide:
            continue
        if isinstance(layer.content, NestedContent):
            icc = layer.content.recipe.output.icc
            if icc is None:
                yield from _spaces(layer.content.recipe, header_of)
            else:
                found = named_profile(icc.name)
                yield Space(MODES[found.pixel_type], found.data)
            continue
        header = header_of(layer.content)
        if header is not None:
            yield space_of(header)


def _reply_space(recipe: Recipe, header_of: HeaderOf, spaces: set[Space]) -> Space:
    """The asked profile, else layer 0's own if its type fits, else the type's standard if any layer has a profile."""
    output = recipe.output
    if output.icc is not None:
        found = named_profile(output.icc.name)
        return Space(MODES[found.pixel_type], found.data)
    mode = MODES[output.pixel_type]
    base = _base_space(recipe.layer, header_of)
    if base is not None and base.mode == mode:
        return base
    tagged = any(space.profile is not None for space in spaces)
    return Space(mode, standard_profile(output.pixel_type) if tagged else None)


def _base_space(layer: LayerRecipe, header_of: HeaderOf) -> Space | None:
    header = header_of(layer.content)
    return None if header is None else space_of(header)

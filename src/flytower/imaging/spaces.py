"""In which colour space layers meet. Source: IS reference, color management (several layers)."""

from collections.abc import Callable, Iterator
from dataclasses import replace
from typing import NamedTuple

from PIL import Image

from flytower.imaging.attributes import ColourAttributes
from flytower.imaging.colour import (
    DEFAULT_RENDERING,
    NamedProfile,
    Rendering,
    converted,
    converted_naively,
    named_profile,
    profile_mode,
    readable,
    standard_profile,
)
from flytower.imaging.errors import RenderError
from flytower.imaging.picture import MODES, PIXEL_TYPES, Picture, ink
from flytower.imaging.probe import ColourMode, ImageHeader
from flytower.imaging.recipe import Colour, Content, LayerRecipe, NestedContent, PixelType, Recipe

_MODES = {ColourMode.GRAY: "L", ColourMode.CMYK: "CMYK"}


class Space(NamedTuple):
    """A mode (L, RGB, CMYK) and the profile its numbers are in; None: unknown, so conversions are naive."""

    mode: str
    profile: bytes | None = None


class Conversion(NamedTuple):
    """How pictures get into a space. `by_profiles`: one without a profile is taken for the standard one of its type."""

    rendering: Rendering = DEFAULT_RENDERING
    by_profiles: bool = False


DEFAULT_CONVERSION = Conversion()


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


def conversion(recipe: Recipe) -> Conversion:
    """As icc= says, else the catalog; only icc (the catalog's, too) makes of missing profiles the standard ones."""
    icc = recipe.output.icc
    by = icc or recipe.colour
    return Conversion(Rendering(by.intent, by.black_point, by.dither), icc is not None)


def in_space(picture: Picture, space: Space, by: Conversion) -> Picture:
    """The picture in a space; without a profile its numbers are those of the space, or are converted naively."""
    if (picture.image.mode, picture.profile) == space:
        return picture
    if picture.profile is None and not by.by_profiles:
        return replace(picture, image=converted_naively(picture.image, space.mode), profile=space.profile)
    source = picture.profile or standard_profile(picture.pixel_type)
    target = space.profile or standard_profile(PIXEL_TYPES[space.mode])
    return replace(picture, image=converted(picture.image, source, target, by.rendering), profile=space.profile)


def meant(colour: Colour, ground: Picture, recipe: Recipe) -> Colour:
    """A colour in the numbers of the picture it is put into; only one with the suffix s is in others, the catalog's.

    Source: IS reference, color data type (s: a value in the space of IccProfileSrc*).
    """
    found = source_profile(recipe.colour, colour.model) if colour.source_space else None
    if found is None or ground.profile is None:
        return colour
    mode, by = MODES[colour.model], conversion(recipe).rendering._replace(dither=False)
    pixel = converted(Image.new(mode, (1, 1), ink(colour, mode)), found.data, ground.profile, by).tobytes()
    scale = 1.0 if ground.pixel_type is PixelType.RGB else 100 / 255
    return Colour(ground.pixel_type, tuple(octet * scale for octet in pixel), colour.alpha)


def source_profile(catalog: ColourAttributes, pixel_type: PixelType) -> NamedProfile | None:
    """What IccProfileSrc* says of a pixel type, None for nothing. Raises RenderError for a profile of another type."""
    name = catalog.sources.of(pixel_type)
    if not name:
        return None
    found = named_profile(name)
    if found.pixel_type is not pixel_type:
        raise RenderError(f"IccProfileSrc={name}: this is no profile of {pixel_type} pictures")
    return found


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

"""The files that a Recipe needs, opened for their headers alone. Source: IS reference, source image data."""

from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

from flytower.imaging.attributes import ColourAttributes
from flytower.imaging.colour import named_profile
from flytower.imaging.embedded_paths import embedded_paths
from flytower.imaging.orientation import shown_outline
from flytower.imaging.outlines import Outline
from flytower.imaging.probe import ColourMode, IccProfile, ImageHeader, probe
from flytower.imaging.recipe import (
    Content,
    FileContent,
    LayerRecipe,
    NestedContent,
    PathObject,
    PixelType,
    Recipe,
    SourceSize,
    names_paths,
)
from flytower.imaging.spaces import source_profile, space_of
from flytower.imaging.work import Files

_PIXEL_TYPES = {
    ColourMode.GRAY: PixelType.GRAY,
    ColourMode.RGB: PixelType.RGB,
    ColourMode.PALETTE: PixelType.RGB,
    ColourMode.CMYK: PixelType.CMYK,
}
_DRAWN_IN = "sRGB"


def files_of(recipe: Recipe, path_object: Path | None) -> Files:
    """Read the header of every file a Recipe names, once each. Raises RenderError for one that is no picture."""
    wanted = [path_object, *(_path(content, path_object) for content in _contents(recipe))]
    headers = {path: _tagged(probe(path), recipe.colour) for path in dict.fromkeys(wanted) if path is not None}
    return Files(path_object, headers)


def _tagged(header: ImageHeader, colour: ColourAttributes) -> ImageHeader:
    """The header with the catalog's profile for pictures that carry none of use. Source: IS reference, IccProfileSrc*.

    Drawings (SVG) are in sRGB, whatever the catalog takes pictures for. Source: IS reference, color management.
    """
    pixel_type = _PIXEL_TYPES.get(header.mode)
    if pixel_type is None or space_of(header).profile is not None:
        return header
    found, name = source_profile(colour, pixel_type), colour.sources.of(pixel_type)
    if found is None:
        return header
    if header.format == "svg":
        found, name = named_profile(_DRAWN_IN), _DRAWN_IN
    return replace(header, icc=IccProfile(found.data, name, pixel_type, replaces_another=header.icc is not None))


def sizes_of(recipe: Recipe, files: Files) -> dict[Path, SourceSize]:
    """What the plan has to know of every file; embedded paths only of those whose paths the request names."""
    shaped = set(_shaped(recipe, files.path_object))
    return {
        path: header.size._replace(outlines=_outlines(path, header)) if path in shaped else header.size
        for path, header in files.headers.items()
    }


def base_file(recipe: Recipe, files: Files) -> Path | None:
    """The file of the lowest layer that has one of its own: its resolution is the reply's."""
    return next((path for layer in recipe.layers if (path := files.path(layer.content)) is not None), None)


def _outlines(path: Path, header: ImageHeader) -> tuple[tuple[str, Outline], ...]:
    return tuple((name, shown_outline(outline, header.orientation)) for name, outline in embedded_paths(path))


def _layers(recipe: Recipe) -> tuple[LayerRecipe, ...]:
    return recipe.layers if recipe.watermark is None else (*recipe.layers, recipe.watermark.layer)


def _contents(recipe: Recipe) -> Iterator[Content]:
    for layer in _layers(recipe):
        for content in (layer.content, layer.mask):
            if isinstance(content, NestedContent):
                yield from _contents(content.recipe)
            elif content is not None:
                yield content


def _shaped(recipe: Recipe, path_object: Path | None) -> Iterator[Path]:
    """The files whose embedded paths clip or crop something."""
    for layer in _layers(recipe):
        if names_paths(layer) or (layer.number == 0 and names_paths(recipe.composite)):
            path = _path(layer.content, path_object)
            if path is not None:
                yield path
        for content in (layer.content, layer.mask):
            if isinstance(content, NestedContent):
                yield from _shaped(content.recipe, None)


def _path(content: Content, path_object: Path | None) -> Path | None:
    if isinstance(content, PathObject):
        return path_object
    return content.path if isinstance(content, FileContent) else None

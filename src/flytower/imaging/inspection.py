"""What can be told of a picture, and of the reply to a request, without decoding a pixel.

These functions read files that may be hostile, so the render processes run them; what they return, JSON can carry.
"""

from pathlib import Path
from typing import Any

from flytower.imaging.embedded_paths import embedded_paths, path_names
from flytower.imaging.files import base_file, files_of, sizes_of
from flytower.imaging.image_maps import LayerMap, composite_map
from flytower.imaging.limits import Limits
from flytower.imaging.plan import Plan, plan
from flytower.imaging.probe import ColourMode, probe
from flytower.imaging.recipe import DEFAULT_RESOLUTION, PixelType, Recipe
from flytower.imaging.spaces import space_of
from flytower.imaging.work import Files
from flytower.imaging.xmp import xmp_of

PIXEL_TYPES = {PixelType.RGB: "RGB", PixelType.GRAY: "BW", PixelType.CMYK: "CMYK"}
"""The vendor's words. Source: IS reference, req=props."""

_MODES = {ColourMode.GRAY: "BW", ColourMode.CMYK: "CMYK"}


def inspect_source(_limits: Limits, path: Path) -> dict[str, Any]:
    """What the header of a picture says: size, colours, opacity, and what is embedded. Source: req=imageprops."""
    header = probe(path)
    mask = 0 if not header.has_alpha else 1 if header.premultiplied else 2
    return {
        "width": header.width,
        "height": header.height,
        "pixel_type": _MODES.get(header.mode, "RGB"),
        "resolution": header.resolution,
        "mask": mask,
        "profile": header.icc.description if header.icc else "",
        "embedded_profile": header.icc is not None,
        "path_names": list(path_names(path)),
        "has_xmp": xmp_of(path) is not None,
    }


def inspect_reply(limits: Limits, source: Path | None, recipe: Recipe) -> dict[str, Any]:
    """What the reply to a request would be: its size, resolution and profile. Source: req=props."""
    files, made = _planned(limits, source, recipe)
    base = base_file(recipe, files)
    header = files.headers[base] if base else None
    own = files.path(recipe.layer.content)
    output = recipe.output
    profile = output.icc.name if output.icc else ""
    if not profile and header is not None and header.icc is not None:
        kept = space_of(header).profile is not None and _MODES.get(header.mode, "RGB") == PIXEL_TYPES[output.pixel_type]
        profile = header.icc.description if kept else ""
    resolution = header.resolution if header else 0.0
    return {
        "width": made.size.width,
        "height": made.size.height,
        "pixel_type": PIXEL_TYPES[output.pixel_type],
        "resolution": recipe.view.print_res or resolution or DEFAULT_RESOLUTION,
        "profile": profile,
        "has_paths": bool(output.path_embed and own and embedded_paths(own, closed_only=True)),
        "has_xmp": bool(output.xmp_embed and own and xmp_of(own) is not None),
    }


def inspect_map(limits: Limits, source: Path | None, recipe: Recipe, maps: list[LayerMap]) -> dict[str, Any]:
    """The image map of a reply, as elements of HTML. Source: req=map."""
    _, made = _planned(limits, source, recipe)
    return {"areas": [area.html() for area in composite_map(maps, recipe, made, limits)]}


def inspect_xmp(_limits: Limits, path: Path) -> dict[str, Any]:
    """The XMP packet of a picture, empty where it has none. Source: req=xmp."""
    packet = xmp_of(path) or b""
    return {"xmp": packet.decode("utf-8", "replace").strip("\0 \r\n\t")}


INSPECTIONS = {"source": inspect_source, "reply": inspect_reply, "map": inspect_map, "xmp": inspect_xmp}


def _planned(limits: Limits, source: Path | None, recipe: Recipe) -> tuple[Files, Plan]:
    files = files_of(recipe, source)
    sizes = sizes_of(recipe, files)
    return files, plan(recipe, sizes.get(source) if source else None, limits, sizes)

"""Image maps carried through what a request does to its layers. Source: IS reference, image maps, map, req=map.

Coordinates go where the pixels under them go; what leaves its layer or the reply is cut off.
"""

import re
from collections.abc import Iterable, Iterator
from html import unescape
from math import cos, pi, sin
from typing import NamedTuple

from flytower.imaging.geometry import Box, Mapping, PixelSize, rounded
from flytower.imaging.layer_geometry import layer_geometry, solid_geometry
from flytower.imaging.layer_plan import LayerPlan
from flytower.imaging.limits import Limits
from flytower.imaging.outlines import XY
from flytower.imaging.plan import Plan, effective_limits
from flytower.imaging.recipe import Flip, Recipe, SolidContent
from flytower.imaging.view_geometry import view_geometry

MOST_AREAS = 2000
"""Most areas in one answer; further ones are left out."""

_AREA = re.compile(r"<area\b((?:\"[^\"]*\"|'[^']*'|[^<>\"'])*?)/?>", re.IGNORECASE)
_ATTRIBUTE = re.compile(r"([\w:.-]+)(?:\s*=\s*(\"[^\"]*\"|'[^']*'|[^\s\"'>]+))?")
_NUMBER = re.compile(r"[+-]?(?:\d+\.?\d*|\.\d+)", re.ASCII)
_FARTHEST = 2.0**31
_CIRCLE_CORNERS = 24
_NO_FLIP = Flip()


class LayerMap(NamedTuple):
    """The image maps of one layer: its number (None for the composite), and the areas.

    `in_source` says that coordinates are pixels of the source (catalog::Map, mapA=), else of the layer (map=).
    """

    layer: int | None
    text: str
    in_source: bool


class Area(NamedTuple):
    """One area of a finished map: its attributes but for shape and coords, shape and coords."""

    attributes: tuple[tuple[str, str | None], ...]
    shape: str
    coords: tuple[int, ...]

    def html(self) -> str:
        """The element as it is returned; values keep their own quotes."""
        kept = [name if value is None else f"{name}={value}" for name, value in self.attributes]
        coords = ",".join(map(str, self.coords))
        return "<AREA " + " ".join([*kept, f'SHAPE="{self.shape}"', f'COORDS="{coords}"']) + ">"


def read_areas(text: str) -> list[tuple[tuple[str, str], ...]]:
    """The attributes of every area in a map, names in lower case, values without quotes and character references."""
    return [
        tuple((found[1].casefold(), unescape(_unquoted(found[2]))) for found in _ATTRIBUTE.finditer(element[1]))
        for element in _AREA.finditer(text)
    ]


def composite_map(maps: Iterable[LayerMap], recipe: Recipe, made: Plan, limits: Limits) -> list[Area]:
    """The areas of a reply, front to back: those of upper layers first, those of the composite last."""
    by_layer = {one.layer: one for one in maps if one.text}
    to_reply = _to_reply(recipe, made, limits)
    bounds = Box(0, 0, made.size.width, made.size.height)
    areas: list[Area] = []
    for placed in sorted(made.layers, key=lambda one: -one.layer.number):
        found = by_layer.get(placed.layer.number)
        if found is not None and not placed.layer.hide:
            areas += _areas(found.text, _place(found, placed, made, to_reply), bounds)
    if (behind := by_layer.get(None)) is not None:
        size = made.layers[0].rect_size
        areas += _areas(behind.text, _Place(Mapping(), size, to_reply), bounds)
    return areas[:MOST_AREAS]


class _Place(NamedTuple):
    """From a map's coordinates to the layer's rectangle of `size`, and from there to the reply."""

    to_layer: Mapping
    size: PixelSize
    to_reply: Mapping


def _to_reply(recipe: Recipe, made: Plan, limits: Limits) -> Mapping:
    size = made.layers[0].rect_size
    flip = recipe.composite.flip or _NO_FLIP
    flipped = Mapping().flipped(size, horizontal=flip.horizontal, vertical=flip.vertical)
    return flipped.then(view_geometry(recipe.view, made.composite_size, effective_limits(recipe, limits)).mapping)


def _place(found: LayerMap, placed: LayerPlan, made: Plan, to_reply: Mapping) -> _Place:
    x, y = placed.top_left
    on_reply = Mapping().moved(x, y).then(to_reply)
    if not found.in_source:
        return _Place(Mapping(), placed.rect_size, on_reply)
    canvas = made.layers[0].rect_size
    if isinstance(placed.layer.content, SolidContent) and placed.origins.mask is None:
        geometry = solid_geometry(placed.layer, canvas)
    else:
        geometry = layer_geometry(placed.layer, placed.origins.source, canvas)
    left, top, _, _ = geometry.extend
    return _Place(geometry.turned.moved(left, top), placed.rect_size, on_reply)


def _areas(text: str, place: _Place, bounds: Box) -> Iterator[Area]:
    for element in _AREA.finditer(text):
        attributes = [(found[1], found[2]) for found in _ATTRIBUTE.finditer(element[1])]
        said = {name.casefold(): _unquoted(value) for name, value in attributes}
        polygon = _polygon(said.get("shape", "default").casefold(), said.get("coords", ""))
        whole = [(0.0, 0.0), (place.size.width, 0.0), (place.size.width, place.size.height), (0.0, place.size.height)]
        on_layer = whole if polygon is None else [place.to_layer.point(*point) for point in polygon]
        kept = _clipped(on_layer, Box(0, 0, place.size.width, place.size.height))
        kept = _clipped([place.to_reply.point(*point) for point in kept], bounds)
        others = tuple(pair for pair in attributes if pair[0].casefold() not in ("shape", "coords"))
        area = _area(others, kept)
        if area is not None:
            yield area


def _unquoted(value: str | None) -> str:
    return (value or "").strip("\"'")


def _polygon(shape: str, coords: str) -> list[XY] | None:
    """The corners of a shape; None for all of the layer, an empty list for one that cannot be read."""
    if shape in ("default", ""):
        return None
    numbers = [max(-_FARTHEST, min(_FARTHEST, float(text))) for text in _NUMBER.findall(coords)]
    if shape.startswith("rect") and len(numbers) >= 4:  # noqa: PLR2004  two corners
        left, top, right, bottom = numbers[:4]
        return [(left, top), (right, top), (right, bottom), (left, bottom)]
    if shape.startswith("circ") and len(numbers) >= 3:  # noqa: PLR2004  centre and radius
        x, y, radius = numbers[:3]
        turns = (2 * pi * step / _CIRCLE_CORNERS for step in range(_CIRCLE_CORNERS))
        return [(x + radius * cos(turn), y + radius * sin(turn)) for turn in turns]
    return list(zip(numbers[::2], numbers[1::2], strict=False)) if shape.startswith("poly") else []


def _clipped(polygon: list[XY], box: Box) -> list[XY]:
    """The part of a polygon inside a box: one side after the other (Sutherland and Hodgman)."""
    for axis, limit, sign in ((0, box.left, 1), (0, box.right, -1), (1, box.top, 1), (1, box.bottom, -1)):
        result: list[XY] = []
        for index, point in enumerate(polygon):
            before = polygon[index - 1]
            inside, was_inside = ((one[axis] - limit) * sign >= 0 for one in (point, before))
            if inside != was_inside:
                part = (limit - before[axis]) / (point[axis] - before[axis])
                result.append((before[0] + (point[0] - before[0]) * part, before[1] + (point[1] - before[1]) * part))
            if inside:
                result.append(point)
        polygon = result
    return polygon


def _area(attributes: tuple[tuple[str, str | None], ...], polygon: list[XY]) -> Area | None:
    """The area in whole pixels; None where nothing is left of it."""
    points = [(rounded(x), rounded(y)) for x, y in polygon]
    points = [point for index, point in enumerate(points) if point != points[index - 1]]
    xs, ys = sorted({x for x, _ in points}), sorted({y for _, y in points})
    if len(xs) < 2 or len(ys) < 2:  # noqa: PLR2004  a line encloses nothing
        return None
    corners = {(xs[0], ys[0]), (xs[-1], ys[0]), (xs[-1], ys[-1]), (xs[0], ys[-1])}
    if set(points) == corners:
        return Area(attributes, "rect", (xs[0], ys[0], xs[-1], ys[-1]))
    return Area(attributes, "poly", tuple(number for point in points for number in point))

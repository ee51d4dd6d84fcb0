"""How much of each pixel lies inside an outline, computed exactly and not by samples."""

import numpy as np
from numpy.typing import NDArray
from PIL import Image

from flytower.imaging.geometry import PixelSize
from flytower.imaging.outlines import XY, Outline

_EDGES_AT_ONCE = 256
_BAND_ROWS = 256
_Array = NDArray[np.float64]


def coverage(outline: Outline, size: PixelSize) -> Image.Image:
    """The outline as a picture of mode L: 255 inside, 0 outside, between them where its edge cuts a pixel.

    Every edge adds to each pixel right of it the height it crosses there, with its sign; summed up from left to
    right that counts windings, weighted by area.
    """
    width, height = size
    sums = np.zeros((height, width + 2), np.float32)
    edges = np.array([edge for polygon in outline.polygons() for edge in _edges(polygon)], np.float64)
    for start in range(0, len(edges), _EDGES_AT_ONCE):
        _add(sums, _clipped(edges[start : start + _EDGES_AT_ONCE], height))
    result = Image.new("L", size)
    for top in range(0, height, _BAND_ROWS):
        band = _levels(sums[top : top + _BAND_ROWS, :width], even_odd=outline.even_odd)
        result.paste(Image.fromarray(band), (0, top))
    return result


def _edges(polygon: list[XY]) -> list[tuple[float, float, float, float]]:
    return [(*polygon[index - 1], *polygon[index]) for index in range(len(polygon))]


def _clipped(edges: _Array, height: int) -> _Array:
    """The edges without what lies above or below the picture; level ones enclose nothing and go."""
    edges = edges[edges[:, 1] != edges[:, 3]]
    x0, y0, x1, y1 = edges.T
    slope = (x1 - x0) / (y1 - y0)
    top, bottom = np.clip(y0, 0, height), np.clip(y1, 0, height)
    kept: _Array = np.stack([x0 + (top - y0) * slope, top, x0 + (bottom - y0) * slope, bottom], 1)[top != bottom]
    return kept


def _add(sums: NDArray[np.float32], edges: _Array) -> None:
    """Cut edges where they cross a border between pixels, and add every piece to its pixel."""
    height, columns = sums.shape
    width = columns - 2
    x0, y0, x1, y1 = _pieces(edges, width)
    rows = np.clip(np.floor((y0 + y1) / 2), 0, height - 1).astype(np.intp)
    middle = np.clip((x0 + x1) / 2, 0, width)
    cells = np.floor(middle).astype(np.intp)
    crossed, part = y1 - y0, middle - cells
    flat = rows * columns + cells
    line = sums.reshape(-1)
    np.add.at(line, flat, crossed * (1 - part))
    np.add.at(line, flat + 1, crossed * part)


def _pieces(edges: _Array, width: int) -> tuple[_Array, _Array, _Array, _Array]:
    """Start and end of every piece of every edge between the crossings of pixel borders."""
    cuts = [_crossings(edges[:, 1], edges[:, 3], np.inf), _crossings(edges[:, 0], edges[:, 2], width)]
    count = len(edges)
    ends = (np.tile(np.arange(count), 2), np.repeat([0.0, 1.0], count))
    owners = np.concatenate([ends[0], *(owner for owner, _ in cuts)])
    places = np.concatenate([ends[1], *(place for _, place in cuts)])
    order = np.lexsort((places, owners))
    owners, places = owners[order], places[order]
    same = owners[1:] == owners[:-1]
    owner, start, end = owners[1:][same], places[:-1][same], places[1:][same]
    x0, y0, x1, y1 = edges[owner].T
    width_of, height_of = x1 - x0, y1 - y0
    return x0 + width_of * start, y0 + height_of * start, x0 + width_of * end, y0 + height_of * end


def _crossings(start: _Array, end: _Array, most: float) -> tuple[NDArray[np.intp], _Array]:
    """Which edge crosses a whole number between 0 and `most` in this direction, and how far along it does."""
    low, high = np.minimum(start, end), np.maximum(start, end)
    first = np.ceil(np.clip(low, 0, most))
    last = np.floor(np.clip(high, -1, most))
    counts = np.maximum(0, last - first + 1).astype(np.intp)
    owners = np.repeat(np.arange(len(start)), counts)
    offsets = np.arange(len(owners)) - np.repeat(np.cumsum(counts) - counts, counts)
    length = (end - start)[owners]
    places = (first[owners] + offsets - start[owners]) / np.where(length == 0, 1, length)
    return owners, np.clip(places, 0, 1)


def _levels(sums: NDArray[np.float32], *, even_odd: bool) -> NDArray[np.uint8]:
    windings = np.abs(np.cumsum(sums, 1, np.float64))
    if even_odd:
        windings = np.abs((windings + 1) % 2 - 1)
    return (np.minimum(windings, 1) * 255 + 0.5).astype(np.uint8)

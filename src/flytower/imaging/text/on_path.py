"""Text along a path. Source: IS reference, textPath, pathAttr, text layers (text on path)."""

from bisect import bisect_right
from collections.abc import Iterator, Sequence
from itertools import accumulate, pairwise
from math import hypot
from typing import NamedTuple

from flytower.imaging.geometry import Mapping
from flytower.imaging.outlines import XY, Outline
from flytower.imaging.text.bidi import visual_order
from flytower.imaging.text.flow import Block
from flytower.imaging.text.lines import trimmed
from flytower.imaging.text.records import Alignment, Baseline, PathAttr
from flytower.imaging.text.ruler import Ruler
from flytower.imaging.text.setting import clusters_width, glyphs_at, rule_under
from flytower.imaging.text.shape import Cluster
from flytower.imaging.text.sheet import Bar, Mark, Sheet, bar

_NOISE = 1e-9


class _Track:
    """A subpath as a chain of straight pieces, measured along its length."""

    def __init__(self, points: Sequence[XY], *, closed: bool) -> None:
        pairs = [(a, b) for a, b in pairwise(points) if a != b]
        self._pairs = pairs
        self._ends = list(accumulate(hypot(b[0] - a[0], b[1] - a[1]) for a, b in pairs))
        self.closed = closed

    @property
    def length(self) -> float:
        """The whole length."""
        return self._ends[-1] if self._ends else 0.0

    def frame(self, distance: float) -> Mapping:
        """The map that lays 0,0 on the point at a distance, and the x axis along the path there."""
        if self.closed:
            distance %= self.length
        number = min(len(self._pairs) - 1, bisect_right(self._ends, distance))
        (x0, y0), (x1, y1) = self._pairs[number]
        length = hypot(x1 - x0, y1 - y0)
        cosine, sine = (x1 - x0) / length, (y1 - y0) / length
        rest = distance - (self._ends[number - 1] if number else 0.0)
        return Mapping(cosine, -sine, sine, cosine, x0 + cosine * rest, y0 + sine * rest)


class _Stretch(NamedTuple):
    """The part of a track that text may take."""

    track: _Track
    start: float
    end: float


def set_on_path(block: Block, baseline: Baseline, attr: PathAttr, ruler: Ruler) -> Sheet:
    """Set the first line of a paragraph along the subpaths, one after the other; what finds no room is left out."""
    ends = [place for place, cluster in enumerate(block.clusters) if cluster.ends_line]
    clusters = list(block.clusters[: ends[0] if ends else None])
    marks: list[Mark] = []
    bars: list[Bar] = []
    for stretch in _stretches(baseline, attr):
        start = stretch.start + ruler.pixels(block.style.left)
        room = stretch.end - ruler.pixels(block.style.right) - start
        fitting = _fitting(clusters, room, ruler)
        part, clusters = trimmed(clusters[:fitting]), clusters[fitting:]
        spare = room - clusters_width(part, ruler)
        shift = {Alignment.CENTRE: 0.5, Alignment.RIGHT: 1.0}.get(block.style.align, 0.0) * spare
        for sheet in _set(part, stretch.track, start + shift, ruler):
            marks += sheet.marks
            bars += sheet.bars
    return Sheet(tuple(marks), tuple(bars))


def _stretches(baseline: Baseline, attr: PathAttr) -> Iterator[_Stretch]:
    for pieces in baseline:
        points = [pieces[0][0], *Outline((pieces,)).polygons()[0]]
        track = _Track(points[::-1] if attr.backwards else points, closed=points[0] == points[-1])
        if track.length > _NOISE:
            start, end = (1 - attr.end, 1 - attr.start) if attr.backwards else (attr.start, attr.end)
            yield _Stretch(track, start * track.length, end * track.length)


def _fitting(clusters: Sequence[Cluster], room: float, ruler: Ruler) -> int:
    """How many clusters have room."""
    total = 0.0
    for place, cluster in enumerate(clusters):
        total += ruler.width(cluster)
        if total > room + _NOISE and not cluster.blank:
            return place
    return len(clusters)


def _set(clusters: Sequence[Cluster], track: _Track, start: float, ruler: Ruler) -> Iterator[Sheet]:
    """Every cluster turned as the path runs at its middle."""
    pen = start
    for place in visual_order([cluster.level for cluster in clusters]):
        cluster = clusters[place]
        width = ruler.width(cluster)
        sheet = Sheet(tuple(glyphs_at(cluster, -width / 2, 0.0, ruler)), tuple(_bars(cluster, width, ruler)))
        yield sheet.mapped(track.frame(pen + width / 2))
        pen += width


def _bars(cluster: Cluster, width: float, ruler: Ruler) -> Iterator[Bar]:
    if cluster.style.underline:
        rule = rule_under(cluster, (-width / 2, width / 2), 0.0, ruler)
        yield bar(rule.left, rule.top, rule.right, rule.bottom, rule.inks)

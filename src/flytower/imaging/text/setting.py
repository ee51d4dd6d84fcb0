"""Lines become marks: alignment, justification, visual order. Source: IS reference, paragraph formatting."""

from collections.abc import Iterable, Sequence
from dataclasses import replace
from math import isinf
from typing import NamedTuple

from flytower.imaging.geometry import Mapping, rounded
from flytower.imaging.text.bidi import visual_order
from flytower.imaging.text.lines import Line
from flytower.imaging.text.records import Alignment, Inks
from flytower.imaging.text.ruler import Ruler
from flytower.imaging.text.shape import Cluster
from flytower.imaging.text.sheet import Bar, Mark, Sheet, bar


class _Gaps(NamedTuple):
    """Where a justified line opens, by the numbers of its clusters, and how far."""

    after: frozenset[int]
    width: float


_NO_GAPS = _Gaps(frozenset(), 0.0)


class _Rule(NamedTuple):
    """A stretch of underline; those that touch and are alike become one."""

    left: float
    right: float
    top: float
    bottom: float
    inks: Inks


def set_lines(lines: Iterable[Line], ruler: Ruler) -> Sheet:
    """All lines as marks. Baselines are on whole pixels, where letters stand sharp."""
    marks: list[Mark] = []
    bars: list[Bar] = []
    for line in lines:
        _set(replace(line, baseline=rounded(line.baseline)), ruler, marks, bars)
    return Sheet(tuple(marks), tuple(bars))


def line_start(line: Line, ruler: Ruler) -> float:
    """Where the ink of a line begins. In a room without end 0 is its left, its right or its middle."""
    width = sum(map(ruler.width, line.clusters))
    spare = -width if isinf(line.room) else line.room - width
    return line.left + spare * {Alignment.CENTRE: 0.5, Alignment.RIGHT: 1.0}.get(_align(line), 0.0)


def _align(line: Line) -> Alignment:
    align = line.style.align
    return line.style.last if align is Alignment.JUSTIFIED and line.last else align


def _set(line: Line, ruler: Ruler, marks: list[Mark], bars: list[Bar]) -> None:
    pen, gaps = line_start(line, ruler), _gaps(line, ruler)
    rules: list[_Rule] = []
    for place in visual_order([cluster.level for cluster in line.clusters]):
        cluster = line.clusters[place]
        marks += glyphs_at(cluster, pen, line.baseline, ruler)
        after = pen + ruler.width(cluster) + (gaps.width if place in gaps.after else 0.0)
        if cluster.style.underline and not cluster.upright:
            _underline(rules, rule_under(cluster, (pen, after), line.baseline, ruler))
        pen = after
    bars += [bar(rule.left, rule.top, rule.right, rule.bottom, rule.inks) for rule in rules]


def _gaps(line: Line, ruler: Ruler) -> _Gaps:
    """Justified lines open at their blanks, or between ideographs if they have none."""
    if _align(line) is not Alignment.JUSTIFIED or isinf(line.room):
        return _NO_GAPS
    spare = line.room - sum(map(ruler.width, line.clusters))
    inner = range(len(line.clusters) - 1)
    places = [place for place in inner if line.clusters[place].blank]
    places = places or [place for place in inner if line.clusters[place].ideographic]
    return _Gaps(frozenset(places), spare / len(places)) if places and spare > 0 else _NO_GAPS


def glyphs_at(cluster: Cluster, pen: float, baseline: float, ruler: Ruler) -> list[Mark]:
    """The glyphs of a cluster whose left end is at the pen."""
    style, face = cluster.style, cluster.face
    size = ruler.size(style) * cluster.factor
    x, y = size * style.scale_x, size * style.scale_y
    if cluster.upright:
        return [
            Mark(
                face, number, _standing(x / face.units, y / face.units, pen - up * y, baseline - right * x), style.inks
            )
            for number, right, up in cluster.glyphs
        ]
    if style.scale_x < 0:
        pen -= cluster.advance * x
    baseline -= ruler.rise(style)
    if ruler.columns:
        baseline += (face.metrics.cell - face.metrics.cell_descent) / 2 * y
    return [
        Mark(
            face, number, Mapping(x / face.units, 0, 0, -y / face.units, pen + right * x, baseline - up * y), style.inks
        )
        for number, right, up in cluster.glyphs
    ]


def _standing(x: float, y: float, pen: float, middle: float) -> Mapping:
    """A glyph that will stand upright once its line is turned clockwise."""
    return Mapping(0, -y, -x, 0, pen, middle)


def rule_under(cluster: Cluster, span: tuple[float, float], baseline: float, ruler: Ruler) -> _Rule:
    """The underline of a cluster between two ends."""
    metrics, size = cluster.face.metrics, ruler.size(cluster.style)
    top = baseline - ruler.pixels(cluster.style.rise) + metrics.underline * size
    return _Rule(*span, top, top + metrics.underline_thickness * size, cluster.style.inks)


def _underline(rules: list[_Rule], rule: _Rule) -> None:
    if rules and rules[-1][2:] == rule[2:] and rules[-1].right == rule.left:
        rules[-1] = rules[-1]._replace(right=rule.right)
    else:
        rules.append(rule)


def clusters_width(clusters: Sequence[Cluster], ruler: Ruler) -> float:
    """How wide clusters are together."""
    return sum(map(ruler.width, clusters))

"""Lengths of text in pixels: sizes of letters, widths of clusters, heights of lines."""

from collections.abc import Iterable
from typing import NamedTuple

from flytower.imaging.text.records import CharStyle, ParagraphStyle, Script
from flytower.imaging.text.rtf_words import multiple
from flytower.imaging.text.shape import Cluster

POINTS_PER_INCH = 72
_LEADING = 1.2
_RAISED = 2 / 9
_LOWERED = -1 / 6
_JOINED_SCRIPTS = ("\u0600", "\u08ff")
"""Letters of one word hang together in these scripts, so that no space goes between them."""


class Heights(NamedTuple):
    """The heights of a line, in pixels from its baseline.

    `ascent` and `descent` are what must lie inside the text area; `first` is the distance from the area's top to the
    baseline, `above` the distance from the line before, which `below` was added to.
    """

    ascent: float
    descent: float
    first: float
    above: float
    below: float

    def over(self, other: "Heights") -> "Heights":
        """What two parts of a line need together."""
        return Heights(*(max(pair) for pair in zip(self, other, strict=True)))


class Ruler(NamedTuple):
    """How large text is set.

    `resolution` is pixels an inch. `growth` goes from 0, at which text has its own size, to 1, at which it has the
    largest that copyfit allows. `photoshop` and `columns` say how lines are measured.
    """

    resolution: float
    photoshop: bool
    columns: bool = False
    growth: float = 0.0

    def pixels(self, points: float) -> float:
        """Points in pixels."""
        return points * self.resolution / POINTS_PER_INCH

    def size(self, style: CharStyle) -> float:
        """The size of a style."""
        return self.pixels(style.size + self.growth * max(0.0, style.fitting.size - style.size))

    def rise(self, style: CharStyle) -> float:
        """How far above the baseline letters stand."""
        parts = {Script.SUPER: _RAISED, Script.SUB: _LOWERED}
        return self.pixels(style.rise) + parts.get(style.script, 0.0) * self.size(style)

    def width(self, cluster: Cluster) -> float:
        """How far a cluster moves the pen."""
        if not cluster.advance:
            return 0.0
        style = cluster.style
        scale = abs(style.scale_y if cluster.upright else style.scale_x)
        return cluster.advance * self.size(style) * cluster.factor * scale + self.spacing(cluster)

    def spacing(self, cluster: Cluster) -> float:
        """The part of that which is expnd's."""
        joined = _JOINED_SCRIPTS[0] <= cluster.text[0] <= _JOINED_SCRIPTS[1]
        return 0.0 if joined else self.pixels(cluster.style.spacing)

    def heights(self, clusters: Iterable[Cluster], style: ParagraphStyle) -> Heights:
        """The heights of a line of clusters, of which there is at least one."""
        if self.photoshop:
            return self._photoshop_heights(list(clusters), style)
        ascent = descent = gap = -1e9
        for cluster in clusters:
            metrics, rise = cluster.face.metrics, self.rise(cluster.style)
            size = self.size(cluster.style) * cluster.factor * abs(cluster.style.scale_y)
            ascent = max(ascent, metrics.ascent * size + rise)
            descent = max(descent, metrics.descent * size - rise)
            gap = max(gap, metrics.gap * size)
        below = descent + gap
        above = self._spaced(ascent + below, style) - below
        return Heights(ascent, descent, above, above, below)

    def _photoshop_heights(self, clusters: list[Cluster], style: ParagraphStyle) -> Heights:
        """Photoshop knows no raised or stretched letters here: the first line hangs from its cells' tops."""
        size = max(self.size(cluster.style) for cluster in clusters)
        leading = self._spaced(_LEADING * size, style)
        if self.columns:
            return Heights(size / 2, size / 2, size / 2, leading, 0.0)
        cell = max(cluster.face.metrics.cell * self.size(cluster.style) for cluster in clusters)
        descent = max(cluster.face.metrics.cell_descent * self.size(cluster.style) for cluster in clusters)
        return Heights(cell, descent, cell, leading, 0.0)

    def _spaced(self, natural: float, style: ParagraphStyle) -> float:
        if not style.line_space:
            return natural
        if style.multiple:
            return natural * abs(multiple(style.line_space))
        wanted = self.pixels(style.line_space)
        return max(natural, wanted) if wanted > 0 else -wanted

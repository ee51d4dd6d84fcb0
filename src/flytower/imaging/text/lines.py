"""Where lines end."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import NamedTuple

from flytower.imaging.text.records import ParagraphStyle, Wrapping
from flytower.imaging.text.ruler import Heights, Ruler
from flytower.imaging.text.shape import Cluster

_NOISE = 1e-6


@dataclass(frozen=True, slots=True)
class Line:
    """A line (or the part of one between two obstacles) at its place, in pixels.

    `clusters` are in reading order, without the blanks at the end. It may fill `room` from `left`. `last` says that
    nothing of its paragraph follows, or a line break.
    """

    clusters: tuple[Cluster, ...]
    left: float
    room: float
    baseline: float
    heights: Heights
    style: ParagraphStyle
    last: bool = False


class Measured(NamedTuple):
    """Clusters of a paragraph with their widths in pixels, and what a line adds that ends after each: a hyphen."""

    clusters: Sequence[Cluster]
    widths: Sequence[float]
    endings: Sequence[float]


def measured(clusters: Sequence[Cluster], ruler: Ruler) -> Measured:
    """The widths of clusters."""
    widths = [ruler.width(cluster) for cluster in clusters]
    endings = [0.0 if cluster.hyphen is None else ruler.width(cluster.hyphen) for cluster in clusters]
    return Measured(clusters, widths, endings)


def line_end(text: Measured, start: int, room: float, wrapping: Wrapping, *, cut: bool = True) -> int:
    """Where the line ends that begins at `start`: before the cluster of that number.

    `start` itself when not even one cluster fits, unless words are never cut; without `cut` when no whole word fits.
    """
    total, best, room = 0.0, start, room + _NOISE
    for place in range(start, len(text.clusters)):
        cluster = text.clusters[place]
        if cluster.ends_line:
            return place + 1
        total += text.widths[place]
        over = total > room and wrapping is not Wrapping.NO_WRAP
        if over and not cluster.blank:
            if best > start:
                return best
            if wrapping is Wrapping.WRAP:
                return place if cut else start
        if cluster.may_end and (over or total + text.endings[place] <= room):
            best = place + 1
    return len(text.clusters)


def word_width(text: Measured, start: int) -> float:
    """How wide the word is that begins at `start`."""
    total = 0.0
    for place in range(start, len(text.clusters)):
        cluster = text.clusters[place]
        if cluster.blank or cluster.ends_line:
            return total
        total += text.widths[place]
        if cluster.may_end:
            return total
    return total


def trimmed(clusters: Sequence[Cluster]) -> tuple[Cluster, ...]:
    """A line's clusters as it shows them: no blanks and no break at its end, a hyphen where a soft one ends it."""
    end = len(clusters)
    while end and (clusters[end - 1].blank or clusters[end - 1].ends_line):
        end -= 1
    shown = tuple(clusters[:end])
    if shown and shown[-1].hyphen is not None:
        return (*shown[:-1], shown[-1].hyphen)
    return shown

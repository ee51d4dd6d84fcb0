"""Sizes found by trying: the resolution of autoRes and maxRes, the growth of copyfit.

Source: IS reference, textAttr, copy-fitting.
"""

from collections.abc import Callable, Iterable

from flytower.imaging.text.flow import Flowed
from flytower.imaging.text.lines import Line
from flytower.imaging.text.records import Resolving
from flytower.imaging.text.shape import Cluster

_SMALLEST, _USUAL, _LARGEST = 1.0, 72.0, 20_000.0
_HALVINGS = 14
Fits = Callable[[float], bool]


def resolution(asked: float, resolving: Resolving, fits: Fits) -> float:
    """The resolution to set text in: the largest at which it fits its box, and with maxRes no more than was asked.

    autoRes pays no attention to what was asked.
    """
    if resolving is Resolving.FIXED or (resolving is Resolving.MOST and fits(asked)):
        return asked
    low, high = _SMALLEST, asked
    if resolving is Resolving.AUTO:
        high = _USUAL
        while high < _LARGEST and fits(high):
            low, high = high, high * 2
    return _largest(low, high, fits)


def growth(fits: Fits) -> float:
    """How far from its smallest to its largest size text may grow: from 0 to 1."""
    return 1.0 if fits(1.0) else _largest(0.0, 1.0, fits)


def _largest(low: float, high: float, fits: Fits) -> float:
    """The largest value below `high` that fits, halving; `low` is taken for one that does."""
    for _ in range(_HALVINGS):
        middle = (low + high) / 2
        low, high = (middle, high) if fits(middle) else (low, middle)
    return low


def keeps_lines(flowed: Flowed) -> bool:
    """Whether text that is to fit into a number of lines does."""
    return all(count <= most for most, count in _counts(flowed.lines).items())


def may_grow(clusters: Iterable[Cluster]) -> bool:
    """Whether copyfit applies to any of the text."""
    return any(cluster.style.fitting.size > cluster.style.size for cluster in clusters)


def truncated(flowed: Flowed) -> Flowed:
    """Without the lines that copyfitmaxlines does not allow; texts of different limits are counted apart."""
    kept: list[Line] = []
    counts: dict[int, int] = {}
    for line in flowed.lines:
        most = max((cluster.style.fitting.most_lines for cluster in line.clusters), default=0)
        counts[most] = counts.get(most, 0) + 1
        if not most or counts[most] <= most:
            kept.append(line)
    if len(kept) == len(flowed.lines):
        return flowed
    bottom = max((line.baseline + line.heights.descent for line in kept), default=0.0)
    return flowed._replace(lines=tuple(kept), bottom=bottom)


def _counts(lines: Iterable[Line]) -> dict[int, int]:
    """How many lines have text of each limit: copyfitlines, else copyfitmaxlines."""
    counts: dict[int, int] = {}
    for line in lines:
        fittings = {cluster.style.fitting for cluster in line.clusters}
        for most in {fitting.lines or fitting.most_lines for fitting in fittings} - {0}:
            counts[most] = counts.get(most, 0) + 1
    return counts

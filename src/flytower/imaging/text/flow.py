"""Text flows into areas, line after line."""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from typing import NamedTuple

from flytower.imaging.text.areas import Area
from flytower.imaging.text.lines import Line, Measured, line_end, measured, trimmed, word_width
from flytower.imaging.text.records import ParagraphStyle, Wrapping
from flytower.imaging.text.ruler import Heights, Ruler
from flytower.imaging.text.shape import Cluster

_STEPS = 1000
"""How many places down an area a line tries before it is said to have no room."""
_TRIES = 3
_NOISE = 1e-6


class Block(NamedTuple):
    """A paragraph ready to be set. `end` is a cluster in the style of its end, for its height when it is empty."""

    clusters: tuple[Cluster, ...]
    style: ParagraphStyle
    end: Cluster


class Flowed(NamedTuple):
    """Lines at their places, how far down they and the space after them reach, and whether all text found room."""

    lines: tuple[Line, ...]
    bottom: float
    complete: bool


@dataclass(frozen=True, slots=True)
class _Place:
    """How far down the areas are filled: to `y` of area `number`, where `first` says that nothing lies above.

    With a `part` above 0 a row of lines has begun at `baseline`, in as many of its intervals; `used` if any has text.
    """

    number: int
    y: float
    first: bool = True
    part: int = 0
    baseline: float = 0.0
    below: float = 0.0
    used: bool = False

    def after_row(self) -> "_Place":
        """Below the row that has begun."""
        if self.used:
            return _Place(self.number, self.baseline + self.below, first=False)
        return _Place(self.number, self.y, self.first)

    def lower(self, step: float) -> "_Place":
        """A little further down, for a row in which nothing could be set."""
        return self.after_row() if self.used else _Place(self.number, self.y + step, self.first)


class _Slot(NamedTuple):
    """Room for a line, where it leaves off, whether the row has more of it, and whether none is wider."""

    left: float
    right: float
    place: _Place
    more: bool
    widest: bool


def flow(
    blocks: Sequence[Block], areas: Sequence[Area], ruler: Ruler, wrapping: Wrapping, offset: float = 0.0
) -> Flowed:
    """Fill the areas one after the other; `offset` is left free at the top of the first."""
    flowing = _Flow(areas, ruler, wrapping, offset)
    complete = all(flowing.take(block) for block in blocks)
    return Flowed(tuple(flowing.lines), flowing.bottom, complete)


class _Flow:
    def __init__(self, areas: Sequence[Area], ruler: Ruler, wrapping: Wrapping, offset: float) -> None:
        self.lines: list[Line] = []
        self._areas = areas
        self._ruler = ruler
        self._wrapping = wrapping
        self._place = _Place(0, areas[0].top + offset)

    @property
    def bottom(self) -> float:
        """The end of what the last line needs."""
        if self._ruler.photoshop and self.lines:
            return self.lines[-1].baseline + self.lines[-1].heights.descent
        return self._place.after_row().y

    def take(self, block: Block) -> bool:
        """Set a paragraph; False as soon as there is no more room."""
        self._place = self._place.after_row()
        if not (self._ruler.photoshop and self._place.first):
            self._skip(block.style.before)
        text, start = measured(block.clusters, self._ruler), 0
        while start < len(block.clusters) or not start:
            end = self._line(block, text, start)
            if end is None:
                return False
            start = end
            if not block.clusters:
                break
        self._place = self._place.after_row()
        self._skip(block.style.after)
        return True

    def _skip(self, space: float) -> None:
        self._place = replace(self._place, y=self._place.y + self._ruler.pixels(space))

    def _line(self, block: Block, text: Measured, start: int) -> int | None:
        """Set the line that begins at `start` and say where it ends; None when there is no room for it."""
        style = block.style
        indent = style.left + (0.0 if start else style.first_indent)
        heights = self._ruler.heights(block.clusters[start : start + 1] or [block.end], style)
        slot, end = None, start
        for _ in range(_STEPS):
            slot, end = self._fitted(text, start, heights, indent, style)
            if slot is None or end > start or not block.clusters:
                break
            self._place = slot.place if slot.more else slot.place.lower(self._step(slot.place))
        if slot is None or (end == start and block.clusters):
            return None
        self._set(block, (start, end), slot, indent)
        return end

    def _set(self, block: Block, part: tuple[int, int], slot: _Slot, indent: float) -> None:
        start, end = part
        clusters, style = block.clusters[start:end], block.style
        left, right = slot.left + self._ruler.pixels(indent), slot.right - self._ruler.pixels(style.right)
        broken = end > start and clusters[-1].ends_line
        self.lines.append(
            Line(
                clusters=trimmed(clusters),
                left=left,
                room=right - left,
                baseline=slot.place.baseline,
                heights=self._ruler.heights(clusters or [block.end], style),
                style=style,
                last=broken or end >= len(block.clusters),
            )
        )
        place = replace(slot.place, used=True)
        self._place = place if slot.more and not broken else place.after_row()

    def _fitted(
        self, text: Measured, start: int, heights: Heights, indent: float, style: ParagraphStyle
    ) -> tuple[_Slot | None, int]:
        """The next slot and the end of the line in it; looked for again if the line turns out to be higher."""
        slot, end = None, start
        for _ in range(_TRIES):
            slot = self._slot(heights)
            if slot is None:
                return None, start
            room = slot.right - slot.left - self._ruler.pixels(indent + style.right)
            cut = slot.widest or word_width(text, start) > self._areas[slot.place.number].width
            end = line_end(text, start, room, self._wrapping, cut=cut)
            if end == start and text.clusters and slot.widest:
                end = start + 1
            needed = self._ruler.heights(text.clusters[start:end], style) if end > start else heights
            if needed.over(heights) == heights:
                break
            heights = needed.over(heights)
        return slot, end

    def _slot(self, heights: Heights) -> _Slot | None:
        """The next room for a line of these heights."""
        place = self._place
        if place.part:
            area = self._areas[place.number]
            free = area.free(place.baseline - heights.ascent, place.baseline + heights.descent)
            if place.part < len(free):
                return self._in(free, place, area, heights.below)
            place = place.lower(self._step(place))
        while place.number < len(self._areas):
            area = self._areas[place.number]
            baseline = place.y + (heights.first if place.first else heights.above)
            while baseline + heights.descent <= area.bottom + _NOISE or not self._ruler.photoshop:
                free = area.free(baseline - heights.ascent, baseline + heights.descent)
                if free:
                    return self._in(free, replace(place, baseline=baseline), area, heights.below)
                baseline += self._step(place)
            place = self._next_area(place)
        return None

    def _in(self, free: list[tuple[float, float]], place: _Place, area: Area, below: float) -> _Slot:
        left, right = free[place.part]
        part = place.part + 1
        return _Slot(
            left, right, replace(place, part=part, below=max(place.below, below)), part < len(free), area.uniform
        )

    def _step(self, place: _Place) -> float:
        area = self._areas[place.number]
        return max(0.5, (area.bottom - area.top) / _STEPS)

    def _next_area(self, place: _Place) -> _Place:
        number = place.number + 1
        return _Place(number, self._areas[number].top if number < len(self._areas) else 0.0)

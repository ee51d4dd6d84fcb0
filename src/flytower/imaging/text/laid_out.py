"""What comes of laying out a text layer. Source: IS reference, text layers."""

from dataclasses import dataclass
from typing import NamedTuple

from flytower.imaging.geometry import Box, PixelSize
from flytower.imaging.outlines import XY
from flytower.imaging.text.records import Smoothing
from flytower.imaging.text.sheet import Sheet, around


class BoxSize(NamedTuple):
    """The text box that a request gives, in pixels; a side is 0 where it takes the size of the text."""

    width: float
    height: float


@dataclass(frozen=True, slots=True)
class TextLayout:
    """A text on its layer's rectangle, in pixels from the rectangle's top left.

    `sheet` may reach beyond the rectangle only with `overflows`. `anchor` is the layer's where it has none of its
    own; None is the middle. Explicit paths have their 0,0 at `path_origin`.
    """

    size: PixelSize
    sheet: Sheet
    smoothing: Smoothing
    overflows: bool = False
    anchor: XY | None = None
    path_origin: XY = (0.0, 0.0)

    @property
    def colours(self) -> int:
        """In how many colours the text is drawn: each takes a raster of its own."""
        return len(self.sheet.inks())

    def reach(self) -> Box:
        """The rectangle with all ink that lies beyond it, in whole pixels."""
        own = Box(0, 0, self.size.width, self.size.height)
        ink = self.sheet.ink() if self.overflows else None
        if ink is None:
            return own
        left, top, right, bottom = around(ink)
        return Box(min(0, left), min(0, top), max(own.right, right), max(own.bottom, bottom))

"""`text`: set as a simple word processor does, and nothing sticks out of the box. Source: IS reference, text."""

from collections.abc import Sequence
from dataclasses import replace
from math import inf

from flytower.imaging.geometry import Box, PixelSize
from flytower.imaging.layer_recipe import LayerRecipe
from flytower.imaging.text.areas import BoxArea
from flytower.imaging.text.fitting import resolution
from flytower.imaging.text.flow import Block, Flowed, flow
from flytower.imaging.text.laid_out import BoxSize, TextLayout
from flytower.imaging.text.records import RichText, Vertical, Wrapping
from flytower.imaging.text.ruler import Ruler
from flytower.imaging.text.setting import clusters_width, set_lines
from flytower.imaging.text.sheet import Sheet, around

SHARES = {Vertical.TOP: 0.0, Vertical.CENTRE: 0.5, Vertical.BOTTOM: 1.0}
"""The part of the spare height that lies above the text."""

_NOTHING = Box(0, 0, 0, 0)


class PlainSetter:
    """Lays out one text."""

    def __init__(self, layer: LayerRecipe, body: RichText, blocks: Sequence[Block]) -> None:
        self._attr = layer.text_attr
        self._body = body
        self._blocks = blocks

    def laid_out(self, size: BoxSize) -> TextLayout:
        """The layer, as large as asked or as the text is."""
        found = self._attr.resolution
        if size.width and size.height:
            found = resolution(found, self._attr.resolving, lambda tried: self._fits(tried, size))
        ruler = Ruler(found, photoshop=False)
        flowed = self._flowed(ruler, size)
        width, height = size.width or _widest(flowed, ruler), size.height or flowed.bottom
        drop = (height - flowed.bottom) * SHARES[self._body.vertical]
        lines = [replace(line, room=min(line.room, width), baseline=line.baseline + drop) for line in flowed.lines]
        sheet = set_lines(lines, ruler)
        ink = sheet.ink() or _NOTHING
        if not size.width:
            width = max(width, ink.right - min(0.0, ink.left))
        if not size.height:
            height = max(height, ink.bottom - min(0.0, ink.top))
        whole = around(Box(0, 0, width, height))
        return TextLayout(
            size=PixelSize(int(whole.width), int(whole.height)),
            sheet=_inside(sheet, ink, width, height),
            smoothing=self._attr.smoothing,
        )

    def _flowed(self, ruler: Ruler, size: BoxSize) -> Flowed:
        wrapping = self._attr.wrapping if size.width else Wrapping.NO_WRAP
        return flow(self._blocks, [BoxArea(right=size.width or inf)], ruler, wrapping)

    def _fits(self, tried: float, size: BoxSize) -> bool:
        ruler = Ruler(tried, photoshop=False)
        flowed = self._flowed(ruler, size)
        if flowed.bottom > size.height or _widest(flowed, ruler) > size.width:
            return False
        ink = set_lines(flowed.lines, ruler).ink() or _NOTHING
        return ink.width <= size.width and ink.height <= size.height


def _widest(flowed: Flowed, ruler: Ruler) -> float:
    return max((clusters_width(line.clusters, ruler) for line in flowed.lines), default=0.0)


def _inside(sheet: Sheet, ink: Box, width: float, height: float) -> Sheet:
    """The text moved so that its ink lies inside of the box; what is too long keeps its beginning."""
    return sheet.moved(_shift(ink.left, ink.right, width), _shift(ink.top, ink.bottom, height))


def _shift(low: float, high: float, most: float) -> float:
    if low < 0:
        return -low
    return -min(low, high - most) if high > most else 0.0

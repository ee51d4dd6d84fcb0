"""`textPs`: set as Photoshop does, in boxes, shapes, along paths, at a point. Source: IS reference, text layers."""

from collections.abc import Sequence
from dataclasses import replace
from itertools import chain

from flytower.imaging.geometry import Box, PixelSize
from flytower.imaging.layer_recipe import LayerRecipe
from flytower.imaging.outlines import XY
from flytower.imaging.text.areas import Area, BoxArea, ShapeArea, shape_areas
from flytower.imaging.text.fitting import growth, keeps_lines, may_grow, truncated
from flytower.imaging.text.flow import Block, Flowed, flow
from flytower.imaging.text.laid_out import BoxSize, TextLayout
from flytower.imaging.text.on_path import set_on_path
from flytower.imaging.text.plain import SHARES
from flytower.imaging.text.records import Alignment, RichText, Wrapping
from flytower.imaging.text.ruler import Ruler
from flytower.imaging.text.setting import clusters_width, line_start, set_lines
from flytower.imaging.text.sheet import Sheet, around, turned

_RIGHT_ANGLE = 90
_HALVINGS = 12
_ORIGIN = (0.0, 0.0)


class PhotoshopSetter:
    """Lays out one text. Lines run to the right in a frame of their own, which is then turned."""

    def __init__(self, layer: LayerRecipe, body: RichText, blocks: Sequence[Block]) -> None:
        self._layer = layer
        self._body = body
        self._blocks = blocks
        self._angle = layer.text_angle + (_RIGHT_ANGLE if body.columns else 0)
        self._frame, self._back = turned(self._angle), turned(-self._angle)

    def laid_out(self, size: BoxSize) -> TextLayout:
        """The layer as one of the kinds of text."""
        layer = self._layer
        if layer.text_path:
            return self._placed(set_on_path(self._blocks[0], layer.text_path, layer.path_attr, self._ruler()), size)
        if layer.text_flow_path is not None and layer.text_flow_path.subpaths:
            shapes = shape_areas(layer.text_flow_path, layer.text_flow_x_path, self._back)
            return self._placed(self._in_areas(shapes), size)
        if size.width and size.height:
            return self._result(self._in_areas([self._box_area(size)]), size)
        return self._growing(size) if size.width else self._at_point(size)

    def _ruler(self, grown: float = 0.0) -> Ruler:
        return Ruler(self._layer.text_attr.resolution, photoshop=True, columns=self._body.columns, growth=grown)

    def _box_area(self, size: BoxSize) -> Area:
        """The box without its margins, as it lies in the frame."""
        left, top, right, bottom = map(self._ruler().pixels, self._body.margins)
        box = Box(left, top, max(left, size.width - right), max(top, size.height - bottom))
        if self._angle % _RIGHT_ANGLE == 0:
            return BoxArea(*self._back.box(box))
        corners = [(box.left, box.top), (box.right, box.top), (box.right, box.bottom), (box.left, box.bottom)]
        return ShapeArea([self._back.point(x, y) for x, y in corners])

    def _in_areas(self, areas: Sequence[Area]) -> Sheet:
        """The text in the areas, moved down as vertal says."""
        flowed, ruler = self._fitted(areas)
        share = SHARES[self._body.vertical]
        if share and flowed.complete and len(areas) == 1:
            flowed = truncated(self._flowed(areas, ruler, share * self._spare(areas, ruler, flowed)))
        return set_lines(flowed.lines, ruler).mapped(self._frame)

    def _fitted(self, areas: Sequence[Area]) -> tuple[Flowed, Ruler]:
        """The text as large as copyfit allows."""
        ruler = self._ruler()
        if may_grow(chain.from_iterable(block.clusters for block in self._blocks)):
            ruler = self._ruler(growth(lambda grown: self._keeps(areas, self._ruler(grown))))
        return truncated(self._flowed(areas, ruler)), ruler

    def _keeps(self, areas: Sequence[Area], ruler: Ruler) -> bool:
        flowed = self._flowed(areas, ruler)
        return flowed.complete and keeps_lines(flowed)

    def _flowed(self, areas: Sequence[Area], ruler: Ruler, offset: float = 0.0) -> Flowed:
        return flow(self._blocks, areas, ruler, Wrapping.WRAP, offset)

    def _spare(self, areas: Sequence[Area], ruler: Ruler, flowed: Flowed) -> float:
        """How far down the text can move before any of it is lost."""
        if areas[0].uniform:
            return areas[0].bottom - flowed.bottom
        low, high = 0.0, areas[0].bottom - areas[0].top
        for _ in range(_HALVINGS):
            middle = (low + high) / 2
            low, high = (middle, high) if self._flowed(areas, ruler, middle).complete else (low, middle)
        return low

    def _growing(self, size: BoxSize) -> TextLayout:
        """A box as high as its text."""
        left, top, right, bottom = map(self._ruler().pixels, self._body.margins)
        flowed, ruler = self._fitted([BoxArea(left, top, max(left, size.width - right))])
        sheet, box = set_lines(flowed.lines, ruler), Box(0, 0, size.width, flowed.bottom + bottom)
        if not self._angle:
            return self._result(sheet, BoxSize(size.width, around(box).height))
        return self._cut_out(sheet.mapped(self._frame), self._turned_box(box))

    def _at_point(self, size: BoxSize) -> TextLayout:
        """Text whose first baseline is at the layer's anchor."""
        blocks = [block._replace(style=replace(block.style, align=_unjustified(block))) for block in self._blocks]
        ruler = self._ruler()
        flowed = flow(blocks, [BoxArea()], ruler, Wrapping.NO_WRAP)
        first, last = flowed.lines[0], flowed.lines[-1]
        lines = [replace(line, baseline=line.baseline - first.baseline) for line in flowed.lines]
        starts = [line_start(line, ruler) for line in lines]
        ends = [start + clusters_width(line.clusters, ruler) for start, line in zip(starts, lines, strict=True)]
        below = max(last.heights.descent, last.heights.above - last.heights.first)
        box = Box(min(starts), -first.heights.first, max(ends), lines[-1].baseline + below)
        if size.height:
            box = box._replace(bottom=box.top + size.height)
        return self._cut_out(set_lines(lines, ruler).mapped(self._frame), self._turned_box(box), _ORIGIN)

    def _placed(self, sheet: Sheet, size: BoxSize) -> TextLayout:
        """Text whose place paths give: their 0,0 is the box's top left, or without a box the layer's anchor."""
        if size.width and size.height:
            return self._result(sheet, size)
        return self._cut_out(sheet, sheet.ink(), _ORIGIN)

    def _turned_box(self, box: Box) -> Box:
        corners = [self._frame.point(x, y) for x in (box.left, box.right) for y in (box.top, box.bottom)]
        xs, ys = zip(*corners, strict=True)
        return Box(min(xs), min(ys), max(xs), max(ys))

    def _cut_out(self, sheet: Sheet, box: Box | None, anchor: XY | None = None) -> TextLayout:
        """A layer of the size of a box, whose top left goes to 0,0."""
        left, top, right, bottom = around(box)
        made = self._result(sheet.moved(-left, -top), BoxSize(right - left, bottom - top))
        return made if anchor is None else replace(made, anchor=(anchor[0] - left, anchor[1] - top))

    def _result(self, sheet: Sheet, size: BoxSize) -> TextLayout:
        whole = PixelSize(max(1, int(size.width)), max(1, int(size.height)))
        return TextLayout(whole, sheet, self._layer.text_attr.smoothing, overflows=True)


def _unjustified(block: Block) -> Alignment:
    return Alignment.LEFT if block.style.align is Alignment.JUSTIFIED else block.style.align

"""Laid out text as pixels, drawn at the size at which it shows. Source: IS reference, textAttr (antialiasing)."""

from dataclasses import replace
from math import ceil, floor

import numpy as np
import uharfbuzz as harfbuzz
from PIL import Image, ImageChops

from flytower.imaging.blending import laid
from flytower.imaging.coverage import coverage
from flytower.imaging.errors import LimitError
from flytower.imaging.geometry import Box, Mapping, PixelPoint, PixelSize, Placement
from flytower.imaging.outlines import XY
from flytower.imaging.picture import OPAQUE, Picture, ink
from flytower.imaging.recipe_values import Colour
from flytower.imaging.text.laid_out import TextLayout
from flytower.imaging.text.records import Smoothing
from flytower.imaging.text.sheet import Bar, Sheet

_HALF = 128
_NORMAL = list(range(OPAQUE + 1))
_STRONG_GAMMA = 0.7
_STEEPNESS = {Smoothing.SHARP: 1.25, Smoothing.CRISP: 1.6}


def drawn(layout: TextLayout, shift: XY, placement: Placement, blank: Picture) -> Picture:
    """The part of a layer's source that a placement reads, at the placement's size; still to be oriented.

    The layer's rectangle begins at `shift` of its source. `blank` gives the mode and profile of the colours.
    """
    box, size = placement.box, placement.size
    to_raster = Mapping().moved(shift[0] - box.left, shift[1] - box.top)
    sheet = layout.sheet.mapped(to_raster.scaled(size.width / box.width, size.height / box.height))
    mode, picture = blank.image.mode, None
    for colour, part in _by_colour(sheet, mode):
        layer = _in_colour(
            part, colour, layout.smoothing, replace(blank, image=Image.new(mode, size, ink(colour, mode)))
        )
        picture = layer if picture is None else laid(picture, layer, PixelPoint(0, 0))
    if picture is None:
        return replace(blank, image=Image.new(mode, size), alpha=Image.new("L", size, 0))
    return picture


def _by_colour(sheet: Sheet, mode: str) -> list[tuple[Colour, Sheet]]:
    """What is drawn in each colour, in the order in which they come."""
    colours = dict.fromkeys(inks.on(mode) for inks in sheet.inks())
    return [
        (
            colour,
            Sheet(
                tuple(mark for mark in sheet.marks if mark.inks.on(mode) == colour),
                tuple(bar for bar in sheet.bars if bar.inks.on(mode) == colour),
            ),
        )
        for colour in colours
    ]


def _in_colour(sheet: Sheet, colour: Colour, smoothing: Smoothing, blank: Picture) -> Picture:
    mask = _glyphs(sheet, blank.size)
    for bar in sheet.bars:
        _add(mask, bar)
    levels = [round(level * colour.alpha) for level in _smoothed(smoothing)]
    return replace(blank, alpha=mask if levels == _NORMAL else mask.point(levels))


def _glyphs(sheet: Sheet, size: PixelSize) -> Image.Image:
    """How much of each pixel the glyphs cover; where they overlap it counts once."""
    if not sheet.marks:
        return Image.new("L", size, 0)
    raster = harfbuzz.RasterDraw()
    raster.extents = harfbuzz.RasterExtents(0, 0, *size)
    for face, glyph, place, _ in sheet.marks:
        raster.transform = (place.xx, place.yx, place.xy, place.yy, place.x0, place.y0)
        raster.draw_glyph(face.font, glyph)
    image = raster.render()
    if image is None:
        raise LimitError(f"there is no memory for text of {size.width} x {size.height} pixels")
    rows = np.frombuffer(image.buffer, np.uint8).reshape(size.height, image.extents.stride)
    return Image.fromarray(np.ascontiguousarray(rows[:, : size.width]))


def _add(mask: Image.Image, bar: Bar) -> None:
    """Lay a bar over what is there already."""
    bounds = bar.outline.bounds()
    if bounds is None:
        return
    box = Box(floor(bounds[0]), floor(bounds[1]), ceil(bounds[2]), ceil(bounds[3])).intersect(Box(0, 0, *mask.size))
    if box.empty():
        return
    left, top, right, bottom = map(int, box)
    size = PixelSize(right - left, bottom - top)
    cover = coverage(bar.outline.mapped(Mapping().moved(-left, -top).point), size)
    mask.paste(ImageChops.screen(mask.crop((left, top, right, bottom)), cover), (left, top))


def _smoothed(smoothing: Smoothing) -> list[int]:
    """What becomes of each degree to which a pixel is covered."""
    if smoothing is Smoothing.OFF:
        return [0 if level < _HALF else OPAQUE for level in _NORMAL]
    if smoothing is Smoothing.STRONG:
        return [round(OPAQUE * (level / OPAQUE) ** _STRONG_GAMMA) for level in _NORMAL]
    steepness = _STEEPNESS.get(smoothing, 1.0)
    return [min(OPAQUE, max(0, round((level - OPAQUE / 2) * steepness + OPAQUE / 2))) for level in _NORMAL]

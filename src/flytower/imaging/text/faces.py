"""Fonts at work: which characters they have, how these become glyphs, how large those are. Lengths are in ems."""

import struct
from collections.abc import Sequence
from functools import lru_cache
from typing import Any, NamedTuple

import uharfbuzz as harfbuzz

from flytower.imaging.text.font_map import Found

_SLANT = 0.2125  # the tangent of 12 degrees
_EMBOLDENING = 1 / 24
_TYPO_ASCENDER = 68
_UNDERLINE = 8


class Glyph(NamedTuple):
    """A glyph of a face, and where its origin lies from the pen; x to the right, y up."""

    number: int
    x: float
    y: float


class Shaped(NamedTuple):
    """The glyphs of some characters that can not be parted, from `start` in the text, and how far the pen moves."""

    start: int
    glyphs: tuple[Glyph, ...]
    advance: float


class Metrics(NamedTuple):
    """How far a face reaches above and below the baseline (both above 0) with its line gap, and its own underline.

    `cell` is the height above the baseline at which the character cell begins for textPs.
    """

    ascent: float
    descent: float
    gap: float
    cell: float
    cell_descent: float
    underline: float
    underline_thickness: float


class Face:
    """One face, made bold or slanted where its family has no such face."""

    def __init__(self, found: Found) -> None:
        blob = harfbuzz.Blob.from_file_path(str(found.face.path))
        self._face = harfbuzz.Face(blob, found.face.number)
        self.font = harfbuzz.Font(self._face)
        if found.embolden:
            self.font.synthetic_bold = (_EMBOLDENING, _EMBOLDENING, False)
        if found.slant:
            self.font.synthetic_slant = _SLANT
        self.units: int = self._face.upem
        self.metrics = self._measured()

    def has(self, character: str) -> bool:
        """Whether the face has a glyph for a character."""
        return bool(self.font.get_nominal_glyph(ord(character)))

    def shape(
        self, text: Sequence[int], start: int, end: int, direction: str, features: dict[str, bool]
    ) -> list[Shaped]:
        """The glyphs of characters `start` to `end` of a text of code points, in their visual order.

        `direction` is ltr, rtl or ttb; the text around decides with about joining letters.
        """
        buffer = harfbuzz.Buffer()
        buffer.add_codepoints(text, item_offset=start, item_length=end - start)
        buffer.direction = direction
        buffer.guess_segment_properties()
        buffer.direction = direction
        harfbuzz.shape(self.font, buffer, features)
        shaped: list[Shaped] = []
        for info, position in zip(buffer.glyph_infos, buffer.glyph_positions, strict=True):
            self._add(shaped, info, position, vertical=direction == "ttb")
        return shaped

    def bounds(self, glyph: int) -> tuple[float, float, float, float] | None:
        """Left, bottom, right, top of a glyph's ink in font units; None when it has none."""
        extents = self.font.get_glyph_extents(glyph)
        if extents is None or not extents.width or not extents.height:
            return None
        left, top = extents.x_bearing, extents.y_bearing
        return left, top + extents.height, left + extents.width, top

    def _add(self, shaped: list[Shaped], info: Any, position: Any, *, vertical: bool) -> None:
        units = self.units
        advance = -position.y_advance if vertical else position.x_advance
        x, y = position.x_offset / units, position.y_offset / units
        if shaped and shaped[-1].start == info.cluster:
            start, glyphs, before = shaped[-1]
            glyph = Glyph(info.codepoint, x, y - before) if vertical else Glyph(info.codepoint, x + before, y)
            shaped[-1] = Shaped(start, (*glyphs, glyph), before + advance / units)
        else:
            shaped.append(Shaped(info.cluster, (Glyph(info.codepoint, x, y),), advance / units))

    def _measured(self) -> Metrics:
        extents = self.font.get_font_extents("ltr")
        ascent, descent = extents.ascender / self.units, -extents.descender / self.units
        cell, cell_descent = self._numbers("OS/2", _TYPO_ASCENDER) or (ascent, -descent)
        position, thickness = self._numbers("post", _UNDERLINE) or (-0.1, 0.05)
        return Metrics(
            ascent=ascent,
            descent=descent,
            gap=extents.line_gap / self.units,
            cell=cell if cell > 0 else ascent,
            cell_descent=-cell_descent if cell_descent < 0 else descent,
            underline=-position,
            underline_thickness=thickness if thickness > 0 else 0.05,
        )

    def _numbers(self, table: str, offset: int) -> tuple[float, float] | None:
        """Two numbers of a table, in ems."""
        octets = self._face.reference_table(table).data or b""
        if len(octets) < offset + 4:
            return None
        first, second = struct.unpack_from(">hh", octets, offset)
        return first / self.units, second / self.units


@lru_cache(maxsize=64)
def face_of(found: Found) -> Face:
    """The face at work, opened once a process."""
    return Face(found)

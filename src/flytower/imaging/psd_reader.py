"""The merged picture of a Photoshop file where Pillow cannot read it: 16 bits per component, or with alpha channels.

Source: Photoshop file format (header, image resources, image data).
"""

from collections.abc import Iterator
from pathlib import Path
from typing import BinaryIO, NamedTuple

import numpy as np
from PIL import Image, PsdImagePlugin

from flytower.imaging.deep import eight_bits
from flytower.imaging.errors import RenderError
from flytower.imaging.picture import OPAQUE, Picture
from flytower.imaging.source import open_source

_HEAD_BYTES = 26
_SECTIONS = 3  # colour mode data, image resources, layers: each says how long it is
_RAW, _PACKBITS = 0, 1

_DISPLAY_INFO = 1077  # the image resource that says what each extra channel is
_DISPLAY_HEAD, _DISPLAY_ENTRY = 4, 13
_SPOT_COLOUR = 2

_COLOURS = {"L": 1, "RGB": 3, "CMYK": 4, "LAB": 3}


class PsdKind(NamedTuple):
    """What a file holds: Pillow's mode for its colours, bits, channels in all, and which of them is opacity."""

    mode: str
    bits: int
    channels: int
    alpha: int | None

    @property
    def is_ours(self) -> bool:
        """Whether Pillow would refuse it or misread it: deep ones, and extra channels in all but 8-bit RGB with one."""
        deep = self.bits == 16  # noqa: PLR2004
        extra = self.channels - _COLOURS.get(self.mode, self.channels)
        return deep or (extra > 0 and not (self.mode == "RGB" and extra == 1 and self.alpha is not None))


def kind_of(image: PsdImagePlugin.PsdImageFile, path: Path) -> PsdKind:
    """The kind of an open Photoshop file."""
    with path.open("rb") as file:
        head = file.read(_HEAD_BYTES)
    channels, bits = int.from_bytes(head[12:14]), int.from_bytes(head[22:24])
    mode = "RGB" if image.mode == "RGBA" else image.mode
    colours = _COLOURS.get(mode, channels)
    spots = _spot_colours(image)
    extra = (number for number in range(colours, channels) if number - colours not in spots)
    return PsdKind(mode, bits, channels, next(extra, None))


def decode_psd(path: Path) -> Picture | None:
    """The merged picture of a file that is read here, in 8 bits, its first alpha channel apart; None for Pillow's."""
    with open_source(path) as image:
        if not isinstance(image, PsdImagePlugin.PsdImageFile):
            return None
        kind, size = kind_of(image, path), image.size
    if not kind.is_ours:
        return None
    with path.open("rb") as file:
        planes = list(_planes(file, kind, size))
    alpha = planes.pop() if kind.alpha is not None else None
    if kind.mode == "CMYK":  # Photoshop stores what each ink leaves of the light
        planes = [plane.point([OPAQUE - value for value in range(OPAQUE + 1)]) for plane in planes]
    if alpha is not None and alpha.getextrema() == (OPAQUE, OPAQUE):
        alpha = None
    return Picture(planes[0] if kind.mode == "L" else Image.merge(kind.mode, planes), alpha)


def _spot_colours(image: PsdImagePlugin.PsdImageFile) -> set[int]:
    """Which of the extra channels are printing inks and not opacity, counted from 0."""
    info = next((data for number, _, data in image.resources if number == _DISPLAY_INFO), b"")
    kinds = info[_DISPLAY_HEAD + _DISPLAY_ENTRY - 1 :: _DISPLAY_ENTRY]
    return {number for number, kind in enumerate(kinds) if kind == _SPOT_COLOUR}


def _planes(file: BinaryIO, kind: PsdKind, size: tuple[int, int]) -> Iterator[Image.Image]:
    """The channels of the colour and the one of opacity, in 8 bits."""
    width, height = size
    row_bytes = width * kind.bits // 8
    places = _places(file, kind, height, row_bytes)
    numbers = [*range(_COLOURS[kind.mode])] + ([] if kind.alpha is None else [kind.alpha])
    for number in numbers:
        start, length, codec = places[number]
        file.seek(start)
        plane = Image.frombytes("L", (row_bytes, height), file.read(length), codec, "L")
        if kind.bits == 16:  # noqa: PLR2004
            plane = Image.fromarray(eight_bits(np.asarray(plane).view(">u2").astype(np.uint16)))
        yield plane


def _places(file: BinaryIO, kind: PsdKind, height: int, row_bytes: int) -> list[tuple[int, int, str]]:
    """Where each channel starts, how many bytes it has, and Pillow's name of its codec."""
    file.seek(_HEAD_BYTES)
    for _ in range(_SECTIONS):
        file.seek(int.from_bytes(file.read(4)), 1)
    compression = int.from_bytes(file.read(2))
    if compression == _RAW:
        start, length = file.tell(), row_bytes * height
        return [(start + number * length, length, "raw") for number in range(kind.channels)]
    if compression != _PACKBITS:
        raise RenderError("the merged picture of the Photoshop file is compressed in a way that is not read")
    counts = np.frombuffer(file.read(2 * kind.channels * height), ">u2").astype(np.int64)
    lengths = counts.reshape(kind.channels, height).sum(1)
    starts = file.tell() + np.concatenate([[0], lengths.cumsum()[:-1]])
    return [(int(start), int(length), "packbits") for start, length in zip(starts, lengths, strict=True)]

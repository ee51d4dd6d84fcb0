"""How one picture is laid on another, in 8 bits with correct rounding. Source: IS reference, blendMode, compositing."""

from collections.abc import Callable
from dataclasses import replace

import numpy as np
from numpy.typing import NDArray
from PIL import Image, ImageChops

from flytower.imaging.geometry import PixelPoint
from flytower.imaging.picture import OPAQUE, Picture
from flytower.imaging.premultiplied import merged
from flytower.imaging.recipe import BlendMode

_BAND_ROWS = 256
_SPREAD = (np.uint32(0x9E3779B1), np.uint32(0x85EBCA77), np.uint32(0xC2B2AE3D))  # odd, without a pattern in their bits
_Bytes = NDArray[np.uint8]
_Blend = Callable[[Image.Image, Image.Image], Image.Image]


def laid(ground: Picture, top: Picture, position: PixelPoint, mode: BlendMode = BlendMode.NORM) -> Picture:
    """The ground with another picture on it, whose part outside of it is cut. Both are of one mode.

    The ground's own pixels change; whoever needs them afterwards gives a copy.
    """
    x, y = position
    left, top_edge = max(0, x), max(0, y)
    right, bottom = min(ground.size.width, x + top.size.width), min(ground.size.height, y + top.size.height)
    if right <= left or bottom <= top_edge:
        return ground
    over = _part(top, (left - x, top_edge - y, right - x, bottom - y))
    if mode is BlendMode.DISSOLVE:
        over = _dissolved(over, (left, top_edge))
    elif mode is not BlendMode.NORM:
        over = _mixed(_part(ground, (left, top_edge, right, bottom)), over, mode)
    return _over(ground, over, (left, top_edge, right, bottom))


def product(first: Image.Image, second: Image.Image) -> Image.Image:
    """Two images of one mode as parts of 255, multiplied; rounded, where Pillow's own would cut off."""
    return _in_bands(first, second, lambda a, b: _divided(a.astype(np.uint16) * b + np.uint16(128)))


def _screened(first: Image.Image, second: Image.Image) -> Image.Image:
    return ImageChops.invert(product(ImageChops.invert(first), ImageChops.invert(second)))


_LIGHT: dict[BlendMode, _Blend] = {
    BlendMode.MULT: product,
    BlendMode.SCREEN: _screened,
    BlendMode.LIGHTEN: ImageChops.lighter,
    BlendMode.DARKEN: ImageChops.darker,
}
_INK: dict[BlendMode, _Blend] = {
    BlendMode.MULT: _screened,
    BlendMode.SCREEN: product,
    BlendMode.LIGHTEN: ImageChops.darker,
    BlendMode.DARKEN: ImageChops.lighter,
}
"""Inks are the negative of light, so a mode does to them what its opposite does to light."""


def _mixed(below: Picture, over: Picture, mode: BlendMode) -> Picture:
    """The upper colours as the mode has them: mixed with those below where there are any, and as they are elsewhere."""
    mix = (_INK if below.image.mode == "CMYK" else _LIGHT)[mode](below.image, over.image)
    if below.alpha is not None:
        mix = Image.composite(mix, over.image, below.alpha)
    return over.with_image(mix)


def _dissolved(over: Picture, place: tuple[int, int]) -> Picture:
    """Every pixel either there or not, as often as it is opaque; which ones is a hash of their place."""
    if over.alpha is None:
        return over
    alpha = np.asarray(over.alpha)
    height, width = alpha.shape
    columns = (np.arange(width, dtype=np.uint32) + np.uint32(place[0])) * _SPREAD[0]
    rows = (np.arange(height, dtype=np.uint32) + np.uint32(place[1])) * _SPREAD[1]
    dice = columns[None, :] ^ rows[:, None]
    dice ^= dice >> 15
    dice *= _SPREAD[2]
    there = (dice >> 16) % OPAQUE < alpha
    return replace(over, alpha=Image.fromarray(there.astype(np.uint8) * np.uint8(OPAQUE)))


def _over(ground: Picture, over: Picture, edges: tuple[int, int, int, int]) -> Picture:
    if ground.alpha is None:
        ground.image.paste(over.image, edges, over.alpha)
        return ground
    if over.alpha is None:
        ground.image.paste(over.image, edges)
        ground.alpha.paste(OPAQUE, edges)
        return ground
    below = _part(ground, edges)
    made = _joined_light(below, over) if ground.image.mode == "RGB" else _joined(below, over)
    ground.image.paste(made.image, edges)
    if made.alpha is not None:
        ground.alpha.paste(made.alpha, edges)
    return ground


def _joined_light(below: Picture, over: Picture) -> Picture:
    joint = Image.alpha_composite(merged(below), merged(over))
    return replace(below, image=joint.convert("RGB"), alpha=joint.getchannel("A"))


def _joined(below: Picture, over: Picture) -> Picture:
    """Gray or inks with opacity over such: what both cover together, weighted by how much each shows of it."""
    if below.alpha is None or over.alpha is None:
        return over
    low, high = np.asarray(below.alpha).astype(np.uint32), np.asarray(over.alpha).astype(np.uint32)
    behind = low * (OPAQUE - high)
    total = high * OPAQUE + behind  # opacity times 255
    share = np.maximum(total, 1)
    bands = []
    for band, top in zip(below.image.split(), over.image.split(), strict=True):
        weighted = np.asarray(top) * (high * OPAQUE) + np.asarray(band) * behind
        bands.append(Image.fromarray(((weighted + share // 2) // share).astype(np.uint8)))
    image = bands[0] if len(bands) == 1 else Image.merge(below.image.mode, bands)
    return replace(below, image=image, alpha=Image.fromarray(((total + OPAQUE // 2) // OPAQUE).astype(np.uint8)))


def _part(picture: Picture, edges: tuple[int, int, int, int]) -> Picture:
    if edges == (0, 0, *picture.size):
        return picture
    return replace(
        picture, image=picture.image.crop(edges), alpha=None if picture.alpha is None else picture.alpha.crop(edges)
    )


def _divided(products: NDArray[np.uint16]) -> _Bytes:
    """Products with 128 added, divided by 255 and rounded."""
    return ((products + (products >> 8)) >> 8).astype(np.uint8)


def _in_bands(first: Image.Image, second: Image.Image, join: Callable[[_Bytes, _Bytes], _Bytes]) -> Image.Image:
    """A function of two images, a few rows at a time: its 16-bit values never fill a whole picture."""
    width, height = first.size
    result = Image.new(first.mode, first.size)
    for top in range(0, height, _BAND_ROWS):
        edges = (0, top, width, min(top + _BAND_ROWS, height))
        band = np.ascontiguousarray(join(np.asarray(first.crop(edges)), np.asarray(second.crop(edges))))
        made = Image.frombuffer(first.mode, (width, edges[3] - top), band, "raw", first.mode, 0, 1)
        result.paste(made, (0, top))
    return result

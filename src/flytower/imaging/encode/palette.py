"""Reducing colours for gif and png8. Source: IS reference, quantize."""

from itertools import product

from PIL import Image, ImageChops

from flytower.imaging.recipe import Palette, Quantize

_WEB_LEVELS = (0, 51, 102, 153, 204, 255)
_MAC_RAMP = (238, 221, 187, 170, 136, 119, 85, 68, 34, 17)
_HALF = 128
_MOST_WITH_CLEAR = 255
_SAMPLE_SIDE = 500

Colours = list[tuple[int, ...]]


def reduced(image: Image.Image, wish: Quantize, alpha: Image.Image | None = None) -> tuple[Image.Image, int | None]:
    """An image of mode P, and the index of its clear entry (None without `alpha`).

    Where `alpha` is below one half the pixel becomes clear; the clear entry comes on top of the colours asked for.
    """
    if alpha is None:
        return _indexed(image, wish, _palette(image, wish, wish.colors)), None
    hidden = alpha.point([255 * (value < _HALF) for value in range(256)])
    image = _with_visible_colours(image, hidden)
    colours = _palette(image, wish, min(wish.colors, _MOST_WITH_CLEAR))
    indexed, clear = _indexed(image, wish, colours), len(colours)
    # quantize() fills the palette up to 256 entries; the clear one must be the last that is kept.
    indexed.putpalette(_bytes([*colours, (0, 0, 0)]))
    indexed.paste(clear, (0, 0), hidden)
    return indexed, clear


def _with_visible_colours(image: Image.Image, hidden: Image.Image) -> Image.Image:
    """The image with one of its visible colours wherever it is clear: hidden ones are to take no place in a palette."""
    visible = ImageChops.invert(hidden)
    box = visible.getbbox()
    if box is None:
        return image
    _, top, right, _ = box
    left, *_ = visible.crop((0, top, right, top + 1)).getbbox() or box
    pixel = image.crop((left, top, left + 1, top + 1))
    return Image.composite(pixel.resize(image.size, Image.Resampling.NEAREST), image, hidden)


def _indexed(image: Image.Image, wish: Quantize, colours: Colours) -> Image.Image:
    carrier = Image.new("P", (1, 1))
    carrier.putpalette(_bytes(colours))
    dither = Image.Dither.FLOYDSTEINBERG if wish.dither else Image.Dither.NONE
    return image.quantize(palette=carrier, dither=dither)


def _palette(image: Image.Image, wish: Quantize, count: int) -> Colours:
    if wish.palette is Palette.WEB:
        return _most_used(image, _cube(_WEB_LEVELS), count)
    if wish.palette is Palette.MAC:
        return _most_used(image, _mac(), count)
    forced: Colours = list(wish.forced[:count])
    if len(forced) == count:
        return forced
    few = [colour for colour in _few_colours(image, count) if colour not in forced]
    if few and len(few) <= count - len(forced):
        return forced + few
    # This way knows nothing of the forced entries; those that are found again are dropped.
    return forced + [colour for colour in _median_cut(image, count - len(forced)) if colour not in forced]


def _most_used(image: Image.Image, colours: Colours, count: int) -> Colours:
    """As many of a standard palette's colours as are wanted: those nearest to most pixels, in the palette's order."""
    if count >= len(colours):
        return colours
    carrier = Image.new("P", (1, 1))
    carrier.putpalette(_bytes(colours))
    pixels = image.quantize(palette=carrier, dither=Image.Dither.NONE).histogram()
    best = sorted(range(len(colours)), key=lambda number: -pixels[number])[:count]
    return [colours[number] for number in sorted(best)]


def _few_colours(image: Image.Image, count: int) -> Colours:
    """All the picture's colours, or none if there are more than `count`."""
    return sorted(pixel for _, pixel in image.getcolors(count) or [] if isinstance(pixel, tuple))


def _median_cut(image: Image.Image, count: int) -> Colours:
    # A sample of a large picture has the same distribution of colours, in a fraction of the time.
    scale = min(1.0, _SAMPLE_SIDE / max(image.size))
    size = (max(1, round(image.width * scale)), max(1, round(image.height * scale)))
    sample = image.resize(size, Image.Resampling.NEAREST)
    found = sample.quantize(count, Image.Quantize.MEDIANCUT, kmeans=0, dither=Image.Dither.NONE)
    numbers = found.getpalette("RGB") or []
    used = sorted(number for _, number in found.getcolors() or [] if isinstance(number, int))
    return [(numbers[3 * i], numbers[3 * i + 1], numbers[3 * i + 2]) for i in used]


def _cube(levels: tuple[int, ...]) -> Colours:
    return list(product(levels, repeat=3))


def _mac() -> Colours:
    """The 256 colours of the Macintosh: a cube without black, then ramps of red, green, blue and gray, then black."""
    cube = _cube(_WEB_LEVELS[::-1])[:-1]
    reds, greens = [(step, 0, 0) for step in _MAC_RAMP], [(0, step, 0) for step in _MAC_RAMP]
    blues, grays = [(0, 0, step) for step in _MAC_RAMP], [(step, step, step) for step in _MAC_RAMP]
    return [*cube, *reds, *greens, *blues, *grays, (0, 0, 0)]


def _bytes(colours: Colours) -> bytes:
    return bytes(part for colour in colours for part in colour)

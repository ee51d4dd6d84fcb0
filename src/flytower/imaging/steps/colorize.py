"""op_colorize. Source: IS reference, op_colorize; the formulas are ours."""

from dataclasses import replace

from PIL import Image

from flytower.imaging.colour import converted_naively
from flytower.imaging.picture import Picture
from flytower.imaging.recipe import Colorize
from flytower.imaging.steps.tone import table
from flytower.imaging.work import Work

_MIDDLE = 127.5


def colorize(picture: Picture, operation: Colorize, _work: Work) -> Picture:
    """Brightness (Rec. 601) alone decides: black stays, the middle takes the colour, white stays, lines between.

    When normalised, the median of what is not clear comes to the middle first, and the contrast, if any, says what
    share of the whole range the picture's brightness spans then. The result is RGB.
    """
    luma = converted_naively(picture.image, "L")
    levels = _levels(luma, picture.alpha, operation)
    bands = [luma.point(table([_mixed(level, part) for level in levels])) for part in operation.colour]
    profile = picture.profile if picture.image.mode == "RGB" else None
    return replace(picture, image=Image.merge("RGB", bands), profile=profile)


def _levels(luma: Image.Image, alpha: Image.Image | None, operation: Colorize) -> list[float]:
    """What becomes of each brightness before it is coloured."""
    counts = luma.histogram(alpha)
    total = sum(counts)
    if not operation.normalised or not total:
        return [float(value) for value in range(256)]
    found = [value for value, count in enumerate(counts) if count]
    span = found[-1] - found[0]
    factor = 255 * operation.contrast / 100 / span if operation.contrast and span else 1.0
    median = _median(counts, total)
    return [min(255.0, max(0.0, (value - median) * factor + _MIDDLE)) for value in range(256)]


def _median(counts: list[int], total: int) -> int:
    seen = 0
    for value, count in enumerate(counts):
        seen += count
        if 2 * seen >= total:
            return value
    return 0


def _mixed(level: float, part: int) -> float:
    """One component of the colour at a brightness: from 0 over the colour's own to 255."""
    if level <= _MIDDLE:
        return part * level / _MIDDLE
    return part + (255 - part) * (level - _MIDDLE) / _MIDDLE

"""What brightness, contrast, colour balance and their like have in common: curves, and RGB to apply them to."""

from dataclasses import replace

from flytower.imaging.colour import converted_naively
from flytower.imaging.picture import Picture


def toned(picture: Picture, curve: list[float]) -> Picture:
    """Map every component by a curve of 256 entries (rounded, kept within 0 to 255).

    CMYK becomes RGB first, without profiles. Gray stays gray: the same curve on three equal components is the same.
    """
    if picture.image.mode == "CMYK":
        picture = as_rgb(picture)
    return picture.with_image(picture.image.point(table(curve) * len(picture.image.getbands())))


def as_rgb(picture: Picture) -> Picture:
    """Gray and CMYK as RGB by plain arithmetic, as the RGB-only operations take them (color management)."""
    if picture.image.mode == "RGB":
        return picture
    return replace(picture, image=converted_naively(picture.image, "RGB"), profile=None)


def table(curve: list[float]) -> list[int]:
    """A curve (or several, one after the other) as bytes: rounded half up, kept within 0 to 255."""
    return [min(255, max(0, int(value + 0.5))) for value in curve]

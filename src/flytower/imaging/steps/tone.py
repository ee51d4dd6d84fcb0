"""One curve for all components: what brightness, contrast and their like have in common."""

from dataclasses import replace

from flytower.imaging.colour import converted_naively
from flytower.imaging.picture import Picture


def toned(picture: Picture, curve: list[float]) -> Picture:
    """Map every component by a curve of 256 entries (rounded, kept within 0 to 255).

    CMYK becomes RGB first, without profiles. Gray stays gray: the same curve on three equal components is the same.
    """
    if picture.image.mode == "CMYK":
        picture = replace(picture, image=converted_naively(picture.image, "RGB"), profile=None)
    table = [min(255, max(0, int(value + 0.5))) for value in curve]
    return picture.with_image(picture.image.point(table * len(picture.image.getbands())))

"""op_brightness. Source: IS reference, op_brightness; the formula is ours."""

from flytower.imaging.picture import Picture
from flytower.imaging.recipe import Brightness
from flytower.imaging.steps.tone import toned
from flytower.imaging.work import Work


def brightness(picture: Picture, operation: Brightness, _work: Work) -> Picture:
    """Every component moves by 2.55 per unit; CMYK becomes RGB first."""
    return toned(picture, [value + 2.55 * operation.amount for value in range(256)])

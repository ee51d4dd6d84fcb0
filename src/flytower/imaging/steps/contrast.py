"""op_contrast. Source: IS reference, op_contrast; the formula is ours."""

from flytower.imaging.picture import Picture
from flytower.imaging.recipe import Contrast
from flytower.imaging.steps.tone import toned
from flytower.imaging.work import Work

_MIDDLE = 127.5


def contrast(picture: Picture, operation: Contrast, _work: Work) -> Picture:
    """Stretch around the middle: by (100+a)/100 below 0, by 100/(100-a) above; 100 leaves black and white."""
    amount = operation.amount
    if amount >= 100:  # noqa: PLR2004 - percent
        return toned(picture, [255.0 if value > _MIDDLE else 0.0 for value in range(256)])
    factor = (100 + amount) / 100 if amount <= 0 else 100 / (100 - amount)
    return toned(picture, [(value - _MIDDLE) * factor + _MIDDLE for value in range(256)])

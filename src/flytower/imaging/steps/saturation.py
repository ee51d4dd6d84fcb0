"""op_saturation. Source: IS reference, op_saturation; the formula is ours."""

from flytower.imaging.picture import Picture
from flytower.imaging.recipe import Saturation
from flytower.imaging.steps.tone import as_rgb
from flytower.imaging.work import Work

_LUMA = (0.299, 0.587, 0.114)


def saturation(picture: Picture, operation: Saturation, _work: Work) -> Picture:
    """Scale each pixel's distance from its own brightness (Rec. 601) by (100+a)/100; gray has none and stays."""
    if picture.image.mode == "L":
        return picture
    picture = as_rgb(picture)
    share = (100 + operation.amount) / 100
    matrix = [
        number
        for row in range(3)
        for number in (*((1 - share) * luma + share * (row == column) for column, luma in enumerate(_LUMA)), 0.0)
    ]
    return picture.with_image(picture.image.convert("RGB", tuple(matrix)))

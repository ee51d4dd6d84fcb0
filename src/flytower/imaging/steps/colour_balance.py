"""op_colorbalance. Source: IS reference, op_colorbalance; the formula is ours."""

from flytower.imaging.picture import Picture
from flytower.imaging.recipe import ColourBalance
from flytower.imaging.steps.tone import as_rgb, table
from flytower.imaging.work import Work


def colour_balance(picture: Picture, operation: ColourBalance, _work: Work) -> Picture:
    """Red, green and blue each move by 2.55 per unit; gray and CMYK become RGB first."""
    picture = as_rgb(picture)
    amounts = (operation.red, operation.green, operation.blue)
    return picture.with_image(picture.image.point(table([v + 2.55 * amount for amount in amounts for v in range(256)])))

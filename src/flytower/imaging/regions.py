"""The rect data type, as crop(N) and rgn(N) use it. Source: IS reference, rect."""

from flytower.imaging.recipe import Region
from flytower.imaging.values import Arguments, Bounds


def parse_region(arguments: Arguments) -> Region | None:
    """`x,y,width,height`; a width and height of 0 mean the whole picture, which is None."""
    x, y, width, height = arguments.numbers(4)
    if width == 0 and height == 0:
        return None
    if arguments.normalised:
        return Region(x, y, arguments.positive(2), arguments.positive(3), normalised=True)
    at_least_one = Bounds(1)
    return Region(x, y, arguments.integer(2, bounds=at_least_one), arguments.integer(3, bounds=at_least_one))

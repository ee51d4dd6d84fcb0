"""color and bgColor: what lies behind a layer. Source: IS reference, color, bgColor, opac."""

from dataclasses import replace

from PIL import Image

from flytower.imaging.blending import laid
from flytower.imaging.coverage import coverage
from flytower.imaging.geometry import Mapping, PixelPoint
from flytower.imaging.outlines import Outline, rectangle
from flytower.imaging.picture import Picture, able_to_show, ink, over_colour
from flytower.imaging.recipe import Colour, SolidContent
from flytower.imaging.spaces import meant
from flytower.imaging.work import Work


def fill(picture: Picture, work: Work) -> Picture:
    """Put `color` behind the content alone, before it is turned and extended; of a solid layer it is the content."""
    if isinstance(work.layer.content, SolidContent) or work.first_placement is None:
        return picture
    return _over(picture, work.layer.color, _content_box(work), work)


def background(picture: Picture, work: Work) -> Picture:
    """Put `bgColor` behind the whole layer with its corners and margins."""
    return _over(picture, work.layer.bg_color, work.placed.ground, work)


def _content_box(work: Work) -> Outline | None:
    """The layer in its picture, where the picture reaches beyond it."""
    within, placement = work.placed.within, work.first_placement
    if within is None or placement is None:
        return None
    box, size, turn = placement.box, placement.size, placement.orientation
    to_picture = (
        Mapping()
        .moved(-box.left, -box.top)
        .scaled(size.width / box.width, size.height / box.height)
        .flipped(size, horizontal=turn.mirror, vertical=False)
        .turned(size, turn.quarter_turns)
    )
    return rectangle(*within).mapped(to_picture.point)


def _over(picture: Picture, colour: Colour | None, outline: Outline | None, work: Work) -> Picture:
    if colour is None or picture.alpha is None:
        return picture
    picture = able_to_show(picture, colour)
    colour = meant(colour, picture, work.recipe)
    if outline is None or not all(picture.size):
        return over_colour(picture, colour, colour.alpha)
    mode = picture.image.mode
    inside = coverage(outline, picture.size).point([round(level * colour.alpha) for level in range(256)])
    ground = replace(picture, image=Image.new(mode, picture.size, ink(colour, mode)), alpha=inside)
    return laid(ground, picture, PixelPoint(0, 0))

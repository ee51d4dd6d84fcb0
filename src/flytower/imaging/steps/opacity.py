"""opac: of a layer's contents, and of the composite. Source: IS reference, opac."""

from dataclasses import replace

from PIL import Image

from flytower.imaging.picture import OPAQUE, Picture
from flytower.imaging.work import Work


def opacity(picture: Picture, work: Work) -> Picture:
    """Thin the contents of a layer, before color and bgColor are laid behind them."""
    return thinned(picture, work.layer.opac.contents)


def composite_opacity(picture: Picture, work: Work) -> Picture:
    """Thin the flattened layers."""
    return thinned(picture, work.recipe.composite.opac.contents)


def thinned(picture: Picture, factor: float) -> Picture:
    """The picture with its opacity multiplied by a factor from 0 to 1."""
    if factor >= 1:
        return picture
    if picture.alpha is None:
        return replace(picture, alpha=Image.new("L", picture.size, int(OPAQUE * factor + 0.5)))
    return replace(picture, alpha=picture.alpha.point([int(level * factor + 0.5) for level in range(OPAQUE + 1)]))

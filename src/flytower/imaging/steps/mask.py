"""mask, maskUse, op_growMask(R): a layer's own opacity. Source: IS reference, their pages, layer transforms."""

from dataclasses import replace
from math import sqrt

from PIL import Image, ImageChops

from flytower.imaging.blending import product
from flytower.imaging.colour import converted_naively
from flytower.imaging.geometry import Placement
from flytower.imaging.picture import Picture
from flytower.imaging.recipe import GrowMask, MaskUse, SolidContent
from flytower.imaging.steps.grow import grown
from flytower.imaging.steps.scale import brought, on_another
from flytower.imaging.work import Work


def mask(picture: Picture, work: Work) -> Picture:
    """Give the scaled picture its mask, or change the opacity it has."""
    layer, placement = work.layer, work.first_placement
    if layer.mask is None and layer.grow_mask is None and layer.mask_use is MaskUse.NORM:
        return picture
    if placement is None:
        return picture
    opacity = picture.alpha
    if work.mask is not None:
        opacity = _separate(work.mask, placement, work)
    if opacity is not None and layer.grow_mask is not None:
        opacity = grown(opacity, _radius(layer.grow_mask, placement))
    return _used(picture, opacity, work)


def _separate(found: Picture, placement: Placement, work: Work) -> Image.Image | None:
    """The mask at the size of the picture: its own opacity, or its brightness when it is opaque."""
    origins = work.placed.origins
    if origins.mask is None:
        return None
    where = on_another(placement, origins.source, origins.mask.size)
    made = brought(found, where, origins.mask.size, work.recipe.view.res_mode)
    return made.alpha if made.alpha is not None else converted_naively(made.image, "L")


def _radius(wish: GrowMask, placement: Placement) -> float:
    if not wish.full_resolution:
        return wish.pixels
    return wish.pixels * sqrt(
        placement.size.width / placement.box.width * (placement.size.height / placement.box.height)
    )


def _used(picture: Picture, opacity: Image.Image | None, work: Work) -> Picture:
    use, header = work.layer.mask_use, work.header
    premultiplied = work.layer.mask is None and header is not None and header.premultiplied
    if premultiplied and opacity is not None and use is not MaskUse.NORM:
        return _premultiplied(picture, opacity, use)
    if use is MaskUse.OFF:
        return replace(picture, alpha=None)
    if use is MaskUse.INVERT:
        opacity = Image.new("L", picture.size, 0) if opacity is None else ImageChops.invert(opacity)
    if work.mask is not None and opacity is not None and isinstance(work.layer.content, SolidContent):
        opacity = opacity if picture.alpha is None else product(opacity, picture.alpha)
    return replace(picture, alpha=opacity)


def _premultiplied(picture: Picture, opacity: Image.Image, use: MaskUse) -> Picture:
    """Premultiplied pixels have nothing to show where they are clear: black."""
    black = Image.new(picture.image.mode, picture.size, (0, 0, 0, 255) if picture.image.mode == "CMYK" else 0)
    if use is MaskUse.INVERT:
        return replace(picture, image=black, alpha=ImageChops.invert(opacity))
    return replace(picture, image=Image.composite(picture.image, black, opacity), alpha=None)

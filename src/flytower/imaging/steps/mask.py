"""mask, maskUse, op_growMask(R): a layer's own opacity. Source: IS reference, their pages, layer transforms."""

from dataclasses import replace

from PIL import Image, ImageChops

from flytower.imaging.blending import product
from flytower.imaging.colour import converted_naively
from flytower.imaging.geometry import Placement
from flytower.imaging.picture import Picture
from flytower.imaging.recipe import FileContent, MaskUse, SolidContent
from flytower.imaging.steps.grow import grown
from flytower.imaging.steps.mask_growth import growth
from flytower.imaging.steps.scale import brought, on_another
from flytower.imaging.work import Work


def mask(picture: Picture, work: Work) -> Picture:
    """Give the scaled picture its mask, or change the opacity it has."""
    layer, placement = work.layer, work.first_placement
    if layer.mask is None and layer.grow_mask is None and layer.mask_use is MaskUse.NORM:
        return picture
    if placement is None:
        return picture
    opacity, grows = picture.alpha, growth(work)
    if work.mask is not None and not _outdone(work):
        opacity = _separate(work.mask, placement if grows is None else grows.placement, work)
    if grows is not None:
        picture = _cropped(picture, grows.kept)
        opacity = None if opacity is None else grown(opacity, grows.radius).crop(grows.kept)
    return _used(picture, opacity, work)


def _cropped(picture: Picture, edges: tuple[int, int, int, int]) -> Picture:
    alpha = None if picture.alpha is None else picture.alpha.crop(edges)
    return replace(picture, image=picture.image.crop(edges), alpha=alpha)


def _outdone(work: Work) -> bool:
    """Whether a mask gives way to the source's own opacity: the catalog's does, if that one is premultiplied."""
    found, header = work.layer.mask, work.header
    return isinstance(found, FileContent) and found.of_record and header is not None and header.premultiplied


def _separate(found: Picture, placement: Placement, work: Work) -> Image.Image | None:
    """The mask at the size of the picture: its own opacity, or its brightness when it is opaque."""
    origins = work.placed.origins
    if origins.mask is None:
        return None
    where = on_another(placement, origins.source, origins.mask.size)
    made = brought(found, where, origins.mask.size, work.recipe.view.res_mode)
    return made.alpha if made.alpha is not None else converted_naively(made.image, "L")


def _used(picture: Picture, opacity: Image.Image | None, work: Work) -> Picture:
    use, header = work.layer.mask_use, work.header
    own = work.layer.mask is None or _outdone(work)
    if own and header is not None and header.premultiplied and opacity is not None and use is not MaskUse.NORM:
        return _premultiplied(picture, opacity, use)
    solid = isinstance(work.layer.content, SolidContent)
    if solid and work.mask is None:
        opacity = None  # what it has is its colour's, which is no mask
    if use is MaskUse.OFF:
        opacity = None
    elif use is MaskUse.INVERT:
        opacity = Image.new("L", picture.size, 0) if opacity is None else ImageChops.invert(opacity)
    if solid and picture.alpha is not None:
        opacity = picture.alpha if opacity is None else product(opacity, picture.alpha)
    return replace(picture, alpha=opacity)


def _premultiplied(picture: Picture, opacity: Image.Image, use: MaskUse) -> Picture:
    """Premultiplied pixels have nothing to show where they are clear: black."""
    black = Image.new(picture.image.mode, picture.size, (0, 0, 0, 255) if picture.image.mode == "CMYK" else 0)
    if use is MaskUse.INVERT:
        return replace(picture, image=black, alpha=ImageChops.invert(opacity))
    return replace(picture, image=Image.composite(picture.image, black, opacity), alpha=None)

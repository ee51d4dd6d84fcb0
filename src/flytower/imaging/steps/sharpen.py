"""op_sharpen, op_usm and op_usmR, in this order. Source: IS reference; the formulas are ours.

Unsharp mask: v + amount * (v - blurred v) where the difference reaches the threshold; the opacity is sharpened, too.
"""

from PIL import Image, ImageFilter

from flytower.imaging.picture import Picture
from flytower.imaging.premultiplied import filtered
from flytower.imaging.recipe import Sharpening, UnsharpMask
from flytower.imaging.work import Work


def sharpen_layer(picture: Picture, work: Work) -> Picture:
    """Sharpen a layer as its own segment asks."""
    return _sharpened(picture, work.layer.sharpening, work)


def sharpen_view(picture: Picture, work: Work) -> Picture:
    """Sharpen the finished view."""
    return _sharpened(picture, work.recipe.view.sharpening, work)


def _sharpened(picture: Picture, wish: Sharpening, work: Work) -> Picture:
    if wish.sharpen:
        picture = filtered(picture, lambda image: image.filter(ImageFilter.SHARPEN))
    for mask in (wish.usm, wish.usm_r):
        if mask is not None:
            picture = _unsharp(picture, mask, work.placed.usm_scale if mask.full_resolution else 1.0)
    return picture


def _unsharp(picture: Picture, mask: UnsharpMask, scale: float) -> Picture:
    # Pillow sharpens where the difference exceeds its threshold, the reference where it reaches it.
    kernel = ImageFilter.UnsharpMask(mask.radius * scale, round(mask.amount * 100), max(0, mask.threshold - 1))
    if mask.monochrome and picture.image.mode == "RGB":
        brightness_only = picture.with_image(_brightness_sharpened(picture.image, kernel))
        if picture.alpha is None:
            return brightness_only
        return Picture(brightness_only.image, picture.alpha.filter(kernel), picture.profile)
    return filtered(picture, lambda image: image.filter(kernel))


def _brightness_sharpened(image: Image.Image, kernel: ImageFilter.UnsharpMask) -> Image.Image:
    brightness, blue, red = image.convert("YCbCr").split()
    return Image.merge("YCbCr", (brightness.filter(kernel), blue, red)).convert("RGB")

"""Scaling, in one go from the pixels to the wanted size. Source: IS reference, resMode."""

from PIL import Image, ImageFilter

from flytower.imaging.accelerators import resizer
from flytower.imaging.geometry import Box, PixelSize
from flytower.imaging.picture import Picture
from flytower.imaging.premultiplied import filtered
from flytower.imaging.recipe import ResMode

# bisharp is bicubic, and a light sharpening of what was made smaller.
_KERNELS = {
    ResMode.BILIN: Image.Resampling.BILINEAR,
    ResMode.BICUB: Image.Resampling.BICUBIC,
    ResMode.SHARP2: Image.Resampling.LANCZOS,
    ResMode.BISHARP: Image.Resampling.BICUBIC,
}
_BISHARP = ImageFilter.UnsharpMask(radius=0.6, percent=60, threshold=0)

DEFAULT_MODE = ResMode.SHARP2


def kernel(mode: ResMode | None) -> Image.Resampling:
    """Pillow's kernel of a resMode."""
    return _KERNELS[mode or DEFAULT_MODE]


def resampled(picture: Picture, box: Box, size: PixelSize, mode: ResMode | None = None) -> Picture:
    """The part of a picture inside `box` (its pixels, fractions allowed) at another size."""
    whole = Box(0, 0, picture.size.width, picture.size.height)
    if box == whole and size == picture.size:
        return picture
    if size.width == box.width and size.height == box.height and all(float(edge).is_integer() for edge in box):
        edges = (int(box.left), int(box.top), int(box.right), int(box.bottom))
        alpha = picture.alpha.crop(edges) if picture.alpha else None
        return Picture(picture.image.crop(edges), alpha, picture.profile, picture.reduction, picture.orientation)
    scaled = filtered(picture, lambda image: _resize(image, box, size, kernel(mode)))
    if mode is ResMode.BISHARP and size.width * size.height < box.width * box.height:
        return filtered(scaled, lambda image: image.filter(_BISHARP))
    return scaled


def _resize(image: Image.Image, box: Box, size: PixelSize, resampling: Image.Resampling) -> Image.Image:
    if resizer is None or image.mode not in {"L", "RGB", "RGBa", "CMYK"}:
        return image.resize(size, resampling, box=(box.left, box.top, box.right, box.bottom))
    target = Image.new(image.mode, size)
    filters = resizer.FilterType
    filter_type = {
        Image.Resampling.BILINEAR: filters.bilinear,
        Image.Resampling.BICUBIC: filters.catmull_rom,
        Image.Resampling.LANCZOS: filters.lanczos3,
    }[resampling]
    options = resizer.ResizeOptions(
        resize_alg=resizer.ResizeAlg.convolution(filter_type),
        crop_box=resizer.CropBox(box.left, box.top, box.width, box.height),
    )
    resizer.Resizer().resize_pil(image, target, options)
    return target

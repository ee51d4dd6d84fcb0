"""From the composite to the reply. Source: IS reference, view transform for images, fit, rgn, rect."""

from collections.abc import Callable
from dataclasses import dataclass

from flytower.imaging.geometry import Box, Mapping, PixelPoint, PixelSize, rounded
from flytower.imaging.limits import PixelLimit
from flytower.imaging.recipe import CENTRE, Align, Fit, FitMode, Rect, Region, View

_DEFAULT_FIT = Fit()
_UNALIGNED = frozenset({FitMode.CONSTRAIN, FitMode.STRETCH})
_SIZED_BY_IMAGE = frozenset({FitMode.CONSTRAIN, FitMode.WRAP})
_FACTORS: dict[FitMode, Callable[[float, float], tuple[float, float]]] = {
    FitMode.FIT: lambda x, y: (min(x, y),) * 2,
    FitMode.CONSTRAIN: lambda x, y: (min(x, y),) * 2,
    FitMode.CROP: lambda x, y: (max(x, y),) * 2,
    FitMode.WRAP: lambda x, y: (max(x, y),) * 2,
    FitMode.STRETCH: lambda x, y: (x, y),
    FitMode.HFIT: lambda x, _: (x, x),
    FitMode.VFIT: lambda _, y: (y, y),
}


@dataclass(frozen=True, slots=True)
class ViewGeometry:
    """The view of a composite.

    `scale` is reply pixels per composite pixel in x and y, `mapping` goes from composite to reply pixels, `bounds` is
    the view in reply pixels (what rect asks for beyond it is background), `size` is the reply's.
    """

    scale: tuple[float, float]
    image_size: PixelSize
    image_offset: PixelPoint
    view_size: PixelSize
    mapping: Mapping
    bounds: Box
    size: PixelSize


@dataclass(frozen=True, slots=True)
class _Fitted:
    """The scaled region and the view around it; `size` None means the view is the image."""

    image: PixelSize
    size: PixelSize | None = None
    align: Align = CENTRE


def view_geometry(view: View, composite: PixelSize, default_pix: PixelLimit) -> ViewGeometry:
    """Scale the region into the view, place it, and cut the rect."""
    region = _region(view.rgn, composite)
    whole = PixelSize(rounded(region.width), rounded(region.height))
    fitted = _fit(view, whole, default_pix)
    size = fitted.size or fitted.image
    offset = _offset(fitted.image, size, fitted.align)
    rect = view.rect or Rect(0, 0, size.width, size.height)
    x, y = fitted.image.width / whole.width, fitted.image.height / whole.height
    mapping = Mapping().moved(-region.left, -region.top).scaled(x, y).moved(offset.x, offset.y)
    cut = Mapping().scaled(rect.scale, rect.scale).moved(-rect.x, -rect.y)
    return ViewGeometry(
        scale=(x * rect.scale, y * rect.scale),
        image_size=fitted.image,
        image_offset=offset,
        view_size=size,
        mapping=mapping.then(cut),
        bounds=cut.box(Box(0, 0, size.width, size.height)),
        size=PixelSize(rect.width, rect.height),
    )


def _region(region: Region | None, composite: PixelSize) -> Box:
    if region is None:
        return Box(0, 0, composite.width, composite.height)
    x_unit, y_unit = composite if region.normalised else (1, 1)
    left, top = rounded(region.x * x_unit), rounded(region.y * y_unit)
    width, height = max(1, rounded(region.width * x_unit)), max(1, rounded(region.height * y_unit))
    return Box(left, top, left + width, top + height)


def _fit(view: View, region: PixelSize, default_pix: PixelLimit) -> _Fitted:
    if view.scl is not None:
        image = region.times(1 / view.scl, 1 / view.scl)
        return _Fitted(image, PixelSize(view.wid or image.width, view.hei or image.height), view.align)
    if view.wid is None and view.hei is None:
        factor = min([1.0, *_limits(default_pix, region)])
        return _Fitted(region.times(factor, factor))
    fit = view.fit or _DEFAULT_FIT
    if view.wid is None or view.hei is None:
        (factor,) = _limits(PixelLimit(view.wid or 0, view.hei or 0), region)
        factor = factor if fit.upscale else min(1.0, factor)
        return _Fitted(region.times(factor, factor))
    return _fit_both(fit, region, PixelSize(view.wid, view.hei), view.align)


def _limits(limit: PixelLimit, region: PixelSize) -> list[float]:
    return [most / side for most, side in zip(limit, region, strict=True) if most]


def _fit_both(fit: Fit, region: PixelSize, size: PixelSize, align: Align) -> _Fitted:
    x, y = size.width / region.width, size.height / region.height
    if not fit.upscale:
        x, y = min(1.0, x), min(1.0, y)
    image = region.times(*_FACTORS[fit.mode](x, y))
    if fit.mode in _SIZED_BY_IMAGE:
        return _Fitted(image)
    return _Fitted(image, size, CENTRE if fit.mode in _UNALIGNED else align)


def _offset(image: PixelSize, size: PixelSize, align: Align) -> PixelPoint:
    return PixelPoint(
        rounded((size.width - image.width) * (1 + align.horizontal) / 2),
        rounded((size.height - image.height) * (1 + align.vertical) / 2),
    )

"""From the composite to the reply. Source: IS reference, view transform for images, fit, rgn, rect."""

from collections.abc import Callable
from dataclasses import dataclass, replace

from flytower.imaging.geometry import Box, Mapping, PixelPoint, PixelSize, rounded
from flytower.imaging.limits import NO_PIXEL_LIMIT, Limits, PixelLimit
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


def view_geometry(view: View, composite: PixelSize, limits: Limits) -> ViewGeometry:
    """Scale the region into the view, place it, and cut the rect."""
    region = _region(view.rgn, composite)
    whole = PixelSize(rounded(region.width), rounded(region.height))
    fitted = _fit_dense(view, whole, limits)
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


def reduced(view: ViewGeometry, factor: float) -> ViewGeometry:
    """The same view in a reply that is `factor` times as large (below 1), for those who need no more of it."""
    size = view.size.times(factor, factor)
    x, y = size.width / view.size.width, size.height / view.size.height
    left, top, right, bottom = view.bounds
    return replace(
        view,
        scale=(view.scale[0] * x, view.scale[1] * y),
        mapping=view.mapping.scaled(x, y),
        bounds=Box(left * x, top * y, right * x, bottom * y),
        size=size,
    )


def _region(region: Region | None, composite: PixelSize) -> Box:
    if region is None:
        return Box(0, 0, composite.width, composite.height)
    x_unit, y_unit = composite if region.normalised else (1, 1)
    left, top = rounded(region.x * x_unit), rounded(region.y * y_unit)
    width, height = max(1, rounded(region.width * x_unit)), max(1, rounded(region.height * y_unit))
    return Box(left, top, left + width, top + height)


def _fit_dense(view: View, region: PixelSize, limits: Limits) -> _Fitted:
    """The region in the view that dpr asks for; the reply is held to MaxPix, which never makes such a request fail.

    Of a view that is cut by rect the reply is only a part, so that it may be larger.
    """
    if view.rect is not None:
        limits = replace(limits, max_pix=NO_PIXEL_LIMIT)
    fitted = _fit(*_dense(view, limits, view.dpr), region)
    factor = _excess(fitted, limits)
    if view.dpr == 1 or factor >= 1:
        return fitted
    held = _fit(*_dense(view, limits, view.dpr * factor), region)
    factor = _excess(held, limits)  # a side that was rounded may still make the other one too long
    size = held.size.times(factor, factor) if held.size else None
    return held if factor >= 1 else replace(held, image=held.image.times(factor, factor), size=size)


def _excess(fitted: _Fitted, limits: Limits) -> float:
    """The factor that brings a reply within MaxPix; 1 for one that is."""
    return min([1.0, *_limits(limits.max_pix, fitted.size or fitted.image)])


def _dense(view: View, limits: Limits, dpr: float) -> tuple[View, PixelLimit]:
    """What the request says, and what limits a reply of no given size, in the pixels of a denser screen."""
    if dpr == 1:
        return view, limits.default_pix
    wid, hei = (max(1, rounded(side * dpr)) if side else None for side in (view.wid, view.hei))
    default = limits.default_pix if any(limits.default_pix) else limits.max_pix
    factor = dpr if default is limits.default_pix else 1.0
    scl = view.scl / dpr if view.scl else None
    default = PixelLimit(*(max(1, rounded(side * factor)) if side else 0 for side in default))
    return replace(view, wid=wid, hei=hei, scl=scl), default


def _fit(view: View, default_pix: PixelLimit, region: PixelSize) -> _Fitted:
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

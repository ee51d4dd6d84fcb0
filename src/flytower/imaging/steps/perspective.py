"""perspective: a layer seen as a quadrilateral. Source: IS reference, perspective."""

from PIL import Image

from flytower.imaging.geometry import Box, PixelPoint, PixelSize
from flytower.imaging.homography import Homography
from flytower.imaging.picture import Picture, clear, on_canvas
from flytower.imaging.premultiplied import filtered
from flytower.imaging.recipe import ResMode, Sampling
from flytower.imaging.resample import resampled
from flytower.imaging.work import Work

_RIM = 2
"""Clear pixels around the picture: its edges then blend into them and are smooth."""
_SAMPLES = 2
"""Samples a side of each pixel where it is supersampled."""


def perspective(picture: Picture, work: Work) -> Picture:
    """View the raster that `place` made from where the plan says, on the layer's canvas."""
    warp, canvas = work.placed.warp, work.placed.canvas_size
    if warp is None:
        return picture
    if not all(canvas) or warp.placement is None:
        return clear(canvas, picture)
    width, height = picture.size
    rimmed = on_canvas(picture, PixelSize(width + 2 * _RIM, height + 2 * _RIM), PixelPoint(_RIM, _RIM))
    if warp.sampling is Sampling.NEAREST:
        return _viewed(rimmed, canvas, warp.back, Image.Resampling.NEAREST)
    if warp.sampling is Sampling.BILINEAR:
        return _viewed(rimmed, canvas, warp.back, Image.Resampling.BILINEAR)
    fine = PixelSize(canvas.width * _SAMPLES, canvas.height * _SAMPLES)
    seen = _viewed(rimmed, fine, _finer(warp.back), Image.Resampling.BICUBIC)
    return resampled(seen, Box(0, 0, *fine), canvas, ResMode.BILIN)


def _viewed(picture: Picture, size: PixelSize, back: Homography, sampling: Image.Resampling) -> Picture:
    a, b, c, d, e, f, g, h = back
    rimmed = (a + _RIM * g, b + _RIM * h, c + _RIM, d + _RIM * g, e + _RIM * h, f + _RIM, g, h)
    return filtered(
        picture, lambda image: image.transform(size, Image.Transform.PERSPECTIVE, rimmed, resample=sampling)
    )


def _finer(back: Homography) -> Homography:
    """The same view from a canvas with more pixels."""
    a, b, c, d, e, f, g, h = back
    return a / _SAMPLES, b / _SAMPLES, c, d / _SAMPLES, e / _SAMPLES, f, g / _SAMPLES, h / _SAMPLES

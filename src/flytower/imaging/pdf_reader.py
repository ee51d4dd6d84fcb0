"""PDF sources: the first page on white paper, drawn by PDFium (the optional package pypdfium2).

Scripts and forms are not run, and nothing is fetched. Source: IPS reference, PDF options (rasterize).
"""

from collections.abc import Iterator
from contextlib import contextmanager
from math import isfinite
from pathlib import Path
from typing import Any

from PIL import Image

from flytower.imaging.accelerators import pdfium
from flytower.imaging.errors import RenderError
from flytower.imaging.picture import Picture

RESOLUTION = 150.0
"""Pixels an inch of the page, the vendor's own choice where an upload says nothing else."""

DRAWING_GAP = 2
_POINTS_PER_INCH = 72
_WHITE = (255, 255, 255, 255)


def pdf_size(path: Path) -> tuple[int, int]:
    """The first page's width and height in pixels at `RESOLUTION`."""
    with _document(path) as document:
        # Nothing of the page is read for it: what it shows may lead anywhere.
        return _pixels(document.get_page_size(0))


def decode_pdf(path: Path, scale: float) -> Picture:
    """The first page as RGB, drawn at about twice the size that a reply at `scale` needs."""
    reduction = drawing_reduction(scale)
    with _first_page(path) as page:
        width, height = _pixels(page.get_size())
        size = (-(-width // reduction), -(-height // reduction))
        factor = RESOLUTION / _POINTS_PER_INCH / reduction
        bitmap = page.render(scale=factor, fill_color=_WHITE, rev_byteorder=True, may_draw_forms=False)
        drawn: Image.Image = bitmap.to_pil().convert("RGB")
    # PDFium rounds the page's size up by itself, which may be a pixel more or less.
    return Picture(drawn if drawn.size == size else drawn.resize(size), reduction=reduction)


def drawing_reduction(scale: float) -> int:
    """How many times smaller than its own size to draw what is shown at `scale`: the rest is left to one resampling.

    Twice the wanted size: edges that are drawn on whole pixels are then smooth.
    """
    return max(1, int(1 / (scale * DRAWING_GAP))) if scale > 0 else 1


@contextmanager
def _first_page(path: Path) -> Iterator[Any]:
    with _document(path) as document:
        page = document[0]
        try:
            yield page
        finally:
            page.close()


@contextmanager
def _document(path: Path) -> Iterator[Any]:
    library = pdfium()
    if library is None:
        raise RenderError("a PDF needs the package pypdfium2, which is not installed here")
    document = library.PdfDocument(path)
    try:
        if len(document) < 1:
            raise RenderError("the PDF has no page")
        yield document
    finally:
        document.close()


def _pixels(page_size: tuple[float, float]) -> tuple[int, int]:
    width, height = (float(side) * RESOLUTION / _POINTS_PER_INCH for side in page_size)
    if not (isfinite(width) and isfinite(height) and width > 0 and height > 0):
        raise RenderError("the PDF's first page has no size")
    return max(1, int(width + 0.5)), max(1, int(height + 0.5))

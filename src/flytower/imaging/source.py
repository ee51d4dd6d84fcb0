"""Opening a picture that may be hostile: which formats, and how every failure becomes a RenderError."""

import warnings
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from PIL import Image, ImageFile, TiffImagePlugin, UnidentifiedImageError

from flytower.imaging.errors import LimitError, RenderError, RequestError

FORMATS = ("JPEG", "PNG", "GIF", "BMP", "TIFF", "PSD", "WEBP", "JPEG2000")
"""Pillow's names of the formats read as sources. Nothing here starts another program (EPS would: Ghostscript)."""

# Our own limits are checked before every decode (render.py); Pillow's would only warn below twice its value.
Image.MAX_IMAGE_PIXELS = None
ImageFile.LOAD_TRUNCATED_IMAGES = False

# CMYK with one alpha channel (TIFF 6.0, ExtraSamples 1 or 2): Pillow knows only 0 and can read the inks of all.
for _order in (b"II", b"MM"):
    for _kind in (1, 2):
        TiffImagePlugin.OPEN_INFO.setdefault((_order, 5, (1,), 1, (8,) * 5, (_kind,)), ("CMYK", "CMYKX"))


@contextmanager
def open_source(path: Path) -> Iterator[ImageFile.ImageFile]:
    """Open a picture by path, header only, and close its file at the end.

    Whatever goes wrong inside the block becomes a RenderError (LimitError for memory) with a text fit for a job log.
    """
    with guarded(), Image.open(path, formats=FORMATS) as image:
        yield image


@contextmanager
def guarded() -> Iterator[None]:
    """Turn anything a codec may raise on hostile bytes into a RenderError without file names in it."""
    try:
        yield
    except (RenderError, RequestError):
        raise
    except MemoryError as fault:
        raise LimitError("the picture needs more memory than is allowed") from fault
    except UnidentifiedImageError as fault:
        raise RenderError("not a picture of a supported format") from fault
    except FileNotFoundError as fault:
        raise RenderError("the source file does not exist") from fault
    except Exception as fault:  # codecs raise anything from IndexError to SyntaxError on broken files
        raise RenderError(f"the picture is damaged or of an unsupported variant ({_words(fault)})") from fault


def _words(fault: Exception) -> str:
    text = str(fault).splitlines()[0] if str(fault) else ""
    return type(fault).__name__ if not text or "/" in text else text[:200]


def silence_codec_warnings() -> None:
    """Keep Pillow's warnings about odd metadata out of the logs; for the process that only renders."""
    warnings.filterwarnings("ignore", module=r"PIL\.")

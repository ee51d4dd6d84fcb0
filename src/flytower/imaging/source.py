"""Opening a picture that may be hostile: which formats, and how every failure becomes a RenderError."""

import logging
import warnings
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from PIL import Image, ImageFile, UnidentifiedImageError

from flytower.imaging import metadata_bounds, psd_variants, tiff_variants
from flytower.imaging.accelerators import heif
from flytower.imaging.errors import LimitError, RenderError, RequestError
from flytower.imaging.sniff import SNIFF_BYTES, sniff

FORMATS = ("JPEG", "PNG", "GIF", "BMP", "TIFF", "PSD", "WEBP", "JPEG2000", "AVIF")
"""Pillow's names of the formats read as sources. Nothing here starts another program (EPS would: Ghostscript)."""

_REFUSED = {
    "postscript": "an EPS or PostScript file is a program, which is not run here; export it as PDF, PSD or TIFF",
    "heic": "a HEIC needs the package pillow-heif, which is not installed here",
    "jpegxr": "JPEG XR pictures are not read",
    "pict": "PICT pictures are not read",
    "icon": "icons are not read",
    "indesign": "InDesign documents are not read",
}
"""Pictures that are recognised and not read, and why."""

_RUST = "pyo3_runtime"

# Our own limits are checked before every decode (render.py); Pillow's would only warn below twice its value.
Image.MAX_IMAGE_PIXELS = None
ImageFile.LOAD_TRUNCATED_IMAGES = False

metadata_bounds.add()
psd_variants.add()
tiff_variants.add()


@contextmanager
def open_source(path: Path) -> Iterator[ImageFile.ImageFile]:
    """Open a picture by path, header only, and close its file at the end.

    Whatever goes wrong inside the block becomes a RenderError (LimitError for memory) with a text fit for a job log.
    """
    with guarded(), _opened(path) as image:
        yield image


def kind_of_file(path: Path) -> str:
    """What the file's first bytes say it is, in `sniff`'s words; an Illustrator file that holds a PDF is one."""
    with path.open("rb") as file:
        head = file.read(SNIFF_BYTES)
    kind = sniff(head).kind
    if kind == "illustrator":
        return "pdf" if b"%PDF-" in head[:1024] else "postscript"
    return kind


def _opened(path: Path) -> ImageFile.ImageFile:
    kind = kind_of_file(path)
    if kind == "psd":
        metadata_bounds.check_resources(path)
    # A HEIC's codec is loaded when the first one comes; without it the format is unknown, and refused below.
    formats = (*FORMATS, "HEIF") if kind == "heic" and heif() else FORMATS
    try:
        return Image.open(path, formats=formats)
    except UnidentifiedImageError:
        if kind in _REFUSED and "HEIF" not in formats:
            raise RenderError(_REFUSED[kind]) from None
        raise


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
    except BaseException as fault:
        if type(fault).__module__ != _RUST:  # a panic is no Exception
            raise
        raise RenderError("the picture is damaged or of an unsupported variant (its codec gave up)") from fault


def _words(fault: Exception) -> str:
    text = str(fault).splitlines()[0] if str(fault) else ""
    # What a codec quotes of the file may be anything, and a job's log is XML.
    return type(fault).__name__ if "/" in text or not (text and text.isprintable()) else text[:200]


def silence_codec_warnings() -> None:
    """Keep Pillow's words about odd metadata out of the logs; for a process that opens what others upload."""
    warnings.filterwarnings("ignore", module=r"PIL\.")
    logging.getLogger("PIL").setLevel(logging.CRITICAL)

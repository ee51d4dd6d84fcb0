"""What each reply format can hold. Source: IS reference, fmt (table of formats)."""

from dataclasses import dataclass

from flytower.imaging.recipe import Compression, Format, PixelType

_ALL_TYPES = (PixelType.RGB, PixelType.GRAY, PixelType.CMYK)
_RGB_OR_GRAY = (PixelType.RGB, PixelType.GRAY)
_RGB = (PixelType.RGB,)
_NONE = (Compression.NONE,)


@dataclass(frozen=True, slots=True)
class FormatRule:
    """One format: its keyword, what it allows (the first compression is the default), how its files are called."""

    format: Format
    pixel_types: tuple[PixelType, ...]
    extension: str
    mime: str
    alpha: bool = False
    embeds_profile: bool = True
    compressions: tuple[Compression, ...] = _NONE


_TIF = (Compression.NONE, Compression.LZW, Compression.ZIP, Compression.JPEG)
_TIF_ALPHA = (Compression.NONE, Compression.LZW, Compression.ZIP)
_PDF = (Compression.NONE, Compression.ZIP, Compression.JPEG)
_WEBP = (Compression.LOSSY, Compression.LOSSLESS)

FORMATS: dict[str, FormatRule] = {
    "jpeg": FormatRule(Format.JPEG, _ALL_TYPES, "jpg", "image/jpeg"),
    "jpg": FormatRule(Format.JPEG, _ALL_TYPES, "jpg", "image/jpeg"),
    "pjpeg": FormatRule(Format.PJPEG, _ALL_TYPES, "jpg", "image/jpeg"),
    "png": FormatRule(Format.PNG, _RGB_OR_GRAY, "png", "image/png"),
    "png-alpha": FormatRule(Format.PNG, _RGB_OR_GRAY, "png", "image/png", alpha=True),
    "png8": FormatRule(Format.PNG8, _RGB, "png", "image/png"),
    "png8-alpha": FormatRule(Format.PNG8, _RGB, "png", "image/png", alpha=True),
    "gif": FormatRule(Format.GIF, _RGB_OR_GRAY, "gif", "image/gif", embeds_profile=False),
    "gif-alpha": FormatRule(Format.GIF, _RGB_OR_GRAY, "gif", "image/gif", alpha=True, embeds_profile=False),
    "tif": FormatRule(Format.TIF, _ALL_TYPES, "tiff", "image/tiff", compressions=_TIF),
    "tif-alpha": FormatRule(Format.TIF, _ALL_TYPES, "tiff", "image/tiff", alpha=True, compressions=_TIF_ALPHA),
    "webp": FormatRule(Format.WEBP, _RGB, "webp", "image/webp", embeds_profile=False, compressions=_WEBP),
    "webp-alpha": FormatRule(
        Format.WEBP, _RGB, "webp", "image/webp", alpha=True, embeds_profile=False, compressions=_WEBP
    ),
    "pdf": FormatRule(Format.PDF, _ALL_TYPES, "pdf", "application/pdf", compressions=_PDF),
    "eps": FormatRule(Format.EPS, _ALL_TYPES, "eps", "image/eps"),
}

SPELLINGS = {"tiff": "tif", "tiff-alpha": "tif-alpha", "web-alpha": "webp-alpha"}
"""Spellings found in use that the reference does not list."""

PENDING_FORMATS = frozenset(
    {
        *("jpeg2000", "jpeg2000-alpha", "jpegxr", "jpegxr-alpha", "avif", "avif-alpha", "heic"),
        *("swf", "swf-alpha", "swf3", "swf3-alpha", "swf-alpha3", "f4m", "m3u8"),
    }
)
"""Documented formats that are not written yet."""

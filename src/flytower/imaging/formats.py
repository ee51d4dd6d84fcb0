"""What each reply format can hold. Source: IS reference, fmt (table of formats)."""

from dataclasses import dataclass, replace

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
    embeds_xmp: bool = False
    embeds_paths: bool = False
    compressions: tuple[Compression, ...] = _NONE


def _modern(name: str, kind: Format, types: tuple[PixelType, ...], extension: str, mime: str) -> dict[str, FormatRule]:
    """A format of the newer kind, without and with alpha: lossy unless lossless is asked for, never with a profile."""
    plain = FormatRule(kind, types, extension, mime, embeds_profile=False, compressions=_LOSSY_FIRST)
    return {name: plain, f"{name}-alpha": replace(plain, alpha=True)}


_TIF = (Compression.NONE, Compression.LZW, Compression.ZIP, Compression.JPEG)
_TIF_ALPHA = (Compression.NONE, Compression.LZW, Compression.ZIP)
_PDF = (Compression.NONE, Compression.ZIP, Compression.JPEG)
_LOSSY_FIRST = (Compression.LOSSY, Compression.LOSSLESS)
_LOSSLESS = (Compression.LOSSLESS,)

_JPEG = FormatRule(Format.JPEG, _ALL_TYPES, "jpg", "image/jpeg", embeds_xmp=True, embeds_paths=True)
_TIFF = FormatRule(Format.TIF, _ALL_TYPES, "tiff", "image/tiff", embeds_xmp=True, embeds_paths=True, compressions=_TIF)

FORMATS: dict[str, FormatRule] = {
    "jpeg": _JPEG,
    "jpg": _JPEG,
    "pjpeg": replace(_JPEG, format=Format.PJPEG),
    "png": FormatRule(Format.PNG, _RGB_OR_GRAY, "png", "image/png"),
    "png-alpha": FormatRule(Format.PNG, _RGB_OR_GRAY, "png", "image/png", alpha=True),
    "png8": FormatRule(Format.PNG8, _RGB, "png", "image/png"),
    "png8-alpha": FormatRule(Format.PNG8, _RGB, "png", "image/png", alpha=True),
    "gif": FormatRule(Format.GIF, _RGB_OR_GRAY, "gif", "image/gif", embeds_profile=False),
    "gif-alpha": FormatRule(Format.GIF, _RGB_OR_GRAY, "gif", "image/gif", alpha=True, embeds_profile=False),
    "tif": _TIFF,
    "tif-alpha": replace(_TIFF, alpha=True, compressions=_TIF_ALPHA),
    "pdf": FormatRule(Format.PDF, _ALL_TYPES, "pdf", "application/pdf", compressions=_PDF),
    "eps": FormatRule(Format.EPS, _ALL_TYPES, "eps", "image/eps", embeds_paths=True),
    **_modern("webp", Format.WEBP, _RGB, "webp", "image/webp"),
    **_modern("jpeg2000", Format.JPEG2000, _RGB_OR_GRAY, "jp2", "image/jp2"),
    **_modern("avif", Format.AVIF, _RGB, "avif", "image/avif"),
    "heic": FormatRule(Format.HEIC, _RGB, "heic", "image/heic", embeds_profile=False, compressions=_LOSSLESS),
}

SPELLINGS = {
    "tiff": "tif", "tiff-alpha": "tif-alpha", "web-alpha": "webp-alpha", "swf-alpha3": "swf3-alpha",
}  # fmt: skip
"""Spellings found in use that the reference does not list."""

_FLASH = "Flash pictures are not written: nothing shows them any more"
_STREAM = "it is a list of videos, no picture"

REFUSED_FORMATS = {
    **dict.fromkeys(("jpegxr", "jpegxr-alpha"), "JPEG XR is not written: no codec that is kept well writes it"),
    **dict.fromkeys(("swf", "swf-alpha", "swf3", "swf3-alpha"), _FLASH),
    **dict.fromkeys(("f4m", "m3u8"), _STREAM),
}
"""Documented formats that are never written, and why."""

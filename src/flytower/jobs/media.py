"""What an uploaded file is, told from its bytes: the vendor's asset type, and what an info block shows of it."""

from dataclasses import dataclass
from pathlib import Path
from typing import Final

from flytower.contract.constants import AssetType
from flytower.imaging.errors import RenderError
from flytower.imaging.probe import ColourMode, probe
from flytower.imaging.sniff import SNIFF_BYTES, sniff


class NotTakenIn(Exception):  # noqa: N818  reads as what happened
    """A file can't become an asset; the text says why."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Media:
    """What a file is. `extension` is the usual one, without a dot; the rest as in `Asset`, 0 or "" for no image."""

    type: AssetType
    extension: str
    width: int = 0
    height: int = 0
    resolution: float = 0.0
    color_mode: str = ""
    has_alpha: bool = False
    icc_profile: str = ""


_IMAGES: Final = frozenset(
    {
        "jpeg", "png", "gif", "bmp", "tiff", "psd", "webp", "jpeg2000",
        "jpegxr", "avif", "heic", "pict", "icon",  # pictures that nothing here can open: an error says so
    }
)  # fmt: skip

_OTHERS: Final = {
    AssetType.SVG: ("svg",),
    AssetType.PDF: ("pdf",),
    AssetType.POST_SCRIPT: ("postscript",),
    AssetType.ILLUSTRATOR: ("illustrator",),
    AssetType.IN_DESIGN: ("indesign",),
    AssetType.WORD: ("word", "word-binary"),
    AssetType.EXCEL: ("excel", "excel-binary"),
    AssetType.POWER_POINT: ("powerpoint", "powerpoint-binary"),
    AssetType.RTF: ("rtf",),
    AssetType.VIDEO: (
        "mp4", "quicktime", "3gpp", "avi", "wmv", "flv", "matroska", "webm", "mpeg", "mpeg-ts",
    ),
    AssetType.AUDIO: ("mp3", "wav", "aiff", "aac", "m4a", "ogg", "flac"),
    AssetType.FONT: ("ttf", "otf", "ttc", "woff", "woff2", "pfb", "afm"),
    AssetType.ICC_PROFILE: ("icc",),
    AssetType.FLASH: ("swf",),
    AssetType.ZIP: ("zip",),
    AssetType.XML: ("xml",),
    AssetType.XSL: ("xsl",),
    AssetType.VIDEO_CAPTION: ("caption",),
    AssetType.CSS: ("css",),
    AssetType.JAVASCRIPT: ("javascript",),
}  # fmt: skip
_TYPE_OF: Final = {kind: asset_type for asset_type, kinds in _OTHERS.items() for kind in kinds}

_COLOUR_MODES: Final = {
    ColourMode.GRAY: "GRAY",
    ColourMode.RGB: "RGB",
    ColourMode.PALETTE: "RGB",  # a palette's entries are RGB
    ColourMode.CMYK: "CMYK",
    ColourMode.LAB: "Lab",
}
"""The vendor's words. Source: IPS reference, Color Spaces."""


def recognise(path: Path) -> Media:
    """Return what a file is. Raises NotTakenIn for an empty one, an unknown kind, and an image that can't be read."""
    with path.open("rb") as file:
        head = file.read(SNIFF_BYTES)
    if not head:
        raise NotTakenIn("the file is empty")
    found = sniff(head)
    if found.kind in _IMAGES:
        return _image(path, found.extension)
    asset_type = _TYPE_OF.get(found.kind)
    if asset_type is None:
        raise NotTakenIn(f"files of its kind ({found.mime}) are not supported")
    return Media(type=asset_type, extension=found.extension)


def _image(path: Path, extension: str) -> Media:
    try:
        header = probe(path)
    except RenderError as error:
        raise NotTakenIn(str(error)) from None
    animated = header.format == "gif" and header.frames > 1
    return Media(
        type=AssetType.ANIMATED_GIF if animated else AssetType.IMAGE,
        extension=extension,
        width=header.width,
        height=header.height,
        resolution=header.resolution,
        color_mode=_COLOUR_MODES[header.mode],
        has_alpha=header.has_alpha,
        icc_profile=header.icc.description if header.icc else "",
    )

"""The XMP packet of a source, as it stands in the file. Source: IS reference, xmpEmbed; XMP specification, part 3."""

from pathlib import Path

from PIL import ImageFile, PsdImagePlugin

from flytower.imaging.source import open_source

_PSD_XMP = 1060  # the image resource that holds it


def xmp_of(path: Path) -> bytes | None:
    """The packet, None when the file has none (or is of a kind that holds none); no pixel is decoded.

    Of an extended packet in a JPEG only the main part is read.
    """
    with open_source(path) as image:
        packet = _packet(image)
    return packet or None


def _packet(image: ImageFile.ImageFile) -> bytes | None:
    if isinstance(image, PsdImagePlugin.PsdImageFile):
        return next((data for number, _, data in image.resources if number == _PSD_XMP), None)
    packet = image.info.get("xmp")
    return packet if isinstance(packet, bytes) else None

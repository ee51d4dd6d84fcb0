"""What a picture's header says, read without decoding a pixel."""

from dataclasses import dataclass
from enum import StrEnum
from math import isfinite
from pathlib import Path

from PIL import ExifTags, Image, ImageFile, PsdImagePlugin, TiffImagePlugin

from flytower.imaging import psd_reader
from flytower.imaging.errors import RenderError
from flytower.imaging.gif_header import gif_header
from flytower.imaging.metadata_bounds import MOVES
from flytower.imaging.pdf_reader import RESOLUTION, pdf_size
from flytower.imaging.profiles.icc_file import described
from flytower.imaging.recipe import SourceSize
from flytower.imaging.source import guarded, kind_of_file, open_source
from flytower.imaging.svg_reader import svg_size


class ColourMode(StrEnum):
    """How a file stores its colours."""

    GRAY = "gray"
    RGB = "rgb"
    CMYK = "cmyk"
    PALETTE = "palette"
    LAB = "lab"


@dataclass(frozen=True, slots=True)
class IccProfile:
    """An embedded profile: its bytes, its own description, and its colour space ("rgb", "gray", "cmyk", "lab", …).

    `replaces_another`: it is the catalog's, and the picture's own one does not fit its pixels.
    """

    data: bytes
    description: str
    colour_space: str
    replaces_another: bool = False


@dataclass(frozen=True, slots=True)
class ImageHeader:
    """A picture's header.

    `format` is a lower-case word as `sniff` uses it. `width` and `height` are pixels as shown, that is after the EXIF
    `orientation` (1 to 8, 1 = as stored) was applied. `bits` is per component. `resolution` is in dpi, 0.0 when
    the file does not say. `frames` is 1 for a still picture, else 2 or more (exact where the header tells).
    `premultiplied` says that clear pixels are stored black, half clear ones half as light.
    """

    format: str
    width: int
    height: int
    mode: ColourMode
    bits: int
    has_alpha: bool
    resolution: float
    icc: IccProfile | None
    orientation: int
    frames: int
    premultiplied: bool = False

    @property
    def size(self) -> SourceSize:
        """What the plan needs to know."""
        return SourceSize(self.width, self.height, self.resolution)

    @property
    def stored_size(self) -> tuple[int, int]:
        """Width and height before the orientation is applied."""
        return (self.height, self.width) if turned_sideways(self.orientation) else (self.width, self.height)


_FORMATS = {"MPO": "jpeg", "DIB": "bmp", "HEIF": "heic"}

_MODES = {
    "1": ColourMode.GRAY, "L": ColourMode.GRAY, "LA": ColourMode.GRAY, "La": ColourMode.GRAY,
    "I": ColourMode.GRAY, "F": ColourMode.GRAY, "I;16": ColourMode.GRAY, "I;16B": ColourMode.GRAY,
    "P": ColourMode.PALETTE, "PA": ColourMode.PALETTE,
    "CMYK": ColourMode.CMYK, "LAB": ColourMode.LAB,
}  # fmt: skip

_SIDEWAYS = 5  # EXIF orientations from 5 on swap width and height
_LAST_ORIENTATION = 8
_WIDE_MODES = {"I": 32, "F": 32, "I;16": 16, "I;16B": 16, "1": 1}
_INCH = 2.54


def probe(path: Path) -> ImageHeader:
    """Read the header of a picture, or raise RenderError; no pixel is decoded, whatever the file claims."""
    with guarded():
        kind = kind_of_file(path)
        if kind == "pdf":
            return _drawn(kind, pdf_size(path), RESOLUTION)
        if kind == "svg":
            return _drawn(kind, svg_size(path), 0.0)
        if kind == "gif":
            return _gif(path)
    with open_source(path) as image:
        return header_of(image, path)


def _drawn(kind: str, size: tuple[int, int], resolution: float) -> ImageHeader:
    """The header of a drawing: it has no pixels until it is drawn, and is clear where nothing is, but for paper."""
    return ImageHeader(
        format=kind,
        width=size[0],
        height=size[1],
        mode=ColourMode.RGB,
        bits=8,
        has_alpha=kind == "svg",
        resolution=resolution,
        icc=None,
        orientation=1,
        frames=1,
    )


def _gif(path: Path) -> ImageHeader:
    found = gif_header(path)
    return ImageHeader(
        format="gif",
        width=found.size[0],
        height=found.size[1],
        mode=ColourMode.PALETTE if found.has_colours else ColourMode.GRAY,
        bits=8,
        has_alpha=found.has_alpha,
        resolution=0.0,
        icc=None,
        orientation=1,
        frames=2 if found.animated else 1,
    )


def header_of(image: ImageFile.ImageFile, path: Path) -> ImageHeader:
    """The header of a picture that is open already."""
    width, height = image.size
    if width < 1 or height < 1:
        raise RenderError("the picture has no pixels")
    orientation = _orientation(image)
    # Pillow swaps the sides of a sideways TIFF itself, and of no other format.
    if turned_sideways(orientation) and not isinstance(image, TiffImagePlugin.TiffImageFile):
        width, height = height, width
    name = image.format or ""
    return ImageHeader(
        format=_FORMATS.get(name, name.lower()),
        width=width,
        height=height,
        mode=_mode(image),
        bits=_bits(image, path),
        has_alpha=_has_alpha(image, path),
        resolution=_resolution(image),
        icc=_icc(image),
        orientation=orientation,
        frames=_frames(image),
        premultiplied=_premultiplied(image),
    )


def _mode(image: ImageFile.ImageFile) -> ColourMode:
    """Gray with 16-bit alpha is gray, although Pillow makes RGB of it."""
    if image.format == "PNG" and image.tile and image.tile[0].args == "LA;16B":
        return ColourMode.GRAY
    return _MODES.get(image.mode, ColourMode.RGB)


def turned_sideways(orientation: int) -> bool:
    """Whether an EXIF orientation swaps width and height."""
    return orientation >= _SIDEWAYS


def _orientation(image: ImageFile.ImageFile) -> int:
    if isinstance(image, TiffImagePlugin.TiffImageFile):
        value = image.tag_v2.get(ExifTags.Base.Orientation)
    elif "exif" in image.info:  # asking a PNG without it would decode the picture in search of it
        value = image.getexif().get(ExifTags.Base.Orientation)
    else:
        value = 1
    return value if isinstance(value, int) and 1 <= value <= _LAST_ORIENTATION else 1


def _has_alpha(image: ImageFile.ImageFile, path: Path) -> bool:
    if isinstance(image, TiffImagePlugin.TiffImageFile):
        extra = image.tag_v2.get(ExifTags.Base.ExtraSamples, ())
        return bool({1, 2} & set(extra if isinstance(extra, tuple) else (extra,)))
    if isinstance(image, PsdImagePlugin.PsdImageFile):
        return psd_reader.kind_of(image, path).alpha is not None
    return image.mode in {"RGBA", "RGBa", "LA", "La", "PA"} or "transparency" in image.info


def _premultiplied(image: ImageFile.ImageFile) -> bool:
    """Whether the pixels are weighted by their opacity already (TIFF 6.0, ExtraSamples 1)."""
    if not isinstance(image, TiffImagePlugin.TiffImageFile):
        return False
    extra = image.tag_v2.get(ExifTags.Base.ExtraSamples, ())
    return (extra[:1] if isinstance(extra, tuple) else (extra,)) == (1,)


def _bits(image: ImageFile.ImageFile, path: Path) -> int:
    """Bits per component; Pillow's mode hides 16-bit RGB and CMYK, the file does not."""
    if isinstance(image, TiffImagePlugin.TiffImageFile):
        bits = image.tag_v2.get(ExifTags.Base.BitsPerSample, 1)
        return int(bits[0] if isinstance(bits, tuple) else bits)
    if image.format in {"PNG", "PSD"}:
        with path.open("rb") as file:
            head = file.read(32)
        if image.format == "PSD":
            return int.from_bytes(head[22:24])
        if head[12:16] != b"IHDR":  # Pillow does not mind where it stands
            raise RenderError("the PNG does not begin with its header")
        return head[24]
    return _WIDE_MODES.get(image.mode, 8)


def _resolution(image: ImageFile.ImageFile) -> float:
    if isinstance(image, PsdImagePlugin.PsdImageFile):
        data = next((data for number, _, data in image.resources if number == _PSD_RESOLUTION), bytes(4))
        return _dpi(int.from_bytes(data[:4]) / 65536)
    if not _tells_resolution(image):
        return 0.0
    dpi = image.info.get("dpi", (0.0, 0.0))
    return _dpi(dpi[0] if isinstance(dpi, tuple) and dpi else 0.0)


_PSD_RESOLUTION = 1005  # ResolutionInfo: horizontal dots per inch, 16.16 fixed point


def _tells_resolution(image: ImageFile.ImageFile) -> bool:
    """Pillow assumes 72 dpi for a JPEG whose EXIF says nothing, and 1 for a TIFF; only what the file says counts."""
    if isinstance(image, TiffImagePlugin.TiffImageFile):
        return ExifTags.Base.XResolution in image.tag_v2
    if image.format not in {"JPEG", "MPO"} or image.info.get("jfif_unit") in {1, 2}:
        return True
    return "exif" in image.info and ExifTags.Base.XResolution in image.getexif()


def _dpi(value: object) -> float:
    try:
        dpi = float(value)  # type: ignore[arg-type]
    except (TypeError, ValueError, ZeroDivisionError):
        return 0.0
    return round(dpi, 4) if isfinite(dpi) and 1 <= dpi <= _HIGHEST_DPI else 0.0


_HIGHEST_DPI = 100_000  # beyond it a file lies


def _frames(image: ImageFile.ImageFile) -> int:
    """Counting the frames of a TIFF would walk the whole file; whether there is a second one is enough."""
    if image.format == "WEBP":
        return max(1, int(getattr(image, "n_frames", 1)))
    if image.format == "PNG":
        return 2 if MOVES in image.info else 1
    if image.format == "TIFF":
        return 2 if getattr(image, "is_animated", False) else 1
    return 1


def _icc(image: Image.Image) -> IccProfile | None:
    data = image.info.get("icc_profile")
    if not isinstance(data, bytes) or data[36:40] != b"acsp":
        return None
    return IccProfile(data, described(data), data[16:20].decode("latin-1").strip().lower())

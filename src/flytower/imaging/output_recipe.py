"""How a reply is encoded. Source: IS reference, fmt and the commands that go with it."""

from dataclasses import dataclass
from enum import StrEnum

from flytower.imaging.recipe_values import PixelType

DEFAULT_QUALITY = 80


class Format(StrEnum):
    """Format keywords without the -alpha suffix and without synonyms. Source: IS reference, fmt."""

    JPEG = "jpeg"
    PJPEG = "pjpeg"
    PNG = "png"
    PNG8 = "png8"
    GIF = "gif"
    TIF = "tif"
    WEBP = "webp"
    PDF = "pdf"
    EPS = "eps"
    JPEG2000 = "jpeg2000"
    AVIF = "avif"
    HEIC = "heic"


class Compression(StrEnum):
    """Compression keywords; `none` also where the format's own compression has no choice (JPEG, PNG, GIF)."""

    NONE = "none"
    LZW = "lzw"
    ZIP = "zip"
    JPEG = "jpeg"
    LOSSY = "lossy"
    LOSSLESS = "lossless"


class Intent(StrEnum):
    """ICC rendering intents. Source: IS reference, icc."""

    PERCEPTUAL = "perceptual"
    RELATIVE = "relative"
    SATURATION = "saturation"
    ABSOLUTE = "absolute"


@dataclass(frozen=True, slots=True)
class IccOutput:
    """icc: the output profile's name as the request gives it, and how to convert to it."""

    name: str
    intent: Intent = Intent.RELATIVE
    black_point: bool = True
    dither: bool = False


class Palette(StrEnum):
    """Palette kinds. Source: IS reference, quantize."""

    ADAPTIVE = "adaptive"
    WEB = "web"
    MAC = "mac"


@dataclass(frozen=True, slots=True)
class Quantize:
    """quantize: for gif and png8. `forced` are RGB entries an adaptive palette must hold, at most `colors`."""

    palette: Palette = Palette.ADAPTIVE
    dither: bool = True
    colors: int = 256
    forced: tuple[tuple[int, int, int], ...] = ()


@dataclass(frozen=True, slots=True)
class Output:
    """How the reply is encoded. A Recipe only holds combinations that the format allows.

    `pixel_type` is already the profile's when `icc` names a standard profile. `quality` is 1 to 100.
    `full_chroma` asks JPEG for no subsampling. `jpeg_size` is the most bytes a JPEG may have, 0 for any number.
    `progressive_scans` is None for "auto". `icc_embed`, `xmp_embed` and `path_embed` are False where the
    format cannot hold a profile, XMP or paths. `extension` comes without the dot.
    """

    format: Format = Format.JPEG
    alpha: bool = False
    pixel_type: PixelType = PixelType.RGB
    compression: Compression = Compression.NONE
    quality: int = DEFAULT_QUALITY
    full_chroma: bool = False
    jpeg_size: int = 0
    progressive_scans: int | None = None
    icc: IccOutput | None = None
    icc_embed: bool = False
    xmp_embed: bool = False
    path_embed: bool = False
    quantize: Quantize = Quantize()
    extension: str = "jpg"
    mime: str = "image/jpeg"

"""What every encoder is given."""

from collections.abc import Callable
from dataclasses import dataclass
from typing import BinaryIO

from PIL import Image

from flytower.imaging.errors import RenderError
from flytower.imaging.picture import Picture
from flytower.imaging.premultiplied import merged
from flytower.imaging.recipe import Output


@dataclass(frozen=True, slots=True)
class Encoding:
    """One reply to write: its pixels, how to encode them, its resolution in dpi, the profile to embed (or None).

    `xmp` is the source's XMP packet and `paths` are its paths as Photoshop's image resources, where they are to be
    embedded, else None.
    """

    picture: Picture
    output: Output
    dpi: float
    profile: bytes | None
    warn: Callable[[str], None]
    xmp: bytes | None = None
    paths: bytes | None = None

    @property
    def image(self) -> Image.Image:
        """The pixels, with alpha if there is any and the mode can hold it (CMYK cannot)."""
        return merged(self.picture)

    @property
    def width(self) -> int:
        """In pixels."""
        return self.picture.size.width

    @property
    def height(self) -> int:
        """In pixels."""
        return self.picture.size.height

    def check_sides(self, most: int) -> None:
        """Raise RenderError if a side exceeds what the format can hold."""
        if max(self.width, self.height) > most:
            size = f"{self.width} x {self.height}"
            raise RenderError(f"fmt: {self.output.format} holds at most {most} pixels a side, not {size}")


Encoder = Callable[[Encoding, BinaryIO], None]

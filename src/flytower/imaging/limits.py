"""What one rendering may cost."""

from dataclasses import dataclass
from typing import NamedTuple


class PixelLimit(NamedTuple):
    """Width and height in pixels; 0 leaves that side unlimited."""

    width: int = 0
    height: int = 0


NO_PIXEL_LIMIT = PixelLimit()


@dataclass(frozen=True, slots=True)
class Limits:
    """What one rendering may cost. `max_pix` and `default_pix` are the vendor's catalog attributes.

    A reply larger than `max_pix` is refused; one without wid, hei and scl is shrunk to fit `default_pix`.
    `max_layers` counts the layers and effects of a request with all nested ones, `max_nesting` how deep those may lie
    in one another, `max_commands` its commands with all macros expanded. `max_layer_pixels` bounds what all layers
    need together: the pixels of their sources, and those of the rasters made of them. `max_text_characters` is the
    length of one text. `seconds` is wall-clock and processor time of one rendering, `memory_bytes` its address space.
    """

    max_source_pixels: int = 250_000_000
    max_output_pixels: int = 100_000_000
    max_pix: PixelLimit = NO_PIXEL_LIMIT
    default_pix: PixelLimit = NO_PIXEL_LIMIT
    max_layers: int = 128
    max_nesting: int = 8
    max_commands: int = 1000
    max_layer_pixels: int = 1_000_000_000
    max_text_characters: int = 10_000
    max_output_bytes: int = 1 << 30
    seconds: float = 120.0
    memory_bytes: int = 3 << 30


DEFAULT_LIMITS = Limits()

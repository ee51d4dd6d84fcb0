"""The vendor's string constants for what an upload does with a file, as enums.

Source: IPS reference, "String constants" or the page of the type named. There is none for the ``process`` of the option
blocks: the lists are short, and the real service echoes ``render``, which is in none of them (recorded getActiveJobs).
"""

from enum import StrEnum


class Corner(StrEnum):
    """The corner whose pixel gives the background colour. AutoCrop Corner."""

    BOTTOM_LEFT = "BottomLeft"
    BOTTOM_RIGHT = "BottomRight"
    UPPER_LEFT = "UpperLeft"
    UPPER_RIGHT = "UpperRight"


class KnockoutFillMethod(StrEnum):
    """How far the background reaches (KnockoutBackgroundOptions)."""

    FLOOD_FILL = "FloodFill"  # pixels connected with the corner
    MATCH_PIXEL = "MatchPixel"  # pixels like the corner's, wherever they are


class ColorManagement(StrEnum):
    """What to do with colours on upload. Color Management Modes."""

    DEFAULT = "Default"  # as the company is set
    MAINTAIN_ORIGINAL = "MaintainOriginal"
    CONVERT = "Convert"


class PostScriptColorspace(StrEnum):
    """Colours of a rasterised page. PostScript Colorspace Modes."""

    AUTO = "Auto"
    RGB = "Rgb"
    CMYK = "Cmyk"
    GRAY = "Gray"


class PhotoshopLayerNaming(StrEnum):
    """How the asset made of a layer is named. Photoshop Layer Naming Modes."""

    LAYER_NAME = "LayerName"
    APPEND_NUMBER = "AppendNumber"
    APPEND_NAME = "AppendName"
    FOLDERS = "Folders"


class PhotoshopAnchor(StrEnum):
    """Anchor of the asset made of a layer. Photoshop Anchor Modes."""

    CENTER = "Center"
    NORTH = "North"
    NORTHWEST = "Northwest"
    WEST = "West"
    SOUTHWEST = "Southwest"
    SOUTH = "South"
    SOUTHEAST = "Southeast"
    EAST = "East"
    NORTHEAST = "Northeast"


class UnCompressProcess(StrEnum):
    """Whether an uploaded archive is unpacked; upper and lower case matter (UnCompressOptions)."""

    NONE = "None"
    UN_COMPRESS = "UnCompress"

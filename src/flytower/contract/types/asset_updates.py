"""Changes to many assets at once, an item each. Source: IPS reference, the page of each type."""

from flytower.contract.record import Record, wire
from flytower.contract.version import V2008_01, V2009, V2010


class AssetMove(Record):
    """An asset, and the folder to put it into."""

    __since__ = V2008_01

    asset_handle: str
    folder_handle: str


class AssetMoveArray(Record):
    """Assets to move."""

    __since__ = V2008_01

    items: list[AssetMove]


class ImageFieldUpdate(Record):
    """New values of fields of an image."""

    __since__ = V2008_01

    asset_handle: str
    resolution: float | None = None  # pixels per inch
    anchor_x: int | None = None  # pixels from the left
    anchor_y: int | None = None  # pixels from the top
    user_data: str | None = None  # goes to the image server's catalog


class ImageFieldUpdateArray(Record):
    """Images with new values."""

    __since__ = V2008_01

    items: list[ImageFieldUpdate]


class FontFieldUpdate(Record):
    """New values of fields of a font."""

    __since__ = V2009

    asset_handle: str
    font_name: str | None = None
    postscript_name: str | None = None
    rtf_name: str | None = None
    font_family: str | None = None
    style: str | None = None  # Bold, Italic or BoldItalic
    type_name: str | None = None  # such as "Open Type"
    type: str | None = None  # TTF, OTF, AFM, PFM, PFB, TTC or KERN


class FontFieldUpdateArray(Record):
    """Fonts with new values."""

    __since__ = V2009

    items: list[FontFieldUpdate]


class IccProfileFieldUpdate(Record):
    """New values of fields of an ICC profile."""

    __since__ = V2009

    asset_handle: str
    profile_class: str | None = wire("class")  # Input, Display, Output, DeviceLink, ...
    color_space: str | None = None  # of the device: RGB, CMYK, GRAY, ...
    pcs_type: str | None = None  # colour space of the profile connection: XYZ, Lab, Luv, ...


class IccProfileFieldUpdateArray(Record):
    """ICC profiles with new values."""

    __since__ = V2009

    items: list[IccProfileFieldUpdate]


class ThumbAssetUpdate(Record):
    """An asset, and the one whose picture stands for it."""

    __since__ = V2010

    asset_handle: str
    thumb_asset_handle: str | None = None  # absent: none any more


class ThumbAssetUpdateArray(Record):
    """Assets with new thumbnails."""

    __since__ = V2010

    items: list[ThumbAssetUpdate]

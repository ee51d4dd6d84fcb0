"""Sub-assets: what belongs to an image and has no life of its own, which so far means smart crops.

Source: the published SDK reference of 2017-10-29-beta and later. It has names and types only, so that what is said here
of their meaning is inferred. Positions and sizes whose names end in N are shares of the image's width or height, from
0.0 to 1.0.
"""

from datetime import datetime

from flytower.contract.record import Record, since, until
from flytower.contract.types.metadata import MetadataArray
from flytower.contract.version import V2017, V2021


class UserData(Record):
    """A named value that a client keeps with a sub-asset."""

    __since__ = V2017

    name: str
    value: str


class UserDataArray(Record):
    """Named values."""

    __since__ = V2017

    items: list[UserData]


class NormalizedCropRect(Record):
    """A part of an image, whatever the image's size."""

    __since__ = V2017

    left_n: float
    top_n: float
    width_n: float
    height_n: float


class SmartCrop(Record):
    """A part of an image, and the size in which it is to be shown."""

    __since__ = V2017

    crop_rect: NormalizedCropRect | None = None
    width: int  # pixels
    height: int  # pixels


class SubAsset(Record):
    """A sub-asset. Every field is optional since a request chooses what it wants."""

    __since__ = V2017

    sub_asset_handle: str | None = None
    type: str | None = None
    sub_type: str | None = None
    name: str | None = None
    created: datetime | None = None
    create_user: str | None = None
    last_modified: datetime | None = None
    last_modify_user: str | None = None
    user_data_array: UserDataArray | None = None
    metadata_array: MetadataArray | None = None
    smart_crop: SmartCrop | None = None  # what it is, so far in every case


class SubAssetArray(Record):
    """Sub-assets."""

    __since__ = V2017

    items: list[SubAsset]


class SubAssetReference(Record):
    """Names one sub-asset."""

    __since__ = V2017

    owner_handle: str  # the image
    sub_asset_handle: str


class SubAssetReferenceArray(Record):
    """Sub-assets by handle."""

    __since__ = V2017

    items: list[SubAssetReference]


class SubAssetOperationFault(Record):
    """Why one sub-asset was left out of a request about many, or what is doubtful about it."""

    __since__ = V2017

    sub_asset_handle: str = until(V2021)
    later_sub_asset_handle: str | None = since(V2021, name="subAssetHandle")  # absent of one that was to be added
    sub_asset_name: str | None = since(V2021)
    code: int  # a FaultCode
    reason: str


class SubAssetOperationFaultArray(Record):
    """Faults of single sub-assets."""

    __since__ = V2017

    items: list[SubAssetOperationFault]


class SmartCropUpdate(Record):
    """A new place for a smart crop."""

    __since__ = V2017

    owner_handle: str  # the image
    sub_asset_handle: str  # the smart crop
    crop_rect: NormalizedCropRect | None = None


class SmartCropUpdateArray(Record):
    """New places for smart crops."""

    __since__ = V2017

    items: list[SmartCropUpdate]


class SwatchColor(Record):
    """A colour; each component is from 0 to 255."""

    __since__ = V2021

    red_color: int
    green_color: int
    blue_color: int


class SmartCropAdd(Record):
    """A smart crop to add to an image."""

    __since__ = V2021

    crop_width: float  # of the size in which it is to be shown
    crop_height: float
    crop_name: str
    crop_rect: NormalizedCropRect
    swatch_color: SwatchColor | None = None  # where the crop shows a swatch of this colour


class SmartCropAddArray(Record):
    """Smart crops to add."""

    __since__ = V2021

    items: list[SmartCropAdd]

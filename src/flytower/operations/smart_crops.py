"""Operations on sub-assets, none of which has any behaviour yet.

Source: the published SDK reference of 2017-10-29-beta and later, names and types only: what is said here of their
meaning is inferred. Roles are those of setZoomTargets, since zoom targets, too, are drawn on an image.
"""

from typing import Final

from flytower.contract.operation import EVERYBODY, Role, not_written
from flytower.contract.record import Record
from flytower.contract.types.sub_assets import (
    SmartCropAddArray,
    SmartCropUpdateArray,
    SubAssetArray,
    SubAssetOperationFaultArray,
    SubAssetReferenceArray,
)
from flytower.contract.version import V2017, V2021

_WRITERS: Final = EVERYBODY - {
    Role.WEB_SERVICE_USER,
    Role.TRIAL_SITE_ADMIN,
    Role.TRIAL_SITE_USER,
    Role.IMAGE_PORTAL_USER,
}


class _Counts(Record):
    """How it went, sub-asset by sub-asset."""

    success_count: int
    warning_count: int
    error_count: int
    warning_detail_array: SubAssetOperationFaultArray | None = None
    error_detail_array: SubAssetOperationFaultArray | None = None


class DeleteSubAssetsParam(Record):
    """Which sub-assets."""

    company_handle: str
    sub_asset_array: SubAssetReferenceArray


class DeleteSubAssetsReturn(_Counts):
    """How it went, sub-asset by sub-asset."""


class UpdateSmartCropsParam(Record):
    """New places for smart crops of any images."""

    company_handle: str
    update_array: SmartCropUpdateArray


class UpdateSmartCropsReturn(_Counts):
    """How it went, smart crop by smart crop."""


class AddSmartCropsParam(Record):
    """Smart crops for one image."""

    company_handle: str
    owner_handle: str  # the image
    add_array: SmartCropAddArray


class AddSmartCropsReturn(_Counts):
    """How it went, smart crop by smart crop."""

    success_detail_array: SubAssetArray | None = None  # the new ones


not_written("Delete sub-assets", DeleteSubAssetsParam, DeleteSubAssetsReturn, roles=_WRITERS, since=V2017)
not_written(
    "Move smart crops on their images", UpdateSmartCropsParam, UpdateSmartCropsReturn, roles=_WRITERS, since=V2017
)
not_written("Add smart crops to an image", AddSmartCropsParam, AddSmartCropsReturn, roles=_WRITERS, since=V2021)

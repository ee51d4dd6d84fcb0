"""Operations on metadata of assets, none of which has any behaviour yet. Source: IPS reference, the page of each.

Those that no page describes are in the published SDK reference of later versions only; each says so.
"""

from typing import Final

from flytower.contract.operation import EVERYBODY, Role, not_written
from flytower.contract.record import UNBOUNDED, Record, occurs
from flytower.contract.types.audio_captions import UpdateAudioCaptions
from flytower.contract.types.common import StringArray
from flytower.contract.types.metadata import (
    BatchMetadataUpdateArray,
    MetadataDeleteArray,
    MetadataUpdateArray,
    SetMetadataFaultArray,
)
from flytower.contract.version import V2008_01, V2010, V2014, V2017, V2022

_READERS: Final = EVERYBODY - {Role.WEB_SERVICE_USER, Role.TRIAL_SITE_ADMIN, Role.TRIAL_SITE_USER}
_WRITERS: Final = _READERS - {Role.IMAGE_PORTAL_USER}


class SetAssetMetadataParam(Record):
    """New values for one asset."""

    company_handle: str
    asset_handle: str
    update_array: MetadataUpdateArray


class SetAssetMetadataReturn(Record):
    """Nothing."""


class BatchSetAssetMetadataParam(Record):
    """New values for groups of assets."""

    company_handle: str
    update_array: BatchMetadataUpdateArray


class BatchSetAssetMetadataReturn(Record):
    """How it went, asset by asset: one in two groups counts twice."""

    success_count: int
    warning_count: int
    error_count: int
    warning_detail_array: SetMetadataFaultArray | None = None
    error_detail_array: SetMetadataFaultArray | None = None


class DeleteAssetMetadataParam(Record):
    """Fields that one asset is to have no value of."""

    company_handle: str
    asset_handle: str
    delete_array: MetadataDeleteArray


class DeleteAssetMetadataReturn(Record):
    """Nothing."""


class GetUniqueMetadataValuesParam(Record):
    """Of which field."""

    company_handle: str
    field_handle: str


class GetUniqueMetadataValuesReturn(Record):
    """Every value that some asset has, once."""

    values: StringArray


class GetXMPPacketParam(Record):
    """Of which asset."""

    company_handle: str
    asset_handle: str


class GetXMPPacketReturn(Record):
    """The packet: XML without its wrapper of processing instructions."""

    compressed_packet: bytes  # zlib inside gzip


class UpdateXMPPacketParam(Record):
    """A packet to replace that of an asset."""

    company_handle: str
    asset_handle: str
    compressed_packet: bytes  # zlib, gzip, or zlib inside gzip


class UpdateXMPPacketReturn(Record):
    """Whether it was replaced."""

    success: bool


class ApplyMetadataTemplateParam(Record):
    """Which template, and to which assets."""

    company_handle: str
    asset_handle_array: StringArray
    template_id: str


class ApplyMetadataTemplateReturn(Record):
    """Whether it was done."""

    success: bool


class UpdateAudioCaptionsMetadataParam(Record):
    """What sound tracks and caption files are from now on; at least one."""

    items: list[UpdateAudioCaptions] = occurs(1, UNBOUNDED)


class UpdateAudioCaptionsMetadataReturn(Record):
    """Nothing."""


not_written("Set metadata of an asset", SetAssetMetadataParam, SetAssetMetadataReturn, roles=_WRITERS)
not_written(
    "Set metadata of groups of assets",
    BatchSetAssetMetadataParam,
    BatchSetAssetMetadataReturn,
    roles=_WRITERS,
    since=V2008_01,
)
not_written(
    "Remove metadata from an asset",
    DeleteAssetMetadataParam,
    DeleteAssetMetadataReturn,
    roles=_WRITERS,
    since=V2014,
)
not_written(
    "Return the different values that assets have in a metadata field",
    GetUniqueMetadataValuesParam,
    GetUniqueMetadataValuesReturn,
    roles=_READERS,
)
not_written(
    "Return the XMP packet of an asset, compressed", GetXMPPacketParam, GetXMPPacketReturn, roles=_READERS, since=V2010
)
not_written(
    "Replace the XMP packet of an asset", UpdateXMPPacketParam, UpdateXMPPacketReturn, roles=_WRITERS, since=V2010
)
not_written(  # undocumented; roles as batchSetAssetMetadata
    "Apply a metadata template to assets",
    ApplyMetadataTemplateParam,
    ApplyMetadataTemplateReturn,
    roles=_WRITERS,
    since=V2017,
)
not_written(  # undocumented; roles as batchSetAssetMetadata
    "Set what the sound tracks and captions of videos are",
    UpdateAudioCaptionsMetadataParam,
    UpdateAudioCaptionsMetadataReturn,
    roles=_WRITERS,
    since=V2022,
)

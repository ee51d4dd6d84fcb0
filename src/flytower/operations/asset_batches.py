"""Moving assets, changing or deleting many at once, and the trash. Not written yet."""

from flytower.contract.operation import EVERYBODY, Role, not_written
from flytower.contract.record import Record
from flytower.contract.types.asset_updates import (
    AssetMoveArray,
    FontFieldUpdateArray,
    IccProfileFieldUpdateArray,
    ThumbAssetUpdateArray,
)
from flytower.contract.types.common import HandleArray
from flytower.contract.version import V2008_01, V2009, V2010
from flytower.operations.batch_records import AssetBatchReturn

_WRITERS = EVERYBODY - {
    Role.WEB_SERVICE_USER,
    Role.TRIAL_SITE_ADMIN,
    Role.TRIAL_SITE_USER,
    Role.IMAGE_PORTAL_USER,
}


class MoveAssetParam(Record):
    """Which asset, and where to."""

    company_handle: str
    asset_handle: str
    folder_handle: str


class MoveAssetReturn(Record):
    """Nothing."""


not_written("Put an asset into another folder", MoveAssetParam, MoveAssetReturn, roles=_WRITERS)


class MoveAssetsParam(Record):
    """Which assets, and where to."""

    company_handle: str
    asset_move_array: AssetMoveArray


class MoveAssetsReturn(AssetBatchReturn):
    """What was moved."""


not_written(
    "Put assets into other folders, each into one of its own",
    MoveAssetsParam,
    MoveAssetsReturn,
    roles=_WRITERS,
    since=V2008_01,
)


class DeleteAssetsParam(Record):
    """Which assets."""

    company_handle: str
    asset_handle_array: HandleArray


class DeleteAssetsReturn(AssetBatchReturn):
    """What is in the trash now."""


not_written("Put assets into the trash", DeleteAssetsParam, DeleteAssetsReturn, roles=_WRITERS, since=V2008_01)


class RestoreAssetsFromTrashParam(Record):
    """Which assets."""

    company_handle: str
    asset_handle_array: HandleArray


class RestoreAssetsFromTrashReturn(AssetBatchReturn):
    """What is out of the trash again."""


not_written(
    "Take assets out of the trash",
    RestoreAssetsFromTrashParam,
    RestoreAssetsFromTrashReturn,
    roles=_WRITERS,
    since=V2008_01,
)


class EmptyAssetsFromTrashParam(Record):
    """Which assets."""

    company_handle: str
    asset_handle_array: HandleArray


class EmptyAssetsFromTrashReturn(AssetBatchReturn):
    """What waits for the next cleanup, which purges it."""


not_written(
    "Give up assets in the trash for good",
    EmptyAssetsFromTrashParam,
    EmptyAssetsFromTrashReturn,
    roles=_WRITERS,
    since=V2008_01,
)


class BatchSetFontFieldsParam(Record):
    """Which fonts, and what of them; a field left out stays as it is."""

    company_handle: str
    update_array: FontFieldUpdateArray


class BatchSetFontFieldsReturn(AssetBatchReturn):
    """What was changed."""


not_written(
    "Set what is known of fonts", BatchSetFontFieldsParam, BatchSetFontFieldsReturn, roles=_WRITERS, since=V2009
)


class BatchSetIccProfileFieldsParam(Record):
    """Which ICC profiles, and what of them; a field left out stays as it is."""

    company_handle: str
    update_array: IccProfileFieldUpdateArray


class BatchSetIccProfileFieldsReturn(AssetBatchReturn):
    """What was changed."""


not_written(
    "Set what is known of ICC profiles",
    BatchSetIccProfileFieldsParam,
    BatchSetIccProfileFieldsReturn,
    roles=_WRITERS,
    since=V2009,
)


class BatchSetThumbAssetParam(Record):
    """Which assets, and whose picture is to stand for each: an image, view, mask or template."""

    company_handle: str
    update_array: ThumbAssetUpdateArray


class BatchSetThumbAssetReturn(AssetBatchReturn):
    """What was changed."""


not_written(
    "Let other assets' pictures stand for assets",
    BatchSetThumbAssetParam,
    BatchSetThumbAssetReturn,
    roles=_WRITERS,
    since=V2010,
)

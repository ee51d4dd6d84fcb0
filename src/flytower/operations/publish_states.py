"""Which assets are to be published where, and which were. Not written yet."""

from flytower.contract.constants import PublishState
from flytower.contract.operation import EVERYBODY, Role, not_written
from flytower.contract.record import Record, since
from flytower.contract.types.common import HandleArray, StringArray
from flytower.contract.types.publishing import (
    AssetPublishContextsArray,
    AssetsContextStateUpdateArray,
    PublishContextArray,
    PublishHistoryArray,
    PublishStateUpdateArray,
)
from flytower.contract.version import V2008_01, V2012, V2013
from flytower.operations.batch_records import AssetBatchReturn

_READERS = EVERYBODY - {Role.WEB_SERVICE_USER}
_WRITERS = _READERS - {Role.TRIAL_SITE_ADMIN, Role.TRIAL_SITE_USER, Role.IMAGE_PORTAL_USER}


class SetAssetPublishStateParam(Record):
    """Which asset, and for which contexts."""

    company_handle: str
    asset_handle: str
    publish_state: PublishState
    context_handle_array: HandleArray | None = since(V2012)  # all by default


class SetAssetPublishStateReturn(Record):
    """Nothing."""


not_written(
    "Mark an asset for publishing, or unmark it",
    SetAssetPublishStateParam,
    SetAssetPublishStateReturn,
    roles=_WRITERS,
)


class SetAssetsPublishStateParam(Record):
    """Which assets, for every context."""

    company_handle: str
    publish_state_update_array: PublishStateUpdateArray


class SetAssetsPublishStateReturn(AssetBatchReturn):
    """What was changed."""


not_written(
    "Mark assets for publishing, or unmark them",
    SetAssetsPublishStateParam,
    SetAssetsPublishStateReturn,
    roles=_WRITERS,
    since=V2008_01,
)


class SetAssetsContextStateParam(Record):
    """Which assets, for which contexts."""

    company_handle: str
    assets_context_state_update_array: AssetsContextStateUpdateArray


class SetAssetsContextStateReturn(AssetBatchReturn):
    """What was changed; every pair of asset and context counts."""


not_written(
    "Mark assets for publishing, or unmark them, context by context",
    SetAssetsContextStateParam,
    SetAssetsContextStateReturn,
    roles=_WRITERS,
    since=V2012,
)


class ForceRepublishAssetsParam(Record):
    """Which assets, and what of them."""

    company_handle: str
    republish_files: bool | None = None  # the files; True by default
    resync_catalog: bool | None = None  # what the catalog says of them; False by default
    asset_handle_array: HandleArray


class ForceRepublishAssetsReturn(AssetBatchReturn):
    """What the next publish job will send again."""


not_written(
    "Have assets published again although nothing has changed",
    ForceRepublishAssetsParam,
    ForceRepublishAssetsReturn,
    roles=_WRITERS,
    since=V2013,
)


class GetPublishContextsParam(Record):
    """Of which company."""

    company_handle: str
    context_type: str | None = None  # ImageServing, ImageRendering, Video or ServerDirectory; all by default


class GetPublishContextsReturn(Record):
    """Its contexts."""

    publish_context_array: PublishContextArray


not_written(
    "List a company's publish contexts", GetPublishContextsParam, GetPublishContextsReturn, roles=_READERS, since=V2012
)


class BatchGetAssetPublishContextsParam(Record):
    """Which assets."""

    company_handle: str
    asset_handle_array: HandleArray


class BatchGetAssetPublishContextsReturn(Record):
    """Those of the assets that the caller can read, with the contexts for which they are marked."""

    asset_publish_contexts_array: AssetPublishContextsArray


not_written(
    "Return for which publish contexts assets are marked",
    BatchGetAssetPublishContextsParam,
    BatchGetAssetPublishContextsReturn,
    roles=_READERS,
    since=V2012,
)


class GetActivePublishContextsParam(Record):
    """Of which company."""

    company_handle: str


class GetActivePublishContextsReturn(Record):
    """Names of contexts."""

    context_array: StringArray


not_written(
    "Return which publish contexts have a server that works",
    GetActivePublishContextsParam,
    GetActivePublishContextsReturn,
    roles=_READERS,
    since=V2008_01,
)


class GetAssetPublishHistoryParam(Record):
    """Which asset."""

    company_handle: str
    asset_handle: str


class GetAssetPublishHistoryReturn(Record):
    """One item for each server."""

    pub_history_array: PublishHistoryArray


not_written(
    "Return when and where an asset was published",
    GetAssetPublishHistoryParam,
    GetAssetPublishHistoryReturn,
    roles=_READERS,
    since=V2008_01,
)

"""Where assets are to be published, and where they were. Source: IPS reference, the page of each type.

A publish context is a destination of a company; each asset is marked or not for each of them.
"""

from datetime import datetime

from flytower.contract.constants import PublishState
from flytower.contract.record import UNBOUNDED, Record, occurs
from flytower.contract.version import V2008_01, V2010, V2012


class PublishStateUpdate(Record):
    """An asset to mark or unmark, for every context."""

    __since__ = V2008_01

    asset_handle: str
    publish_state: PublishState


class PublishStateUpdateArray(Record):
    """Assets to mark or unmark."""

    __since__ = V2008_01

    items: list[PublishStateUpdate]


class ContextStateUpdate(Record):
    """A context for which to mark or unmark an asset."""

    __since__ = V2012

    context_handle: str
    publish_state: PublishState


class ContextStateUpdateArray(Record):
    """Contexts for which to mark or unmark an asset: at least one."""

    __since__ = V2012

    items: list[ContextStateUpdate] = occurs(1, UNBOUNDED)


class AssetsContextStateUpdate(Record):
    """An asset to mark or unmark, context by context."""

    __since__ = V2012

    asset_handle: str
    context_state_update_array: ContextStateUpdateArray


class AssetsContextStateUpdateArray(Record):
    """Assets to mark or unmark, context by context."""

    __since__ = V2012

    items: list[AssetsContextStateUpdate]


class PublishContext(Record):
    """A destination. The four that every company has are named after their types."""

    __since__ = V2010

    context_handle: str
    context_name: str
    context_type: str  # ImageServing, ImageRendering, Video or ServerDirectory


class PublishContextArray(Record):
    """Destinations."""

    __since__ = V2010

    items: list[PublishContext]


class AssetPublishContexts(Record):
    """An asset, and the contexts for which it is marked."""

    __since__ = V2010

    asset_handle: str
    publish_context_array: PublishContextArray


class AssetPublishContextsArray(Record):
    """Assets with their contexts."""

    __since__ = V2010

    items: list[AssetPublishContexts]


class PublishHistory(Record):
    """That an asset was published: the last time to one server."""

    __since__ = V2008_01

    server_name: str
    context_name: str
    publish_format: str | None = None  # of a vignette: the vignette format
    last_published: datetime


class PublishHistoryArray(Record):
    """Where an asset was published; empty where it never was."""

    __since__ = V2008_01

    items: list[PublishHistory]

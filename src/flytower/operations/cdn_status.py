"""getCdnCacheInvalidationStatus. Not written yet."""

from datetime import datetime

from flytower.contract.operation import Role, not_written
from flytower.contract.record import Record
from flytower.contract.version import V2014


class GetCdnCacheInvalidationStatusParam(Record):
    """Which invalidation."""

    company_handle: str
    invalidation_handle: str  # answered by cdnCacheInvalidation


class GetCdnCacheInvalidationStatusReturn(Record):
    """How far it is."""

    status: str
    ping_after_seconds: int | None = None  # when to ask again
    completion_time: datetime | None = None


# The vendor has taken its page away and names no roles: these are those of cdnCacheInvalidation.
not_written(
    "Tell whether an invalidation of CDN caches is done",
    GetCdnCacheInvalidationStatusParam,
    GetCdnCacheInvalidationStatusReturn,
    roles={Role.IPS_ADMIN, Role.IPS_COMPANY_ADMIN},
    since=V2014,
)

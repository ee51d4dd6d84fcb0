"""What cdnCacheInvalidation takes and answers."""

from flytower.contract.record import Record, since, until
from flytower.contract.types.cdn import EmailConfirmation, OperationFaultArray, UrlArray
from flytower.contract.version import V2014


class CdnCacheInvalidationParam(Record):
    """Which copies to forget."""

    company_handle: str
    confirmation: EmailConfirmation | None = until(V2014)  # without effect: see the type
    url_array: UrlArray  # as they are requested, modifiers included


class CdnCacheInvalidationReturn(Record):
    """What became of it: counts at first, and since 2014 a handle, since the network no longer answers at once."""

    success_count: int = until(V2014)  # URLs accepted
    warning_count: int = until(V2014)
    error_count: int = until(V2014)  # URLs that the network refused
    error_detail_array: OperationFaultArray | None = until(V2014)
    invalidation_handle: str = since(V2014)
    estimated_seconds: int = since(V2014)  # until the copies are gone

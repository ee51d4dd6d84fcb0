"""cdnCacheInvalidation: asking the content delivery network to forget copies."""

import uuid
from typing import Final
from urllib.parse import unquote, urlsplit

from flytower.contract.faults import invalid_parameter
from flytower.contract.handles import InvalidationHandle
from flytower.contract.operation import Call, Role, operation
from flytower.contract.version import V2010
from flytower.model import Company
from flytower.operations import access
from flytower.operations.cdn_records import CdnCacheInvalidationParam, CdnCacheInvalidationReturn

_ADMINISTRATORS = (Role.IPS_ADMIN, Role.IPS_COMPANY_ADMIN)

ESTIMATED_SECONDS: Final = 5
"""What the vendor's network takes (wire fact B8)."""

LONGEST_URL: Final = 4096

_SCHEMES: Final = frozenset({"http", "https"})


@operation(roles=_ADMINISTRATORS, since=V2010)
def cdn_cache_invalidation(call: Call, param: CdnCacheInvalidationParam) -> CdnCacheInvalidationReturn:
    """Have the content delivery network forget its copies of some URLs.

    No network stands before this server, so there is nothing to forget, and every good request succeeds. Fault 30001,
    for the whole request, where one of the URLs is not http or https or does not have the company's root id as a part
    of its path; more than 1,000 URLs or none break the contract. ``confirmation`` has no effect, as it has none at the
    vendor's since May 2014. Up to 2013-02-15 the answer has counts, later a handle.
    """
    company = access.company_of(call, param.company_handle)
    for number, url in enumerate(param.url_array.items):
        _check(company, f"urlArray/items[{number}]", url)
    return CdnCacheInvalidationReturn(
        success_count=len(param.url_array.items),
        warning_count=0,
        error_count=0,
        invalidation_handle=str(InvalidationHandle(company.id, uuid.uuid4())),
        estimated_seconds=ESTIMATED_SECONDS,
    )


def _check(company: Company, field: str, url: str) -> None:
    if len(url) > LONGEST_URL:
        raise invalid_parameter(field, url, f"it is longer than {LONGEST_URL} characters")
    try:
        parts = urlsplit(url.strip())
    except ValueError:
        raise invalid_parameter(field, url, "it is not a URL") from None
    if parts.scheme not in _SCHEMES or not parts.hostname:
        raise invalid_parameter(field, url, "it is not an http or https URL")
    root = company.root_path.rstrip("/")
    if root not in unquote(parts.path).split("/"):
        raise invalid_parameter(field, url, f"it does not contain the company's root id '{root}'")

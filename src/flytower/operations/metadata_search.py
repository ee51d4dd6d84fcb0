"""searchAssetsByMetadata and getDistinctMetadataValues: the metadata index, which is not here yet.

Source: IPS reference, the page of each.
"""

from typing import Final

from flytower.contract.constants import MatchMode, SortDirection
from flytower.contract.operation import EVERYBODY, Role, not_written
from flytower.contract.record import Record, since
from flytower.contract.types.common import StringArray
from flytower.contract.types.conditions import MetadataConditionArray
from flytower.contract.types.search_by_metadata import (
    AssetSummaryArray,
    HaystackSearch,
    SearchFilter,
    ValueCountArray,
)
from flytower.contract.version import V2010, V2017

_READERS: Final = EVERYBODY - {Role.WEB_SERVICE_USER, Role.TRIAL_SITE_ADMIN, Role.TRIAL_SITE_USER}


class SearchAssetsByMetadataParam(Record):
    """What to search for.

    Keys are written with dots: ``name``, ``created_by``, ``dc.rights``, or ``custom_attributes.`` and the name of a
    metadata field.
    """

    company_handle: str
    filters: SearchFilter | None = None  # which assets to look at
    metadata_condition_array: MetadataConditionArray | None = None  # a key stands in place of the field's handle
    metadata_condition_match_mode: MatchMode | None = None  # MatchAll by default
    response_metadata_array: StringArray | None = None  # further keys to answer
    records_per_page: int | None = None  # 1000 by default
    results_page: int | None = None  # from 1
    sort_by: str | None = None  # an AssetSortField, for all that is known
    sort_direction: SortDirection | None = None  # Ascending by default
    haystack_search: HaystackSearch | None = since(V2017)


class SearchAssetsByMetadataReturn(Record):
    """One page of what was found."""

    total_rows: int  # found on all pages
    asset_summary_array: AssetSummaryArray


class GetDistinctMetadataValuesParam(Record):
    """Of which key."""

    company_handle: str
    metadata_key: str  # with dots: "dc.format"


class GetDistinctMetadataValuesReturn(Record):
    """Every value of the key, in no order."""

    value_array: ValueCountArray


not_written(
    "Find assets by their metadata and return what the index knows of them",
    SearchAssetsByMetadataParam,
    SearchAssetsByMetadataReturn,
    roles=_READERS,
    since=V2010,
)
not_written(
    "Return the different values of a metadata key, and how many assets have each",
    GetDistinctMetadataValuesParam,
    GetDistinctMetadataValuesReturn,
    roles=_READERS,
    since=V2010,
)

"""What searchAssets, getAssets and getAssetsByName take and answer."""

from flytower.contract.constants import AssetSortField, MatchMode, PublishState, SortDirection, TrashFilter
from flytower.contract.record import Record, since
from flytower.contract.types.assets import AssetArray
from flytower.contract.types.common import HandleArray, StringArray
from flytower.contract.types.conditions import (
    ExcludeByproductArray,
    MetadataConditionArray,
    SystemFieldConditionArray,
    TagConditionArray,
)
from flytower.contract.version import V2008_01, V2009, V2010


class SearchAssetsParam(Record):
    """What to search for.

    Four groups of conditions (keywords, system fields, tags, metadata) have a match mode each and one between them; the
    other filters must hold in any case.
    """

    company_handle: str
    access_user_handle: str | None = None  # administrators only: what this user would see
    access_group_handle: str | None = None  # what this group would see
    folder: str | None = None  # path; the company root by default
    include_subfolders: bool
    publish_state: PublishState | None = None  # both by default
    trash_state: TrashFilter | None = since(V2008_01)  # NotInTrash by default
    condition_match_mode: MatchMode | None = None  # between the four groups
    keyword_array: StringArray | None = None  # deprecated by the vendor
    system_field_match_mode: MatchMode | None = None
    system_field_condition_array: SystemFieldConditionArray | None = None
    tag_match_mode: MatchMode | None = since(V2010)
    tag_condition_array: TagConditionArray | None = since(V2010)
    metadata_match_mode: MatchMode | None = None
    metadata_condition_array: MetadataConditionArray | None = None
    asset_type_array: StringArray | None = None
    exclude_asset_type_array: StringArray | None = since(V2008_01)
    asset_sub_type_array: StringArray | None = since(V2009)
    strict_sub_type_check: bool | None = since(V2009)  # False: assets without sub type too
    exclude_byproducts: bool | None = since(V2008_01)  # leave out what uploads generated, such as pages of a PDF
    exclude_byproduct_array: ExcludeByproductArray | None = since(V2009)  # which to leave out, instead of all
    project_handle: str | None = None
    records_per_page: int | None = None  # at most 1000, or 10000 where only names, handles and types are asked for
    results_page: int | None = None  # from 1; 0 is the first too
    sort_by: AssetSortField | None = None
    sort_direction: SortDirection | None = None
    response_field_array: StringArray | None = None  # paths of elements to answer, such as "assetArray/items/name"
    exclude_field_array: StringArray | None = None  # paths of elements to leave out


class SearchAssetsReturn(Record):
    """One page of what was found."""

    total_rows: int | None = None  # found on all pages
    asset_array: AssetArray | None = None


class GetAssetsParam(Record):
    """Which assets, by handle."""

    company_handle: str
    access_user_handle: str | None = None  # administrators only: what this user would see
    access_group_handle: str | None = None  # what this group would see
    asset_handle_array: HandleArray
    response_field_array: StringArray | None = None  # paths of elements to answer, such as "assetArray/items/name"
    exclude_field_array: StringArray | None = None  # paths of elements to leave out


class GetAssetsReturn(Record):
    """Those of the assets that the caller can read."""

    asset_array: AssetArray | None = None


class GetAssetsByNameParam(Record):
    """Which assets, by name."""

    company_handle: str
    access_user_handle: str | None = None  # administrators only: what this user would see
    access_group_handle: str | None = None  # what this group would see
    name_array: StringArray
    asset_type_array: StringArray | None = None
    exclude_asset_type_array: StringArray | None = None
    asset_sub_type_array: StringArray | None = None
    strict_sub_type_check: bool | None = None  # False: assets without sub type too
    response_field_array: StringArray | None = None  # paths of elements to answer, such as "assetArray/items/name"
    exclude_field_array: StringArray | None = None  # paths of elements to leave out


class GetAssetsByNameReturn(Record):
    """All assets with such a name that the caller can read."""

    asset_array: AssetArray | None = None

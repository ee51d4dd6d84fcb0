"""searchAssets, getAssets and getAssetsByName."""

from collections.abc import Sequence
from typing import Any, Final

from sqlalchemy import Row

from flytower.contract.constants import AssetSortField, PublishState, SortDirection, TrashFilter
from flytower.contract.faults import invalid_parameter
from flytower.contract.handles import parse_asset_handle
from flytower.contract.operation import EVERYBODY, Call, Role, operation
from flytower.contract.version import V2010
from flytower.model import Company, asset_search
from flytower.model.asset_search import AssetKinds, Page, SearchQuery
from flytower.operations import access, asset_view, parameters
from flytower.operations.assets_records import (
    GetAssetsByNameParam,
    GetAssetsByNameReturn,
    GetAssetsParam,
    GetAssetsReturn,
    SearchAssetsParam,
    SearchAssetsReturn,
)
from flytower.operations.search_conditions import condition_of

_READERS = EVERYBODY - {Role.WEB_SERVICE_USER}

MOST_RECORDS: Final = 1000
"""Assets on a page, and how many there are when a request does not say."""

MOST_LIGHT_RECORDS: Final = 10_000
"""Assets on a page of which only name, handle and type are wanted."""


@operation(roles=_READERS, missing="tags, metadata fields, projects and groups, none of which can be made yet")
def search_assets(call: Call, param: SearchAssetsParam) -> SearchAssetsReturn:
    """Return a page of a company's assets that fit every filter, and how many fit.

    Decisions where the reference is silent: a page has 1,000 assets unless ``recordsPerPage`` says less; more is cut to
    1,000, or to 10,000 where only ``totalRows`` and each asset's name, handle, type and sub type are asked for;
    ``resultsPage`` 0 is the first; assets are sorted by name, upwards, unless asked otherwise, texts by code point; the
    trash is left out unless asked for; an unknown folder, type, project or metadata field is fault 30001.
    """
    company = access.company_of(call, param.company_handle)
    access.check_impersonation(call, company, param.access_user_handle, param.access_group_handle)
    fields = asset_view.requested(param.response_field_array)
    query = _query(company, param)
    page = _page(param, fields)
    rows: Sequence[Row[Any]] | None = None
    if fields is None or fields:
        rows = asset_search.search(call.session, query, page, asset_view.columns_for(fields))
    if not rows and param.folder is not None:
        parameters.folder_of(call.session, company, param.folder, "folder")
    array = asset_view.asset_array(rows or (), company, call.version, fields)
    total = _total(call, query, page, rows) if _wants_total(param) else None
    return SearchAssetsReturn(total_rows=total, asset_array=array)


@operation(roles=_READERS)
def get_assets(call: Call, param: GetAssetsParam) -> GetAssetsReturn:
    """Return assets by handle, in the order asked for, in the trash or not.

    What no asset of the company has is left out; a text that can't be a handle is fault 30001.
    """
    company = access.company_of(call, param.company_handle)
    access.check_impersonation(call, company, param.access_user_handle, param.access_group_handle)
    fields = asset_view.requested(param.response_field_array)
    handles = parameters.texts(param.asset_handle_array, "assetHandleArray")
    ids = [_asset_id(f"assetHandleArray/items[{number}]", text) for number, text in enumerate(handles)]
    found = asset_search.by_ids(call.session, company.id, ids, asset_view.columns_for(fields))
    rows = [found[asset_id] for asset_id in dict.fromkeys(ids) if asset_id in found]
    return GetAssetsReturn(asset_array=asset_view.asset_array(rows, company, call.version, fields))


@operation(roles=_READERS, since=V2010)
def get_assets_by_name(call: Call, param: GetAssetsByNameParam) -> GetAssetsByNameReturn:
    """Return the assets outside the trash that have exactly one of these names, in the order asked for."""
    company = access.company_of(call, param.company_handle)
    access.check_impersonation(call, company, param.access_user_handle, param.access_group_handle)
    fields = asset_view.requested(param.response_field_array)
    names = parameters.texts(param.name_array, "nameArray")
    columns = asset_view.columns_for(fields)
    rows = asset_search.by_names(call.session, company.id, names, _kinds(param), columns)
    return GetAssetsByNameReturn(asset_array=asset_view.asset_array(rows, company, call.version, fields))


def _asset_id(field: str, text: str) -> int:
    try:
        return parse_asset_handle(text).id
    except ValueError as error:
        raise invalid_parameter(field, text, str(error)) from None


def _query(company: Company, param: SearchAssetsParam) -> SearchQuery:
    if param.project_handle is not None:
        raise invalid_parameter("projectHandle", param.project_handle, "there is no such project")
    path = parameters.path_of(company, param.folder, "folder")
    everywhere = path == company.root_path and param.include_subfolders
    return SearchQuery(
        company_id=company.id,
        folder=None if everywhere else path,
        include_subfolders=param.include_subfolders,
        ready_for_publish=None
        if param.publish_state is None
        else param.publish_state is PublishState.MARKED_FOR_PUBLISH,
        trash=param.trash_state or TrashFilter.NOT_IN_TRASH,
        kinds=_kinds(param),
        condition=condition_of(param),
    )


def _kinds(param: SearchAssetsParam | GetAssetsByNameParam) -> AssetKinds:
    return AssetKinds(
        types=parameters.asset_types(param.asset_type_array, "assetTypeArray"),
        excluded_types=parameters.asset_types(param.exclude_asset_type_array, "excludeAssetTypeArray"),
        sub_types=frozenset(parameters.texts(param.asset_sub_type_array, "assetSubTypeArray", MOST_RECORDS)),
        strict=bool(param.strict_sub_type_check),
    )


def _page(param: SearchAssetsParam, fields: frozenset[str] | None) -> Page:
    most = MOST_LIGHT_RECORDS if fields is not None and fields <= asset_view.LIGHT else MOST_RECORDS
    wanted = parameters.at_least(param.records_per_page, 1, "recordsPerPage")
    number = parameters.at_least(param.results_page, 0, "resultsPage") or 1
    limit = MOST_RECORDS if wanted is None else min(wanted, most)
    return Page(
        limit=limit,
        offset=(number - 1) * limit,
        sort=param.sort_by or AssetSortField.NAME,
        descending=param.sort_direction is SortDirection.DESCENDING,
    )


def _wants_total(param: SearchAssetsParam) -> bool:
    paths = parameters.items_of(param.response_field_array)
    return not paths or any(path.strip(" /") == "totalRows" for path in paths)


def _total(call: Call, query: SearchQuery, page: Page, rows: Sequence[Row[Any]] | None) -> int:
    """Return how many assets there are on all pages; a first page that is not full tells without counting."""
    if rows is not None and page.offset == 0 and len(rows) < page.limit:
        return len(rows)
    return asset_search.total(call.session, query)

"""Finding assets: one query for a page, one for the number of all, and only the columns that are wanted."""

from collections.abc import Collection, Iterable, Sequence
from dataclasses import dataclass, field
from typing import Any, Final

from sqlalchemy import ColumnElement, Row, Select, and_, case, func, null, or_, select
from sqlalchemy.orm import Session

from flytower.contract.constants import AssetSortField, AssetType, TrashFilter
from flytower.model.asset_conditions import Condition, to_sql
from flytower.model.assets import Asset, batches
from flytower.model.folders import Folder, is_below

_ASSET: Final[Any] = Asset.__table__.c
_FOLDER: Final[Any] = Folder.__table__.c
"""The bare tables: rows of mapped columns take twice as long."""

COLUMNS: Final[dict[str, Any]] = {
    **{column.key: column for column in _ASSET},
    "folder_path": _FOLDER.path.label("folder_path"),
    "details": case((_ASSET.type == AssetType.IMAGE.value, null()), else_=_ASSET.details).label("details"),
}
"""What a row of a search may have: every column of an asset, and the path of its folder.

``details`` is None for images, which have none, so that a thousand of them cost no parsing.
"""

_SORT: Final = {
    AssetSortField.CREATED: (_ASSET.created,),
    AssetSortField.MODIFIED: (_ASSET.last_modified,),
    AssetSortField.NAME: (_ASSET.name,),
    AssetSortField.ASSET_TYPE: (_ASSET.type, _ASSET.name),
    AssetSortField.FILE_SIZE: (_ASSET.file_size,),
}


@dataclass(frozen=True, slots=True, kw_only=True)
class AssetKinds:
    """Which kinds of assets are wanted.

    Attributes:
        types: only these; none for all. excluded_types: none of these.
        sub_types: only these, and (unless strict) those without a sub type; none for all.
    """

    types: frozenset[str] = frozenset()
    excluded_types: frozenset[str] = frozenset()
    sub_types: frozenset[str] = frozenset()
    strict: bool = False

    def to_sql(self) -> list[ColumnElement[bool]]:
        """Return the conditions."""
        conditions: list[ColumnElement[bool]] = []
        if self.types:
            conditions.append(_ASSET.type.in_(sorted(self.types)))
        if self.excluded_types:
            conditions.append(_ASSET.type.not_in(sorted(self.excluded_types)))
        if self.sub_types:
            named = _ASSET.sub_type.in_(sorted(self.sub_types))
            conditions.append(named if self.strict else or_(named, _ASSET.sub_type.is_(None)))
        return conditions


@dataclass(frozen=True, slots=True, kw_only=True)
class SearchQuery:
    """What to look for.

    Attributes:
        company_id: whose assets.
        folder: full path, or None for anywhere; with what is below it if ``include_subfolders``.
        ready_for_publish: None for both.
        trash: which trash state, or Any.
        condition: a further condition, or None.
    """

    company_id: int
    folder: str | None = None
    include_subfolders: bool = True
    ready_for_publish: bool | None = None
    trash: TrashFilter = TrashFilter.NOT_IN_TRASH
    kinds: AssetKinds = field(default_factory=AssetKinds)
    condition: Condition | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Page:
    """Which part of the result, in which order; names and types sort by code point, and ids break ties."""

    limit: int
    offset: int = 0
    sort: AssetSortField = AssetSortField.NAME
    descending: bool = False


def search(session: Session, query: SearchQuery, page: Page, columns: Collection[str]) -> Sequence[Row[Any]]:
    """Return a page of the assets found, with these of :data:`COLUMNS`."""
    sort = (*_SORT[page.sort], _ASSET.id)
    statement = _select([COLUMNS[name] for name in columns], _conditions(session, query), _needs_folder(query, columns))
    statement = statement.order_by(*[column.desc() if page.descending else column for column in sort])
    return session.execute(statement.limit(page.limit).offset(page.offset)).all()


def total(session: Session, query: SearchQuery) -> int:
    """Return how many assets the query finds on all pages."""
    statement = _select([func.count()], _conditions(session, query), _needs_folder(query, ()))
    number: int = session.execute(statement.select_from(Asset.__table__)).scalar_one()
    return number


def by_ids(session: Session, company_id: int, ids: Iterable[int], columns: Collection[str]) -> dict[int, Row[Any]]:
    """Return a company's assets outside the trash or in it, by id; ids that are none of its assets are left out."""
    wanted = [COLUMNS[name] for name in dict.fromkeys((*columns, "id"))]
    found: dict[int, Row[Any]] = {}
    for some in batches(ids):
        statement = _select(wanted, [_ASSET.id.in_(some), _ASSET.company_id == company_id], "folder_path" in columns)
        found.update((row.id, row) for row in session.execute(statement))
    return found


def by_names(
    session: Session, company_id: int, names: Iterable[str], kinds: AssetKinds, columns: Collection[str]
) -> list[Row[Any]]:
    """Return a company's assets outside the trash that have one of these names, in the order of the names.

    Of several with one name the oldest comes first.
    """
    wanted = [COLUMNS[name] for name in dict.fromkeys((*columns, "name"))]
    found: dict[str, list[Row[Any]]] = {}
    not_in_trash = _ASSET.trash_state == TrashFilter.NOT_IN_TRASH.value
    order = list(dict.fromkeys(names))
    for some in batches(order):
        conditions = [_ASSET.company_id == company_id, _ASSET.name.in_(some), not_in_trash, *kinds.to_sql()]
        for row in session.execute(_select(wanted, conditions, "folder_path" in columns).order_by(_ASSET.id)):
            found.setdefault(row.name, []).append(row)
    return [row for name in order for row in found.get(name, ())]


def _select(columns: Sequence[Any], conditions: Sequence[ColumnElement[bool]], with_folder: bool) -> Select[Any]:
    statement: Select[Any] = select(*columns).where(*conditions)
    return (
        statement.join_from(Asset.__table__, Folder.__table__, _FOLDER.id == _ASSET.folder_id)
        if with_folder
        else statement
    )


def _needs_folder(query: SearchQuery, columns: Collection[str]) -> bool:
    return "folder_path" in columns or (query.folder is not None and query.include_subfolders)


def _conditions(session: Session, query: SearchQuery) -> list[ColumnElement[bool]]:
    conditions: list[ColumnElement[bool]] = [_ASSET.company_id == query.company_id, *query.kinds.to_sql()]
    if query.trash is not TrashFilter.ANY:
        conditions.append(_ASSET.trash_state == query.trash.value)
    if query.folder is not None:
        conditions.append(_in_folder(query, query.folder))
    if query.ready_for_publish is not None:
        conditions.append(_ASSET.ready_for_publish.is_(query.ready_for_publish))
    if query.condition is not None:
        conditions.append(to_sql(query.condition, session.get_bind().dialect.name))
    return conditions


def _in_folder(query: SearchQuery, path: str) -> ColumnElement[bool]:
    if query.include_subfolders:
        return and_(_FOLDER.company_id == query.company_id, is_below(_FOLDER.path, path))
    one = select(_FOLDER.id).where(_FOLDER.company_id == query.company_id, _FOLDER.path == path)
    in_it: ColumnElement[bool] = _ASSET.folder_id == one.scalar_subquery()
    return in_it

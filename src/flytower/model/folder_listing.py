"""Listing folders: a whole branch in one query."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any, Final

from sqlalchemy import ColumnElement, Row, func, select, true
from sqlalchemy.orm import Session

from flytower.contract.constants import TrashState
from flytower.model.assets import Asset
from flytower.model.folders import Folder, is_below

MOST_FOLDERS: Final = 100_000
"""Most folders that one call returns. IPS reference: getFolders."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Branch:
    """Which folders a listing wants.

    Attributes:
        company_id: whose.
        path: the full path of the top one.
        levels: how deep to go: 0 for the top one alone; None for no limit.
        asset_types: what ``holds`` asks for; none for any folder.
    """

    company_id: int
    path: str
    levels: int | None = None
    asset_types: frozenset[str] = frozenset()


def listed(session: Session, branch: Branch) -> Sequence[Row[Any]]:
    """Return a branch's folders outside the trash, every parent before its children, in one query.

    Rows have ``path``, ``last_modified``, ``child_last_modified``, and ``holds``: whether an asset of the wanted types
    that is not in the trash lies directly in the folder.
    """
    holds: ColumnElement[bool] = true()
    if branch.asset_types:
        holds = Folder.id.in_(
            select(Asset.folder_id).where(
                Asset.company_id == branch.company_id,
                Asset.trash_state == TrashState.NOT_IN_TRASH.value,
                Asset.type.in_(branch.asset_types),
            )
        )
    query = select(Folder.path, Folder.last_modified, Folder.child_last_modified, holds.label("holds")).where(
        Folder.company_id == branch.company_id, is_below(Folder.path, branch.path), Folder.in_trash.is_(False)
    )
    if branch.levels is not None:
        slashes = func.length(Folder.path) - func.length(func.replace(Folder.path, "/", ""))
        query = query.where(slashes <= branch.path.count("/") + branch.levels)
    return session.execute(query.order_by(Folder.path).limit(MOST_FOLDERS)).all()

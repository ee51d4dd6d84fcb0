"""The trash: assets that were deleted and can still come back, and the folders they lay in. IPS reference, Trash."""

from datetime import datetime

from sqlalchemy import ColumnElement, Select, select, update
from sqlalchemy.orm import Session, aliased

from flytower.contract.constants import TrashState
from flytower.contract.paths import parent_path
from flytower.model import companies, folders
from flytower.model.assets import Asset
from flytower.model.folders import Folder, is_below

_KEPT = TrashState.NOT_IN_TRASH.value


def discard_asset(session: Session, asset: Asset, user: str, now: datetime) -> None:
    """Put an asset into the trash, and the views derived from it; their folders note it.

    ``user`` is the address of who does it.
    """
    companies.lock(session, asset.company_id)
    _discard(session, asset.company_id, Asset.id == asset.id, (user, now))
    session.refresh(asset)


def discard_folder(session: Session, folder: Folder, user: str, now: datetime) -> None:
    """Put a folder, all below it and every asset in them into the trash; also views of these that lie elsewhere.

    Raises ValueError for a root folder, without which a company has nowhere to keep anything.
    """
    above = parent_path(folder.path)
    if above is None:
        raise ValueError("the root folder can't be deleted")
    companies.lock(session, folder.company_id)
    branch = Folder.company_id == folder.company_id, is_below(Folder.path, folder.path)
    _discard(session, folder.company_id, Asset.folder_id.in_(select(Folder.id).where(*branch)), (user, now))
    session.execute(update(Folder).where(*branch, Folder.in_trash.is_(False)).values(in_trash=True))
    folders.touch(session, folder.company_id, above, now)


def _discard(session: Session, company_id: int, wanted: ColumnElement[bool], note: tuple[str, datetime]) -> None:
    """Put the company's assets for which that holds into the trash, and whatever is derived from them."""
    user, now = note
    for path in session.scalars(_folders_of(company_id, wanted)).all():
        folders.touch(session, company_id, path, now)
    statement = update(Asset).where(Asset.id.in_(_with_derived(company_id, wanted)))
    session.execute(
        statement.values(trash_state=TrashState.IN_TRASH.value, last_modified=now, last_modify_user=user),
        execution_options={"synchronize_session": False},
    )


def _folders_of(company_id: int, wanted: ColumnElement[bool]) -> Select[tuple[str]]:
    """Select the folders that lose an asset, deepest first: the order in which they may be locked."""
    losing = select(Asset.folder_id).where(Asset.id.in_(_with_derived(company_id, wanted)))
    return select(Folder.path).where(Folder.id.in_(losing)).order_by(Folder.path.desc())


def _with_derived(company_id: int, wanted: ColumnElement[bool]) -> Select[tuple[int]]:
    """Select the ids of these assets, of those derived from them, of those derived from these, and so on."""
    first = select(Asset.id).where(Asset.company_id == company_id, Asset.trash_state == _KEPT, wanted)
    chain = first.cte("chain", recursive=True)
    derived = aliased(Asset)
    next_ones = select(derived.id).join(chain, derived.owner_id == chain.c.id).where(derived.trash_state == _KEPT)
    return select(chain.union(next_ones).c.id)

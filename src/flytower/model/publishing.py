"""What is at the image server: each asset keeps when a publish last took it there. IPS reference, Publishing."""

from collections.abc import Sequence
from datetime import datetime
from typing import Any

from sqlalchemy import Row, or_, update
from sqlalchemy.orm import Session

from flytower.contract.constants import TrashState
from flytower.model.assets import Asset

_KEPT = Asset.trash_state == TrashState.NOT_IN_TRASH.value


def publish(session: Session, company_id: int, now: datetime, *, changed_only: bool) -> Sequence[Row[Any]]:
    """Note that every asset marked for publish is now published; return id, name, file_name and type of each, by name.

    ``changed_only`` leaves out those that have not changed since they were. What is in the trash is never published.
    """
    wanted = [Asset.company_id == company_id, _KEPT, Asset.ready_for_publish.is_(True)]
    if changed_only:
        wanted.append(or_(Asset.published.is_(None), Asset.published < Asset.last_modified))
    done = session.execute(
        update(Asset).where(*wanted).values(published=now).returning(Asset.id, Asset.name, Asset.file_name, Asset.type),
        execution_options={"synchronize_session": False},
    ).all()
    return sorted(done, key=lambda row: (row.name, row.id))


def withdraw(session: Session, company_id: int) -> int:
    """Note that what is no longer marked for publish, or in the trash, is not published; return how many those are."""
    gone = or_(Asset.ready_for_publish.is_(False), ~_KEPT)
    result: Any = session.execute(
        update(Asset).where(Asset.company_id == company_id, Asset.published.is_not(None), gone).values(published=None),
        execution_options={"synchronize_session": False},
    )
    return int(result.rowcount)

"""Folders: a tree per company, kept as paths."""

from collections.abc import Iterator, Sequence
from datetime import datetime
from typing import Final

from sqlalchemy import ColumnElement, ForeignKey, UniqueConstraint, and_, select, update
from sqlalchemy.orm import InstrumentedAttribute, Mapped, Session, mapped_column

from flytower.contract.handles import FolderHandle
from flytower.contract.paths import parent_path
from flytower.model.base import NEVER_REUSED, Base, BigId, Code
from flytower.model.insertion import insert_absent

LONGEST_PATH: Final = 600
"""In characters: what an index entry of PostgreSQL holds, four bytes each."""

_AFTER_SLASH: Final = chr(ord("/") + 1)


class Folder(Base):
    """One folder.

    Attributes:
        parent_id: None for the company's root folder.
        path: from the company root, with a slash at the end: ``DemoCompany/shoes/``.
        last_modified: when an asset or folder directly in it last came, went or changed; at first, when it was made.
        child_last_modified: the same for any folder below it.
        in_trash: whether it was deleted. It is kept for the assets that went with it, has no folder outside the trash
            below it, and comes back when a folder of its path is made again.
    """

    __tablename__ = "folder"
    __table_args__ = (UniqueConstraint("company_id", "path"), NEVER_REUSED)

    id: Mapped[int] = mapped_column(BigId, primary_key=True)
    company_id: Mapped[int] = mapped_column(BigId, ForeignKey("company.id"))
    parent_id: Mapped[int | None] = mapped_column(BigId, ForeignKey("folder.id"), index=True)
    path: Mapped[str] = mapped_column(Code)
    created: Mapped[datetime]
    last_modified: Mapped[datetime]
    child_last_modified: Mapped[datetime]
    in_trash: Mapped[bool] = mapped_column(default=False)


class FolderExists(Exception):  # noqa: N818  reads as what happened
    """There is a folder of this path already."""


def by_path(session: Session, company_id: int, path: str) -> Folder | None:
    """Return the folder of a full, normalised path; one in the trash is none."""
    these = Folder.company_id == company_id, Folder.path == path, Folder.in_trash.is_(False)
    return session.scalar(select(Folder).where(*these))


def is_below(column: ColumnElement[str] | InstrumentedAttribute[str], path: str) -> ColumnElement[bool]:
    """Return the condition that a path is this folder or below it: a range, so that an index serves it."""
    return and_(column >= path, column < path[:-1] + _AFTER_SLASH)


def create(session: Session, company_id: int, path: str, now: datetime) -> Folder:
    """Make a folder and its missing parents. Raises FolderExists where there is one."""
    if by_path(session, company_id, path) is not None:
        raise FolderExists(path)
    return ensure(session, company_id, path, now)


def ensure(session: Session, company_id: int, path: str, now: datetime) -> Folder:
    """Return the folder of a full, normalised path, after making it and its missing parents if need be.

    Raises ValueError for a path longer than :data:`LONGEST_PATH`.
    """
    if len(path) > LONGEST_PATH:
        raise ValueError(f"'{path[:80]}...' is longer than {LONGEST_PATH} characters")
    wanted = list(_ancestors(path))
    there = {folder.path: folder for folder in _at(session, company_id, wanted) if not folder.in_trash}
    missing = [one for one in wanted if one not in there]
    for one in reversed(missing):
        there[one] = _make(session, company_id, one, there.get(parent_path(one) or ""), now)
    if 0 < len(missing) < len(wanted):
        touch(session, company_id, wanted[len(missing)], now)
    return there[path]


def _at(session: Session, company_id: int, paths: Sequence[str]) -> Sequence[Folder]:
    return session.scalars(select(Folder).where(Folder.company_id == company_id, Folder.path.in_(paths))).all()


def _make(session: Session, company_id: int, path: str, parent: Folder | None, now: datetime) -> Folder:
    row = {
        "company_id": company_id,
        "parent_id": None if parent is None else parent.id,
        "path": path,
        "created": now,
        "last_modified": now,
        "child_last_modified": now,
    }
    insert_absent(session, Folder, [row], ("company_id", "path"))
    (folder,) = _at(session, company_id, [path])
    if folder.in_trash:
        folder.in_trash = False
        folder.created = folder.last_modified = folder.child_last_modified = now
        session.flush()
    return folder


def touch(session: Session, company_id: int, path: str, now: datetime) -> None:
    """Note that something directly in a folder came, went or changed; the folders above it note it too.

    They are locked from the deepest up, so that two transactions never wait for each other.
    """
    above = list(_ancestors(path))[1:]
    these = Folder.company_id == company_id, Folder.path.in_([path, *above])
    session.execute(select(Folder.id).where(*these).order_by(Folder.path.desc()).with_for_update())
    for one, column in ((Folder.path == path, "last_modified"), (Folder.path.in_(above), "child_last_modified")):
        session.execute(update(Folder).where(Folder.company_id == company_id, one).values({column: now}))


def _ancestors(path: str) -> Iterator[str]:
    """Give a path and those above it, up to the root."""
    one: str | None = path
    while one is not None:
        yield one
        one = parent_path(one)


def handle_of(path: str) -> str:
    """Return the printed handle."""
    return str(FolderHandle(path))

"""Companies: the tenants. Everything but users belongs to exactly one."""

from collections.abc import Sequence
from datetime import UTC, datetime
from typing import Final

from sqlalchemy import bindparam, or_, select
from sqlalchemy.orm import Mapped, Session, mapped_column

from flytower.contract.handles import CompanyHandle, parse_company_handle
from flytower.contract.paths import normalised_path, root_path
from flytower.model.base import NEVER_REUSED, Base, BigId, Code
from flytower.model.folders import Folder


class Company(Base):
    """One tenant.

    Attributes:
        name: unique, as shown.
        root_path: root folder, the name without spaces and a slash: ``DemoCompany/``; first part of every path.
        expires: when it may no longer be used; None for never.
    """

    __tablename__ = "company"
    __table_args__ = (NEVER_REUSED,)

    id: Mapped[int] = mapped_column(BigId, primary_key=True)
    name: Mapped[str] = mapped_column(Code, unique=True)
    root_path: Mapped[str] = mapped_column(Code, unique=True)
    created: Mapped[datetime]
    expires: Mapped[datetime | None]


_BY_ROOT: Final = select(Company).where(Company.root_path == bindparam("root"))
"""Made once, as are its like: to build a statement costs as much as to run it, and every picture asks for this one."""

NEVER = datetime(2101, 1, 1, 5, 0, tzinfo=UTC)
"""What ``expires`` reads as for a company without end: 2100-12-31T23:00:00 US Central (wire fact B13)."""


def create(session: Session, name: str, now: datetime, expires: datetime | None = None) -> Company:
    """Make a company and its root folder. Raises ValueError where its name is no good or taken."""
    clean = name.strip()
    root = normalised_path(root_path(clean))
    if not clean or root.count("/") != 1:
        raise ValueError(f"'{name}' can't be a company's name: it must have a letter and no slash")
    taken = session.scalar(select(Company.name).where(or_(Company.name == clean, Company.root_path == root)))
    if taken is not None:
        raise ValueError(f"company name '{name}' clashes with that of company '{taken}'")
    company = Company(name=clean, root_path=root, created=now, expires=expires)
    session.add(company)
    session.flush()
    session.add(
        Folder(company_id=company.id, path=root, created=now, last_modified=now, child_last_modified=now),
    )
    session.flush()
    return company


def by_id(session: Session, company_id: int) -> Company | None:
    """Return the company with this id."""
    return session.get(Company, company_id)


def by_handle(session: Session, text: str) -> Company | None:
    """Return the company that a handle of any form names; None where it names none. Raises ValueError for no handle."""
    return by_id(session, parse_company_handle(text).id)


def by_name(session: Session, name: str) -> Company | None:
    """Return the company of this name, as it is shown."""
    return session.scalar(select(Company).where(Company.name == name))


def by_root(session: Session, root: str) -> Company | None:
    """Return the company whose root folder this is, with or without the slash behind it."""
    return session.scalar(_BY_ROOT, {"root": root.rstrip("/") + "/"})


def all_of(session: Session) -> Sequence[Company]:
    """Return every company, by name."""
    return session.scalars(select(Company).order_by(Company.name)).all()


def is_expired(company: Company, now: datetime) -> bool:
    """Tell whether the company may no longer be used."""
    return company.expires is not None and company.expires <= now


def handle_of(company_id: int) -> str:
    """Return the printed handle."""
    return str(CompanyHandle(company_id))


def lock(session: Session, company_id: int) -> None:
    """Hold a company against others that want to change what must be unique in it, until the transaction ends.

    Whoever also locks folders or assets takes this first, so that nobody waits for each other. On SQLite the writing
    transaction excludes others anyway.
    """
    session.execute(select(Company.id).where(Company.id == company_id).with_for_update(key_share=True))

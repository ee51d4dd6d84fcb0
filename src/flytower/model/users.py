"""Users, and what each may do in which company."""

import re
from dataclasses import dataclass, field
from datetime import datetime
from typing import Final

from sqlalchemy import ForeignKey, bindparam, select
from sqlalchemy.orm import Mapped, Session, mapped_column

from flytower.contract.handles import UserHandle, parse_user_handle
from flytower.contract.operation import Role
from flytower.model.base import NEVER_REUSED, Base, BigId, Code
from flytower.model.passwords import PasswordVerifier, hash_password

_EMAIL: Final = re.compile(r"[^\s@|<>,;\"]+@[^\s@|<>,;\"]+")
"""No mail server's rule: what can stand in a handle and in a mail's header."""


class User(Base):
    """One person or program that can log in.

    Attributes:
        email: login name, in lower case.
        password_hash: argon2.
        is_valid: False for a disabled user.
        is_ips_admin: administrates the whole server.
        password_expires: None for never.
    """

    __tablename__ = "user_account"
    __table_args__ = (NEVER_REUSED,)

    id: Mapped[int] = mapped_column(BigId, primary_key=True)
    email: Mapped[str] = mapped_column(Code, unique=True)
    first_name: Mapped[str]
    last_name: Mapped[str]
    password_hash: Mapped[str]
    is_valid: Mapped[bool] = mapped_column(default=True)
    is_ips_admin: Mapped[bool] = mapped_column(default=False)
    password_expires: Mapped[datetime | None]
    created: Mapped[datetime]


class Membership(Base):
    """A user's role (one of ``contract.operation.Role``) in one company."""

    __tablename__ = "membership"

    company_id: Mapped[int] = mapped_column(BigId, ForeignKey("company.id", ondelete="CASCADE"), primary_key=True)
    user_id: Mapped[int] = mapped_column(
        BigId, ForeignKey("user_account.id", ondelete="CASCADE"), primary_key=True, index=True
    )
    role: Mapped[str]
    is_active: Mapped[bool] = mapped_column(default=True)


class LoginRefused(Exception):  # noqa: N818  reads as what happened
    """Nobody is logged in by these credentials."""


class WrongCredentials(LoginRefused):
    """No such user, or not their password."""


class UserNotValid(LoginRefused):
    """The right password of a disabled user, or one that has expired."""


@dataclass(frozen=True, slots=True, kw_only=True)
class NewUser:
    """What a new user has; the email is made lower case."""

    email: str
    password: str = field(repr=False)
    first_name: str = ""
    last_name: str = ""
    is_ips_admin: bool = False


def create(session: Session, new: NewUser, now: datetime) -> User:
    """Make a user. Raises ValueError where the email is no good or taken, or the password empty."""
    email = new.email.strip().lower()
    if _EMAIL.fullmatch(email) is None:
        raise ValueError(f"'{new.email}' is not a mail address")
    if by_email(session, email) is not None:
        raise ValueError(f"there is a user '{email}' already")
    user = User(
        email=email,
        first_name=new.first_name,
        last_name=new.last_name,
        password_hash=hash_password(new.password),
        is_ips_admin=new.is_ips_admin,
        created=now,
    )
    session.add(user)
    session.flush()
    return user


def set_password(user: User, password: str) -> None:
    """Give a user another password; what was remembered of the old one is void at once."""
    user.password_hash = hash_password(password)


def join(session: Session, company_id: int, user_id: int, role: Role) -> Membership:
    """Make a user a member of a company, or change the role and activate the membership there is."""
    membership = session.merge(Membership(company_id=company_id, user_id=user_id, role=role.value, is_active=True))
    session.flush()
    return membership


def by_id(session: Session, user_id: int) -> User | None:
    """Return the user with this id."""
    return session.get(User, user_id)


_BY_EMAIL: Final = select(User).where(User.email == bindparam("email"))
_ROLES: Final = select(Membership.company_id, Membership.role).where(
    Membership.user_id == bindparam("user_id"), Membership.is_active
)


def by_email(session: Session, email: str) -> User | None:
    """Return the user who logs in with this address, in whatever case it is written."""
    return session.scalar(_BY_EMAIL, {"email": email.strip().lower()})


def by_handle(session: Session, text: str) -> User | None:
    """Return the user that a handle of any form names; the id decides. Raises ValueError for no handle."""
    return by_id(session, parse_user_handle(text).id)


def roles_of(session: Session, user_id: int) -> dict[int, Role]:
    """Return the role in each company, by id, where the user's membership is active."""
    rows = session.execute(_ROLES, {"user_id": user_id})
    return {company_id: Role(role) for company_id, role in rows}


def is_member(session: Session, company_id: int, user_id: int) -> bool:
    """Tell whether a user has an active membership in a company."""
    return company_id in roles_of(session, user_id)


def authenticate(session: Session, verifier: PasswordVerifier, email: str, password: str, now: datetime) -> User:
    """Return the user who logs in so. Raises WrongCredentials or UserNotValid."""
    user = by_email(session, email)
    matches = verifier.matches(user.password_hash if user else None, email.strip().lower(), password, now)
    if user is None or not matches:
        raise WrongCredentials
    if not user.is_valid or (user.password_expires is not None and user.password_expires <= now):
        raise UserNotValid
    return user


def handle_of(user: User) -> str:
    """Return the printed handle."""
    return str(UserHandle(user.id, user.email))

"""Users. Source: IPS reference, User."""

from datetime import datetime

from flytower.contract.record import Record, since, until
from flytower.contract.version import V2012, V2014, V2021


class User(Record):
    """A user.

    The role was called so before 6.0 and the default role since; it is absent from 2014 on, and optional from 2021 on
    under both names.
    """

    user_handle: str
    first_name: str
    last_name: str
    email: str  # login name
    early_role: str = until(V2012, name="role")  # a Role
    default_role: str = since(V2012, until=V2014)  # a Role
    ims_user_id: str | None = since(V2014)  # user at the vendor's identity service
    is_valid: bool  # False: may not log in
    is_ips_admin: bool = since(V2014)
    later_default_role: str | None = since(V2021, name="defaultRole")  # a Role
    role: str | None = since(V2021)  # a Role
    password_expires: datetime | None = None  # never is written as about a hundred years ahead


class UserArray(Record):
    """Users."""

    items: list[User]

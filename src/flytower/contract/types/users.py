"""Users. Source: IPS reference, User."""

from datetime import datetime

from flytower.contract.record import Record, since, until
from flytower.contract.version import V2014, V2021


class User(Record):
    """A user. The default role is required in 2013, absent from 2014 on, and optional again from 2021 on."""

    user_handle: str
    first_name: str
    last_name: str
    email: str  # login name
    default_role: str = until(V2014)  # a Role
    ims_user_id: str | None = since(V2014)  # user at the vendor's identity service
    is_valid: bool  # False: may not log in
    is_ips_admin: bool = since(V2014)
    later_default_role: str | None = since(V2021, name="defaultRole")  # a Role
    role: str | None = since(V2021)  # a Role
    password_expires: datetime | None = None  # never is written as about a hundred years ahead

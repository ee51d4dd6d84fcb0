"""Creating, changing and listing users, and passwords. Not written yet."""

from datetime import datetime

from flytower.contract.operation import EVERYBODY, Role, not_written
from flytower.contract.record import Record, since, until
from flytower.contract.types.common import HandleArray, StringArray
from flytower.contract.types.memberships import CompanyMembershipUpdateArray
from flytower.contract.types.users import UserArray
from flytower.contract.version import V2012, V2014

_ADMINISTRATORS = {Role.IPS_ADMIN, Role.IPS_COMPANY_ADMIN, Role.TRIAL_SITE_ADMIN, Role.IMAGE_PORTAL_ADMIN}
_USERS = EVERYBODY - {Role.WEB_SERVICE_USER}


class AddUserParam(Record):
    """Whom to create, and where."""

    first_name: str
    last_name: str
    email: str  # login name; nobody else's
    role: str = until(V2012)  # a Role
    default_role: str = since(V2012, until=V2014)  # a Role
    password: str
    password_expires: datetime | None = None  # never by default
    is_valid: bool  # False: may not log in
    is_ips_admin: bool = since(V2014)
    company_handle_array: HandleArray = until(V2012)
    membership_array: CompanyMembershipUpdateArray = since(V2012)


class AddUserReturn(Record):
    """The new user."""

    user_handle: str


not_written("Create a user who belongs to companies", AddUserParam, AddUserReturn, roles=_ADMINISTRATORS)


class GeneratePasswordParam(Record):
    """Nothing."""


class GeneratePasswordReturn(Record):
    """A password that nobody has."""

    password: str  # at least 8 characters: lower and upper case letters, digits and others


not_written("Make up a password that is strong enough", GeneratePasswordParam, GeneratePasswordReturn, roles=_USERS)


class SetPasswordParam(Record):
    """Whose password; only IpsAdmin may set somebody else's."""

    user_handle: str | None = None  # the caller by default
    password: str  # at least 8 characters: lower and upper case letters, digits and others
    password_expires: datetime | None = None  # never by default


class SetPasswordReturn(Record):
    """Nothing."""


not_written("Set a password", SetPasswordParam, SetPasswordReturn, roles=_USERS)


class SetUserInfoParam(Record):
    """Whom to change, and to what."""

    user_handle: str | None = None  # the caller by default
    first_name: str
    last_name: str
    email: str  # login name; nobody else's
    role: str = until(V2012)  # a Role
    default_role: str = since(V2012, until=V2014)  # a Role
    password_expires: datetime | None = None
    is_valid: bool  # False: may not log in
    is_ips_admin: bool = since(V2014)


class SetUserInfoReturn(Record):
    """Nothing."""


not_written("Change what is known of a user", SetUserInfoParam, SetUserInfoReturn, roles=_ADMINISTRATORS)


class GetAllUsersParam(Record):
    """Which users."""

    include_invalid: bool  # also those who may not log in


class GetAllUsersReturn(Record):
    """The users that the caller can see."""

    user_array: UserArray


not_written("List all users", GetAllUsersParam, GetAllUsersReturn, roles=_ADMINISTRATORS)


class GetUsersParam(Record):
    """Which users: those who fit every filter."""

    include_invalid: bool | None = None  # also those who may not log in
    include_inactive: bool | None = since(V2012)  # also those without an active membership
    company_handle_array: HandleArray | None = None  # members of any of these
    group_handle_array: HandleArray | None = None  # members of any of these
    user_role_array: StringArray | None = None  # with any of these roles
    char_filter_field: str | None = None  # None, FirstName, LastName or Email
    char_filter: str | None = None  # what that field begins with
    sort_by: str | None = None  # None, FirstName, LastName, Email, Role, Valid or PasswordExpiration
    records_per_page: int | None = None
    results_page: int | None = None  # from 1


class GetUsersReturn(Record):
    """One page of them."""

    user_array: UserArray


not_written("Return a page of the users who fit filters", GetUsersParam, GetUsersReturn, roles=_ADMINISTRATORS)


class GetUserCharsParam(Record):
    """Of which field of which users."""

    char_field: str  # FirstName, LastName or Email
    include_invalid: bool | None = None  # also of those who may not log in
    include_inactive: bool | None = since(V2012)  # also of those without an active membership
    company_handle_array: HandleArray | None = None  # members of any of these
    group_handle_array: HandleArray | None = None  # members of any of these
    user_role_array: StringArray | None = None  # with any of these roles
    num_chars: int | None = None  # how many characters; 1 by default


class GetUserCharsReturn(Record):
    """What the field begins with, each beginning once."""

    user_chars_array: StringArray


not_written(
    "Return the letters that users' names or addresses begin with",
    GetUserCharsParam,
    GetUserCharsReturn,
    roles=_ADMINISTRATORS,
)

"""Who belongs to which company. Not written yet."""

from flytower.contract.operation import EVERYBODY, Role, not_written
from flytower.contract.record import Record, since, until
from flytower.contract.types.common import HandleArray
from flytower.contract.types.companies import CompanyArray
from flytower.contract.types.memberships import (
    CompanyMemberArray,
    CompanyMembershipArray,
    CompanyMembershipUpdateArray,
)
from flytower.contract.types.users import UserArray
from flytower.contract.version import V2012

_ADMINISTRATORS = {Role.IPS_ADMIN, Role.IPS_COMPANY_ADMIN, Role.TRIAL_SITE_ADMIN, Role.IMAGE_PORTAL_ADMIN}


class GetCompanyMembersParam(Record):
    """Of which company, and which of them."""

    company_handle: str
    include_invalid: bool  # also those who may not log in
    include_inactive: bool = since(V2012)  # also those whose membership is not active


class GetCompanyMembersReturn(Record):
    """The users; since 6.0 each with the role in that company."""

    user_array: UserArray = until(V2012)
    member_array: CompanyMemberArray = since(V2012)


not_written("List the users of a company", GetCompanyMembersParam, GetCompanyMembersReturn, roles=_ADMINISTRATORS)


class SetCompanyMembershipParam(Record):
    """Of which user, and all the companies."""

    user_handle: str | None = None  # the caller by default
    company_handle_array: HandleArray = until(V2012)
    membership_array: CompanyMembershipUpdateArray = since(V2012)


class SetCompanyMembershipReturn(Record):
    """Nothing."""


not_written(
    "Replace the companies that a user belongs to",
    SetCompanyMembershipParam,
    SetCompanyMembershipReturn,
    roles=_ADMINISTRATORS,
)


class AddCompanyMembershipParam(Record):
    """Which user, and which further companies."""

    user_handle: str | None = None  # the caller by default
    company_handle_array: HandleArray = until(V2012)
    membership_array: CompanyMembershipUpdateArray = since(V2012)


class AddCompanyMembershipReturn(Record):
    """Nothing."""


not_written(
    "Make a user a member of further companies",
    AddCompanyMembershipParam,
    AddCompanyMembershipReturn,
    roles=_ADMINISTRATORS,
)


class RemoveCompanyMembershipParam(Record):
    """Which user, and which companies."""

    user_handle: str | None = None  # the caller by default
    company_handle_array: HandleArray


class RemoveCompanyMembershipReturn(Record):
    """Nothing."""


not_written(
    "Make a user a member of companies no more",
    RemoveCompanyMembershipParam,
    RemoveCompanyMembershipReturn,
    roles=_ADMINISTRATORS,
)


class GetCompanyMembershipParam(Record):
    """Of which user."""

    user_handle: str | None = None  # the caller by default


class GetCompanyMembershipReturn(Record):
    """The companies; since 6.0 each with the role there."""

    company_array: CompanyArray = until(V2012)
    membership_array: CompanyMembershipArray = since(V2012)


not_written(
    "List the companies that a user belongs to",
    GetCompanyMembershipParam,
    GetCompanyMembershipReturn,
    roles=EVERYBODY - {Role.WEB_SERVICE_USER},
)

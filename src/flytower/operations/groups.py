"""Groups of a company's users, and who belongs to which. Not written yet."""

from flytower.contract.operation import EVERYBODY, Role, not_written
from flytower.contract.record import Record
from flytower.contract.types.common import HandleArray
from flytower.contract.types.groups import GroupArray

_ADMINISTRATORS = {Role.IPS_ADMIN, Role.IPS_COMPANY_ADMIN, Role.IMAGE_PORTAL_ADMIN}


class GetGroupsParam(Record):
    """Of which company."""

    company_handle: str


class GetGroupsReturn(Record):
    """Its groups."""

    group_array: GroupArray


not_written("List a company's groups", GetGroupsParam, GetGroupsReturn, roles=_ADMINISTRATORS)


class SaveGroupParam(Record):
    """A group to create or to change."""

    company_handle: str
    group_handle: str | None = None  # absent: create
    name: str
    is_system_defined: bool  # False, except for the server's own


class SaveGroupReturn(Record):
    """The group."""

    group_handle: str


not_written("Create or change a group", SaveGroupParam, SaveGroupReturn, roles=_ADMINISTRATORS)


class DeleteGroupParam(Record):
    """Which group."""

    company_handle: str
    group_handle: str


class DeleteGroupReturn(Record):
    """Nothing."""


not_written("Delete a group", DeleteGroupParam, DeleteGroupReturn, roles=_ADMINISTRATORS)


class GetGroupMembershipParam(Record):
    """Of which user."""

    user_handle: str | None = None  # the caller by default
    company_handle: str | None = None  # only groups of this company


class GetGroupMembershipReturn(Record):
    """The groups."""

    group_array: GroupArray


not_written(
    "List the groups that a user belongs to",
    GetGroupMembershipParam,
    GetGroupMembershipReturn,
    roles=EVERYBODY - {Role.WEB_SERVICE_USER, Role.TRIAL_SITE_ADMIN, Role.TRIAL_SITE_USER},
)


class SetGroupMembershipParam(Record):
    """Of which user, and all the groups."""

    user_handle: str | None = None  # the caller by default
    company_handle: str | None = None  # groups of other companies stay
    group_handle_array: HandleArray


class SetGroupMembershipReturn(Record):
    """Nothing."""


not_written(
    "Replace the groups that a user belongs to",
    SetGroupMembershipParam,
    SetGroupMembershipReturn,
    roles=_ADMINISTRATORS,
)


class AddGroupMembershipParam(Record):
    """Which user, and which further groups."""

    user_handle: str | None = None  # the caller by default
    group_handle_array: HandleArray


class AddGroupMembershipReturn(Record):
    """Nothing."""


not_written("Put a user into groups", AddGroupMembershipParam, AddGroupMembershipReturn, roles=_ADMINISTRATORS)


class RemoveGroupMembershipParam(Record):
    """Which user, and which groups."""

    user_handle: str | None = None  # the caller by default
    group_handle_array: HandleArray


class RemoveGroupMembershipReturn(Record):
    """Nothing."""


not_written("Take a user out of groups", RemoveGroupMembershipParam, RemoveGroupMembershipReturn, roles=_ADMINISTRATORS)


class GetGroupMembersParam(Record):
    """Which group."""

    company_handle: str
    group_handle: str


class GetGroupMembersReturn(Record):
    """Its users."""

    user_handle_array: HandleArray


not_written("List the users in a group", GetGroupMembersParam, GetGroupMembersReturn, roles=_ADMINISTRATORS)


class SetGroupMembersParam(Record):
    """Which group, and all its users."""

    company_handle: str
    group_handle: str
    user_handle_array: HandleArray  # members of the company


class SetGroupMembersReturn(Record):
    """Nothing."""


not_written("Replace the users in a group", SetGroupMembersParam, SetGroupMembersReturn, roles=_ADMINISTRATORS)


class AddGroupMembersParam(Record):
    """Which group, and which further users."""

    company_handle: str
    group_handle: str
    user_handle_array: HandleArray  # members of the company


class AddGroupMembersReturn(Record):
    """Nothing."""


not_written("Put users into a group", AddGroupMembersParam, AddGroupMembersReturn, roles=_ADMINISTRATORS)


class RemoveGroupMembersParam(Record):
    """Which group, and which of its users."""

    company_handle: str
    group_handle: str
    user_handle_array: HandleArray


class RemoveGroupMembersReturn(Record):
    """Nothing."""


not_written("Take users out of a group", RemoveGroupMembersParam, RemoveGroupMembersReturn, roles=_ADMINISTRATORS)

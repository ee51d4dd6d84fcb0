"""Groups of users, to whom permissions are given. Source: IPS reference, Group."""

from flytower.contract.record import Record


class Group(Record):
    """A group of a company's users."""

    group_handle: str
    company_handle: str
    name: str
    is_system_defined: bool  # the server made it


class GroupArray(Record):
    """Groups."""

    items: list[Group]

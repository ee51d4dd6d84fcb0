"""Who belongs to which company. Source: IPS reference, CompanyMember, CompanyMembership and CompanyMembershipUpdate.

An inactive membership is kept and counts for nothing. Before 6.0 there were only lists of users and of companies.
"""

from flytower.contract.record import Record
from flytower.contract.types.companies import Company
from flytower.contract.types.users import User
from flytower.contract.version import V2012


class CompanyMember(Record):
    """A user as a member of the company asked about."""

    __since__ = V2012

    user: User
    role: str  # a Role
    is_active: bool


class CompanyMemberArray(Record):
    """Members of one company."""

    __since__ = V2012

    items: list[CompanyMember]


class CompanyMembership(Record):
    """A company that the user asked about belongs to."""

    __since__ = V2012

    company: Company
    role: str  # a Role
    is_active: bool


class CompanyMembershipArray(Record):
    """Memberships of one user."""

    __since__ = V2012

    items: list[CompanyMembership]


class CompanyMembershipUpdate(Record):
    """A membership to give to a user."""

    __since__ = V2012

    company_handle: str
    role: str  # a Role
    is_active: bool


class CompanyMembershipUpdateArray(Record):
    """Memberships to give to a user."""

    __since__ = V2012

    items: list[CompanyMembershipUpdate]

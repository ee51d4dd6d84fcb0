"""What checkLogin, getCompanyInfo and getUserInfo take and answer."""

from flytower.contract.record import Record, since
from flytower.contract.types.companies import Company
from flytower.contract.types.users import User
from flytower.contract.version import V2014


class CheckLoginParam(Record):
    """Whose login to test; the caller needs none."""

    company_handle: str | None = None  # also test for a membership
    email: str
    password: str


class CheckLoginReturn(Record):
    """A wrong password is an answer, not a fault."""

    status: str  # a LoginStatus


class GetCompanyInfoParam(Record):
    """Which company: by one of its keys."""

    company_handle: str | None = None
    company_name: str | None = None
    ims_org_id: str | None = since(V2014)


class GetCompanyInfoReturn(Record):
    """The company."""

    company_info: Company


class GetUserInfoParam(Record):
    """Which user: by one of the keys, or by none for the caller."""

    user_handle: str | None = None
    email: str | None = None


class GetUserInfoReturn(Record):
    """The user."""

    user_info: User

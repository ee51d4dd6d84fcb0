"""What every operation asks first: which company, may the caller, and as whom."""

from typing import Final

from flytower.contract.faults import AuthorizationFault, FaultCode, shortened
from flytower.contract.operation import OPERATIONS, Call, Role
from flytower.model import Company, User, companies, users
from flytower.operations.gate import no_permission

ADMINISTRATORS: Final = frozenset(
    {Role.IPS_ADMIN, Role.IPS_COMPANY_ADMIN, Role.TRIAL_SITE_ADMIN, Role.IMAGE_PORTAL_ADMIN}
)
"""Roles that may see what another user would see."""


def company_of(call: Call, handle: str) -> Company:
    """Return the company that a handle of any form names, once it is sure that the caller may do this there.

    Raises:
        AuthorizationFault: 20000 where it names no company, or an expired one; 20006 where the caller is not an active
            member; 20003 where the caller's role there does not allow the operation. An IpsAdmin may do everything.
    """
    try:
        company = companies.by_handle(call.session, handle)
    except ValueError:
        company = None
    if company is None:
        raise AuthorizationFault(FaultCode.INVALID_COMPANY, f"Invalid companyHandle '{shortened(handle)}'")
    check_company(call, company)
    return company


def check_company(call: Call, company: Company) -> None:
    """Raise the faults of :func:`company_of` for a company that was found otherwise."""
    if companies.is_expired(company, call.now()):
        raise AuthorizationFault(FaultCode.INVALID_COMPANY, f"Company '{company.name}' has expired")
    if call.caller.is_ips_admin:
        return
    role = call.caller.roles.get(company.id)
    if role is None:
        raise AuthorizationFault(
            FaultCode.ILLEGAL_COMPANY,
            f"User '{call.caller.email}' is not a member of company '{companies.handle_of(company.id)}'",
        )
    operation = OPERATIONS.get(call.operation)
    if operation is not None and role not in operation.roles:
        raise no_permission(call.operation)


def companies_of(call: Call, handle: str | None) -> frozenset[int] | None:
    """Return the ids of the companies that an optional handle leaves: that one, or all in which the caller may do this.

    None means every company: an IpsAdmin who named none.
    """
    if handle is not None:
        return frozenset({company_of(call, handle).id})
    if call.caller.is_ips_admin:
        return None
    allowed = OPERATIONS[call.operation].roles
    return frozenset(company_id for company_id, role in call.caller.roles.items() if role in allowed)


def user_of(call: Call, handle: str, company: Company | None, field: str = "userHandle") -> User:
    """Return the user that a handle of any form names.

    Raises:
        AuthorizationFault: 20002 where it names nobody; 20007 where that is not a member of the company (or, without a
            company, of none that the caller is in). IpsAdmins belong everywhere.
    """
    try:
        user = users.by_handle(call.session, handle)
    except ValueError:
        user = None
    if user is None:
        raise AuthorizationFault(FaultCode.INVALID_REQUEST_USER, f"Invalid {field} '{shortened(handle)}'")
    check_user(call, user, company)
    return user


def check_user(call: Call, user: User, company: Company | None) -> None:
    """Raise fault 20007 of :func:`user_of` for a user who was found otherwise."""
    if user.id == call.caller.user_id:
        return
    their = users.roles_of(call.session, user.id).keys()
    if company is not None:
        allowed = user.is_ips_admin or company.id in their
    else:
        allowed = call.caller.is_ips_admin or not their.isdisjoint(call.caller.roles)
    if not allowed:
        raise AuthorizationFault(
            FaultCode.ILLEGAL_REQUEST_USER, f"User '{user.email}' shares no company with the request"
        )


def check_impersonation(call: Call, company: Company, user_handle: str | None, group_handle: str | None) -> None:
    """Check ``accessUserHandle`` and ``accessGroupHandle``: whose permissions to apply.

    Every member can read every folder and asset as long as there are no groups, so a valid user changes nothing.

    Raises:
        AuthorizationFault: 20004 where the caller is no administrator; 20002 and 20007 as :func:`user_of`; 20008 for
            any group, since none exists.
    """
    if group_handle is not None:
        raise AuthorizationFault(
            FaultCode.ILLEGAL_ACCESS_GROUP, f"Invalid accessGroupHandle '{shortened(group_handle)}': no such group"
        )
    if user_handle is None:
        return
    if not call.caller.is_ips_admin and call.caller.roles.get(company.id) not in ADMINISTRATORS:
        raise AuthorizationFault(
            FaultCode.NO_IMPERSONATION_PERMISSION,
            f"User '{call.caller.email}' does not have permission to use accessUserHandle",
        )
    user_of(call, user_handle, company, "accessUserHandle")

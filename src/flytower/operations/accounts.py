"""checkLogin, getCompanyInfo and getUserInfo: who and where one is."""

from flytower.contract.constants import LoginStatus
from flytower.contract.faults import AuthorizationFault, FaultCode, invalid_parameter, missing_parameter, shortened
from flytower.contract.operation import EVERYBODY, Call, Role, operation
from flytower.contract.types.companies import Company as CompanyRecord
from flytower.contract.types.users import User as UserRecord
from flytower.model import Company, User, companies, users
from flytower.model.passwords import verifier_that_remembers
from flytower.operations import access
from flytower.operations.accounts_records import (
    CheckLoginParam,
    CheckLoginReturn,
    GetCompanyInfoParam,
    GetCompanyInfoReturn,
    GetUserInfoParam,
    GetUserInfoReturn,
)

_USERS = EVERYBODY - {Role.WEB_SERVICE_USER}


@operation(roles=_USERS)
def check_login(call: Call, param: CheckLoginParam) -> CheckLoginReturn:
    """Tell whether an address and a password log in, and with a company, whether their user is a member of it.

    What is not so is ``InvalidLogin`` and never a fault, whatever is wrong: the user, the password, the company.
    """
    status = LoginStatus.VALID_LOGIN if _logs_in(call, param) else LoginStatus.INVALID_LOGIN
    return CheckLoginReturn(status=status.value)


def _logs_in(call: Call, param: CheckLoginParam) -> bool:
    verifier = verifier_that_remembers(call.settings.credential_cache_seconds)
    try:
        user = users.authenticate(call.session, verifier, param.email, param.password, call.now())
        company = None if param.company_handle is None else companies.by_handle(call.session, param.company_handle)
    except (users.LoginRefused, ValueError):
        return False
    if param.company_handle is None:
        return True
    if company is None or companies.is_expired(company, call.now()):
        return False
    return user.is_ips_admin or users.is_member(call.session, company.id, user.id)


@operation(roles=_USERS)
def get_company_info(call: Call, param: GetCompanyInfoParam) -> GetCompanyInfoReturn:
    """Return the company that a handle or a name names.

    One of them is needed (30002), and both together must name the same (30001). An imsOrgId alone names none, since
    there is no identity service here (20000).
    """
    company = _company(call, param)
    record = CompanyRecord(
        company_handle=companies.handle_of(company.id),
        name=company.name,
        root_path=company.root_path,
        expires=company.expires or companies.NEVER,
    )
    return GetCompanyInfoReturn(company_info=record)


def _company(call: Call, param: GetCompanyInfoParam) -> Company:
    if param.company_handle is not None:
        company = access.company_of(call, param.company_handle)
        if param.company_name is not None and param.company_name != company.name:
            raise invalid_parameter("companyName", param.company_name, "companyHandle names another company")
        return company
    key = param.company_name if param.company_name is not None else param.ims_org_id
    if key is None:
        raise missing_parameter("companyHandle or companyName")
    named = None if param.company_name is None else companies.by_name(call.session, param.company_name)
    if named is None:
        raise AuthorizationFault(FaultCode.INVALID_COMPANY, f"There is no company '{shortened(key)}'")
    access.check_company(call, named)
    return named


@operation(roles=_USERS)
def get_user_info(call: Call, param: GetUserInfoParam) -> GetUserInfoReturn:
    """Return the user that a handle or an address names, or the caller.

    Faults: 20002 for an unknown handle, 20001 for an unknown address, 20007 for somebody with whom the caller shares no
    company, 30001 where handle and address name two users.
    """
    user = _user(call, param)
    roles = users.roles_of(call.session, user.id)
    role = Role.IPS_ADMIN if user.is_ips_admin else next(iter(roles.values()), Role.IPS_USER)
    record = UserRecord(
        user_handle=users.handle_of(user),
        first_name=user.first_name,
        last_name=user.last_name,
        email=user.email,
        early_role=role.value,
        default_role=role.value,
        is_valid=user.is_valid,
        is_ips_admin=user.is_ips_admin,
        later_default_role=role.value,
        role=role.value,
        password_expires=user.password_expires,
    )
    return GetUserInfoReturn(user_info=record)


def _user(call: Call, param: GetUserInfoParam) -> User:
    if param.user_handle is not None:
        user = access.user_of(call, param.user_handle, None)
        if param.email is not None and users.by_email(call.session, param.email) is not user:
            raise invalid_parameter("email", param.email, "userHandle names another user")
        return user
    email = param.email if param.email is not None else call.caller.email
    found = users.by_email(call.session, email)
    if found is None:
        raise AuthorizationFault(FaultCode.INVALID_REQUEST_USERNAME, f"There is no user '{shortened(email)}'")
    access.check_user(call, found, None)
    return found

from datetime import datetime, timedelta, timezone

import pytest

from flytower.contract.version import V2010, V2013
from flytower.model import users
from flytower.operations.accounts_records import CheckLoginParam, GetCompanyInfoParam, GetUserInfoParam


def status(world, email, password, company=None):
    param = CheckLoginParam(email=email, password=password, company_handle=company)
    return world.call(param, credentials=[]).status


def test_a_login_that_works(world):
    assert status(world, "User@example.com", "demo") == "ValidLogin"
    assert status(world, world.USER, "demo", world.handle) == "ValidLogin"
    assert status(world, world.ROOT, "demo", world.handle) == "ValidLogin"


@pytest.mark.parametrize(
    ("email", "password", "company"),
    [
        ("user@example.com", "welcome", None),
        ("nobody@example.com", "demo", None),
        ("", "", None),
        ("other@example.com", "demo", "c|1"),
        ("user@example.com", "demo", "c|999"),
        ("user@example.com", "demo", "nonsense"),
        ("root@example.com", "demo", "c|999"),
    ],
)
def test_one_that_does_not_is_an_answer_and_no_fault(world, email, password, company):
    assert status(world, email, password, company) == "InvalidLogin"


def test_a_disabled_user_can_not_log_in(world):
    with world.database.transaction() as session:
        users.by_email(session, world.USER).is_valid = False
    assert status(world, world.USER, "demo") == "InvalidLogin"


def company_info(world, **key):
    return world.call(GetCompanyInfoParam(**key)).company_info


def test_a_company_by_name_and_by_handle(world):
    """Wire fact B13: the root path, and a company that never expires."""
    by_name = company_info(world, company_name="Demo Company")
    assert by_name == company_info(world, company_handle=world.handle)
    assert (by_name.company_handle, by_name.root_path) == (world.handle, "DemoCompany/")
    assert by_name.expires == datetime(2100, 12, 31, 23, tzinfo=timezone(timedelta(hours=-6)))


def test_both_keys_must_agree(world, refused):
    assert company_info(world, company_name="Demo Company", company_handle=world.handle)
    with refused(30001, "companyName", "Other"):
        company_info(world, company_name="Other", company_handle=world.handle)


def test_a_company_needs_a_key(world, refused):
    with refused(30002, "companyHandle"):
        company_info(world)


@pytest.mark.parametrize("key", [{"company_name": "Nobody"}, {"company_name": ""}, {"ims_org_id": "x@AdobeOrg"}])
def test_an_unknown_company(world, refused, key):
    with refused(20000, *key.values()):
        company_info(world, **key)


def test_another_company(world, refused):
    with refused(20006):
        company_info(world, company_name="Other")


def test_the_caller_is_the_user_when_none_is_named(world):
    info = world.call(GetUserInfoParam(), version=V2013).user_info
    assert (info.email, info.user_handle) == (world.USER, world.user_handle(world.USER))
    assert (info.first_name, info.last_name, info.default_role, info.is_valid) == ("A", "B", "IpsUser", True)
    assert not info.is_ips_admin


def test_before_6_0_a_user_has_the_role_under_its_first_name(world):
    assert world.call(GetUserInfoParam(), version=V2010).user_info.early_role == "IpsUser"


def test_another_user_by_handle_and_by_address(world):
    by_handle = world.call(GetUserInfoParam(user_handle=world.user_handle(world.ADMIN))).user_info
    assert by_handle == world.call(GetUserInfoParam(email="ADMIN@example.com")).user_info
    assert by_handle.role == "IpsCompanyAdmin"


@pytest.mark.parametrize(
    ("code", "key"),
    [
        (20001, {"email": "nobody@example.com"}),
        (20002, {"user_handle": "u|999|nobody@example.com"}),
        (20002, {"user_handle": "nonsense"}),
        (20007, {"email": "other@example.com"}),
    ],
)
def test_users_that_can_not_be_had(world, refused, code, key):
    with refused(code, *key.values()):
        world.call(GetUserInfoParam(**key))


def test_two_keys_of_two_users(world, refused):
    with refused(30001, "email", world.USER):
        world.call(GetUserInfoParam(email=world.USER, user_handle=world.user_handle(world.ADMIN)))


def test_an_ips_admin_sees_every_user(world):
    assert world.call(GetUserInfoParam(email=world.OTHER), user=world.ROOT).user_info.email == world.OTHER

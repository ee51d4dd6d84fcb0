from datetime import timedelta

import pytest

from flytower.contract.credentials import Client, Credentials
from flytower.contract.version import V2014
from flytower.model import folders, users
from flytower.operations import load
from flytower.operations.accounts_records import GetUserInfoParam
from flytower.operations.folders_records import CreateFolderParam, GetFoldersParam


def caller(world, *credentials):
    return world.call(GetUserInfoParam(), credentials=credentials).user_info.email


def test_the_right_password_lets_in(world):
    assert caller(world, Credentials(user="USER@example.com", password="demo")) == world.USER


@pytest.mark.parametrize("credentials", [[], [Credentials()], [Credentials(password="demo")]])
def test_no_credentials(world, refused, credentials):
    with refused(10000):
        caller(world, *credentials)


@pytest.mark.parametrize(
    "wrong",
    [
        Credentials(user="user@example.com", password="no"),
        Credentials(user="nobody@example.com", password="demo"),
        Credentials(user="user@example.com"),
        Credentials(access_token="abc"),
    ],
)
def test_wrong_credentials(world, refused, wrong):
    with refused(10001, "Invalid username/password"):
        caller(world, wrong)


def test_one_of_several_credentials_is_enough(world):
    wrong = Credentials(user=world.ADMIN, password="no")
    assert caller(world, wrong, Credentials(user=world.USER, password="demo")) == world.USER


@pytest.mark.parametrize("field", ["is_valid", "password_expires"])
def test_a_disabled_user_or_expired_password(world, refused, field):
    with world.database.transaction() as session:
        user = users.by_email(session, world.USER)
        setattr(user, field, False if field == "is_valid" else world.NOW - timedelta(days=1))
    with refused(10002, world.USER):
        caller(world, Credentials(user=world.USER, password="demo"))


def test_a_changed_password_is_void_at_once(world, refused):
    right = Credentials(user=world.USER, password="demo")
    caller(world, right)
    with world.database.transaction() as session:
        users.set_password(users.by_email(session, world.USER), "new")
    with refused(10001):
        caller(world, right)


def test_a_user_without_an_active_membership_may_nothing(world, refused):
    with world.database.transaction() as session:
        user = users.by_email(session, world.USER)
        session.get(users.Membership, (world.company.id, user.id)).is_active = False
    with refused(20003, "User does not have permission to access operation 'getUserInfo'"):
        caller(world, Credentials(user=world.USER, password="demo"))


def test_a_role_that_does_not_allow_an_operation(world, refused):
    with refused(20003, "User does not have permission to access operation 'createFolder'"):
        world.call(CreateFolderParam(company_handle=world.handle, folder_path="x"), user=world.PORTAL_USER)


def test_an_ips_admin_may_do_everything_everywhere(world):
    world.call(CreateFolderParam(company_handle=world.handle, folder_path="x"), user=world.ROOT)


def test_nobody_needs_credentials_to_check_a_login(world):
    with world.gate.call(load()["checkLogin"], V2014, [], Client(address="127.0.0.1")) as call:
        assert (call.caller.email, call.caller.roles) == ("", {})


def test_a_fault_undoes_what_the_operation_did(world):
    def fail():
        with world.gate.call(
            load()["createFolder"], V2014, [Credentials(user=world.USER, password="demo")], Client()
        ) as call:
            folders.ensure(call.session, world.company.id, "DemoCompany/half/", world.NOW)
            raise KeyError

    with pytest.raises(KeyError):
        fail()
    paths = [one.path for one in world.call(GetFoldersParam(company_handle=world.handle)).folder_array.items]
    assert paths == ["DemoCompany/"]


def test_a_call_says_who_where_and_when(world):
    client = Client(address="10.0.0.1", locale="de-DE")
    given = [Credentials(user=world.USER, password="demo")]
    with world.gate.call(load()["getFolders"], V2014, given, client) as call:
        assert (call.operation, call.version, call.client_address) == ("getFolders", V2014, "10.0.0.1")
        assert (call.locale, call.now(), call.caller.email) == ("de-DE", world.NOW, world.USER)
    with world.gate.call(load()["getFolders"], V2014, given, Client()) as call:
        assert call.locale == "en-US"

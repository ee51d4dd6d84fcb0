from datetime import UTC, datetime, timedelta

import pytest

from flytower.contract.operation import Role
from flytower.model import users
from flytower.model.passwords import PasswordVerifier
from flytower.model.users import NewUser

NOW = datetime(2020, 6, 9, 15, 34, 49, tzinfo=UTC)


@pytest.fixture(scope="module")
def verifier():
    return PasswordVerifier(300)


@pytest.fixture
def user(session):
    return users.create(session, NewUser(email="User@Example.com", password="demo"), NOW)


def test_addresses_are_kept_in_lower_case_and_found_in_any(session, user):
    assert user.email == "user@example.com"
    assert users.by_email(session, " USER@example.com ") is user


def test_an_address_is_taken_once(session, user):
    with pytest.raises(ValueError, match="already"):
        users.create(session, NewUser(email="USER@EXAMPLE.COM", password="x"), NOW)


@pytest.mark.parametrize("email", ["", "nobody", "a|b@c", "a@b\nBcc: d@e", "a b@c"])
def test_what_is_no_address_is_refused(session, email):
    with pytest.raises(ValueError, match="not a mail address"):
        users.create(session, NewUser(email=email, password="x"), NOW)


@pytest.mark.parametrize("password", ["", "x" * 1025])
def test_a_password_has_a_length(session, password):
    with pytest.raises(ValueError, match="1 to 1024"):
        users.create(session, NewUser(email="a@b", password=password), NOW)


def test_a_password_is_kept_as_argon2_hash_and_never_shown():
    new = NewUser(email="a@b", password="secret")
    assert "secret" not in repr(new)


def test_the_right_password_logs_in(session, user, verifier):
    assert users.authenticate(session, verifier, "USER@example.com", "demo", NOW) is user
    assert user.password_hash.startswith("$argon2")


@pytest.mark.parametrize(("email", "password"), [("user@example.com", "Demo"), ("other@example.com", "demo"), ("", "")])
def test_anything_else_does_not(session, user, verifier, email, password):
    with pytest.raises(users.WrongCredentials):
        users.authenticate(session, verifier, email, password, NOW)


def test_a_disabled_user_is_told_apart_only_by_the_right_password(session, user, verifier):
    user.is_valid = False
    with pytest.raises(users.UserNotValid):
        users.authenticate(session, verifier, user.email, "demo", NOW)
    with pytest.raises(users.WrongCredentials):
        users.authenticate(session, verifier, user.email, "wrong", NOW)


def test_an_expired_password_does_not_log_in(session, user, verifier):
    user.password_expires = NOW
    with pytest.raises(users.UserNotValid):
        users.authenticate(session, verifier, user.email, "demo", NOW)
    assert users.authenticate(session, verifier, user.email, "demo", NOW - timedelta(seconds=1)) is user


def test_roles_are_those_of_active_memberships(session, user, company):
    users.join(session, company.id, user.id, Role.IPS_USER)
    assert users.roles_of(session, user.id) == {company.id: Role.IPS_USER}
    users.join(session, company.id, user.id, Role.IPS_COMPANY_ADMIN).is_active = False
    assert users.roles_of(session, user.id) == {}
    assert not users.is_member(session, company.id, user.id)


@pytest.mark.parametrize("form", ["u|{}|user@example.com", "{}|user@example.com", "u|{}|outdated@example.com"])
def test_every_form_of_handle_finds_a_user(session, user, form):
    assert users.by_handle(session, form.format(user.id)) is user

from datetime import UTC, datetime, timedelta

import pytest

from flytower.model import passwords
from flytower.model.passwords import PasswordVerifier, hash_password

NOW = datetime(2020, 6, 9, tzinfo=UTC)
EMAIL = "user@example.com"


@pytest.fixture(scope="module")
def stored():
    return hash_password("demo")


@pytest.fixture
def hashings(monkeypatch):
    """Counts how often a password is really hashed."""
    counted = []
    real = passwords._verify
    monkeypatch.setattr(passwords, "_verify", lambda *values: counted.append(1) or real(*values))
    return counted


def test_a_verified_password_is_not_hashed_again(stored, hashings):
    verifier = PasswordVerifier(300)
    assert all(verifier.matches(stored, EMAIL, "demo", NOW) for _ in range(3))
    assert len(hashings) == 1


def test_it_is_forgotten_after_a_while(stored, hashings):
    verifier = PasswordVerifier(300)
    verifier.matches(stored, EMAIL, "demo", NOW)
    assert verifier.matches(stored, EMAIL, "demo", NOW + timedelta(seconds=300))
    assert len(hashings) == 2


def test_it_is_forgotten_at_once_when_the_password_changes(stored):
    verifier = PasswordVerifier(300)
    assert verifier.matches(stored, EMAIL, "demo", NOW)
    assert not verifier.matches(hash_password("other"), EMAIL, "demo", NOW)


def test_a_wrong_password_is_never_remembered(stored, hashings):
    verifier = PasswordVerifier(300)
    assert not any(verifier.matches(stored, EMAIL, "wrong", NOW) for _ in range(2))
    assert len(hashings) == 2


def test_a_memory_of_one_user_is_not_anothers(stored):
    verifier = PasswordVerifier(300)
    assert verifier.matches(stored, "a", "b:demo", NOW) is False
    assert verifier.matches(stored, "a:b", "demo", NOW)
    assert not verifier.matches(stored, "a", "b:demo", NOW)


def test_zero_seconds_remember_nothing(stored, hashings):
    verifier = PasswordVerifier(0)
    assert all(verifier.matches(stored, EMAIL, "demo", NOW) for _ in range(2))
    assert len(hashings) == 2


def test_nothing_remembered_holds_the_password(stored):
    verifier = PasswordVerifier(300)
    verifier.matches(stored, EMAIL, "demo-password", NOW)
    assert "demo-password" not in repr(vars(verifier))


def test_memory_is_bounded(stored, monkeypatch):
    monkeypatch.setattr(passwords, "_MOST_REMEMBERED", 2)
    monkeypatch.setattr(passwords, "_verify", lambda *_: True)
    verifier = PasswordVerifier(300)
    for number in range(5):
        verifier.matches(stored, f"user{number}", "demo", NOW)
    assert len(verifier._verified) == 2


def test_an_unknown_user_costs_a_hash_like_a_known_one(hashings):
    assert not PasswordVerifier(300).matches(None, EMAIL, "demo", NOW)
    assert len(hashings) == 1


@pytest.mark.parametrize("broken", ["", "not a hash", "$argon2id$v=19$m=1"])
def test_a_broken_hash_matches_nothing(broken):
    assert not PasswordVerifier(300).matches(broken, EMAIL, "demo", NOW)


def test_an_overlong_password_is_wrong_without_being_hashed(stored, hashings):
    assert not PasswordVerifier(300).matches(stored, EMAIL, "x" * 1025, NOW)
    assert hashings == []


def test_an_unknown_user_costs_as_much_as_a_known_one():
    assert not passwords._HASHER.check_needs_rehash(passwords._DECOY)

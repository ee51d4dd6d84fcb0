from datetime import UTC, datetime, timedelta

import pytest

from flytower.model import companies, folders

NOW = datetime(2020, 6, 9, 15, 34, 49, tzinfo=UTC)


def test_a_company_comes_with_its_root_folder(session):
    made = companies.create(session, "Demo Company", NOW)
    assert made.root_path == "DemoCompany/"
    assert folders.by_path(session, made.id, "DemoCompany/").parent_id is None


@pytest.mark.parametrize("name", ["Demo Company", "DemoCompany", " Demo Company "])
def test_names_that_clash_are_refused(session, name):
    companies.create(session, "Demo Company", NOW)
    with pytest.raises(ValueError, match="clashes"):
        companies.create(session, name, NOW)


@pytest.mark.parametrize("name", ["", "  ", "a/b", "..", "a\nb"])
def test_names_that_make_no_root_folder_are_refused(session, name):
    if name == "a\nb":
        assert companies.create(session, name, NOW).root_path == "ab/"  # white space of any kind goes
        return
    with pytest.raises(ValueError, match=name.strip() or "can't be"):
        companies.create(session, name, NOW)


@pytest.mark.parametrize("form", ["c|{}", "{}", " c|{} "])
def test_every_form_of_handle_finds_it(session, company, form):
    assert companies.by_handle(session, form.format(company.id)) is company


def test_a_handle_of_no_company_finds_none(session):
    assert companies.by_handle(session, "c|987654321") is None


def test_expiry(session):
    made = companies.create(session, "Short", NOW, expires=NOW + timedelta(days=1))
    assert not companies.is_expired(made, NOW)
    assert companies.is_expired(made, NOW + timedelta(days=1))

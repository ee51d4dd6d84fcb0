from datetime import timedelta

import pytest

from flytower.contract.constants import TrashFilter
from flytower.model import asset_search, companies, folders, trash
from flytower.model.asset_search import Page, SearchQuery

USER = "ann@example.com"


@pytest.fixture
def later(company):
    return company.created + timedelta(days=1)


def names(session, company, state=TrashFilter.NOT_IN_TRASH):
    query = SearchQuery(company_id=company.id, trash=state)
    return [row.name for row in asset_search.search(session, query, Page(limit=100), ["name"])]


def folder_of(session, company, path):
    return folders.by_path(session, company.id, "DemoCompany/" + path)


def test_an_asset_takes_its_derived_ones_along(session, company, add_asset, later):
    owner = add_asset("owner")
    view = add_asset("view", owner_id=owner.id)
    add_asset("view of view", owner_id=view.id)
    add_asset("other")
    trash.discard_asset(session, owner, USER, later)
    assert names(session, company) == ["other"]
    assert names(session, company, TrashFilter.IN_TRASH) == ["owner", "view", "view of view"]
    assert (owner.trash_state, owner.last_modified, owner.last_modify_user) == ("InTrash", later, USER)


def test_what_is_in_the_trash_already_is_left_as_it_is(session, company, add_asset, later):
    owner = add_asset("owner")
    emptied = add_asset("view", owner_id=owner.id, trash_state="InEmptiedTrash")
    trash.discard_asset(session, owner, USER, later)
    session.refresh(emptied)
    assert (emptied.trash_state, emptied.last_modify_user) == ("InEmptiedTrash", "user@example.com")


def test_a_circle_of_owners_ends(session, company, add_asset, later):
    one = add_asset("one")
    two = add_asset("two", owner_id=one.id)
    one.owner_id = two.id
    trash.discard_asset(session, one, USER, later)
    assert names(session, company) == []


def test_a_folder_takes_the_whole_branch_along(session, company, add_asset, later):
    for name, folder in {"a": "a/", "ax": "a/x/", "ab": "ab/", "root": ""}.items():
        add_asset(name, folder=folder)
    trash.discard_folder(session, folder_of(session, company, "a/"), USER, later)
    assert names(session, company) == ["ab", "root"]
    assert folder_of(session, company, "a/") is folder_of(session, company, "a/x/") is None
    assert folder_of(session, company, "ab/") is not None


def test_other_companies_keep_theirs(session, company, add_asset, later):
    other = companies.create(session, "Demo Company 2", company.created)
    add_asset("theirs", owner=other, folder="a/")
    add_asset("ours", folder="a/")
    trash.discard_folder(session, folder_of(session, company, "a/"), USER, later)
    assert names(session, other) == ["theirs"]


def test_the_root_stays(session, company, add_asset, later):
    add_asset("shoe")
    with pytest.raises(ValueError, match="root"):
        trash.discard_folder(session, folder_of(session, company, ""), USER, later)
    assert names(session, company) == ["shoe"]


def test_a_folder_that_is_made_again_is_new(session, company, later):
    old = folders.ensure(session, company.id, "DemoCompany/a/b/", company.created)
    trash.discard_folder(session, folder_of(session, company, "a/"), USER, later)
    session.expire_all()
    again = folders.ensure(session, company.id, "DemoCompany/a/b/", later)
    assert (again.id, again.created, again.last_modified) == (old.id, later, later)
    assert folder_of(session, company, "a/").created == later

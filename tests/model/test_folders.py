from concurrent.futures import ThreadPoolExecutor
from datetime import UTC, datetime, timedelta

import pytest

from flytower.model import companies, folders
from flytower.model.folder_listing import Branch, listed

NOW = datetime(2020, 6, 9, 15, 34, 49, tzinfo=UTC)
LATER = NOW + timedelta(hours=1)


def paths(session, company, path="DemoCompany/", **branch):
    return [row.path for row in listed(session, Branch(company_id=company.id, path=path, **branch))]


def test_missing_parents_are_made(session, company):
    made = folders.ensure(session, company.id, "DemoCompany/a/b/", NOW)
    parent = folders.by_path(session, company.id, "DemoCompany/a/")
    assert made.parent_id == parent.id
    assert parent.parent_id == folders.by_path(session, company.id, "DemoCompany/").id


def test_a_folder_is_made_once(session, company):
    first = folders.ensure(session, company.id, "DemoCompany/a/", NOW)
    assert folders.ensure(session, company.id, "DemoCompany/a/", LATER) is first


def test_creating_what_exists_is_refused(session, company):
    folders.create(session, company.id, "DemoCompany/a/", NOW)
    with pytest.raises(folders.FolderExists):
        folders.create(session, company.id, "DemoCompany/a/", NOW)


def test_a_path_has_a_length(session, company):
    folders.ensure(session, company.id, "DemoCompany/" + "é" * 587 + "/", NOW)
    with pytest.raises(ValueError, match="600"):
        folders.ensure(session, company.id, "DemoCompany/" + "é" * 588 + "/", NOW)


def test_a_deep_path_costs_no_recursion(session, company):
    path = "DemoCompany/" + "a/" * 290
    assert folders.ensure(session, company.id, path, NOW).path == path


def test_a_change_is_noted_in_the_folder_and_those_above(session, company):
    folders.ensure(session, company.id, "DemoCompany/a/b/", NOW)
    folders.touch(session, company.id, "DemoCompany/a/", LATER)
    session.expire_all()
    dates = {
        row.path: (row.last_modified, row.child_last_modified)
        for row in listed(session, Branch(company_id=company.id, path="DemoCompany/"))
    }
    assert dates == {
        "DemoCompany/": (NOW, LATER),
        "DemoCompany/a/": (LATER, NOW),
        "DemoCompany/a/b/": (NOW, NOW),
    }


def test_a_listing_goes_as_deep_as_asked_parents_first(session, company):
    for path in ("b/x/", "a/x/y/", "a b/"):
        folders.ensure(session, company.id, "DemoCompany/" + path, NOW)
    top = ["DemoCompany/", "DemoCompany/a b/", "DemoCompany/a/", "DemoCompany/b/"]
    assert paths(session, company, levels=0) == ["DemoCompany/"]
    assert paths(session, company, levels=1) == top
    assert len(paths(session, company)) == 7
    assert paths(session, company, path="DemoCompany/a/") == [
        "DemoCompany/a/",
        "DemoCompany/a/x/",
        "DemoCompany/a/x/y/",
    ]


def test_a_branch_is_no_prefix_of_a_name(session, company):
    for path in ("shoe/", "shoes/", "shoe%/", "shoe_/x/"):
        folders.ensure(session, company.id, "DemoCompany/" + path, NOW)
    assert paths(session, company, path="DemoCompany/shoe/") == ["DemoCompany/shoe/"]


def test_other_companies_folders_are_not_listed(session, company):
    other = companies.create(session, "Demo", NOW)
    folders.ensure(session, other.id, "Demo/a/", NOW)
    assert paths(session, company) == ["DemoCompany/"]
    assert paths(session, company, path="Demo/") == []


def test_a_listing_tells_which_folders_hold_a_type(session, company, add_asset):
    add_asset("image", folder="a/")
    add_asset("gone", folder="b/", type="Zip", trash_state="InTrash")
    add_asset("zip", folder="c/", type="Zip")
    wanted = Branch(company_id=company.id, path="DemoCompany/", asset_types=frozenset({"Zip", "Pdf"}))
    assert [row.path for row in listed(session, wanted) if row.holds] == ["DemoCompany/c/"]


def test_two_at_once_make_one_folder(database):
    with database.transaction() as session:
        company = companies.create(session, "Demo Company", NOW)

    def make(_):
        with database.transaction() as session:
            return folders.ensure(session, company.id, "DemoCompany/a/b/", NOW).id

    with ThreadPoolExecutor(4) as pool:
        assert len(set(pool.map(make, range(8)))) == 1

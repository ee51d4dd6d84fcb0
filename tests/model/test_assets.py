from concurrent.futures import ThreadPoolExecutor
from datetime import UTC, datetime

import pytest

from flytower.model import Asset, assets, companies, folders

NOW = datetime(2020, 6, 9, tzinfo=UTC)


def test_a_free_name_is_the_wanted_one(session, company, add_asset):
    add_asset("shoes")
    assert assets.free_name(session, company.id, "shoe") == "shoe"


def test_a_taken_name_gets_the_first_free_number(session, company, add_asset):
    for name in ("shoe", "shoe-1", "shoe-3", "shoe-1-1"):
        add_asset(name)
    assert assets.free_name(session, company.id, "shoe") == "shoe-2"
    assert assets.free_name(session, company.id, "shoe-1") == "shoe-1-2"


@pytest.mark.parametrize("state", ["InTrash", "InEmptiedTrash"])
def test_a_name_in_the_trash_is_free(session, company, add_asset, state):
    add_asset("shoe", trash_state=state)
    assert assets.free_name(session, company.id, "shoe") == "shoe"


def test_a_name_is_taken_by_another_asset_outside_the_trash(session, company, add_asset):
    one, other = add_asset("shoe"), add_asset("hat")
    add_asset("gone", trash_state="InTrash")
    add_asset("theirs", owner=companies.create(session, "Other", NOW))
    assert assets.is_taken(session, company.id, "shoe", other.id)
    assert not assets.is_taken(session, company.id, "shoe", one.id)
    assert not any(assets.is_taken(session, company.id, name, one.id) for name in ("gone", "theirs", "SHOE"))


def test_finding_by_name_prefers_the_oldest_outside_the_trash(session, company, add_asset):
    gone = add_asset("shoe", trash_state="InTrash")
    assert assets.by_name(session, company.id, "shoe") is gone
    oldest = add_asset("shoe")
    add_asset("shoe")
    assert assets.by_name(session, company.id, "shoe") is oldest


def test_names_of_other_companies_are_free(session, company, add_asset):
    add_asset("shoe", owner=companies.create(session, "Other", NOW))
    assert assets.free_name(session, company.id, "shoe") == "shoe"


@pytest.mark.parametrize("name", ["", "x" * 256])
def test_a_name_has_a_length(session, company, name):
    with pytest.raises(ValueError, match="1 to 255"):
        assets.free_name(session, company.id, name)


def test_assets_of_other_companies_are_not_found(session, company, add_asset):
    theirs = add_asset("theirs", owner=companies.create(session, "Other", NOW))
    assert assets.by_id(session, company.id, theirs.id) is None


def test_finding_by_file_name_prefers_the_oldest_outside_the_trash(session, company, add_asset):
    add_asset("gone", file_name="x.jpg", trash_state="InTrash")
    first = add_asset("x", file_name="x.jpg", folder="b/")
    second = add_asset("x-1", file_name="x.jpg", folder="a/")
    assert assets.by_file(session, company.id, "x.jpg") is first
    assert assets.by_file(session, company.id, "x.jpg", second.folder_id) is second
    assert assets.by_file(session, company.id, "X.jpg") is None


def test_finding_by_base_name_takes_any_extension(session, company, add_asset):
    add_asset("a", file_name="x.y.png")
    add_asset("b", file_name="x%.png")
    found = add_asset("c", file_name="x.tif")
    assert assets.by_file_stem(session, company.id, "x") is found
    assert assets.by_file_stem(session, company.id, "x", found.folder_id + 1) is None


def test_batches_are_of_distinct_values_and_of_limited_size():
    sizes = [len(batch) for batch in assets.batches([*range(1100), *range(1100)])]
    assert sizes == [500, 500, 100]


def test_ids_are_never_used_again(session, company, add_asset):
    first = add_asset("first")
    old = first.id
    session.delete(first)
    session.flush()
    assert add_asset("second").id > old


def test_two_at_once_never_take_the_same_name(database):
    with database.transaction() as session:
        company = companies.create(session, "Demo Company", NOW)
        folder = folders.by_path(session, company.id, "DemoCompany/").id

    def take(_):
        with database.transaction() as session:
            name = assets.free_name(session, company.id, "shoe")
            asset = Asset(
                company_id=company.id,
                folder_id=folder,
                type="Image",
                name=name,
                file_name="shoe.jpg",
                created=NOW,
                create_user="",
                last_modified=NOW,
                last_modify_user="",
            )
            session.add(asset)
        return name

    with ThreadPoolExecutor(4) as pool:
        names = list(pool.map(take, range(8)))
    assert sorted(names) == ["shoe", *(f"shoe-{number}" for number in range(1, 8))]

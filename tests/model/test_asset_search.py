from datetime import UTC, datetime, timedelta

import pytest
from sqlalchemy import event

from flytower.contract.constants import AssetSortField, Operator, TrashFilter
from flytower.model import companies
from flytower.model.asset_conditions import (
    DateCondition,
    Field,
    Group,
    NumberCondition,
    TextCondition,
    keyword,
)
from flytower.model.asset_search import AssetKinds, Page, SearchQuery, by_ids, by_names, search, total

NOW = datetime(2020, 6, 9, 15, 34, 49, 777123, tzinfo=UTC)
HOUR = timedelta(hours=1)


@pytest.fixture
def find(session, company):
    """Names of the assets that a query finds; checks that the count agrees."""

    def run(condition=None, *, page=None, **query):
        wanted = SearchQuery(company_id=company.id, condition=condition, **query)
        names = [row.name for row in search(session, wanted, page or Page(limit=1000), ["name"])]
        if page is None:
            assert total(session, wanted) == len(names)
        return names

    return run


def test_only_the_companys_own_assets(session, find, add_asset):
    add_asset("mine")
    add_asset("theirs", owner=companies.create(session, "Other", NOW))
    assert find() == ["mine"]


@pytest.mark.parametrize(
    ("folder", "below", "names"),
    [
        (None, True, ["in-a", "in-ab", "in-b", "top"]),
        ("DemoCompany/", False, ["top"]),
        ("DemoCompany/a/", True, ["in-a", "in-ab"]),
        ("DemoCompany/a/", False, ["in-a"]),
        ("DemoCompany/none/", True, []),
    ],
)
def test_folders(find, add_asset, folder, below, names):
    for name, place in (("top", ""), ("in-a", "a/"), ("in-ab", "a/b/"), ("in-b", "b/")):
        add_asset(name, folder=place)
    assert find(folder=folder, include_subfolders=below) == names


@pytest.mark.parametrize(
    ("trash", "names"),
    [
        (TrashFilter.NOT_IN_TRASH, ["kept"]),
        (TrashFilter.IN_TRASH, ["gone"]),
        (TrashFilter.IN_EMPTIED_TRASH, ["lost"]),
        (TrashFilter.ANY, ["gone", "kept", "lost"]),
    ],
)
def test_trash(find, add_asset, trash, names):
    for name, state in (("kept", "NotInTrash"), ("gone", "InTrash"), ("lost", "InEmptiedTrash")):
        add_asset(name, trash_state=state)
    assert find(trash=trash) == names


def test_publish_state(find, add_asset):
    add_asset("marked", ready_for_publish=True)
    add_asset("plain")
    assert find(ready_for_publish=True) == ["marked"]
    assert find(ready_for_publish=False) == ["plain"]


@pytest.mark.parametrize(
    ("kinds", "names"),
    [
        (AssetKinds(types=frozenset({"Image", "Zip"})), ["image", "zip"]),
        (AssetKinds(excluded_types=frozenset({"Image", "Zip"})), ["media", "video"]),
        (AssetKinds(sub_types=frozenset({"MediaSet"})), ["image", "media", "zip"]),
        (AssetKinds(sub_types=frozenset({"MediaSet"}), strict=True), ["media"]),
        (AssetKinds(types=frozenset({"AssetSet"}), sub_types=frozenset({"VideoSet"})), ["video"]),
    ],
)
def test_kinds(find, add_asset, kinds, names):
    add_asset("image")
    add_asset("zip", type="Zip")
    add_asset("media", type="AssetSet", sub_type="MediaSet")
    add_asset("video", type="AssetSet", sub_type="VideoSet")
    assert find(kinds=kinds) == names


@pytest.mark.parametrize(
    ("op", "value", "names"),
    [
        (Operator.EQUALS, "red SHOE", ["Red Shoe"]),
        (Operator.NOT_EQUALS, "red shoe", ["100% wool", "Schuhgröße", "red_shoe"]),
        (Operator.CONTAINS, "SHOE", ["Red Shoe", "red_shoe"]),
        (Operator.NOT_CONTAINS, "shoe", ["100% wool", "Schuhgröße"]),
        (Operator.STARTS_WITH, "RED", ["Red Shoe", "red_shoe"]),
        (Operator.ENDS_WITH, "wool", ["100% wool"]),
        (Operator.CONTAINS, "%", ["100% wool"]),
        (Operator.CONTAINS, "_", ["red_shoe"]),
        (Operator.ENDS_WITH, "GRÖSSE", []),
        (Operator.ENDS_WITH, "GRÖßE", ["Schuhgröße"]),
        (Operator.CONTAINS, "/", []),
        (Operator.EQUALS, "", []),
    ],
)
def test_text_conditions_ignore_case_and_know_no_wildcards(find, add_asset, op, value, names):
    for name in ("Red Shoe", "red_shoe", "100% wool", "Schuhgröße"):
        add_asset(name)
    assert find(TextCondition(Field.NAME, op, value)) == names


@pytest.mark.parametrize(
    ("op", "values", "names"),
    [
        (Operator.EQUALS, (20,), ["b"]),
        (Operator.NOT_EQUALS, (20,), ["a", "c"]),
        (Operator.LESS_THAN, (20,), ["a"]),
        (Operator.LESS_THAN_EQUALS, (20,), ["a", "b"]),
        (Operator.GREATER_THAN, (20,), ["c"]),
        (Operator.GREATER_THAN_EQUALS, (20,), ["b", "c"]),
        (Operator.BETWEEN, (10, 20), ["a", "b"]),
        (Operator.NOT_BETWEEN, (10, 20), ["c"]),
        (Operator.GREATER_THAN, (19.5,), ["b", "c"]),
    ],
)
def test_number_conditions(find, add_asset, op, values, names):
    for name, size in (("a", 10), ("b", 20), ("c", 3_000_000_000)):
        add_asset(name, file_size=size)
    assert find(NumberCondition(Field.FILE_SIZE, op, *values)) == names


@pytest.mark.parametrize(
    ("op", "values", "names"),
    [
        (Operator.EQUALS, (NOW.replace(microsecond=777000),), ["now"]),
        (Operator.NOT_EQUALS, (NOW,), ["after", "before"]),
        (Operator.LESS_THAN, (NOW,), ["before"]),
        (Operator.LESS_THAN_EQUALS, (NOW.replace(microsecond=777000),), ["before", "now"]),
        (Operator.GREATER_THAN, (NOW,), ["after"]),
        (Operator.GREATER_THAN_EQUALS, (NOW,), ["after", "now"]),
        (Operator.BETWEEN, (NOW - HOUR, NOW.replace(microsecond=777000)), ["before", "now"]),
        (Operator.NOT_BETWEEN, (NOW, NOW + HOUR), ["before"]),
    ],
)
def test_date_conditions_compare_milliseconds(find, add_asset, op, values, names):
    for name, created in (("before", NOW - HOUR), ("now", NOW), ("after", NOW + HOUR)):
        add_asset(name, created=created)
    assert find(DateCondition(Field.CREATED, op, *values)) == names


@pytest.mark.parametrize(
    ("field", "op", "value"),
    [
        (Field.FILE_SIZE, Operator.STARTS_WITH, "12"),
        (Field.CREATED, Operator.STARTS_WITH, "2020-06-09T15"),
        (Field.LAST_MODIFIED, Operator.EQUALS, "2020-06-09t15:34:49"),
        (Field.NOTHING, Operator.EQUALS, ""),
        (Field.DESCRIPTION, Operator.CONTAINS, "fine"),
    ],
)
def test_every_field_can_be_compared_as_text(find, add_asset, field, op, value):
    add_asset("one", file_size=123, created=NOW, last_modified=NOW, description="A fine shoe")
    assert find(TextCondition(field, op, value)) == ["one"]


def test_groups_want_all_or_any(find, add_asset):
    for name in ("ab", "a", "b", "c"):
        add_asset(name, file_name="")
    members = [TextCondition(Field.NAME, Operator.CONTAINS, letter) for letter in "ab"]
    assert find(Group(members)) == ["ab"]
    assert find(Group(members, match_any=True)) == ["a", "ab", "b"]


@pytest.mark.parametrize("where", ["name", "file_name", "description", "comments", "user_data"])
def test_a_keyword_may_be_anywhere(find, add_asset, where):
    values = {"name": "other", "file_name": "f", where: "has Needle inside"}
    add_asset(values.pop("name"), **values)
    add_asset("nothing")
    assert len(find(keyword("needle"))) == 1


@pytest.mark.parametrize(
    ("sort", "names"),
    [
        (AssetSortField.NAME, ["B", "a", "c"]),
        (AssetSortField.CREATED, ["c", "B", "a"]),
        (AssetSortField.MODIFIED, ["a", "c", "B"]),
        (AssetSortField.ASSET_TYPE, ["B", "c", "a"]),
        (AssetSortField.FILE_SIZE, ["a", "B", "c"]),
    ],
)
def test_sorting(find, add_asset, sort, names):
    add_asset("a", created=NOW + 2 * HOUR, last_modified=NOW, type="Zip", file_size=1)
    add_asset("B", created=NOW + HOUR, last_modified=NOW + 2 * HOUR, type="Image", file_size=2)
    add_asset("c", created=NOW, last_modified=NOW + HOUR, type="Image", file_size=3)
    assert find(page=Page(limit=10, sort=sort)) == names
    assert find(page=Page(limit=10, sort=sort, descending=True)) == names[::-1]


def test_pages(find, add_asset):
    for name in "edcba":
        add_asset(name)
    assert find(page=Page(limit=2, offset=2)) == ["c", "d"]
    assert find(page=Page(limit=2, offset=6)) == []


def test_by_ids_leaves_out_what_is_not_the_companys(session, company, add_asset):
    mine = add_asset("mine", trash_state="InTrash")
    theirs = add_asset("theirs", owner=companies.create(session, "Other", NOW))
    found = by_ids(session, company.id, [mine.id, theirs.id, 99_999_999], ["name", "folder_path"])
    assert {number: (row.name, row.folder_path) for number, row in found.items()} == {mine.id: ("mine", "DemoCompany/")}


def test_by_names_is_exact_and_in_the_order_asked_for(session, company, add_asset):
    for name in ("a", "b", "A"):
        add_asset(name)
    add_asset("gone", trash_state="InTrash")
    rows = by_names(session, company.id, ["b", "a", "none", "gone", "b"], AssetKinds(), ["id"])
    assert [row.name for row in rows] == ["b", "a"]


def test_many_ids_cost_one_query_for_500(session, company, add_asset):
    add_asset("one")
    queries = []
    bind = session.get_bind()
    event.listen(bind, "before_cursor_execute", lambda *values: queries.append(values[2]))
    by_ids(session, company.id, range(1, 1001), ["name"])
    assert len(queries) == 2


@pytest.mark.parametrize("sort", AssetSortField)
def test_the_usual_searches_sort_by_an_index(session, company, database, sort):
    if not database.is_sqlite:
        pytest.skip("PostgreSQL prefers to read small tables whole")
    plans = []

    def explain(connection, _cursor, statement, parameters, *_):
        if not statement.startswith("EXPLAIN"):
            plans.append(connection.exec_driver_sql("EXPLAIN QUERY PLAN " + statement, parameters).all())

    event.listen(session.get_bind(), "before_cursor_execute", explain)
    search(session, SearchQuery(company_id=company.id), Page(limit=10, sort=sort), ["name"])
    event.remove(session.get_bind(), "before_cursor_execute", explain)
    assert "ix_asset_company_id_trash_state" in str(plans)
    assert "USE TEMP B-TREE FOR ORDER BY" not in str(plans)

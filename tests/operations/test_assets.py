from datetime import timedelta

import pytest

from flytower.contract.constants import (
    AssetSortField,
    GenerationEngine,
    MatchMode,
    Operator,
    PublishState,
    SortDirection,
    SystemField,
    TagOperator,
    TrashFilter,
)
from flytower.contract.record import NIL
from flytower.contract.types.conditions import (
    ExcludeByproductArray,
    ExcludeByproductCondition,
    MetadataCondition,
    MetadataConditionArray,
    SystemFieldCondition,
    SystemFieldConditionArray,
    TagCondition,
    TagConditionArray,
)
from flytower.operations.assets_records import GetAssetsByNameParam, GetAssetsParam, SearchAssetsParam


@pytest.fixture
def search(world):
    def run(**filters):
        filters.setdefault("include_subfolders", True)
        return world.call(SearchAssetsParam(company_handle=world.handle, **filters))

    return run


@pytest.fixture
def names(search):
    """Names of what a search finds, after checking that it counted right."""

    def run(**filters):
        answer = search(**filters)
        found = [asset.name for asset in answer.asset_array.items]
        assert answer.total_rows == len(found)
        return found

    return run


def system(*conditions):
    return SystemFieldConditionArray(items=list(conditions))


def condition(field, op, **value):
    return SystemFieldCondition(field=field, op=op, **value)


def test_an_image_as_recorded(world, search):
    """Wire facts B6, B8 and B13: real-world answer of searchAssets, of every field."""
    handle = world.add_asset(
        "disney_park",
        ready_for_publish=True,
        original_path="DemoCompany/_master_/e04/",
        original_file="e0492c66.jpg",
        optimized_path="DemoCompany/_optimized_/e09/",
        optimized_file="e09443ba.tif",
        width=805,
        height=604,
        file_size=87159,
        description="disney_park.jpg",
        anchor_x=402,
        anchor_y=302,
    )
    answer = search()
    (asset,) = answer.asset_array.items
    info = asset.image_info
    assert answer.total_rows == 1
    assert (asset.asset_handle, asset.type, asset.sub_type, asset.name) == (handle, "Image", None, "disney_park")
    assert (asset.file_name, asset.folder, asset.folder_handle) == (
        "disney_park.jpg",
        "DemoCompany/",
        "f|DemoCompany/",
    )
    assert (asset.ready_for_publish, asset.trash_state) == (True, "NotInTrash")
    assert asset.projects is NIL
    assert asset.metadata_array is NIL
    assert asset.ips_image_url == "DemoCompany/disney_park"
    assert (asset.created, asset.create_user) == (world.NOW, world.USER)
    assert (asset.last_modified, asset.last_modify_user) == (world.NOW, world.USER)
    assert (info.original_path, info.original_file) == ("DemoCompany/_master_/e04/", "e0492c66.jpg")
    assert (info.optimized_path, info.optimized_file) == ("DemoCompany/_optimized_/e09/", "e09443ba.tif")
    assert (info.mask_path, info.mask_file) == ("", "")
    assert (info.width, info.height, info.file_size, info.resolution) == (805, 604, 87159, 0.0)
    assert (info.sku, info.description, info.comments, info.user_data) == ("", "disney_park.jpg", "", "")
    assert (info.anchor_x, info.anchor_y, info.url_modifier) == (402, 302, "")
    assert info.url_post_apply_modifier is NIL
    assert info.zoom_targets.items == info.masks.items == info.image_maps.items == []


def test_a_set_has_no_info_block_and_no_file_name(world, search):
    world.add_asset("carousel", type="ImageSet", file_name="")
    (asset,) = search().asset_array.items
    assert asset.file_name is NIL
    assert [name for name, value in vars(asset).items() if name.endswith("_info") and value is not None] == []


def test_other_types_have_the_block_of_their_type(world, search):
    world.add_asset("a", type="Zip", original_path="p/", original_file="f.zip", file_size=5)
    world.add_asset("b", type="AssetSet", sub_type="MediaSet", details={"set_definition": "x;y"})
    world.add_asset("c", type="PsdTemplate", optimized_file="o.tif")
    world.add_asset("d", type="Template", url_modifier="wid=5", details={"url": "is/x"})
    archive, media_set, layered, template = search().asset_array.items
    info = archive.zip_info
    assert (info.original_path, info.original_file, info.file_size) == ("p/", "f.zip", 5)
    assert (media_set.sub_type, media_set.asset_set_info.set_definition) == ("MediaSet", "x;y")
    assert layered.psd_info.optimized_file == "o.tif"
    assert (template.template_info.url, template.template_info.url_modifier) == ("is/x", "wid=5")
    assert archive.image_info is None


@pytest.mark.parametrize(
    ("folder", "below", "found"),
    [
        (None, False, ["top"]),
        (None, True, ["in-a", "top"]),
        ("/", False, ["top"]),
        ("DemoCompany", True, ["in-a", "top"]),
        ("a", True, ["in-a"]),
        ("f|DemoCompany/a/", False, ["in-a"]),
    ],
)
def test_folders_in_every_spelling(world, names, folder, below, found):
    """Wire fact A7."""
    world.add_asset("top")
    world.add_asset("in-a", folder="a/")
    assert names(folder=folder, include_subfolders=below) == found


def test_filters_on_state_and_kind(world, names):
    world.add_asset("image", ready_for_publish=True)
    world.add_asset("gone", trash_state="InTrash")
    world.add_asset("media", type="AssetSet", sub_type="MediaSet")
    assert names() == ["image", "media"]
    assert names(trash_state=TrashFilter.IN_TRASH) == ["gone"]
    assert names(publish_state=PublishState.MARKED_FOR_PUBLISH) == ["image"]
    assert names(publish_state=PublishState.NOT_MARKED_FOR_PUBLISH) == ["media"]
    assert names(asset_type_array=world.strings("AssetSet")) == ["media"]
    assert names(exclude_asset_type_array=world.strings("AssetSet")) == ["image"]
    assert names(asset_sub_type_array=world.strings("MediaSet")) == ["image", "media"]
    assert names(asset_sub_type_array=world.strings("MediaSet"), strict_sub_type_check=True) == ["media"]
    assert names(exclude_byproducts=True) == ["image", "media"]


def test_conditions_on_system_fields(world, names):
    world.add_asset("red shoe", file_size=10, created=world.NOW)
    world.add_asset("blue shoe", file_size=20, created=world.NOW + timedelta(hours=1))
    contains = condition(SystemField.NAME, Operator.CONTAINS, value="SHOE")
    small = condition(SystemField.FILE_SIZE, Operator.LESS_THAN, long_val=20)
    ranged = condition(SystemField.FILE_SIZE, Operator.BETWEEN, min_long=15, max_long=25)
    outside = condition(SystemField.FILE_SIZE, Operator.NOT_BETWEEN, min_double=15.0, max_double=25.5)
    dated = condition(SystemField.CREATED, Operator.EQUALS, date_val=world.NOW)
    between = condition(
        SystemField.LAST_MODIFIED, Operator.BETWEEN, min_date=world.NOW, max_date=world.NOW + timedelta(days=1)
    )
    assert names(system_field_condition_array=system(contains)) == ["blue shoe", "red shoe"]
    assert names(system_field_condition_array=system(contains, small)) == ["red shoe"]
    assert names(system_field_condition_array=system(ranged)) == ["blue shoe"]
    assert names(system_field_condition_array=system(outside)) == ["red shoe"]
    assert names(system_field_condition_array=system(dated)) == ["red shoe"]
    assert names(system_field_condition_array=system(between)) == ["blue shoe", "red shoe"]
    assert names(system_field_condition_array=system(small, ranged), system_field_match_mode=MatchMode.MATCH_ANY) == [
        "blue shoe",
        "red shoe",
    ]


def test_a_condition_on_sku_is_without_effect(world, names):
    """As the reference says: since release 4.0."""
    world.add_asset("one")
    assert names(system_field_condition_array=system(condition(SystemField.SKU, Operator.EQUALS, value="x"))) == ["one"]


def test_keywords_must_all_be_found(world, names):
    world.add_asset("one", description="red shoe")
    world.add_asset("two", comments="red hat")
    assert names(keyword_array=world.strings("RED")) == ["one", "two"]
    assert names(keyword_array=world.strings("red", "shoe")) == ["one"]


def test_groups_combine_as_told(world, names):
    world.add_asset("one", description="red")
    world.add_asset("two", description="blue")
    world.add_asset("three", description="green")
    filters = {
        "keyword_array": world.strings("red"),
        "system_field_condition_array": system(condition(SystemField.NAME, Operator.EQUALS, value="two")),
    }
    assert names(**filters) == []
    assert names(**filters, condition_match_mode=MatchMode.MATCH_ANY) == ["one", "two"]


@pytest.mark.parametrize(
    ("given", "word"),
    [
        (condition(SystemField.NAME, Operator.LESS_THAN, value="x"), "op"),
        (condition(SystemField.NAME, Operator.EQUALS, long_val=1), "Name"),
        (condition(SystemField.FILE_SIZE, Operator.CONTAINS, long_val=1), "Contains"),
        (condition(SystemField.FILE_SIZE, Operator.EQUALS, date_val=None, bool_val=True), "FileSize"),
        (condition(SystemField.FILE_SIZE, Operator.BETWEEN, long_val=1), "Between"),
        (condition(SystemField.FILE_SIZE, Operator.EQUALS, min_long=1, max_long=2), "Equals"),
        (condition(SystemField.NAME, Operator.EQUALS, value="x", long_val=1), "several"),
        (condition(SystemField.NAME, Operator.EQUALS, value="x" * 1001), "1000"),
    ],
)
def test_conditions_that_make_no_sense(search, refused, given, word):
    with refused(30001, "systemFieldConditionArray/items[0]", word):
        search(system_field_condition_array=system(given))


@pytest.mark.parametrize(
    ("value", "missing"), [({}, "value"), ({"min_long": 1}, "maxLong"), ({"max_long": 1}, "minLong")]
)
def test_conditions_without_a_value(search, refused, value, missing):
    with refused(30002, f"systemFieldConditionArray/items[0]/{missing}"):
        search(system_field_condition_array=system(condition(SystemField.FILE_SIZE, Operator.BETWEEN, **value)))


def test_too_many_conditions(world, search, refused):
    with refused(30001, "101"):
        search(keyword_array=world.strings(*map(str, range(101))))


def test_what_no_company_has_yet_is_unknown(world, search, refused):
    tag = TagCondition(field_handle="m|1|IMAGE|Season", op=TagOperator.MATCHES, value="x")
    metadata = MetadataCondition(field_handle="m|1|IMAGE|Colour", op=Operator.EQUALS, value="x")
    with refused(30001, "tagConditionArray/items[0]/fieldHandle", "m|1|IMAGE|Season"):
        search(tag_condition_array=TagConditionArray(items=[tag]))
    with refused(30001, "metadataConditionArray/items[0]/fieldHandle", "m|1|IMAGE|Colour"):
        search(metadata_condition_array=MetadataConditionArray(items=[metadata]))
    with refused(30001, "projectHandle", "p|1|Summer"):
        search(project_handle="p|1|Summer")


def test_byproducts_to_leave_out_are_checked(world, search, names, refused):
    def leave_out(generated):
        one = ExcludeByproductCondition(engine=GenerationEngine.POST_SCRIPT_RIP, generated_asset_type=generated)
        return ExcludeByproductArray(items=[one])

    world.add_asset("one")
    assert names(exclude_byproduct_array=leave_out("Image")) == ["one"]
    with refused(30001, "excludeByproductArray/items[0]/generatedAssetType", "Nonsense"):
        search(exclude_byproduct_array=leave_out("Nonsense"))


@pytest.mark.parametrize(
    ("filters", "words"),
    [
        ({"folder": "none"}, ("folder", "DemoCompany/none/")),
        ({"folder": ".."}, ("folder", "..")),
        ({"records_per_page": 0}, ("recordsPerPage", "0")),
        ({"results_page": -1}, ("resultsPage", "-1")),
    ],
)
def test_bad_values(search, refused, filters, words):
    with refused(30001, *words):
        search(**filters)


@pytest.mark.parametrize("field", ["asset_type_array", "exclude_asset_type_array"])
def test_an_unknown_type(world, search, refused, field):
    with refused(30001, "TypeArray/items[1]", "image"):
        search(**{field: world.strings("Image", "image")})


def test_pages(world, search):
    world.add_assets(["a", "b", "c", "d", "e"])
    pages = {
        number: [asset.name for asset in search(records_per_page=2, results_page=number).asset_array.items]
        for number in (0, 1, 2, 3, 4)
    }
    assert pages == {0: ["a", "b"], 1: ["a", "b"], 2: ["c", "d"], 3: ["e"], 4: []}
    assert [search(records_per_page=2, results_page=number).total_rows for number in (1, 3, 4)] == [5, 5, 5]


def test_a_page_has_1000_assets_at_most_or_10000_light_ones(world, search):
    world.add_assets([f"n{number:04}" for number in range(1001)])
    light = world.strings("totalRows", "assetArray/items/name", "assetArray/items/assetHandle")
    heavier = world.strings("totalRows", "assetArray/items/name", "assetArray/items/folder")

    def count(**filters):
        answer = search(**filters)
        assert answer.total_rows == 1001
        return len(answer.asset_array.items)

    assert count() == count(records_per_page=5000) == 1000
    assert count(records_per_page=5000, response_field_array=light) == 1001
    assert count(response_field_array=light) == 1000
    assert count(records_per_page=5000, response_field_array=heavier) == 1000


@pytest.mark.parametrize(
    ("order", "found"),
    [
        ({}, ["a", "b"]),
        ({"sort_direction": SortDirection.DESCENDING}, ["b", "a"]),
        ({"sort_by": AssetSortField.FILE_SIZE}, ["b", "a"]),
        ({"sort_by": AssetSortField.CREATED, "sort_direction": SortDirection.DESCENDING}, ["b", "a"]),
    ],
)
def test_sorting(world, names, order, found):
    world.add_asset("a", file_size=2, created=world.NOW)
    world.add_asset("b", file_size=1, created=world.NOW + timedelta(hours=1))
    assert names(**order) == found


def test_a_narrow_request_makes_narrow_records(world, search):
    world.add_asset("one", folder="a/")
    fields = world.strings("assetArray/items/name", "assetArray/items/folderHandle", "assetArray/items/subType")
    answer = search(response_field_array=fields)
    (asset,) = answer.asset_array.items
    assert (asset.name, asset.folder_handle, asset.sub_type) == ("one", "f|DemoCompany/a/", None)
    assert asset.created is None
    assert answer.total_rows is None


@pytest.mark.parametrize(
    "path", ["assetArray", "assetArray/items", "/assetArray/items/", "assetArray/items/imageInfo/width"]
)
def test_a_request_for_more_than_single_columns_makes_whole_records(world, search, path):
    world.add_asset("one", width=5)
    (asset,) = search(response_field_array=world.strings(path)).asset_array.items
    assert asset.image_info.width == 5


def test_a_request_for_the_number_alone_reads_no_asset(world, search):
    world.add_asset("one")
    answer = search(response_field_array=world.strings("totalRows"))
    assert (answer.total_rows, answer.asset_array.items) == (1, [])


def get_assets(world, *handles, **call):
    param = GetAssetsParam(company_handle=world.handle, asset_handle_array=world.handles(*handles))
    return [asset.name for asset in world.call(param, **call).asset_array.items]


def test_assets_by_handle_come_in_the_order_asked_for(world):
    one, two = world.add_assets(["one", "two"])
    gone = world.add_asset("gone", trash_state="InTrash")
    theirs = world.add_asset("theirs", owner=world.other)
    number = one.removeprefix("a|")
    assert get_assets(world, two, one, two, "a|999") == ["two", "one"]
    assert get_assets(world, f"a|{number}|1|537") == get_assets(world, f"{number}|1|537") == ["one"]
    assert get_assets(world, gone, theirs) == ["gone"]
    assert get_assets(world) == []


def test_a_text_that_is_no_asset_handle(world, refused):
    with refused(30001, "assetHandleArray/items[1]", "nonsense"):
        get_assets(world, "a|1", "nonsense")


def by_name(world, *names, **more):
    param = GetAssetsByNameParam(company_handle=world.handle, name_array=world.strings(*names), **more)
    return [asset.name for asset in world.call(param).asset_array.items]


def test_assets_by_name_are_exact(world):
    world.add_assets(["Hat", "hat", "Jacket"])
    world.add_asset("gone", trash_state="InTrash")
    assert by_name(world, "Jacket", "Hat", "none", "gone", "Ha%") == ["Jacket", "Hat"]


def test_assets_by_name_of_some_kinds(world):
    world.add_asset("one")
    world.add_asset("two", type="AssetSet", sub_type="MediaSet")
    names = ("one", "two")
    assert by_name(world, *names, asset_type_array=world.strings("Image")) == ["one"]
    assert by_name(world, *names, exclude_asset_type_array=world.strings("Image")) == ["two"]
    media = world.strings("MediaSet")
    assert by_name(world, *names, asset_sub_type_array=media) == ["one", "two"]
    assert by_name(world, *names, asset_sub_type_array=media, strict_sub_type_check=True) == ["two"]


def test_whole_records_by_handle_and_by_name_are_alike(world, search):
    handle = world.add_asset("one", width=5, folder="a/")
    by_handle = GetAssetsParam(company_handle=world.handle, asset_handle_array=world.handles(handle))
    named = GetAssetsByNameParam(company_handle=world.handle, name_array=world.strings("one"))
    (asset,) = search().asset_array.items
    assert world.call(by_handle).asset_array.items == world.call(named).asset_array.items == [asset]

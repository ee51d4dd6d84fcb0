"""responseFieldArray and excludeFieldArray. Source: IPS reference, searchAssets; wire fact B6."""

import pytest

from flytower.contract.faults import FaultCode, IpsApiFault
from flytower.contract.record import Record
from flytower.contract.version import V2013, V2014
from flytower.soap.selection import DEEPEST_PATH, MOST_PATHS, selection_of


class FolderArray(Record):
    items: "list[Folder]"


class Folder(Record):
    path: str | None = None
    subfolder_array: FolderArray | None = None


class TreeReturn(Record):
    folders: Folder | None = None


@pytest.fixture
def shown(write, records):
    """Write the two assets, or another answer, with only what the paths let through."""

    def run(include=(), exclude=(), answer=None, version=V2013):
        answer = answer or records.two_assets()
        param = records.FindParam(
            company_handle="c|1",
            response_field_array=records.StringArray(items=list(include)),
            exclude_field_array=records.StringArray(items=list(exclude)),
        )
        return write(answer, version, selection_of(param, type(answer), version))

    return run


def test_without_paths_everything_is_shown(shown, write, records):
    assert shown() == write(records.two_assets())


def test_only_what_is_named_is_shown(shown):
    assert shown(["totalRows", "assetArray/items/assetHandle"]) == (
        "<totalRows>2</totalRows><assetArray><items><assetHandle>a|1</assetHandle></items>"
        "<items><assetHandle>a|2</assetHandle></items></assetArray>"
    )


def test_the_order_stays_the_schemas(shown):
    assert shown(["assetArray/items/name", "totalRows"]).startswith("<totalRows>")


def test_naming_a_block_shows_all_below_it(shown):
    paths = ["assetArray/items/imageInfo", "assetArray/items/imageInfo/width"]
    block = "<width>2150</width><height>2500</height><resolution>0.0</resolution><maskPath></maskPath>"
    for include in (paths, paths[::-1]):
        assert shown(include) == f"<assetArray><items><imageInfo>{block}</imageInfo></items><items /></assetArray>"


def test_naming_a_field_of_a_block_shows_only_that(shown):
    assert shown(["assetArray/items/imageInfo/width"]) == (
        "<assetArray><items><imageInfo><width>2150</width></imageInfo></items><items /></assetArray>"
    )


def test_a_requested_value_appears_even_when_there_is_none(shown):
    assert shown(["assetArray/items/created"]).endswith("<items><created /></items></assetArray>")


def test_a_requested_array_appears_even_when_there_is_none_but_a_block_does_not(shown, records):
    answer = records.AssetArray(items=[records.Asset(asset_handle="a|1")])
    assert shown(["items/projects", "items/imageInfo"], answer=answer) == "<items><projects /></items>"


def test_what_is_excluded_is_not_shown(shown):
    assert "<imageInfo><height>" in shown(exclude=["assetArray/items/imageInfo/width"])
    assert "imageInfo" not in shown(exclude=["assetArray/items/imageInfo", "assetArray/items/imageInfo/width"])


def test_first_the_named_are_taken_then_the_excluded_left_out(shown):
    assert shown(["totalRows", "assetArray"], ["assetArray/items"]) == "<totalRows>2</totalRows><assetArray />"


def test_excluding_leaves_nothing_requested_behind(shown):
    assert "created" not in shown(["assetArray/items/created"], ["assetArray/items/created"])


def test_unknown_paths_select_nothing(shown):
    assert shown(["noSuch/thing", "totalRows"], ["noSuch", "totalRows/below"]) == "<totalRows>2</totalRows>"


@pytest.mark.parametrize("path", ["/totalRows", "totalRows/", " totalRows ", "//totalRows"])
def test_slashes_and_white_space_around_a_path_are_forgiven(shown, path):
    assert shown([path]) == "<totalRows>2</totalRows>"


def test_a_field_of_a_later_version_is_unknown_before(shown):
    assert "caption" not in shown(["assetArray/items/caption"])
    assert "<caption>later</caption>" in shown(["assetArray/items/caption"], version=V2014)


def test_a_type_that_contains_itself(shown):
    child = Folder(path="a/b/", subfolder_array=FolderArray(items=[]))
    tree = TreeReturn(folders=Folder(path="a/", subfolder_array=FolderArray(items=[child])))
    assert shown(["folders/path"], answer=tree) == "<folders><path>a/</path></folders>"
    assert shown(["folders/subfolderArray/items/path"], answer=tree) == (
        "<folders><subfolderArray><items><path>a/b/</path></items></subfolderArray></folders>"
    )
    assert shown(exclude=["folders/subfolderArray/items/path"], answer=tree) == (
        "<folders><path>a/</path><subfolderArray><items><subfolderArray /></items></subfolderArray></folders>"
    )


@pytest.mark.parametrize(
    "paths", [["a/" * DEEPEST_PATH + "b"], ["totalRows"] * (MOST_PATHS + 1)], ids=["too deep", "too many"]
)
def test_more_than_any_answer_has_is_refused(shown, paths):
    with pytest.raises(IpsApiFault) as caught:
        shown(paths)
    assert caught.value.code == FaultCode.INVALID_PARAMETER


def test_the_endpoint_follows_the_request(api, envelope):
    namespace = "http://www.scene7.com/IpsApi/xsd/2013-02-15"
    answer = api.call(
        f'<findParam xmlns="{namespace}"><companyHandle>c|1</companyHandle>'
        "<responseFieldArray><items>totalRows</items></responseFieldArray></findParam>"
    )
    assert f'<findReturn xmlns="{namespace}"><totalRows>2</totalRows></findReturn>' in answer.text

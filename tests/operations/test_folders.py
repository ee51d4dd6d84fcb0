import pytest

from flytower.contract.constants import TrashFilter
from flytower.operations.assets_records import SearchAssetsParam
from flytower.operations.folders_records import (
    CreateFolderParam,
    DeleteFolderParam,
    GetFoldersParam,
    GetFolderTreeParam,
)


@pytest.fixture
def create(world):
    def run(*paths):
        return [
            world.call(CreateFolderParam(company_handle=world.handle, folder_path=path)).folder_handle for path in paths
        ]

    return run


@pytest.fixture
def tree(world):
    """The tree as nested dictionaries, path by path."""

    def nested(folder):
        assert folder.folder_handle == "f|" + folder.path
        return {child.path: nested(child) for child in folder.subfolder_array.items}

    def run(depth=-1, **more):
        top = world.call(GetFolderTreeParam(company_handle=world.handle, depth=depth, **more)).folders
        return {top.path: nested(top)}

    return run


@pytest.mark.parametrize(
    ("text", "handle"),
    [
        ("/SpinSets", "f|DemoCompany/SpinSets/"),
        ("SpinSets/", "f|DemoCompany/SpinSets/"),
        ("DemoCompany//SpinSets", "f|DemoCompany/SpinSets/"),
        ("a/b/c", "f|DemoCompany/a/b/c/"),
    ],
)
def test_a_folder_is_created_with_its_parents(create, text, handle):
    assert create(text) == [handle]


@pytest.mark.parametrize("path", ["/", "a", "DemoCompany/a/"])
def test_a_folder_that_exists(world, create, refused, path):
    create("a")
    with refused(30001, "already exists"):
        world.call(CreateFolderParam(company_handle=world.handle, folder_path=path))


@pytest.mark.parametrize("path", ["../x", "a/./b", "a\\b", "x" * 600])
def test_a_path_that_is_none(world, refused, path):
    with refused(30001, "folderPath"):
        world.call(CreateFolderParam(company_handle=world.handle, folder_path=path))


def test_another_companys_root_is_a_name_like_others(create):
    assert create("Other/x") == ["f|DemoCompany/Other/x/"]


def test_the_whole_tree(create, tree):
    create("b", "a/x/y", "a b")
    assert tree() == {
        "DemoCompany/": {
            "DemoCompany/a b/": {},
            "DemoCompany/a/": {"DemoCompany/a/x/": {"DemoCompany/a/x/y/": {}}},
            "DemoCompany/b/": {},
        }
    }


@pytest.mark.parametrize(
    ("depth", "nested"),
    [(0, {}), (1, {"DemoCompany/a/": {}}), (2, {"DemoCompany/a/": {"DemoCompany/a/x/": {}}})],
)
def test_depth_counts_levels_below(create, tree, depth, nested):
    create("a/x/y")
    assert tree(depth) == {"DemoCompany/": nested}


def test_depth_does_not_hide_that_there_are_subfolders(world, create):
    create("a/x")
    top = world.call(GetFolderTreeParam(company_handle=world.handle, depth=1)).folders
    (folder,) = top.subfolder_array.items
    assert (top.has_subfolders, folder.has_subfolders, folder.subfolder_array.items) == (True, True, [])


def test_a_branch_of_the_tree(create, tree):
    create("a/x", "ab")
    assert tree(folder_path="a") == {"DemoCompany/a/": {"DemoCompany/a/x/": {}}}


@pytest.mark.parametrize("depth", [-2, -100])
def test_a_depth_that_is_none(tree, refused, depth):
    with refused(30001, "depth", depth):
        tree(depth)


@pytest.mark.parametrize("operation", [GetFoldersParam, GetFolderTreeParam])
def test_an_unknown_folder(world, refused, operation):
    more = {"depth": -1} if operation is GetFolderTreeParam else {}
    with refused(30001, "folderPath", "DemoCompany/none/"):
        world.call(operation(company_handle=world.handle, folder_path="none", **more))


def test_a_tree_of_folders_with_some_types_keeps_the_way_to_them(world, create, tree):
    create("empty")
    world.add_asset("zip", folder="a/x/", type="Zip")
    world.add_asset("image", folder="b/")
    assert tree(asset_type_array=world.strings("Zip")) == {"DemoCompany/": {"DemoCompany/a/": {"DemoCompany/a/x/": {}}}}
    assert tree(1, asset_type_array=world.strings("Zip")) == {"DemoCompany/": {"DemoCompany/a/": {}}}
    assert tree(asset_type_array=world.strings("Video")) == {"DemoCompany/": {}}


def test_an_unknown_type(tree, world, refused):
    with refused(30001, "assetTypeArray/items[0]", "image"):
        tree(asset_type_array=world.strings("image"))


def test_all_folders_in_a_list(world, create):
    create("b/x", "a")
    found = world.call(GetFoldersParam(company_handle=world.handle)).folder_array.items
    assert [(one.path, one.has_subfolders) for one in found] == [
        ("DemoCompany/", True),
        ("DemoCompany/a/", False),
        ("DemoCompany/b/", True),
        ("DemoCompany/b/x/", False),
    ]
    assert {one.subfolder_array for one in found} == {None}
    assert found[1].last_modified == world.NOW


def test_a_list_of_folders_with_some_types_has_only_those(world):
    world.add_asset("zip", folder="a/x/", type="Zip")
    param = GetFoldersParam(company_handle=world.handle, asset_type_array=world.strings("Zip"))
    assert [one.path for one in world.call(param).folder_array.items] == ["DemoCompany/a/x/"]


@pytest.fixture
def delete(world):
    def run(handle, **call):
        return world.call(DeleteFolderParam(company_handle=world.handle, folder_handle=handle), **call)

    return run


def found(world, trash_state=None, **filters):
    filters.setdefault("include_subfolders", True)
    param = SearchAssetsParam(company_handle=world.handle, trash_state=trash_state, **filters)
    return [asset.name for asset in world.call(param).asset_array.items]


def listed(world):
    return [one.path for one in world.call(GetFoldersParam(company_handle=world.handle)).folder_array.items]


def test_a_deleted_folder_goes_with_all_in_it(world, create, delete, tree):
    create("a/x/y", "ab")
    for name, folder in {"top": "", "in a": "a/", "in y": "a/x/y/", "in ab": "ab/"}.items():
        world.add_asset(name, folder=folder)
    delete("f|DemoCompany/a/")
    assert listed(world) == ["DemoCompany/", "DemoCompany/ab/"]
    assert tree() == {"DemoCompany/": {"DemoCompany/ab/": {}}}
    assert found(world) == ["in ab", "top"]
    assert found(world, TrashFilter.IN_TRASH) == ["in a", "in y"]


def test_what_is_in_the_trash_keeps_its_folder(world, delete):
    """So that it can be found there, and put back."""
    world.add_asset("shoe", folder="a/x/")
    delete("f|DemoCompany/a/")
    assert found(world, TrashFilter.IN_TRASH, folder="a/x") == ["shoe"]


def test_views_of_assets_in_a_deleted_folder_go_too(world, delete):
    owner = world.add_asset("shoe", folder="a/")
    world.add_asset("crop", type="AdjustedView", folder="views/", owner_id=int(owner[2:]))
    delete("f|DemoCompany/a/")
    assert found(world) == []
    assert listed(world) == ["DemoCompany/", "DemoCompany/views/"]


def test_a_deletion_shows_in_the_folder_above(world, create, delete):
    create("a/x")
    world.now = later = world.NOW.replace(year=2021)
    delete("f|DemoCompany/a/x/")
    root, folder = world.call(GetFoldersParam(company_handle=world.handle)).folder_array.items
    assert (folder.last_modified, root.child_last_modified) == (later, later)
    assert (folder.has_subfolders, root.last_modified) == (False, world.NOW)


@pytest.mark.parametrize("handle", ["f|DemoCompany/a/", "DemoCompany/a/", "DemoCompany//a"])
def test_every_form_of_handle_names_the_folder_to_delete(world, create, delete, handle):
    create("a")
    delete(handle)
    assert listed(world) == ["DemoCompany/"]


@pytest.mark.parametrize("handle", ["f|DemoCompany/", "f|", "/"])
def test_the_root_can_not_be_deleted(world, delete, refused, handle):
    with refused(30001, "folderHandle", "root"):
        delete(handle)
    assert listed(world) == ["DemoCompany/"]


def test_folders_that_can_not_be_deleted(world, create, delete, refused):
    create("a")
    delete("f|DemoCompany/a/")
    for handle in ("f|DemoCompany/a/", "f|DemoCompany/none/", "f|Other/"):
        with refused(30001, "folderHandle", "there is no folder"):
            delete(handle)


def test_a_folder_that_was_deleted_can_be_created_again(world, create, delete):
    """What went into the trash with the old one stays there, folders below it too."""
    create("a/x")
    world.add_asset("shoe", folder="a/x/")
    delete("f|DemoCompany/a/")
    world.now = later = world.NOW.replace(year=2021)
    assert create("a") == ["f|DemoCompany/a/"]
    root, folder = world.call(GetFoldersParam(company_handle=world.handle)).folder_array.items
    assert (root.last_modified, folder.last_modified, folder.has_subfolders) == (later, later, False)
    assert (found(world), found(world, TrashFilter.IN_TRASH)) == ([], ["shoe"])


def test_a_search_in_a_deleted_folder(world, create, delete, refused):
    create("a")
    delete("f|DemoCompany/a/")
    with refused(30001, "folder", "there is no folder"):
        found(world, folder="a")


def test_who_may_only_look_may_not_delete_folders(world, create, delete, refused):
    create("a")
    with refused(20003, "deleteFolder"):
        delete("f|DemoCompany/a/", user=world.PORTAL_USER)

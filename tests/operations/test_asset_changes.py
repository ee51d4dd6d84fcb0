import pytest

from flytower.contract.constants import TrashFilter
from flytower.model import assets, folders
from flytower.operations.asset_changes_records import DeleteAssetParam, RenameAssetParam
from flytower.operations.assets_records import GetAssetsByNameParam, GetAssetsParam, SearchAssetsParam


@pytest.fixture
def delete(world):
    def run(handle, **call):
        return world.call(DeleteAssetParam(company_handle=world.handle, asset_handle=handle), **call)

    return run


@pytest.fixture
def rename(world):
    def run(handle, name, *, validate_name=True, **call):
        param = RenameAssetParam(
            company_handle=world.handle, asset_handle=handle, new_name=name, validate_name=validate_name
        )
        return world.call(param, **call)

    return run


@pytest.fixture
def asset(world):
    """The asset of a handle as it is now."""

    def run(handle):
        with world.database.reading() as session:
            return assets.by_id(session, world.company.id, int(handle.removeprefix("a|")))

    return run


def found(world, trash_state=None):
    param = SearchAssetsParam(company_handle=world.handle, include_subfolders=True, trash_state=trash_state)
    return [asset.name for asset in world.call(param).asset_array.items]


def test_a_deleted_asset_is_in_the_trash(world, delete):
    handle = world.add_asset("shoe")
    world.add_asset("hat")
    delete(handle)
    assert (found(world), found(world, TrashFilter.IN_TRASH)) == (["hat"], ["shoe"])
    (kept,) = world.call(
        GetAssetsParam(company_handle=world.handle, asset_handle_array=world.handles(handle))
    ).asset_array.items
    assert kept.trash_state == "InTrash"


def test_who_deletes_an_asset_is_kept(world, delete, asset):
    handle = world.add_asset("shoe")
    delete(handle, user=world.ADMIN)
    assert asset(handle).last_modify_user == world.ADMIN


def test_a_deletion_shows_in_the_folder(world, delete):
    handle = world.add_asset("shoe", folder="a/")
    world.now = later = world.NOW.replace(year=2021)
    delete(handle)
    with world.database.reading() as session:
        paths = ("DemoCompany/", "DemoCompany/a/")
        root, folder = (folders.by_path(session, world.company.id, path) for path in paths)
    assert (folder.last_modified, root.child_last_modified, root.last_modified) == (later, later, world.NOW)


def test_what_is_derived_from_an_asset_goes_with_it(world, delete, asset):
    """IPS reference, createDerivedAsset: it is deleted with its owner."""
    owner = world.add_asset("shoe")
    view = world.add_asset("crop", type="AdjustedView", folder="views/", owner_id=int(owner[2:]))
    second = world.add_asset("crop of crop", type="AdjustedView", owner_id=int(view[2:]))
    other = world.add_asset("hat")
    delete(owner)
    states = [asset(handle).trash_state for handle in (owner, view, second, other)]
    assert states == ["InTrash", "InTrash", "InTrash", "NotInTrash"]


def test_a_derived_asset_goes_alone(world, delete, asset):
    owner = world.add_asset("shoe")
    view = world.add_asset("crop", type="AdjustedView", owner_id=int(owner[2:]))
    delete(view)
    assert (asset(owner).trash_state, asset(view).trash_state) == ("NotInTrash", "InTrash")


@pytest.mark.parametrize("form", ["a|{}", "a|{}|1|537", "{}|1|537"])
def test_every_form_of_handle_names_the_asset_to_delete(world, delete, form):
    delete(form.format(world.add_asset("shoe").removeprefix("a|")))
    assert found(world) == []


def test_assets_that_can_not_be_deleted(world, delete, refused):
    theirs = world.add_asset("theirs", owner=world.other)
    for handle in (theirs, "a|999"):
        with refused(30001, f"Invalid value '{handle}' for assetHandle: there is no such asset"):
            delete(handle)
    with refused(30001, "assetHandle", "nonsense"):
        delete("nonsense")


@pytest.mark.parametrize("state", ["InTrash", "InEmptiedTrash"])
def test_an_asset_in_the_trash_can_be_neither_deleted_nor_renamed(world, delete, rename, refused, state):
    handle = world.add_asset("gone", trash_state=state)
    for change in (delete, lambda asset: rename(asset, "back")):
        with refused(30001, handle, "the asset is in the trash"):
            change(handle)


def test_who_may_only_look_may_neither_delete_nor_rename(world, delete, rename, refused):
    handle = world.add_asset("shoe")
    with refused(20003, "deleteAsset"):
        delete(handle, user=world.PORTAL_USER)
    with refused(20003, "renameAsset"):
        rename(handle, "hat", user=world.PORTAL_USER)


@pytest.mark.parametrize(
    ("file_name", "renamed"),
    [("shoe.jpg", "My New Shoe.jpg"), ("shoe.tar.gz", "My New Shoe.gz"), ("shoe", "My New Shoe"), ("", "")],
)
def test_the_file_follows_the_name_and_keeps_its_extension(world, rename, asset, file_name, renamed):
    handle = world.add_asset("shoe", file_name=file_name, original_file="e04.jpg", original_path="p/")
    rename(handle, " My New Shoe ", user=world.ADMIN)
    changed = asset(handle)
    assert (changed.name, changed.file_name) == ("My New Shoe", renamed)
    assert (changed.original_path, changed.original_file) == ("p/", "e04.jpg")
    assert (changed.last_modified, changed.last_modify_user) == (world.NOW, world.ADMIN)


def test_a_name_in_use(world, rename, refused):
    """Wire fact B14: the recorded fault."""
    world.add_asset("hat", type="Zip")
    handle = world.add_asset("shoe")
    with refused(30000, "Asset ID 'hat' is already in use."):
        rename(handle, "hat")
    assert found(world) == ["hat", "shoe"]


@pytest.mark.parametrize("taken_by", ["itself", "another company", "the trash"])
def test_names_that_are_not_in_use(world, rename, asset, taken_by):
    handle = world.add_asset("shoe")
    name = "shoe" if taken_by == "itself" else "hat"
    if taken_by == "another company":
        world.add_asset("hat", owner=world.other)
    if taken_by == "the trash":
        world.add_asset("hat", trash_state="InTrash")
    rename(handle, name)
    assert asset(handle).name == name


def test_two_assets_can_come_to_have_one_name(world, rename):
    """Recorded: getAssetsByName answers two assets of one name."""
    first = world.add_asset("hat")
    second = world.add_asset("shoe")
    rename(second, "hat", validate_name=False)
    param = GetAssetsByNameParam(company_handle=world.handle, name_array=world.strings("hat"))
    assert [asset.asset_handle for asset in world.call(param).asset_array.items] == [first, second]


@pytest.mark.parametrize("name", ["", "  ", "x" * 256, "a/b", "a\\b", "a\nb"])
def test_names_that_no_asset_can_have(world, rename, refused, name):
    with refused(30001, "newName"):
        rename(world.add_asset("shoe"), name)


def test_an_unknown_asset_can_not_be_renamed(rename, refused):
    with refused(30001, "assetHandle", "a|999"):
        rename("a|999", "hat")

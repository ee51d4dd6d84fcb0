"""How callers write folders, and what they mean (wire fact A7)."""

import pytest

from flytower.contract.paths import folder_path, normalised_path, parent_path, root_path, split_file_path

ROOT = "MyCompany/"


def test_the_root_is_the_companys_name_without_spaces():
    assert root_path("Sample Company") == "SampleCompany/"


@pytest.mark.parametrize(
    "text",
    [
        "MyCompany/PDF/",
        "MyCompany/PDF",
        "/MyCompany/PDF/",
        "MyCompany//PDF//",
        "PDF",
        "/PDF",
        "/PDF/",
        "f|MyCompany/PDF/",
    ],
)
def test_one_folder_in_many_spellings(text):
    assert folder_path(text, ROOT) == "MyCompany/PDF/"


@pytest.mark.parametrize("text", ["/", "", "//", " ", "MyCompany", "/MyCompany/"])
def test_spellings_of_the_root(text):
    assert folder_path(text, ROOT) == ROOT


def test_a_folder_whose_name_starts_like_the_root_is_below_it():
    assert folder_path("MyCompany2/", ROOT) == "MyCompany/MyCompany2/"


@pytest.mark.parametrize("text", ["a/../b", "..", "./a", "a/\x00b", "a\\b", "a/\nb"])
def test_a_path_that_could_lead_elsewhere_is_refused(text):
    with pytest.raises(ValueError, match="is not a folder path"):
        folder_path(text, ROOT)


def test_dots_in_names_are_just_dots():
    assert normalised_path("a..b/.hidden/...") == "a..b/.hidden/.../"


@pytest.mark.parametrize(
    ("text", "folder", "name"),
    [
        ("MyCompany/Folder//x.jpg", "MyCompany/Folder/", "x.jpg"),
        ("x.jpg", ROOT, "x.jpg"),
        ("/Shoes/x.jpg", "MyCompany/Shoes/", "x.jpg"),
    ],
)
def test_a_files_path_is_split(text, folder, name):
    assert split_file_path(text, ROOT) == (folder, name)


@pytest.mark.parametrize("text", ["", "Shoes/", "Shoes/..", "../x.jpg", "Shoes/x\\y.jpg"])
def test_a_files_path_needs_a_harmless_name(text):
    with pytest.raises(ValueError, match=r"file name|folder path"):
        split_file_path(text, ROOT)


@pytest.mark.parametrize(("path", "parent"), [("MyCompany/a/b/", "MyCompany/a/"), ("MyCompany/a/", ROOT), (ROOT, None)])
def test_parents(path, parent):
    assert parent_path(path) == parent

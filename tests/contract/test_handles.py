"""Every handle form of the IPS reference's examples and of recorded answers (wire facts B8 and B9)."""

import uuid

import pytest

from flytower.contract.handles import (
    AssetHandle,
    CompanyHandle,
    FolderHandle,
    GroupHandle,
    ImageFormatHandle,
    InvalidationHandle,
    JobHandle,
    MetadataFieldHandle,
    ProjectHandle,
    UserHandle,
    is_safe_job_name,
    parse_asset_handle,
    parse_company_handle,
    parse_folder_handle,
    parse_group_handle,
    parse_image_format_handle,
    parse_job_handle,
    parse_metadata_field_handle,
    parse_project_handle,
    parse_user_handle,
)

STARTED = JobHandle(230095, "", "EAEM_1591903696017_2020-06-11-12:28:16.666", 319033220)
BEFORE_IDS = JobHandle(6, "", "Add_2007-10-24-16:11:07")

FORMS = [
    (parse_company_handle, "c|230095", CompanyHandle(230095)),
    (parse_company_handle, "47", CompanyHandle(47)),
    (parse_company_handle, "c|0", CompanyHandle(0)),
    (parse_asset_handle, "a|857592679", AssetHandle(857592679)),
    (parse_asset_handle, "a|739|1|537", AssetHandle(739)),
    (parse_asset_handle, "24265|1|17061", AssetHandle(24265)),
    (parse_folder_handle, "f|EAEM/sub/", FolderHandle("EAEM/sub/")),
    (parse_folder_handle, "MyCompany/PDF/", FolderHandle("MyCompany/PDF/")),
    (parse_folder_handle, "f|/MyCompany//PDF", FolderHandle("MyCompany/PDF/")),
    (parse_user_handle, "u|41|name@host", UserHandle(41, "name@host")),
    (parse_user_handle, "621|name@host", UserHandle(621, "name@host")),
    (parse_group_handle, "g|1", GroupHandle(1)),
    (parse_group_handle, "225", GroupHandle(225)),
    (parse_project_handle, "p|6|ApiTestProject", ProjectHandle(6, "ApiTestProject")),
    (parse_project_handle, "47|My Project 1", ProjectHandle(47, "My Project 1")),
    (parse_metadata_field_handle, "m|6|IMAGE|Season|2", MetadataFieldHandle(6, "IMAGE", "Season|2")),
    (parse_metadata_field_handle, "47|ALL|Resolution", MetadataFieldHandle(47, "ALL", "Resolution")),
    (parse_image_format_handle, "if|47|301", ImageFormatHandle(47, 301)),
    (parse_image_format_handle, "47|301", ImageFormatHandle(47, 301)),
    (parse_job_handle, "j|230095|EAEM_1591903696017||", JobHandle(230095, "EAEM_1591903696017")),
    (parse_job_handle, "47|My Test Job|", JobHandle(47, "My Test Job")),
    (parse_job_handle, "j|230095||EAEM_1591903696017_2020-06-11-12:28:16.666|319033220", STARTED),
    (
        parse_job_handle,
        "j|2101||uploadFileServlet-1376682217351|54091",
        JobHandle(2101, "", "uploadFileServlet-1376682217351", 54091),
    ),
    (parse_job_handle, "j|6||Add_2007-10-24-16:11:07", BEFORE_IDS),
    (parse_job_handle, "6||Add_2007-10-24-16:11:07", BEFORE_IDS),
    (
        parse_job_handle,
        "j|6|Nightly|Nightly_2020-06-11-00:00:00.000|7",
        JobHandle(6, "Nightly", "Nightly_2020-06-11-00:00:00.000", 7),
    ),
]


@pytest.mark.parametrize(("parse", "text", "handle"), FORMS, ids=[text for _, text, _ in FORMS])
def test_every_form_is_read(parse, text, handle):
    assert parse(text) == handle


@pytest.mark.parametrize(
    ("handle", "text"),
    [
        (CompanyHandle(6), "c|6"),
        (AssetHandle(210), "a|210"),
        (FolderHandle("MyCompany/PDF/"), "f|MyCompany/PDF/"),
        (UserHandle(41, "name@host"), "u|41|name@host"),
        (GroupHandle(1), "g|1"),
        (ProjectHandle(6, "Summer"), "p|6|Summer"),
        (MetadataFieldHandle(6, "IMAGE", "Season"), "m|6|IMAGE|Season"),
        (ImageFormatHandle(6, 301), "if|6|301"),
        (JobHandle(230095, "EAEM_1591903696017"), "j|230095|EAEM_1591903696017||"),
        (STARTED, "j|230095||EAEM_1591903696017_2020-06-11-12:28:16.666|319033220"),
    ],
)
def test_the_form_of_today_is_printed(handle, text):
    assert str(handle) == text


def test_white_space_around_a_handle_is_none_of_it():
    assert parse_company_handle("\n  c|6\n") == CompanyHandle(6)


@pytest.mark.parametrize(
    ("parse", "text"),
    [
        (parse_company_handle, ""),
        (parse_company_handle, "a|6"),
        (parse_company_handle, "c|-6"),
        (parse_company_handle, "c|six"),
        (parse_company_handle, "c|٦"),  # a digit, but not one of the vendor's
        (parse_company_handle, "c|" + 30 * "9"),
        (parse_asset_handle, "210"),
        (parse_asset_handle, "a|1|2"),
        (parse_asset_handle, "c|6"),
        (parse_folder_handle, "f|"),
        (parse_folder_handle, "f|MyCompany/../Other/"),
        (parse_user_handle, "name@host"),
        (parse_group_handle, "g|"),
        (parse_project_handle, "p|6"),
        (parse_metadata_field_handle, "m|6|IMAGE"),
        (parse_image_format_handle, "if|301"),
        (parse_job_handle, "j|6"),
        (parse_job_handle, "j|6|name"),
        (parse_job_handle, "j|6|||"),
        (parse_job_handle, "j|x|name||"),
    ],
)
def test_anything_else_is_refused_by_name(parse, text):
    with pytest.raises(ValueError, match="is not a") as caught:
        parse(text)
    assert text[:20] in str(caught.value)


@pytest.mark.parametrize("name", ["Add", "a|b", "a||b", "Größe 5", "Add_2007-10-24-16:11:07", "12"])
def test_names_survive_submission_and_start(name):
    assert is_safe_job_name(name)
    submitted, started = JobHandle(6, name), JobHandle(6, "", name + "_2020-06-11-12:28:16.666", 9)
    assert parse_job_handle(str(submitted)) == submitted
    assert parse_job_handle(str(started)) == started


@pytest.mark.parametrize("name", ["", "  ", "|a", "a|"])
def test_names_that_a_handle_cannot_carry(name):
    assert not is_safe_job_name(name)


def test_the_handle_of_an_invalidation_as_recorded():
    """Wire fact B8."""
    token = uuid.UUID("91059dae-5723-11e9-aec5-ffb7dbdf5582")
    assert str(InvalidationHandle(9686, token)) == "cdni|9686|91059dae-5723-11e9-aec5-ffb7dbdf5582"

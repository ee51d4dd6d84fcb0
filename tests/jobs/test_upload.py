"""Uploads by POST and from a directory; log rows are those of wire fact B11, assets those of B13 and B14."""

import io
import re
import uuid

import pytest

from flytower.config import Settings
from flytower.jobs.workflow import JobWork
from flytower.model import assets, blobs, folders, trash

OPTIONS = {"overwrite": False, "ready_for_publish": True, "create_mask": False, "email_setting": "None"}


@pytest.fixture
def post(house):
    """Upload files as the servlet leaves them: stored, with one item each. Returns the finished job."""

    def uploaded(*files, folder="DemoCompany/", client_address="10.0.0.7", **options):
        items = []
        with house.database.transaction() as session:
            for name, data in files:
                blob = house.blobs.put(io.BytesIO(data))
                blobs.remember(session, blob, house.place().now())
                items.append({"source": {"blob": blob.hash, "folder": folder, "file_name": name}})
        job_id = house.submit("upload_post", {**OPTIONS, **options}, items, client_address=client_address)
        end(house, job_id)
        return house.work_off(job_id)

    return uploaded


def end(house, job_id):
    with house.database.transaction() as session:
        session.get(type(house.job(job_id)), job_id).end_requested = True


def asset(house, name):
    with house.database.reading() as session:
        return assets.by_name(session, house.company.id, name)


def test_image_becomes_an_asset_as_recorded(house, post, picture):
    data = picture(805, 604)
    post(("disney_park.jpg", data))
    made = asset(house, "disney_park")
    assert (made.type, made.file_name, made.description) == ("Image", "disney_park.jpg", "disney_park.jpg")
    assert (made.width, made.height, made.anchor_x, made.anchor_y) == (805, 604, 402, 302)
    assert (made.file_size, made.resolution, made.color_mode) == (len(data), 0.0, "RGB")
    assert (made.ready_for_publish, made.trash_state, made.create_user) == (True, "NotInTrash", "user@example.com")


def test_stored_files_have_the_vendors_names(house, post, picture):
    post(("a.jpg", picture()))
    made = asset(house, "a")
    assert made.original_path == f"DemoCompany/_master_/{made.original_file[:3]}/"
    assert made.optimized_path == f"DemoCompany/_optimized_/{made.optimized_file[:3]}/"
    assert uuid.UUID(made.original_file.removesuffix(".jpg"))
    assert uuid.UUID(made.optimized_file.removesuffix(".tif"))


def test_log_rows_come_in_the_recorded_order(house, post, picture):
    job = post(("a.jpg", picture()))
    rows = house.rows(job.id)
    assert [row.log_type for row in rows] == [
        "BeginUpload",
        "OriginalJobName",
        "JobClient",
        "UploadSuccess",
        "EndUpload",
    ]
    assert [row.message for row in rows[1:3]] == ["job", "10.0.0.7"]
    assert rows[3].message.startswith("DemoCompany/a.jpg was processed ")
    assert (rows[3].asset_name, rows[3].asset_type, rows[3].asset_id) == ("a", "MasterImage", asset(house, "a").id)
    assert (job.state, job.success_count, job.error_count, job.total_items) == ("done", 1, 0, 1)


def test_content_tells_the_type_not_the_name(house, post, picture):
    post(("really.pdf", picture(fmt="PNG")), ("doc.jpg", b"%PDF-1.7\n1 0 obj"))
    assert (asset(house, "really").type, asset(house, "doc").type) == ("Image", "Pdf")


def test_missing_folders_are_made(house, post, picture):
    post(("a.jpg", picture()), folder="DemoCompany/New/Deep/")
    with house.database.reading() as session:
        assert folders.by_path(session, house.company.id, "DemoCompany/New/Deep/").id == asset(house, "a").folder_id


def test_same_file_again_is_skipped(house, post, picture):
    post(("a.jpg", picture(seed=1)))
    job = post(("a.jpg", picture(seed=2)))
    assert (job.success_count, job.duplicate_count) == (0, 1)
    assert "DuplicateSkipped" in [row.log_type for row in house.rows(job.id)]


def test_same_file_again_overwrites_when_asked(house, post, picture):
    post(("a.jpg", picture(10, 10)))
    before = asset(house, "a")
    job = post(("a.jpg", picture(20, 30)), overwrite=True)
    after = asset(house, "a")
    assert (job.success_count, job.update_count) == (0, 1)
    assert "FileUpdated" in [row.log_type for row in house.rows(job.id)]
    assert (after.id, after.width, after.height) == (before.id, 20, 30)
    assert after.blob_hash != before.blob_hash
    assert after.created == before.created < after.last_modified


@pytest.mark.parametrize(("preserve", "published"), [(True, True), (False, False), (None, False)])
def test_publish_state_of_an_overwritten_asset(house, post, picture, preserve, published):
    post(("a.jpg", picture()), ready_for_publish=True)
    post(("a.jpg", picture()), overwrite=True, ready_for_publish=False, preserve_publish_state=preserve)
    assert asset(house, "a").ready_for_publish is published


def test_name_used_elsewhere_gets_a_number(house, post, picture):
    post(("a.jpg", picture(seed=1)))
    post(("a.jpg", picture(seed=2)), folder="DemoCompany/Other/")
    post(("a.png", picture(seed=3, fmt="PNG")))
    assert (asset(house, "a-1").file_name, asset(house, "a-2").file_name) == ("a.jpg", "a.png")


@pytest.mark.parametrize(
    ("data", "reason"),
    [
        (b"", "the file is empty"),
        (b"\x00\x01\x02 nothing that anybody knows", "not supported"),
        (b"\xff\xd8\xff\xe0\x00\x10JFIF", "damaged"),
        (b"\x89PNG\r\n\x1a\n" + bytes(100), "not a picture"),
    ],
)
def test_file_that_can_not_be_taken_in_is_an_error_and_leaves_nothing(house, post, data, reason):
    job = post(("bad.jpg", data), ("good.svg", b'<svg xmlns="http://www.w3.org/2000/svg"/>'))
    error = house.rows(job.id)[3]
    assert error.log_type == "UploadError"
    assert re.match(r"DemoCompany/bad.jpg could not be uploaded: .*" + reason, error.message)
    assert asset(house, "bad") is None
    assert (job.error_count, job.success_count) == (1, 1)


def test_archive_stays_an_archive_and_says_so(house, post):
    archive = b"PK\x05\x06" + bytes(18)
    job = post(("all.zip", archive), un_compress_options={"process": "UnCompress"})
    assert asset(house, "all").type == "Zip"
    warning = house.rows(job.id)[3]
    assert (warning.log_type, "unCompressOptions" in warning.message) == ("UploadWarning", True)
    assert job.warning_count == 1


def test_options_that_ask_for_nothing_are_no_warnings(house, post, picture):
    recorded = {
        "preserve_crop": True,
        "photoshop_options": {"process": "None"},
        "color_management_options": {"color_management": "Default"},
        "auto_set_creation_options": {},
        "media_options": {},
        "unsharp_mask_options": {"amount": 0, "threshold": 6},
        "un_compress_options": {"process": "None"},
    }
    assert post(("a.jpg", picture()), **recorded).warning_count == 0


def test_every_option_without_effect_is_a_warning(house, post, picture):
    asked = {
        "create_mask": True,
        "photoshop_options": {"process": "MaintainLayers"},
        "color_management_options": {"color_management": "Convert"},
        "post_http_url": "http://example.com/done",
        "xmp_keywords": "a,b",
    }
    job = post(("a.jpg", picture()), **asked)
    warnings = [row.message.split()[1] for row in house.rows(job.id) if row.log_type == "UploadWarning"]
    assert warnings == ["createMask", "photoshopOptions", "colorManagementOptions", "postHttpUrl", "xmpKeywords"]


def test_job_stays_open_until_told_to_end(house):
    job_id = house.submit("upload_post", OPTIONS, [], client_address="10.0.0.7")
    assert house.work_off(job_id).state == "running"
    end(house, job_id)
    assert house.work_off(job_id).state == "done"


@pytest.fixture
def imports(tmp_path):
    directory = tmp_path / "import"
    (directory / "shoes" / "red").mkdir(parents=True)
    return directory


@pytest.fixture
def from_directory(house, imports):
    def uploaded(server_dir="shoes", *, include_subfolders=True, **options):
        payload = {
            **OPTIONS,
            "server_dir": server_dir,
            "include_subfolders": include_subfolders,
            "process_metadata_files": False,
            **options,
        }
        settings = Settings(data_dir=house.settings.data_dir, import_dir=imports)
        return house.work_off(house.submit("upload_directory", payload), house.place(settings=settings))

    return uploaded


def test_directory_comes_in_with_its_subfolders(house, imports, from_directory, picture):
    (imports / "shoes" / "b.jpg").write_bytes(picture(seed=1))
    (imports / "shoes" / "red" / "a.jpg").write_bytes(picture(seed=2))
    (imports / "other.jpg").write_bytes(picture(seed=3))
    job = from_directory(dest_folder="Spring")
    messages = [row.message for row in house.rows(job.id) if row.log_type == "UploadSuccess"]
    assert [message.split()[0] for message in messages] == [
        "DemoCompany/Spring/b.jpg",
        "DemoCompany/Spring/red/a.jpg",
    ]
    assert house.rows(job.id)[2].message == "flytower"


def test_subfolders_are_left_out_unless_asked_for(house, imports, from_directory, picture):
    (imports / "shoes" / "red" / "a.jpg").write_bytes(picture())
    assert from_directory(include_subfolders=False).total_items == 0


def test_links_out_of_the_import_directory_are_refused(house, imports, from_directory, tmp_path, picture):
    (tmp_path / "secret").mkdir()
    (tmp_path / "secret" / "s.jpg").write_bytes(picture())
    (imports / "shoes" / "file.jpg").symlink_to(tmp_path / "secret" / "s.jpg")
    (imports / "shoes" / "folder").symlink_to(tmp_path / "secret")
    job = from_directory()
    assert (job.error_count, job.success_count) == (2, 0)
    assert all("no file inside the import directory" in row.message for row in house.rows(job.id)[3:5])


@pytest.mark.parametrize("server_dir", ["..", "/etc", "../secret", "missing"])
def test_directory_outside_fails_the_job_at_once(house, imports, server_dir):
    payload = {**OPTIONS, "server_dir": server_dir, "include_subfolders": True, "process_metadata_files": False}
    job_id = house.submit("upload_directory", payload)
    settings = Settings(data_dir=house.settings.data_dir, import_dir=imports)
    with pytest.raises(Exception, match="no directory"):  # the engine then calls `fail`
        JobWork(house.place(settings=settings)).plan(job_id, house.job(job_id).run)
    house.work().fail(job_id, house.job(job_id).run, "there is no directory")
    job = house.job(job_id)
    assert (job.state, job.fatal_error) == ("done", True)
    assert house.messages(job_id) == [("FatalError", "The job failed: there is no directory")]


def test_a_file_for_a_deleted_folder_makes_it_anew(house, post, picture):
    """What is in the trash is neither overwritten nor in the way."""
    post(("a.jpg", picture()), folder="DemoCompany/New/")
    old = asset(house, "a")
    with house.database.transaction() as session:
        folder = folders.by_path(session, house.company.id, "DemoCompany/New/")
        trash.discard_folder(session, folder, "user@example.com", house.place().now())
    job = post(("a.jpg", picture()), folder="DemoCompany/New/", overwrite=True)
    made = asset(house, "a")
    assert (job.success_count, job.update_count, job.error_count) == (1, 0, 0)
    assert (made.id != old.id, made.trash_state, made.folder_id) == (True, "NotInTrash", old.folder_id)
    with house.database.reading() as session:
        assert folders.by_path(session, house.company.id, "DemoCompany/New/").id == made.folder_id

import pytest

from flytower.config import Settings
from flytower.contract.constants import EmailSetting
from flytower.contract.types.publish_jobs import ImageRenderingPublishJob, VideoPublishJob
from flytower.contract.types.upload_jobs import UploadDirectoryJob, UploadUrl, UploadUrlArray, UploadUrlsJob
from flytower.contract.types.upload_options import (
    AutoTransparentCropOptions,
    ManualCropOptions,
    PhotoshopOptions,
    UnsharpMaskOptions,
)
from flytower.model import job_work, jobs
from flytower.operations.jobs_records import SubmitJobParam


@pytest.fixture
def submit(world):
    def run(**element):
        handle = world.call(SubmitJobParam(company_handle=world.handle, job_name="Add", **element)).job_handle
        with world.database.reading() as session:
            job = jobs.by_handle(session, world.company.id, handle)
            return job, [item.source for item in job_work.items(session, job.id)]

    return run


@pytest.fixture
def upload(submit):
    def run(*pairs, **options):
        job = UploadUrlsJob(
            url_array=UploadUrlArray(items=[UploadUrl(source_url=url, dest_path=path) for url, path in pairs]),
            overwrite=True,
            ready_for_publish=True,
            create_mask=False,
            email_setting=EmailSetting.NONE,
            **options,
        )
        return submit(upload_urls_job=job)

    return run


def test_an_upload_becomes_a_job_with_an_item_for_each_url(upload):
    job, sources = upload(("http://h/a.jpg", "DemoCompany/Shoes//x.jpg"), ("https://h/b.jpg", "/y.jpg"))
    assert (job.kind, job.type, job.total_items) == ("upload_urls", "UrlUpload", 2)
    assert sources == [
        {"url": "http://h/a.jpg", "folder": "DemoCompany/Shoes/", "file_name": "x.jpg"},
        {"url": "https://h/b.jpg", "folder": "DemoCompany/", "file_name": "y.jpg"},
    ]
    assert (job.payload["url_array"], job.payload["num_urls"]) == ({"items": []}, 2)


@pytest.mark.parametrize("path", ["", "Shoes/"])
def test_a_destination_without_a_file_name_gets_the_urls(upload, path):
    _, sources = upload(("http://h/some/a%20b.jpg?x=/y", path))
    assert sources[0]["folder"] + sources[0]["file_name"] == f"DemoCompany/{path}a b.jpg"


@pytest.mark.parametrize(
    "url",
    ["", "ftp://h/a.jpg", "file:///etc/passwd", "http://", "http:///a", "//h/a.jpg", "http://[::1/a", "http://h:x/"],
)
def test_what_is_no_web_url(upload, refused, url):
    with refused(30001, "uploadUrlsJob/urlArray/items[1]/sourceUrl", url):
        upload(("http://h/a.jpg", "a.jpg"), (url, "b.jpg"))


@pytest.mark.parametrize("path", ["../x.jpg", "a\\b.jpg", "a/..", "x" * 300, "a/" * 400 + "b.jpg"])
def test_a_destination_that_is_none(upload, refused, path):
    with refused(30001, "uploadUrlsJob/urlArray/items[0]/destPath"):
        upload(("http://h/a.jpg", path))


def test_a_url_without_any_name(upload, refused):
    with refused(30001, "destPath"):
        upload(("http://h/", "Shoes/"))


def test_no_urls(upload, refused):
    with refused(30002, "uploadUrlsJob/urlArray"):
        upload()


def test_too_many_urls(upload, refused):
    """IPS reference: at most 1000."""
    with refused(30001, "1001"):
        upload(*[("http://h/a.jpg", "a.jpg")] * 1001)


CROP = ManualCropOptions(left=1, right=1, top=1, bottom=1)


@pytest.mark.parametrize(
    ("options", "words"),
    [
        (
            {"manual_crop_options": CROP, "auto_transparent_crop_options": AutoTransparentCropOptions(tolerance=0.5)},
            ("manualCropOptions and autoTransparentCropOptions",),
        ),
        (
            {
                "post_video_publish_job": VideoPublishJob(email_setting=EmailSetting.NONE),
                "post_image_rendering_publish_job": ImageRenderingPublishJob(email_setting=EmailSetting.NONE),
            },
            ("postImageRenderingPublishJob and postVideoPublishJob",),
        ),
        ({"auto_transparent_crop_options": AutoTransparentCropOptions(tolerance=1.5)}, ("tolerance", "1.5", "0 to 1")),
        ({"manual_crop_options": CROP.replace(left=-1)}, ("manualCropOptions/left", "-1")),
        ({"unsharp_mask_options": UnsharpMaskOptions(radius=251.0)}, ("unsharpMaskOptions/radius", "0 to 250")),
    ],
)
def test_options_that_can_not_be(upload, refused, options, words):
    with refused(30001, "uploadUrlsJob", *words):
        upload(("http://h/a.jpg", "a.jpg"), **options)


def test_projects_do_not_exist_yet(world, upload, refused):
    with refused(30001, "projectHandleArray", "p|1|Summer"):
        upload(("http://h/a.jpg", "a.jpg"), project_handle_array=world.handles("p|1|Summer"))


def test_options_are_kept(upload):
    """Whether they have any effect is for the job's log to say."""
    job, _ = upload(("http://h/a.jpg", "a.jpg"), photoshop_options=PhotoshopOptions(process="MaintainLayers"))
    assert job.payload["photoshop_options"] == {"process": "MaintainLayers"}


@pytest.fixture
def import_directory(world, tmp_path):
    inside = tmp_path / "import"
    (inside / "photos").mkdir(parents=True)
    (tmp_path / "secret").mkdir()
    (inside / "way-out").symlink_to(tmp_path / "secret")
    (inside / "file").touch()
    world.gate._settings = Settings(data_dir=tmp_path, import_dir=inside)
    return inside


@pytest.fixture
def from_directory(submit):
    def run(server_dir, dest_folder=None):
        job = UploadDirectoryJob(
            server_dir=server_dir,
            dest_folder=dest_folder,
            overwrite=True,
            ready_for_publish=True,
            include_subfolders=True,
            create_mask=False,
            process_metadata_files=False,
            email_setting=EmailSetting.NONE,
        )
        return submit(upload_directory_job=job)

    return run


@pytest.mark.parametrize("text", ["photos", "/photos/", "photos/../photos", "{inside}/photos", " photos "])
def test_a_directory_is_kept_relative_to_the_import_directory(import_directory, from_directory, text):
    job, sources = from_directory(text.format(inside=import_directory))
    assert (job.kind, job.type, sources) == ("upload_directory", "UploadFromServerDirectory", [])
    assert job.payload["server_dir"] == "photos"


def test_the_import_directory_itself(import_directory, from_directory):
    assert from_directory("/")[0].payload["server_dir"] == "."


@pytest.mark.parametrize("text", ["..", "../secret", "way-out", "none", "file", "/etc", "a\0b", "x" * 5000])
def test_what_is_no_directory_inside(import_directory, from_directory, refused, text):
    with refused(30001, "uploadDirectoryJob/serverDir"):
        from_directory(text)


def test_a_server_without_import_directory(from_directory, refused):
    with refused(30001, "uploadDirectoryJob/serverDir", "no import directory"):
        from_directory("photos")


def test_a_destination_folder_that_is_none(import_directory, from_directory, refused):
    with refused(30001, "uploadDirectoryJob/destFolder", ".."):
        from_directory("photos", "..")

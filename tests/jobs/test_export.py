"""Exports, planned, done and ended here and now; rows and counts are those of wire fact B10 where it has them."""

import io
import zipfile

import pytest
from PIL import Image

from flytower.contract.clock import system_clock
from flytower.model import companies, exports, folders, image_formats, trash
from flytower.storage.ziplayout import ZipLayout
from flytower.storage.zipstream import write_zip


@pytest.fixture
def zip_of(house, tmp_path):
    """The ZIP of a finished job, opened."""

    def opened(job_id):
        with house.database.reading() as session:
            export = exports.by_job(session, job_id)
        target = tmp_path / f"{job_id}.zip"
        write_zip(ZipLayout.from_manifest(export.manifest), house.blobs, target)
        return zipfile.ZipFile(target)

    return opened


def add_format(house, name, modifier):
    with house.database.transaction() as session:
        image_formats.create(session, house.company.id, name, modifier)


def exported(house, asset_ids, fmt="orig", **payload):
    job_id = house.submit_export(asset_ids, fmt, **payload)
    return house.work_off(job_id)


def test_originals_are_in_the_zip_byte_for_byte(house, zip_of, picture):
    photo, text = picture(), b"any bytes at all"
    job = exported(house, [house.add_asset("disney_park.jpg", photo), house.add_asset("x.pdf", text, type="Pdf")])
    archive = zip_of(job.id)
    assert archive.namelist() == ["disney_park.jpg", "x.pdf"]
    assert (archive.read("disney_park.jpg"), archive.read("x.pdf")) == (photo, text)


def test_log_rows_are_as_recorded(house, picture):
    asset_id = house.add_asset("disney_park.jpg", picture())
    job = exported(house, [asset_id])
    file, last = house.rows(job.id)
    with house.database.reading() as session:
        token = exports.by_job(session, job.id).token
    url = f"http://localhost:8070/Exports/DemoCompany/{job.id}/{token}.zip"
    assert (file.log_type, file.message, file.asset_name, file.asset_type, file.asset_id, file.aux) == (
        "ExportJobRenderFileSuccess",
        "disney_park.jpg is exported to disney_park.jpg",
        "disney_park",
        "ExportJobRenderedFile",
        asset_id,
        [],
    )
    assert (last.log_type, last.message, last.asset_name, last.asset_type, last.asset_id, last.aux) == (
        "ZipFileExportJobSuccess",
        f"{url} has been created",
        url,
        "ExportJobZip",
        None,
        [],
    )


def test_the_zip_counts_as_a_file(house, picture):
    job = exported(house, [house.add_asset("a.jpg", picture())])
    assert (job.state, job.success_count, job.error_count, job.warning_count) == ("done", 2, 0, 0)
    assert job.ended >= job.started >= job.submitted


def test_modifier_decides_the_format(house, zip_of, picture):
    job = exported(house, [house.add_asset("fileToExport.jpg", picture())], "convert", is_modifier="&fmt=png")
    assert zip_of(job.id).namelist() == ["fileToExport.png"]
    assert Image.open(io.BytesIO(zip_of(job.id).read("fileToExport.png"))).format == "PNG"


def test_macro_beats_the_modifier(house, zip_of, picture):
    add_format(house, "Test", "fmt=tif")
    asset_id = house.add_asset("fileToExport.jpg", picture())
    job = exported(house, [asset_id], "convert", is_modifier="&fmt=png", macro="$test$")
    assert zip_of(job.id).namelist() == ["fileToExport.tiff"]
    assert Image.open(io.BytesIO(zip_of(job.id).read("fileToExport.tiff"))).format == "TIFF"
    assert house.rows(job.id)[0].message == "fileToExport.jpg is exported to fileToExport.tiff"


def test_without_any_format_it_is_a_jpeg(house, zip_of, picture):
    job = exported(house, [house.add_asset("a.png", picture(fmt="PNG"))], "convert")
    assert zip_of(job.id).namelist() == ["a.jpg"]


def test_modifier_of_the_asset_applies(house, zip_of, picture):
    job = exported(house, [house.add_asset("a.jpg", picture(), url_modifier="wid=10")], "convert")
    assert Image.open(io.BytesIO(zip_of(job.id).read("a.jpg"))).width == 10


@pytest.mark.parametrize(
    ("payload", "reason"),
    [
        ({"macro": "test"}, "macro 'test' has not the form $name$"),
        ({"macro": "$none$"}, "macro '$none$': there is no image format of this name"),
        ({"is_modifier": "fmt=nonsense"}, "nonsense"),
        ({"is_modifier": "wid=x"}, "wid"),
    ],
)
def test_request_that_is_none_is_an_error_of_each_asset(house, payload, reason, picture):
    ids = house.add_assets([("a.jpg", picture()), ("b.jpg", picture())])
    job = exported(house, ids, "convert", **payload)
    rows = house.rows(job.id)
    assert [row.log_type for row in rows] == ["ExportJobRenderFileError"] * 2 + ["ZipFileExportJobError"]
    assert all(reason in row.message for row in rows[:2])
    assert (job.state, job.error_count, job.success_count, job.fatal_error) == ("done", 2, 0, False)


def test_of_a_pdf_the_first_page_is_rendered(house, zip_of):
    pytest.importorskip("pypdfium2", reason="the extra `vector` draws PDF")
    page = io.BytesIO()
    Image.new("RGB", (60, 40), (0, 128, 0)).save(page, "PDF", resolution=72)
    job = exported(
        house, [house.add_asset("leaflet.pdf", page.getvalue(), type="Pdf")], "convert", is_modifier="fmt=png"
    )
    with Image.open(io.BytesIO(zip_of(job.id).read("leaflet.png"))) as rendered:
        assert rendered.size == (125, 83)  # at 150 dpi
        assert rendered.getpixel((60, 40))[1] == pytest.approx(128, abs=3)


def test_when_nothing_could_be_exported_the_log_says_so_at_the_end(house):
    job = exported(house, [house.add_asset("v.mp4", b"....ftypisom", type="Video")], "convert")
    error, last = house.rows(job.id)
    assert "assets of type Video can't be converted" in error.message
    assert last.message == "No file could be exported, so there is nothing to download"
    with house.database.reading() as session:
        assert exports.by_job(session, job.id) is None


def test_one_bad_asset_keeps_no_other_from_being_exported(house, zip_of, picture):
    good = house.add_asset("good.jpg", picture())
    bad = house.add_asset("bad.jpg", picture()[:200])
    spin = house.add_asset("spin", None, type="SpinSet")
    job = exported(house, [bad, spin, good], "convert")
    assert zip_of(job.id).namelist() == ["good.jpg"]
    assert (job.success_count, job.error_count) == (2, 2)
    by_asset = {row.asset_id: row.message for row in house.rows(job.id)}
    assert "it is a spin set, which can't be exported" in by_asset[spin]
    assert by_asset[bad].startswith("bad.jpg could not be exported: ")


@pytest.mark.parametrize(
    ("asset_type", "sub_type"),
    [
        ("ImageSet", None), ("RenderSet", None), ("SpinSet", None), ("AssetSet", "MediaSet"), ("MasterVideo", None),
        ("AssetSet", "MultiBitrateSet"), ("AssetSet", "VideoSet"), ("Catalog", None), ("AssetSet", "OfferSet"),
    ],
)  # fmt: skip
def test_refused_kinds_are_one_error_row_each(house, asset_type, sub_type, picture):
    ids = [house.add_asset("a.jpg", picture()), house.add_asset("set", None, type=asset_type, sub_type=sub_type)]
    job = exported(house, ids)
    assert (job.success_count, job.error_count) == (2, 1)
    assert [row.asset_id for row in house.rows(job.id) if row.log_type == "ExportJobRenderFileError"] == [ids[1]]


@pytest.mark.parametrize(
    ("values", "reason"),
    [({"trash_state": "InTrash"}, "it is in the trash"), ({"blob_hash": None}, "it has no file")],
)
def test_asset_that_changed_since_the_submission_is_an_error(house, values, reason, picture):
    asset_id = house.add_asset("a.jpg", picture())
    with house.database.transaction() as session:
        asset = session.get(house.Asset, asset_id)
        for name, value in values.items():
            setattr(asset, name, value)
    job = exported(house, [asset_id])
    assert reason in house.rows(job.id)[0].message


def test_asset_that_goes_into_the_trash_while_the_job_runs_is_an_error(house, picture):
    asset_id = house.add_asset("a.jpg", picture())
    job_id = house.submit_export([asset_id], "convert")
    work, run = house.work(), house.job(job_id).run
    (chunk,) = work.plan(job_id, run)
    with house.database.transaction() as session:
        trash.discard_asset(session, session.get(house.Asset, asset_id), "user@example.com", house.place().now())
    work.do_items(job_id, run, chunk)
    assert house.rows(job_id)[0].message == "a.jpg could not be exported: it is in the trash"


def test_missing_and_damaged_files_are_errors(house, picture):
    lost, cut = house.add_assets([("lost.jpg", picture(seed=1)), ("cut.jpg", picture(seed=2))])
    with house.database.reading() as session:
        hashes = [session.get(house.Asset, asset_id).blob_hash for asset_id in (lost, cut)]
    house.blobs.delete(hashes[0])
    path = house.blobs.path(hashes[1])
    path.chmod(0o600)
    path.write_bytes(b"x")
    job = exported(house, [lost, cut])
    assert [row.message for row in house.rows(job.id)][:2] == [
        "lost.jpg could not be exported: its file is missing",
        "cut.jpg could not be exported: its file is damaged",
    ]


def test_names_that_collide_are_numbered_in_order_of_the_assets(house, zip_of, picture):
    ids = house.add_assets([("a.jpg", picture(seed=1)), ("a.png", picture(seed=2, fmt="PNG"))], whole_names=True)
    job = exported(house, ids, "convert", is_modifier="fmt=gif")
    assert zip_of(job.id).namelist() == ["a.gif", "a (2).gif"]
    messages = [row.message for row in house.rows(job.id)]
    assert messages[:2] == ["a.jpg is exported to a.gif", "a.png is exported to a (2).gif"]


def test_any_unicode_name_is_kept(house, zip_of, picture):
    job = exported(house, [house.add_asset("Füße 日本 🚀.jpg", picture())])
    assert zip_of(job.id).namelist() == ["Füße 日本 🚀.jpg"]


def test_no_asset_name_but_the_zips_begins_with_http(house, picture):
    job = exported(house, [house.add_asset("http-banner.jpg", picture())])
    assert [row.asset_name.startswith("http") for row in house.rows(job.id)] == [False, True]


def test_warnings_of_the_request_are_rows_of_their_own(house, picture):
    job = exported(house, [house.add_asset("a.jpg", picture())], "convert", is_modifier="fmt=png&nosuchcommand=1")
    assert [row.log_type for row in house.rows(job.id)] == [
        "ExportJobRenderFileSuccess",
        "ExportJobRenderFileWarning",
        "ZipFileExportJobSuccess",
    ]
    assert (job.success_count, job.warning_count) == (2, 1)


def test_originals_take_no_run_of_items(house):
    job_id = house.submit_export(house.add_assets([(f"{n}.jpg", b"%d" % n) for n in range(50)]))
    assert house.work().plan(job_id, house.job(job_id).run) == []


def test_options_without_effect_on_originals_are_named_once(house, picture):
    job = exported(house, [house.add_asset("a.jpg", picture())], is_modifier="wid=10", macro="$x$")
    rows = [row for row in house.rows(job.id) if row.log_type == "ExportJobRenderFileWarning"]
    assert [row.message for row in rows] == ["Originals are exported as they are: is_modifier and macro has no effect"]
    assert (job.warning_count, job.success_count) == (1, 2)


def test_a_request_may_put_other_pictures_of_the_company_on_the_exported_one(house, zip_of, picture):
    house.add_asset("red.png", one_colour((255, 0, 0), 20))
    blue = house.add_asset("blue.png", one_colour((0, 0, 255), 40))
    request = "layer=1&src=DemoCompany/red&layer=2&src=is(red?scl=4)&pos=-15,0&fmt=png"
    pixels = Image.open(io.BytesIO(zip_of(exported(house, [blue], "convert", is_modifier=request).id).read("blue.png")))
    assert [pixels.getpixel(place) for place in ((1, 1), (20, 20), (5, 20))] == [(0, 0, 255), (255, 0, 0), (255, 0, 0)]


def test_pictures_of_other_companies_are_not_there(house, picture):
    secret = house.add_asset("secret.png", picture())
    with house.database.transaction() as session:
        other = companies.create(session, "Other Company", system_clock())
        asset = session.get_one(house.Asset, secret)
        asset.company_id, asset.folder_id = other.id, folders.by_path(session, other.id, "OtherCompany/").id
    own = house.add_asset("own.png", picture())
    for name in ("secret", "OtherCompany/secret", "/OtherCompany/secret", "DemoCompany/secret"):
        job = exported(house, [own], "convert", is_modifier=f"layer=1&src={name}")
        assert house.rows(job.id)[0].message.endswith(f"invalid request: src={name}: there is no such picture")


def one_colour(colour, side):
    file = io.BytesIO()
    Image.new("RGB", (side, side), colour).save(file, "PNG")
    return file.getvalue()


def test_the_catalog_s_attributes_hold_but_nothing_shrinks(house, zip_of, picture):
    catalogs = house.settings.resolved_catalogs_dir
    catalogs.mkdir()
    (catalogs / "DemoCompany.ini").write_text("DefaultPix=10,10\nMaxPix=10,10\nBkgColor=ff0000\nPrintResolution=150")
    asset_id = house.add_asset("boat.png", picture())
    job = exported(house, [asset_id], "convert", is_modifier="fmt=png")
    with Image.open(zip_of(job.id).open("boat.png")) as whole:
        assert min(whole.size) > 10
        assert round(whole.info["dpi"][0]) == 150


def test_a_catalog_file_that_can_not_be_used_is_an_error_of_each_asset(house, picture):
    catalogs = house.settings.resolved_catalogs_dir
    catalogs.mkdir()
    (catalogs / "DemoCompany.ini").write_text("JpegQuality=best")
    job = exported(house, [house.add_asset("boat.png", picture())], "convert")
    assert "DemoCompany.ini: JpegQuality=best" in house.rows(job.id)[0].message

"""Demo Company: complete, the same every time, and never made twice."""

import pytest
from argon2 import PasswordHasher
from sqlalchemy import select

from flytower.config import Settings
from flytower.contract.clock import system_clock
from flytower.contract.exportable import export_refusal
from flytower.contract.operation import Role
from flytower.imaging.request import parse_request
from flytower.jobs import demo
from flytower.jobs.preparation import prepare
from flytower.model import Asset, Database, Job, JobState, companies, image_formats, job_logs, passwords, users
from flytower.storage.local import LocalBlobs


@pytest.fixture
def place(tmp_path, monkeypatch):
    monkeypatch.setattr(passwords, "_HASHER", PasswordHasher(time_cost=1, memory_cost=8, parallelism=1))
    settings = Settings.load({}, data_dir=tmp_path)
    prepare(settings)
    database = Database(settings.resolved_database_url)
    yield database, LocalBlobs(settings.blobs_dir), settings, system_clock
    database.dispose()


def all_assets(place):
    with place[0].reading() as session:
        return session.scalars(select(Asset).order_by(Asset.id)).all()


def test_the_company_and_its_users(place):
    demo.seed(*place)
    with place[0].reading() as session:
        company = companies.by_name(session, "Demo Company")
        verifier = passwords.PasswordVerifier(0)
        admin = users.authenticate(session, verifier, "admin@example.com", "demo", system_clock())
        user = users.authenticate(session, verifier, "user@example.com", "demo", system_clock())
        assert company.root_path == "DemoCompany/"
        assert users.roles_of(session, admin.id) == {company.id: Role.IPS_COMPANY_ADMIN}
        assert users.roles_of(session, user.id) == {company.id: Role.IPS_USER}


def test_each_kind_that_can_not_be_exported_is_there_once(place):
    demo.seed(*place)
    refusals = [export_refusal(asset.type, asset.sub_type) for asset in all_assets(place)]
    kinds = [refusal for refusal in refusals if refusal]
    assert set(kinds) == {
        "an image set", "a render set", "a spin set", "a media set", "a multi-bitrate video set", "a video set",
        "an eCatalog", "an offer set",
    }  # fmt: skip
    assert len(kinds) == len(set(kinds)) + 1  # a multi-bitrate set has two types


def test_pictures_are_assets_like_any_other(place):
    demo.seed(*place)
    pictures = [asset for asset in all_assets(place) if asset.type == "Image"]
    assert len(pictures) >= 3
    for asset in pictures:
        assert asset.width * asset.height
        assert place[1].size(asset.blob_hash) == asset.file_size
    with place[0].reading() as session:
        job = session.scalars(select(Job)).one()
        assert (job.state, job.error_count, job.success_count) == (JobState.DONE, 0, len(pictures))
        assert session.scalars(select(job_logs.JobLogEntry.log_type)).all()[-1] == "EndUpload"


def test_some_names_have_drifted_and_one_is_not_published(place):
    pytest.importorskip("skimage", reason="the photograph that comes twice is scikit-image's")
    demo.seed(*place)
    drifted = next(asset for asset in all_assets(place) if asset.name == "rocket-1")
    assert (drifted.file_name, drifted.ready_for_publish) == ("rocket.jpg", False)


def test_the_image_formats_can_be_rendered(place):
    demo.seed(*place)
    with place[0].reading() as session:
        macros = image_formats.macros(session, 1)
    assert len(macros) == 2
    for name in macros:
        assert parse_request(f"${name}$", macros=macros).warnings == ()


def test_seeding_again_changes_nothing(place):
    demo.seed(*place)
    before = [(asset.id, asset.name, asset.last_modified) for asset in all_assets(place)]
    demo.seed(*place)
    assert [(asset.id, asset.name, asset.last_modified) for asset in all_assets(place)] == before


def test_what_a_crash_left_undone_is_done_the_next_time(place, monkeypatch):
    with monkeypatch.context() as patch:
        patch.setattr(demo, "_take_in", lambda *_: None)
        demo.seed(*place)
    assert not [asset for asset in all_assets(place) if asset.type == "Image"]
    demo.seed(*place)
    assert [asset for asset in all_assets(place) if asset.type == "Image"]


def test_without_photographs_pictures_are_drawn(place, monkeypatch, caplog):
    monkeypatch.setattr(demo, "PICTURES", ())
    demo.seed(*place)
    assert "pictures are drawn" in caplog.text
    names = [asset.file_name for asset in all_assets(place) if asset.type == "Image"]
    assert names == ["dawn.jpg", "noon.png", "dusk.tif"]

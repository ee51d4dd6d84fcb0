"""Executors as real processes, with the engine, the queues and the render processes."""

import http.server
import random
import signal
import threading
import time
from collections import Counter
from contextlib import suppress
from datetime import timedelta
from functools import partial

import pytest

from flytower.config import Settings
from flytower.contract.clock import system_clock
from flytower.model import Job, exports, job_work
from flytower.storage.ziplayout import ZipLayout
from flytower.storage.zipstream import stream


def settled(house, job_id):
    """When each settled item was finished, by position."""
    with house.database.reading() as session:
        return {item.position: item.finished for item in job_work.items(session, job_id) if item.finished}


def wait_until(condition, seconds=30):
    until = time.monotonic() + seconds
    while not condition():
        assert time.monotonic() < until, "it never happened"
        time.sleep(0.01)


def assert_complete(house, job, count):
    """One row per asset and one for the ZIP, and a ZIP whose every byte is there."""
    assert (job.state, job.success_count, job.error_count) == ("done", count + 1, 0)
    rows = house.rows(job.id)
    assert Counter(row.log_type for row in rows) == {
        "ExportJobRenderFileSuccess": count,
        "ZipFileExportJobSuccess": 1,
    }
    assert len({row.asset_id for row in rows}) == count + 1
    with house.database.reading() as session:
        layout = ZipLayout.from_manifest(exports.by_job(session, job.id).manifest)
    assert len(layout.entries) == count
    assert sum(map(len, stream(layout, house.blobs))) == layout.size


def test_job_is_done(house, picture):
    ids = house.add_assets([(f"{n}.jpg", picture(seed=n)) for n in range(3)])
    with house.executors():
        assert_complete(house, house.wait(house.submit_export(ids)), 3)
        assert_complete(house, house.wait(house.submit_export(ids, "convert", is_modifier="fmt=png")), 3)


def test_many_items_are_shared_out(house, picture):
    ids = house.add_assets([(f"{n}.jpg", picture(seed=n)) for n in range(45)])
    with house.executors(2):
        assert_complete(house, house.wait(house.submit_export(ids, "convert")), 45)


def test_job_of_the_future_waits(house, picture):
    job_id = house.submit_export([house.add_asset("a.jpg", picture())])
    with house.database.transaction() as session:
        house.engine.run_at(session, job_id, system_clock() + timedelta(seconds=3))
        due = system_clock() + timedelta(seconds=3)
    with house.executors():
        assert house.wait(job_id).started >= due - timedelta(milliseconds=50)


def test_rolled_back_submission_never_runs(house, picture):
    class Undo(Exception):  # noqa: N818
        pass

    asset_id = house.add_asset("a.jpg", picture())
    job_id = house.submit_export([asset_id])
    run = house.job(job_id).run
    with suppress(Undo), house.database.transaction() as session:
        house.engine.submit(session, job_id, "1")
        raise Undo
    assert house.job(job_id).run == run


def test_stopped_job_leaves_its_executors_free(house, picture):
    ids = house.add_assets([(f"{n}.jpg", picture(1200, 900, seed=n)) for n in range(40)], width=1200, height=900)
    with house.executors():
        job_id = house.submit_export(ids, "convert", is_modifier="fmt=png")
        wait_until(lambda: settled(house, job_id))
        with house.database.transaction() as session:
            house.engine.stop(session, session.get(Job, job_id, with_for_update=True))
        rows = len(house.rows(job_id))
        assert_complete(house, house.wait(house.submit_export(ids[:2])), 2)
        assert len(house.rows(job_id)) == rows
        assert house.job(job_id).state == "stopped"


class QuietHandler(http.server.SimpleHTTPRequestHandler):
    def log_message(self, *_args):
        pass


def test_files_are_fetched_from_urls(house, tmp_path, picture):
    (tmp_path / "a.jpg").write_bytes(picture())
    server = http.server.ThreadingHTTPServer(("127.0.0.1", 0), partial(QuietHandler, directory=tmp_path))
    threading.Thread(target=server.serve_forever).start()
    base = f"http://127.0.0.1:{server.server_port}"
    items = [
        {"source": {"url": f"{base}/{name}", "folder": "DemoCompany/Web/", "file_name": name}}
        for name in ("a.jpg", "missing.jpg")
    ]
    options = {"overwrite": False, "ready_for_publish": True, "create_mask": False, "email_setting": "None"}
    house.settings = Settings(data_dir=house.settings.data_dir, url_allow_private=True)
    with house.executors():
        job = house.wait(house.submit("upload_urls", options, items))
    server.shutdown()
    server.server_close()
    assert (job.success_count, job.error_count) == (1, 1)
    messages = dict(house.messages(job.id))
    assert messages["UploadSuccess"] == "DemoCompany/Web/a.jpg was processed into IPS"
    assert "the answer was 404" in messages["UploadError"]


def test_sigterm_ends_an_executor_at_once_without_loss(house, picture):
    ids = house.add_assets([(f"{n}.jpg", picture(1200, 900, seed=n)) for n in range(16)], width=1200, height=900)
    with house.executors() as running:
        job_id = house.submit_export(ids, "convert", is_modifier="fmt=png")
        wait_until(lambda: settled(house, job_id))
        began = time.monotonic()
        running[0].send_signal(signal.SIGTERM)
        assert running[0].wait(timeout=5) == 0
        assert time.monotonic() - began < 2
    before = settled(house, job_id)
    assert len(before) < 16
    with house.executors():
        job = house.wait(job_id)
    assert_complete(house, job, 16)
    assert {position: settled(house, job_id)[position] for position in before} == before


def test_work_of_a_dead_executor_goes_on_elsewhere(house, picture):
    ids = house.add_assets([(f"{n}.jpg", picture(1200, 900, seed=n)) for n in range(40)], width=1200, height=900)
    with house.executors(2) as running:
        job_id = house.submit_export(ids, "convert", is_modifier="fmt=png")
        wait_until(lambda: len(settled(house, job_id)) > 4)
        running[1].kill()
        assert_complete(house, house.wait(job_id, 60), 40)


@pytest.mark.postgres
def test_work_of_a_dead_executor_goes_on_elsewhere_on_postgres(postgres_house, picture):
    house = postgres_house
    ids = house.add_assets([(f"{n}.jpg", picture(1200, 900, seed=n)) for n in range(24)], width=1200, height=900)
    with house.executors(2) as running:
        job_id = house.submit_export(ids, "convert", is_modifier="fmt=png")
        wait_until(lambda: len(settled(house, job_id)) > 2)
        running[0].kill()
        assert_complete(house, house.wait(job_id, 60), 24)
        assert_complete(house, house.wait(house.submit_export(ids), 60), 24)


@pytest.mark.slow
def test_second_process_of_one_name_gives_up(house):
    with house.executors() as one, house.executors() as other:
        wait_until(lambda: {one[0].poll(), other[0].poll()} != {None})
        assert {one[0].poll(), other[0].poll()} == {None, 1}


@pytest.mark.slow
@pytest.mark.parametrize("seed", range(3))
def test_nothing_is_lost_or_redone_when_everything_is_killed_again_and_again(house, picture, seed):
    """SIGKILL at random moments, then a restart; both executors at once, as when the host goes down."""
    moments = random.Random(seed)  # noqa: S311
    files = [(f"{n}.jpg", picture(1200, 900, seed=n)) for n in range(60)]
    ids = house.add_assets(files, width=1200, height=900)
    job_id = house.submit_export(ids, "convert", is_modifier="fmt=png")
    before = {}
    for _ in range(6):
        with house.executors(2):
            time.sleep(moments.uniform(0.8, 3.0))
        after = settled(house, job_id)
        assert {position: after[position] for position in before} == before
        before = after
    with house.executors(2):
        job = house.wait(job_id, 120)
    assert_complete(house, job, 60)
    assert {position: settled(house, job_id)[position] for position in before} == before

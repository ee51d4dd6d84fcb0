"""What one of the executors does now and then."""

from datetime import timedelta

import pytest

from flytower.contract.clock import system_clock
from flytower.jobs.engine import Engine
from flytower.jobs.housekeeping import NAME, Housekeeping
from flytower.jobs.locks import FileLocks
from flytower.model import Job, exports

OPTIONS = {"overwrite": False, "ready_for_publish": True, "create_mask": False, "email_setting": "None"}


class EngineThatForgot(Engine):
    """Submits as the real one; knows only the runs it is told of."""

    alive = frozenset()
    forgotten_before = None

    def dead_runs(self, runs):
        return set(runs) - self.alive

    def forget_ended(self, before):
        self.forgotten_before = before


@pytest.fixture
def engine(house):
    return EngineThatForgot(house.database, system_clock)


@pytest.fixture
def keeping(house, engine):
    """Make a housekeeping that is so much later than now."""
    made = []

    def keep(**later):
        locks = FileLocks(house.settings.locks_dir)
        made.append(locks)
        return Housekeeping(house.place(clock=lambda: system_clock() + timedelta(**later)), engine, locks)

    yield keep
    for locks in made:
        locks.close()


@pytest.fixture
def upload(house):
    """An upload job that waits for its next POST."""
    job_id = house.submit("upload_post", OPTIONS, [], client_address="10.0.0.7")
    with house.database.transaction() as session:
        session.get(Job, job_id).last_post = system_clock()
    house.work_off(job_id)
    return job_id


def test_upload_ends_half_an_hour_after_its_last_post(house, keeping, upload):
    keeping(minutes=29).tick()
    assert not house.job(upload).end_requested
    keeping(minutes=31).end_silent_uploads()
    assert house.job(upload).end_requested
    assert house.work_off(upload).state == "done"


def test_upload_that_waits_is_no_orphan(house, keeping, upload):
    run = house.job(upload).run
    keeping().revive_jobs()
    assert house.job(upload).run == run


def test_job_whose_run_is_lost_is_submitted_again(house, keeping, picture):
    job_id = house.submit_export([house.add_asset("a.jpg", picture())])
    lost = house.job(job_id).run
    keeping().revive_jobs()
    assert house.job(job_id).run != lost
    assert house.work_off(job_id).success_count == 2


def test_job_with_a_living_run_is_left_alone(house, keeping, engine, picture):
    job_id = house.submit_export([house.add_asset("a.jpg", picture())])
    engine.alive = {house.job(job_id).run}
    keeping().revive_jobs()
    assert {house.job(job_id).run} == engine.alive


@pytest.mark.parametrize("call", ["stop", "pause"])
def test_job_that_is_not_to_run_is_not_revived(house, keeping, picture, call):
    job_id = house.submit_export([house.add_asset("a.jpg", picture())])
    with house.database.transaction() as session:
        getattr(house.engine, call)(session, session.get(Job, job_id))
    keeping().revive_jobs()
    assert house.job(job_id).run is None


def test_export_is_forgotten_when_its_time_is_over(house, keeping, picture):
    job = house.work_off(house.submit_export([house.add_asset("a.jpg", picture())]))
    keeping(hours=167).remove_expired_exports()
    with house.database.reading() as session:
        assert exports.by_job(session, job.id) is not None
    keeping(hours=169).remove_expired_exports()
    with house.database.reading() as session:
        assert exports.by_job(session, job.id) is None


def test_temporary_files_go_after_a_day(house, keeping):
    (house.blobs.scratch() / "left").write_bytes(b"x")
    keeping(hours=23).sweep_scratch()
    assert (house.blobs.scratch() / "left").exists()
    keeping(hours=25).sweep_scratch()
    assert not (house.blobs.scratch() / "left").exists()


def test_ended_runs_are_forgotten_after_a_day(keeping, engine):
    keeping().forget_runs()
    assert timedelta(hours=23) < system_clock() - engine.forgotten_before < timedelta(hours=25)


def test_one_process_does_it(house, keeping, upload):
    first = FileLocks(house.settings.locks_dir)
    assert first.take(NAME)
    keeping(minutes=31).tick()
    assert not house.job(upload).end_requested
    first.close()
    keeping(minutes=31).tick()
    assert house.job(upload).end_requested


def test_chore_that_fails_keeps_no_other_from_being_done(house, keeping, upload, caplog):
    chores = keeping(minutes=31)
    chores._chores[0].work = _broken
    chores._chores[1].work = chores.end_silent_uploads
    chores.tick()
    assert house.job(upload).end_requested
    assert "chore _broken: no" in caplog.text


def _broken():
    raise RuntimeError("no")

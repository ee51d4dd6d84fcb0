from datetime import UTC, datetime, timedelta

import pytest

from flytower.model import ItemState, JobState, job_work
from flytower.model.job_work import ItemResult

NOW = datetime(2020, 6, 11, tzinfo=UTC)
LATER = NOW + timedelta(seconds=5)


@pytest.fixture
def job(session, add_job):
    made = add_job(items=3)
    made.run = "run-1"
    session.flush()
    return made


@pytest.mark.parametrize("state", [JobState.PAUSED, JobState.STOPPED, JobState.DONE])
def test_a_run_that_is_not_the_current_one_gets_nothing(session, job, state):
    assert job_work.hold(session, job.id, "run-0") is None
    job.state = state
    assert job_work.hold(session, job.id, "run-1") is None


def test_the_current_run_holds_its_job(session, job):
    assert job_work.hold(session, job.id, "run-1") is job


def test_beginning_an_item_counts_the_attempt(session, job):
    assert [job_work.begin_item(session, job.id, 1) for _ in range(2)] == [1, 2]
    assert job_work.items(session, job.id, [1])[0].state == ItemState.RUNNING


def test_an_item_ends_once(session, job):
    result = ItemResult(state=ItemState.DONE, asset_id=7, file_name="x.png", file_size=5, crc32=2**32 - 1)
    assert job_work.settle_item(session, job.id, 1, result, NOW)
    assert not job_work.settle_item(session, job.id, 1, ItemResult(state=ItemState.ERROR), LATER)
    session.expire_all()
    (item,) = job_work.items(session, job.id, [1])
    assert (item.state, item.asset_id, item.file_name, item.crc32, item.finished) == (
        "done",
        7,
        "x.png",
        2**32 - 1,
        NOW,
    )


def test_unfinished_items_are_those_without_an_end(session, job):
    for position, state in ((0, ItemState.ERROR), (2, ItemState.SKIPPED)):
        job_work.settle_item(session, job.id, position, ItemResult(state=state), NOW)
    job_work.begin_item(session, job.id, 1)
    assert job_work.unfinished(session, job.id) == [1]


def test_progress_counts_items_by_state(session, job, add_job):
    job_work.settle_item(session, job.id, 0, ItemResult(state=ItemState.DONE), NOW)
    empty = add_job()
    assert job_work.progress(session, [job.id, empty.id]) == {job.id: {"new": 2, "done": 1}, empty.id: {}}


def test_counting_adds_up(session, job):
    job_work.count(session, job.id, NOW, success_count=2)
    job_work.count(session, job.id, LATER, success_count=1, error_count=1)
    assert (job.success_count, job.error_count, job.warning_count, job.last_progress) == (3, 1, 0, LATER)


def test_only_counters_can_be_counted(session, job):
    with pytest.raises(TypeError, match="total_items"):
        job_work.count(session, job.id, NOW, total_items=1)


def test_an_ended_job_has_no_run(job):
    job_work.end(job, JobState.DONE, NOW)
    assert (job.state, job.run, job.ended) == ("done", None, NOW)


def test_jobs_that_must_have_a_living_run(session, add_job):
    states = {state: add_job(str(state)) for state in JobState}
    for state, job in states.items():
        job.state = state
    wanted = [states[state] for state in (JobState.QUEUED, JobState.RUNNING, JobState.STOPPING)]
    assert job_work.running(session) == wanted


def test_uploads_that_nobody_sends_to_any_more(session, add_job):
    old, ended, fresh, other = (add_job(name, kind="upload_post") for name in "abcd")
    old.last_post = ended.last_post = other.last_post = NOW
    fresh.last_post = LATER
    ended.end_requested, other.kind = True, "export"
    assert job_work.waiting_for_posts(session, "upload_post", LATER) == [old]

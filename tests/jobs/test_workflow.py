"""How a job is planned, done and ended, without the engine; what happens when something goes wrong."""

from collections import Counter
from types import SimpleNamespace

import pytest

from flytower.jobs import items as item_work
from flytower.jobs import kinds
from flytower.jobs.holding import Abandoned
from flytower.jobs.kind import Pending
from flytower.jobs.workflow import JobWork, chunks
from flytower.model import Job, job_work


@pytest.fixture
def job_id(house, picture):
    """A conversion of three assets."""
    ids = house.add_assets([(f"{n}.jpg", picture(seed=n)) for n in range(3)])
    return house.submit_export(ids, "convert")


def items(house, job_id):
    with house.database.reading() as session:
        return job_work.items(session, job_id)


def test_little_work_is_one_chunk():
    assert chunks([Pending(position, 0.1) for position in range(5)]) == [[0, 1, 2, 3, 4]]


def test_more_work_is_shared_out():
    assert chunks([Pending(position, 0.1) for position in range(7)]) == [[0, 1], [2, 3], [4, 5], [6]]


def test_chunks_are_about_a_second_at_most():
    split = chunks([Pending(position, 0.2) for position in range(200)])
    assert {len(chunk) for chunk in split} == {5}


def test_work_that_takes_longer_is_a_chunk_of_its_own():
    assert chunks([Pending(0, 0.1), Pending(1, 5.0), Pending(2, 0.1)]) == [[0], [1], [2]]


def test_nothing_to_do_is_no_chunk():
    assert chunks([]) == []


def test_many_small_items_are_bounded():
    assert max(len(chunk) for chunk in chunks([Pending(position, 0) for position in range(200)])) == 50


def test_finished_items_are_not_redone(house, job_id, monkeypatch):
    work, run = house.work(), house.job(job_id).run
    work.plan(job_id, run)
    work.do_items(job_id, run, [0])
    before = items(house, job_id)[0]
    work.do_items(job_id, run, [0, 1, 2])
    after = items(house, job_id)[0]
    assert (before.finished, before.attempts) == (after.finished, after.attempts) == (before.finished, 1)
    assert len(house.rows(job_id)) == 3


def test_planning_again_leaves_what_is_done(house, job_id):
    work, run = house.work(), house.job(job_id).run
    work.plan(job_id, run)
    work.do_items(job_id, run, [1])
    assert work.plan(job_id, run) == [[0, 2]]


def test_finishing_twice_changes_nothing(house, job_id):
    done = house.work_off(job_id)
    house.work().finish(job_id, "whatever")
    assert (house.job(job_id).ended, house.job(job_id).success_count) == (done.ended, 4)


def test_job_is_not_finished_while_items_are_left(house, job_id):
    work, run = house.work(), house.job(job_id).run
    work.plan(job_id, run)
    work.do_items(job_id, run, [0, 1])
    work.finish(job_id, run)
    assert house.job(job_id).state == "running"


@pytest.mark.parametrize("call", ["stop", "pause"])
def test_run_that_lost_its_job_writes_nothing_more(house, job_id, call, monkeypatch):
    work, run = house.work(), house.job(job_id).run
    work.plan(job_id, run)
    render = house.place().renderer.render

    def losing(self, *args):
        with house.database.transaction() as session:
            getattr(house.engine, call)(session, session.get(Job, job_id))
        return render(*args)

    monkeypatch.setattr("tests.jobs.conftest.InProcessRenderer.render", losing)
    work.do_items(job_id, run, [0, 1, 2])
    assert [item.state for item in items(house, job_id)] == ["running", "new", "new"]
    assert house.job(job_id).success_count == 0


def test_stopped_job_says_so_in_its_log(house, job_id):
    with house.database.transaction() as session:
        house.engine.stop(session, session.get(Job, job_id))
    job = house.job(job_id)
    assert (job.state, job.run, job.ended is None) == ("stopped", None, False)
    assert house.messages(job_id) == [("ZipFileExportJobError", "The job was stopped before it was complete")]


def test_resumed_job_goes_on_where_it_was(house, job_id):
    work, run = house.work(), house.job(job_id).run
    work.plan(job_id, run)
    work.do_items(job_id, run, [0])
    with house.database.transaction() as session:
        house.engine.pause(session, session.get(Job, job_id))
    with house.database.transaction() as session:
        house.engine.resume(session, session.get(Job, job_id))
    assert house.work_off(job_id).success_count == 4
    assert [item.attempts for item in items(house, job_id)] == [1, 1, 1]


def test_item_that_ends_its_process_is_given_up(house, job_id):
    work, run = house.work(), house.job(job_id).run
    work.plan(job_id, run)
    with house.database.transaction() as session:
        for _ in range(item_work.MOST_ATTEMPTS):
            job_work.begin_item(session, job_id, 1)
    assert house.work_off(job_id).error_count == 1
    error = next(row for row in house.rows(job_id) if row.sequence_key == "item:1")
    assert "given up after 8 attempts" in error.message


def test_unexpected_failure_is_the_items_error(house, job_id, monkeypatch):
    def broken(self, *_args):
        raise KeyError("what")

    monkeypatch.setattr("tests.jobs.conftest.InProcessRenderer.render", broken)
    job = house.work_off(job_id)
    assert (job.state, job.error_count) == ("done", 3)
    assert "KeyError: 'what'" in house.rows(job_id)[0].message


def test_failure_while_writing_the_result_is_the_items_error(house, job_id, monkeypatch):
    kind = kinds.kind_of(house.job(job_id))

    def settle(session, job):
        raise ValueError("not to be written")

    monkeypatch.setitem(kinds._KINDS, "export", type(kind)(**{**_fields(kind), "do": lambda _place, _task: settle}))
    job = house.work_off(job_id)
    assert (job.state, job.error_count) == ("done", 3)
    assert "ValueError: not to be written" in house.rows(job_id)[0].message


def _fields(kind):
    return {name: getattr(kind, name) for name in type(kind).__slots__}


def test_process_about_to_end_writes_nothing(house, job_id):
    place = house.place()
    work, run = house.work(), house.job(job_id).run
    work.plan(job_id, run)
    place.closing.set()
    with pytest.raises(Abandoned):
        JobWork(place).do_items(job_id, run, [0, 1, 2])
    assert [item.state for item in items(house, job_id)] == ["new", "new", "new"]


def test_failed_job_shows_it_at_once(house, job_id):
    house.work().fail(job_id, house.job(job_id).run, "no memory")
    job = house.job(job_id)
    assert (job.state, job.fatal_error) == ("done", True)
    assert house.messages(job_id) == [("FatalError", "The job failed: no memory")]


def test_item_that_another_process_ended_meanwhile_is_written_once(house, job_id, monkeypatch):
    work, run = house.work(), house.job(job_id).run
    work.plan(job_id, run)
    render = house.place().renderer.render
    first = []

    def overtaken(self, *args):
        if not first:
            first.append(True)
            work.do_items(job_id, run, [0])
        return render(*args)

    monkeypatch.setattr("tests.jobs.conftest.InProcessRenderer.render", overtaken)
    work.do_items(job_id, run, [0, 1, 2])
    assert len(house.rows(job_id)) == 3
    assert house.job(job_id).success_count == 3


@pytest.fixture
def many(house, picture):
    """A conversion of twenty small assets."""
    return house.submit_export(house.add_assets([(f"{n}.jpg", picture(8, 8, seed=n)) for n in range(20)]), "convert")


def test_small_items_share_transactions(house, many, monkeypatch):
    work, run = house.work(), house.job(many).run
    work.plan(many, run)
    transactions = []
    transaction = type(house.database).transaction

    def counted(self):
        transactions.append(True)
        return transaction(self)

    monkeypatch.setattr("tests.jobs.conftest.InProcessRenderer.render", _quick)
    monkeypatch.setattr(type(house.database), "transaction", counted)
    work.do_items(many, run, range(20))
    assert len(transactions) <= 8
    assert house.job(many).success_count == 20


def _quick(self, _source, _recipe, destination):
    destination.write_bytes(destination.name.encode())
    return SimpleNamespace(warnings=())


def test_one_bad_result_among_several_is_its_own_error(house, many, monkeypatch):
    kind = kinds.kind_of(house.job(many))

    def do(place, task):
        settle = kind.do(place, task)

        def settle_or_fail(session, job):
            if task.position == 11:
                raise ValueError("not to be written")
            return settle(session, job)

        return settle_or_fail

    monkeypatch.setitem(kinds._KINDS, "export", type(kind)(**{**_fields(kind), "do": do}))
    job = house.work_off(many)
    assert (job.success_count, job.error_count, len(house.rows(many))) == (20, 1, 21)


def test_item_begun_before_shares_no_transaction(house, many, monkeypatch):
    work, run = house.work(), house.job(many).run
    work.plan(many, run)
    with house.database.transaction() as session:
        job_work.begin_item(session, many, 12)
    others = []

    def render(self, source, recipe, destination):
        others.append(Counter(item.state for item in items(house, many))["running"])
        return _quick(self, source, recipe, destination)

    monkeypatch.setattr("tests.jobs.conftest.InProcessRenderer.render", render)
    work.do_items(many, run, range(20))
    assert others[12] == 1
    assert max(others) > 2

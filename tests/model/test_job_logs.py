from datetime import UTC, datetime, timedelta

import pytest

from flytower.contract.constants import JobLogSortField
from flytower.model import JobLogEntry, job_logs
from flytower.model.job_logs import DetailPage, SummaryOrder
from flytower.model.jobs import JobFilter

NOW = datetime(2020, 6, 11, tzinfo=UTC)


def write(session, job, key, log_type="UploadSuccess", seconds=0, **values):
    entry = JobLogEntry(
        job_id=job.id,
        sequence_key=key,
        created=NOW + timedelta(seconds=seconds),
        log_type=log_type,
        message=f"message of {key}",
        **values,
    )
    return job_logs.add(session, entry)


def keys(session, job, **page):
    return [row.sequence_key for row in job_logs.details(session, [job.id], DetailPage(**page))[job.id]]


def test_a_row_is_written_once(session, add_job):
    job = add_job()
    assert write(session, job, "item:1", asset_id=5)
    assert not write(session, job, "item:1")
    assert write(session, add_job(), "item:1")
    (row,) = job_logs.details(session, [job.id], DetailPage())[job.id]
    assert (row.message, row.asset_id, row.asset_name, row.aux) == ("message of item:1", 5, "", [])


def test_rows_come_by_date_and_then_as_written(session, add_job):
    job = add_job()
    for key, seconds in (("b", 1), ("c", 1), ("a", 0)):
        write(session, job, key, seconds=seconds)
    assert keys(session, job) == ["a", "b", "c"]
    assert keys(session, job, descending=True) == ["c", "b", "a"]


def test_rows_sorted_by_type(session, add_job):
    job = add_job()
    for key, log_type in (("1", "UploadSuccess"), ("2", "BeginUpload"), ("3", "UploadError")):
        write(session, job, key, log_type)
    assert keys(session, job, by_type=True) == ["2", "3", "1"]
    assert keys(session, job, by_type=True, descending=True) == ["1", "3", "2"]


def test_pages_and_types(session, add_job):
    job = add_job()
    for number in range(5):
        write(session, job, str(number), "UploadError" if number == 3 else "UploadSuccess", seconds=number)
    successes = frozenset({"UploadSuccess"})
    assert keys(session, job, log_types=successes, limit=2, offset=2) == ["2", "4"]
    assert job_logs.counts(session, [job.id], DetailPage(log_types=successes, limit=1)) == {job.id: 4}


def test_each_of_several_jobs_has_its_own_page(session, add_job):
    first, second, empty = add_job(), add_job(), add_job()
    for job in (first, second):
        for number in range(3):
            write(session, job, f"{number}", seconds=number)
    found = job_logs.details(session, [first.id, second.id, empty.id], DetailPage(limit=2))
    assert {job_id: len(rows) for job_id, rows in found.items()} == {first.id: 2, second.id: 2, empty.id: 0}


@pytest.mark.parametrize("field", JobLogSortField)
def test_summaries_sort_by_every_field(session, add_job, field):
    first, second = add_job("a"), add_job("b", now=NOW + timedelta(hours=1))
    second.success_count = second.error_count = second.warning_count = 1
    session.flush()
    for descending in (False, True):
        found = job_logs.summaries(session, JobFilter(), SummaryOrder(field=field, descending=descending))
        assert [job for job, _ in found] == ([second, first] if descending else [first, second])


def test_summaries_are_limited(session, add_job):
    for _ in range(3):
        add_job()
    assert len(job_logs.summaries(session, JobFilter(), SummaryOrder(limit=2))) == 2

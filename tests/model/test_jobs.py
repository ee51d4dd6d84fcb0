from datetime import UTC, datetime, timedelta
from zoneinfo import ZoneInfo

import pytest

from flytower.model import JobState, companies, job_work, jobs
from flytower.model.jobs import JobFilter

NOW = datetime(2020, 6, 11, 19, 28, 16, 666999, tzinfo=UTC)


def test_a_jobs_name_carries_the_local_time_of_its_submission(session, company, user):
    """The name recorded of the real service: wire fact B9."""
    new = jobs.NewJob(
        company_id=company.id,
        user_id=user.id,
        mail_user_id=user.id,
        kind="export",
        type="Export",
        original_name="EAEM_1591903696017",
        version="2019-09-10-beta",
        payload={},
        email_setting="None",
    )
    job = jobs.create(session, new, (), NOW, ZoneInfo("America/Los_Angeles"))
    assert job.name == "EAEM_1591903696017_2020-06-11-12:28:16.666"
    assert jobs.handle_of(job) == f"j|{company.id}||{job.name}|{job.id}"
    assert jobs.submitted_handle_of(job) == f"j|{company.id}|EAEM_1591903696017||"


def test_items_are_added_behind_those_there_are(session, add_job):
    job = add_job(items=2)
    jobs.append_items(session, job, [jobs.NewItem(source={"url": "http://x/"})])
    items = job_work.items(session, job.id)
    assert [(item.position, item.state, item.asset_id) for item in items] == [
        (0, "new", 0),
        (1, "new", 1),
        (2, "new", None),
    ]
    assert items[2].source == {"url": "http://x/"}
    assert job.total_items == 3


@pytest.mark.parametrize(
    "form",
    ["j|{c}|Add||", "j|{c}|Add|", "{c}|Add|", "j|{c}||{run}|{id}", "j|{c}||{run}", "{c}||{run}", "j|{c}||other|{id}"],
)
def test_every_form_of_handle_finds_a_job(session, company, add_job, form):
    job = add_job("Add")
    handle = form.format(c=company.id, run=job.name, id=job.id)
    assert jobs.by_handle(session, company.id, handle) is job
    assert jobs.find(session, company.id, handle) is job


def test_a_submitted_handle_means_the_newest_job_of_that_name(session, company, add_job):
    add_job("Add")
    newest = add_job("Add", now=NOW + timedelta(hours=1))
    assert jobs.by_handle(session, company.id, f"j|{company.id}|Add||") is newest
    assert jobs.find(session, company.id, "Add") is newest


def test_a_job_of_another_company_is_not_found(session, company, add_job):
    other = companies.create(session, "Other", NOW)
    job = add_job("Add", owner=other)
    assert jobs.by_handle(session, company.id, jobs.handle_of(job)) is None
    assert jobs.by_handle(session, company.id, f"j|{company.id}||x|{job.id}") is None
    assert jobs.by_original_name(session, company.id, "Add") == []


def test_active_jobs_are_those_that_are_not_over(session, add_job):
    queued, running, done, stopped = (add_job(name) for name in "abcd")
    running.state, done.state, stopped.state = JobState.RUNNING, JobState.DONE, JobState.STOPPED
    assert [job for job, _ in jobs.active(session, JobFilter())] == [queued, running]


@pytest.mark.parametrize(
    ("field", "value", "names"),
    [
        ("original_name", "a", ["a"]),
        ("company_ids", [], []),
        ("job_id", 0, []),
        ("user_id", 0, []),
        ("started_from", NOW + timedelta(hours=1), ["b"]),
        ("started_to", NOW.replace(microsecond=666000), ["a"]),
    ],
)
def test_listing_filters(session, add_job, field, value, names):
    add_job("a", now=NOW)
    add_job("b", now=NOW + timedelta(hours=1))
    assert [job.original_name for job, _ in jobs.active(session, JobFilter(**{field: value}))] == names


def test_a_listing_names_the_submitter(session, add_job):
    add_job()
    assert [email for _, email in jobs.active(session, JobFilter())] == ["user@example.com"]

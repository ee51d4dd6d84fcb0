from datetime import timedelta
from zoneinfo import ZoneInfo

import pytest

from flytower.contract.constants import JobDetailSortField, JobLogSortField, SortDirection
from flytower.contract.types.job_logs import JobLogDetailAuxArray
from flytower.model import ItemState, JobLogEntry, JobState, job_logs, job_work, jobs, users
from flytower.model.job_work import ItemResult
from flytower.operations.jobs_records import GetActiveJobsParam, GetJobLogDetailsParam, GetJobLogsParam

PAYLOADS = {
    "export": {"asset_handle_array": {"items": []}, "fmt": "orig"},
    "publish_image_serving": {"publish_type": "Incremental"},
}
URLS = {"url_array": {"items": []}, "overwrite": True, "ready_for_publish": True, "create_mask": False}


@pytest.fixture
def add_job(world):
    """Makes a job as submitJob does, and what an executor would have done to it since."""

    def run(name="Add", *, kind="export", items=0, at=None, company=None, **changes):
        payload = PAYLOADS.get(kind, URLS)
        with world.database.transaction() as session:
            user = users.by_email(session, world.USER)
            new = jobs.NewJob(
                company_id=(company or world.company).id,
                user_id=user.id,
                mail_user_id=user.id,
                kind=kind,
                type="Export" if kind == "export" else "UrlUpload",
                original_name=name,
                version="2014-04-03",
                payload={**payload, "email_setting": "None"},
                email_setting="None",
            )
            zone = ZoneInfo("America/Los_Angeles")
            job = jobs.create(session, new, [jobs.NewItem(asset_id=n) for n in range(items)], at or world.NOW, zone)
            for field, value in changes.items():
                setattr(job, field, value)
        return job

    return run


@pytest.fixture
def add_rows(world):
    def run(job, *rows):
        with world.database.transaction() as session:
            for number, row in enumerate(rows):
                job_logs.add(
                    session,
                    JobLogEntry(
                        job_id=job.id,
                        sequence_key=f"item:{number}",
                        created=world.NOW + timedelta(milliseconds=number),
                        **{"log_type": "UploadSuccess", "message": "", **row},
                    ),
                )

    return run


def active(world, **filters):
    call = {"user": filters.pop("user")} if "user" in filters else {}
    return world.call(GetActiveJobsParam(**filters), **call).job_array.items


def details(world, **filters):
    return world.call(GetJobLogDetailsParam(company_handle=world.handle, **filters)).job_log_array.items


def test_an_active_upload_as_recorded(world, add_job):
    """Wire fact B12: the recorded answer of getActiveJobs."""
    started = world.NOW + timedelta(milliseconds=24)
    job = add_job("3e41", kind="upload_urls", items=2, state=JobState.RUNNING, started=started, last_progress=started)
    with world.database.transaction() as session:
        job_work.settle_item(session, job.id, 0, ItemResult(state=ItemState.DONE), world.NOW)
    (found,) = active(world, company_handle=world.handle)
    task, sets = found.task_progress_array.items
    echoed = found.upload_urls_job
    assert found.job_handle == f"j|{world.company.id}||3e41_2020-06-09-08:34:49.777|{job.id}"
    assert (found.name, found.original_name) == ("3e41_2020-06-09-08:34:49.777", "3e41")
    assert (found.company_handle, found.type, found.state) == (world.handle, "UrlUpload", "Running")
    assert (found.submit_user_email, found.locale, found.description) == (world.USER, "en-US", None)
    assert (found.server_name, found.start_date, found.trigger_time) == ("flytower", started, world.NOW)
    assert (found.total_size, found.progress, found.progress_message) == (0, 0, "Optimizing files")
    assert (task.task_type, task.progress) == ("com.scene7.upload.UploadAsyncTaskMonitor", 0.5)
    assert (task.num_processed, task.num_processing, task.num_pending) == (1, 0, 1)
    assert task.task_item_progress_array.items == []
    assert (sets.task_type, sets.progress) == ("com.scene7.autoset.AutoSetAsyncTaskMonitor", 0.0)
    assert (sets.num_processed, sets.num_processing, sets.num_pending) == (0, 0, 0)
    assert echoed.url_array.items == []
    assert (echoed.overwrite, echoed.preserve_publish_state, echoed.preserve_crop) == (True, False, True)
    assert (echoed.photoshop_options.process, echoed.pdf_options.resolution) == ("None", 72.0)
    assert found.export_job is None


def test_how_far_an_export_is(world, add_job):
    job = add_job(items=4, state=JobState.RUNNING, started=world.NOW)
    with world.database.transaction() as session:
        job_work.settle_item(session, job.id, 0, ItemResult(state=ItemState.DONE), world.NOW)
    (found,) = active(world)
    (task,) = found.task_progress_array.items
    assert (found.progress, task.progress, task.task_state) == (25, 0.25, "Processing")


def test_an_active_publish_as_recorded(world, add_job):
    """Wire fact B12: the recorded answer of getActiveJobs."""
    add_job("publish", kind="publish_image_serving", state=JobState.RUNNING)
    (found,) = active(world)
    assert (found.progress, found.progress_message) == (0, "Starting to generate manifest files.")
    assert found.task_progress_array.items == []
    assert found.image_serving_publish_job.publish_type == "Incremental"
    assert found.image_serving_publish_job.http_completion_url == ""


def test_the_log_of_a_publish_says_how_much_was_published(world, add_job):
    """IPS reference, JobLog: jobSubType."""
    add_job("publish", kind="publish_image_serving")
    (log,) = details(world, original_name="publish")
    assert (log.log_type, log.job_sub_type) == ("BeginImageServingPublish", "increment")


@pytest.mark.parametrize(
    ("state", "shown"),
    [(JobState.QUEUED, "New"), (JobState.STOPPING, "Stopping"), (JobState.PAUSED, "WaitingCoordinator")],
)
def test_states_of_active_jobs(world, add_job, state, shown):
    add_job(state=state)
    assert [job.state for job in active(world)] == [shown]


@pytest.mark.parametrize("state", [JobState.DONE, JobState.STOPPED])
def test_a_job_that_is_over_disappears(world, add_job, state):
    add_job(state=state)
    assert active(world) == []


def test_waiting_jobs_can_be_left_out(world, add_job):
    add_job("waiting")
    add_job("running", state=JobState.RUNNING)
    assert [job.original_name for job in active(world, include_waiting_jobs=False)] == ["running"]
    assert len(active(world, include_waiting_jobs=True)) == 2


def test_filters_on_active_jobs(world, add_job):
    one, _ = add_job("one"), add_job("two")
    assert [job.original_name for job in active(world, job_handle=jobs.handle_of(one))] == ["one"]
    assert [job.original_name for job in active(world, job_handle=f"j|{world.company.id}|two||")] == ["two"]
    assert [job.original_name for job in active(world, original_name="two")] == ["two"]
    assert active(world, original_name="none") == active(world, job_handle="j|1||none|99") == []


def test_a_text_that_is_no_job_handle(world, refused):
    with refused(30001, "jobHandle", "nonsense"):
        active(world, job_handle="nonsense")


def test_nobody_sees_other_companies_jobs(world, add_job):
    mine, theirs = add_job("mine"), add_job("theirs", company=world.other)
    assert [job.original_name for job in active(world)] == ["mine"]
    assert active(world, job_handle=jobs.handle_of(theirs)) == []
    assert [job.original_name for job in active(world, user=world.OTHER)] == ["theirs"]
    assert len(active(world, user=world.ROOT)) == 2
    logs = world.call(GetJobLogsParam()).job_log_array.items
    assert [log.job_handle for log in logs] == [jobs.handle_of(mine)]


def test_the_log_of_an_export_as_recorded(world, add_job, add_rows):
    """Wire fact B10: the recorded answer of getJobLogDetails."""
    url = "http://localhost:8070/Exports/DemoCompany/1/aec5c6be-9a07-45d2-b2a3-851772648893.zip"
    ended = world.NOW + timedelta(milliseconds=202)
    job = add_job("EAEM_1", started=world.NOW, ended=ended, state=JobState.DONE, success_count=2)
    rows = [
        {
            "log_type": "ExportJobRenderFileSuccess",
            "message": "disney_park.jpg is exported to disney_park.jpg",
            "asset_name": "disney_park",
            "asset_type": "ExportJobRenderedFile",
            "asset_id": 857592679,
        },
        {
            "log_type": "ZipFileExportJobSuccess",
            "message": f"{url} has been created",
            "asset_name": url,
            "asset_type": "ExportJobZip",
        },
    ]
    add_rows(job, *rows)
    (log,) = details(world, original_name="EAEM_1")
    rendered, archive = log.detail_array.items
    assert (log.company_handle, log.job_handle) == (world.handle, jobs.handle_of(job))
    assert (log.job_name, log.original_job_name) == ("EAEM_1_2020-06-09-08:34:49.777", "EAEM_1")
    assert (log.submit_user_email, log.log_type, log.job_sub_type) == (world.USER, "BeginExportJob", "")
    assert (log.start_date, log.end_date, log.description) == (world.NOW, ended, "")
    assert (log.file_success_count, log.file_error_count, log.total_file_count) == (2, 0, 0)
    assert (log.transfer_success_count, log.transfer_error_count, log.transfer_warning_count) == (0, 0, 0)
    assert (log.fatal_error, log.detail_total_rows) == (False, 2)
    assert (rendered.log_message, rendered.log_type) == (rows[0]["message"], "ExportJobRenderFileSuccess")
    assert (rendered.asset_name, rendered.asset_type) == ("disney_park", "ExportJobRenderedFile")
    assert (rendered.asset_handle, rendered.date_created) == ("a|857592679", world.NOW)
    assert rendered.aux_array == JobLogDetailAuxArray(items=[])
    assert (archive.asset_name, archive.asset_type, archive.asset_handle) == (url, "ExportJobZip", None)
    assert archive.log_message == f"{url} has been created"


def test_the_log_of_a_job_that_runs_has_the_rows_so_far(world, add_job, add_rows):
    job = add_job("Add", state=JobState.RUNNING)
    add_rows(job, {})
    (log,) = details(world, original_name="Add")
    assert (log.end_date, log.detail_total_rows) == (None, 1)


def test_a_job_that_waits_has_a_log_without_rows(world, add_job):
    add_job("Add")
    (log,) = details(world, original_name="Add")
    assert (log.detail_total_rows, log.detail_array.items, log.start_date) == (0, [], world.NOW)


@pytest.mark.parametrize("form", ["j|{c}|Add||", "{c}|Add|", "j|{c}||{run}|{id}", "j|{c}||{run}", "{c}||{run}"])
def test_every_form_of_handle_finds_a_log(world, add_job, form):
    job = add_job("Add")
    add_job("Other")
    handle = form.format(c=world.company.id, run=job.name, id=job.id)
    assert [log.job_name for log in details(world, job_handle=handle)] == [job.name]


def test_the_newest_log_of_a_name_comes_first(world, add_job):
    add_job("Add")
    newer = add_job("Add", at=world.NOW + timedelta(hours=1))
    found = details(world, original_name="Add")
    assert found[0].job_handle == jobs.handle_of(newer)
    assert len(found) == 2
    assert len(details(world)) == 2


def test_unknown_logs(world, add_job, refused):
    theirs = add_job("theirs", company=world.other)
    assert details(world, original_name="none") == details(world, original_name="theirs") == []
    for handle in ("j|1||none|99", jobs.handle_of(theirs), "nonsense"):
        with refused(30001, "jobHandle", handle):
            details(world, job_handle=handle)


def test_rows_of_some_types_on_some_page(world, add_job, add_rows):
    job = add_job("Add")
    add_rows(job, *[{"log_type": kind, "message": kind} for kind in ("B", "A", "B", "B")])

    def messages(**page):
        (log,) = details(world, original_name="Add", **page)
        return log.detail_total_rows, "".join(row.log_message for row in log.detail_array.items)

    assert messages() == (4, "BABB")
    assert messages(log_type_array=world.strings("B"), records_per_page=2) == (3, "BB")
    assert messages(log_type_array=world.strings("B"), records_per_page=2, results_page=2) == (3, "B")
    assert messages(records_per_page=2, results_page=0) == (4, "BA")
    assert messages(sort_by=JobDetailSortField.LOG_TYPE) == (4, "ABBB")
    assert messages(sort_by=JobDetailSortField.DATE, sort_direction=SortDirection.DESCENDING) == (4, "BBAB")


@pytest.mark.parametrize("page", [{"records_per_page": 0}, {"results_page": -1}])
def test_pages_that_are_none(world, refused, page):
    with refused(30001):
        details(world, **page)


def summaries(world, **filters):
    return [log.original_job_name for log in world.call(GetJobLogsParam(**filters)).job_log_array.items]


def test_summaries_have_no_rows(world, add_job, add_rows):
    add_rows(add_job("Add", kind="upload_urls"), {})
    (log,) = world.call(GetJobLogsParam(company_handle=world.handle)).job_log_array.items
    assert (log.log_type, log.detail_array, log.detail_total_rows) == ("BeginUpload", None, None)


def test_summaries_come_newest_first_unless_asked_otherwise(world, add_job):
    add_job("a", error_count=1)
    add_job("b", at=world.NOW + timedelta(hours=1))
    assert summaries(world) == ["b", "a"]
    assert summaries(world, sort_direction=SortDirection.ASCENDING) == ["a", "b"]
    assert summaries(world, sort_by=JobLogSortField.FILE_ERROR_COUNT) == ["b", "a"]
    assert summaries(world, sort_by=JobLogSortField.JOB_NAME, sort_direction=SortDirection.DESCENDING) == ["b", "a"]
    assert summaries(world, num_rows=1) == ["b"]


def test_filters_on_summaries(world, add_job):
    add_job("a")
    add_job("b", at=world.NOW + timedelta(hours=1))
    later = world.NOW + timedelta(minutes=1)
    assert summaries(world, start_date=later) == ["b"]
    assert summaries(world, end_date=later) == ["a"]
    assert summaries(world, start_date=world.NOW, end_date=world.NOW) == ["a"]
    assert summaries(world, user_handle=world.user_handle(world.USER)) == ["b", "a"]
    assert summaries(world, user_handle=world.user_handle(world.ADMIN)) == []


def test_summaries_of_a_stranger(world, refused):
    with refused(20007):
        summaries(world, user_handle=world.user_handle(world.OTHER))
    with refused(30001, "numRows"):
        summaries(world, num_rows=0)

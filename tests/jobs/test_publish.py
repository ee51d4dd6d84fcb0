"""Publishes to the image server; row types are those of the vendor's list of Job Log Types."""

import pytest

from flytower.model import trash


@pytest.fixture
def publish(house):
    """Publish; return the finished job."""

    def run(publish_type="Full", **options):
        return house.work_off(submit(house, publish_type, **options))

    return run


def submit(house, publish_type="Full", **options):
    payload = {"publish_type": publish_type, "email_setting": "None", **options}
    return house.submit("publish_image_serving", payload, type="ImageServingPublish")


def published(house, asset_id):
    with house.database.reading() as session:
        return session.get(house.Asset, asset_id).published is not None


def test_what_is_marked_is_published_and_the_log_says_so(house, publish):
    hat, shoe = house.add_assets([("hat.jpg", b"hat"), ("shoe.pdf", b"shoe")], ready_for_publish=True)
    other = house.add_asset("other.jpg", b"other")
    job = publish()
    assert house.messages(job.id) == [
        ("BeginImageServingPublish", "The publish has begun"),
        ("OriginalJobName", "job"),
        ("ImageServingPublishSuccess", "hat.jpg was published"),
        ("ImageServingPublishSuccess", "shoe.pdf was published"),
        ("EndImageServingPublish", "The publish has ended: 2 published, 0 withdrawn"),
    ]
    row = house.rows(job.id)[2]
    assert (row.asset_name, row.asset_type, row.asset_id) == ("hat", "MasterImage", hat)
    assert (job.state, job.success_count, job.error_count, job.warning_count) == ("done", 2, 0, 0)
    assert [published(house, asset_id) for asset_id in (hat, shoe, other)] == [True, True, False]


def test_nothing_is_published_before_the_end(house):
    asset_id = house.add_asset("hat.jpg", b"hat", ready_for_publish=True)
    job_id = submit(house)
    assert house.work().plan(job_id, house.job(job_id).run) == []
    assert house.job(job_id).progress_message == "Starting to generate manifest files."
    assert not published(house, asset_id)


@pytest.mark.parametrize(("publish_type", "count"), [("Full", 1), ("FullWithSearch", 1), ("Incremental", 0)])
def test_how_much_is_published_again(house, publish, publish_type, count):
    house.add_asset("hat.jpg", b"hat", ready_for_publish=True)
    assert publish("Incremental").success_count == 1
    assert publish(publish_type).success_count == count


def test_what_went_into_the_trash_is_withdrawn(house, publish):
    asset_id = house.add_asset("hat.jpg", b"hat", ready_for_publish=True)
    publish()
    with house.database.transaction() as session:
        trash.discard_asset(session, session.get(house.Asset, asset_id), "user@example.com", house.place().now())
    assert house.messages(publish("Incremental").id)[-1][1] == "The publish has ended: 0 published, 1 withdrawn"
    assert not published(house, asset_id)


def test_a_publish_that_begins_again_writes_its_first_rows_once(house):
    job_id = submit(house, http_completion_url="https://example.com/done")
    work, run = house.work(), house.job(job_id).run
    work.plan(job_id, run)
    house.work_off(job_id)
    kinds = [kind for kind, _ in house.messages(job_id)]
    assert kinds == [
        "BeginImageServingPublish",
        "OriginalJobName",
        "ImageServingPublishWarning",
        "EndImageServingPublish",
    ]
    assert house.job(job_id).warning_count == 1


def test_a_url_to_fetch_at_the_end_is_not_ignored_silently(house, publish):
    job = publish(http_completion_url="https://example.com/done")
    assert "httpCompletionUrl" in house.messages(job.id)[2][1]


def test_a_publish_that_is_stopped_publishes_nothing(house):
    asset_id = house.add_asset("hat.jpg", b"hat", ready_for_publish=True)
    job_id = submit(house)
    work, run = house.work(), house.job(job_id).run
    work.plan(job_id, run)
    with house.database.transaction() as session:
        house.engine.stop(session, session.get(type(house.job(job_id)), job_id))
    work.finish(job_id, run)
    assert house.messages(job_id)[-1] == (
        "ImageServingPublishError",
        "The job was stopped before it was complete",
    )
    assert not published(house, asset_id)


@pytest.mark.slow
def test_an_executor_runs_a_publish(house):
    asset_id = house.add_asset("hat.jpg", b"hat", ready_for_publish=True)
    job_id = submit(house)
    with house.executors():
        assert house.wait(job_id).state == "done"
    assert published(house, asset_id)

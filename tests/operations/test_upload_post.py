"""uploadPost: an upload job of the servlet's kind, begun and ended without a file. Source: the SDK reference."""

import pytest

from flytower.contract.types.upload_post import UploadPostParam
from flytower.model import jobs
from flytower.operations.upload_post import KIND


def begin(world, **values):
    return world.call(UploadPostParam(company_handle=world.handle, **values)).job_handle


def job_of(world, handle):
    with world.database.reading() as session:
        return jobs.by_handle(session, world.company.id, handle)


def test_a_name_begins_a_job(world):
    job = job_of(world, begin(world, job_name="autumn"))
    assert (job.kind, job.original_name, job.end_requested) == (KIND, "autumn", False)
    assert world.engine.submitted == [(job.id, str(world.company.id))]


def test_a_handle_ends_it(world):
    handle = begin(world, job_name="autumn")
    assert job_of(world, begin(world, job_handle=handle, end_job=True)).end_requested


@pytest.mark.parametrize(
    ("values", "code"),
    [({}, 30002), ({"job_name": "autumn", "job_handle": "j|1||autumn|1"}, 30001), ({"job_handle": "j|1||no|9"}, 30001)],
)
def test_which_job_must_be_clear(world, refused, values, code):
    with refused(code):
        begin(world, **values)


def test_it_takes_a_role_that_may_upload(world, refused):
    with refused(20003, "uploadPost"):
        world.call(UploadPostParam(company_handle=world.handle, job_name="autumn"), user=world.PORTAL_USER)

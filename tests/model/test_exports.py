import uuid
from datetime import UTC, datetime

from flytower.model import Export, exports

NOW = datetime(2020, 6, 11, tzinfo=UTC)
TOKEN = uuid.UUID("aec5c6be-9a07-45d2-b2a3-851772648893")


def add_export(session, job):
    made = Export(
        job_id=job.id,
        company_id=job.company_id,
        token=TOKEN,
        manifest=[["x.jpg", 5]],
        size=2**40,
        etag='"x"',
        created=NOW,
        expires=NOW,
    )
    session.add(made)
    session.flush()
    return made


def test_an_export_is_found_by_job_and_by_token(session, add_job):
    job = add_job()
    made = add_export(session, job)
    session.expire_all()
    assert exports.by_job(session, job.id) is made
    assert exports.by_token(session, TOKEN) is made
    assert exports.by_token(session, uuid.uuid4()) is None
    assert (made.size, made.manifest) == (2**40, [["x.jpg", 5]])

from datetime import UTC, datetime, timedelta

from flytower.model import OutboxMail, outbox

NOW = datetime(2020, 6, 11, tzinfo=UTC)


def write(session, job, kind="completion", seconds=0):
    mail = OutboxMail(
        job_id=job.id,
        kind=kind,
        recipient="user@example.com",
        message_id=f"<{job.id}.{kind}@flytower>",
        message="Subject: x\r\n\r\ny",
        next_attempt=NOW + timedelta(seconds=seconds),
        created=NOW,
    )
    return outbox.add(session, mail)


def test_a_job_sends_a_mail_of_each_kind_once(session, add_job):
    job = add_job()
    assert write(session, job)
    assert not write(session, job)
    assert write(session, job, "error")


def test_due_mails_come_in_the_order_of_their_time(session, add_job):
    job = add_job()
    for kind, seconds in (("b", -1), ("a", -2), ("later", 1)):
        write(session, job, kind, seconds)
    assert [mail.kind for mail in outbox.due(session, NOW)] == ["a", "b"]
    assert [mail.kind for mail in outbox.due(session, NOW, limit=1)] == ["a"]


def test_sent_mails_are_not_due(session, add_job):
    job = add_job()
    write(session, job)
    outbox.due(session, NOW)[0].state = outbox.MailState.SENT
    assert outbox.due(session, NOW) == []

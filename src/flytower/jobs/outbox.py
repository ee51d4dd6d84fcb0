"""Mails about jobs that ended: written with the job's end, sent later, at least once.

A mail is a row of the transaction that ends the job, so there is one exactly when the job ended, and never a second
of its kind. A process that dies between sending it and noting so sends it again, with the same Message-ID.
"""

import logging
import uuid
from datetime import timedelta
from typing import Final
from urllib.parse import urlsplit

from sqlalchemy.orm import Session

from flytower.jobs.kind import Workplace
from flytower.model import Company, Job, MailState, OutboxMail, User, job_reports, outbox
from flytower.notify.jobmail import MAX_PROBLEMS, JobFacts, job_mail
from flytower.notify.mail import MailNotSent
from flytower.notify.setting import wants_mail
from flytower.notify.smtp import SmtpSender

COMPLETION: Final = "completion"

MOST_ATTEMPTS: Final = 12
_FIRST_DELAY: Final = timedelta(minutes=1)
_LONGEST_DELAY: Final = timedelta(hours=2)

_LOG: Final = logging.getLogger(__name__)


def add(place: Workplace, session: Session, job: Job, kind_name: str) -> None:
    """Keep the mail about a job that just ended, if its emailSetting wants one.

    A job says what can be fetched by a row whose assetName is a URL; that goes into the mail.
    """
    wanted = wants_mail(job.email_setting, errors=job.error_count, warnings=job.warning_count, fatal=job.fatal_error)
    reader = session.get(User, job.mail_user_id)
    if not wanted or reader is None:
        return
    now = place.now()
    message_id = f"<{uuid.uuid4()}.{job.id}@{urlsplit(place.settings.resolved_public_url).hostname}>"
    mail = job_mail(
        _facts(place, session, job, kind_name), job.locale, to=reader.email, message_id=message_id, sent_at=now
    )
    try:
        text = mail.message(place.settings.mail_from).as_string()
    except MailNotSent as error:
        _LOG.warning("no mail about job %s: %s", job.id, error.reason)
        return
    outbox.add(
        session,
        OutboxMail(
            job_id=job.id,
            kind=COMPLETION,
            recipient=reader.email,
            message_id=message_id,
            message=text,
            next_attempt=now,
            created=now,
        ),
    )


def _facts(place: Workplace, session: Session, job: Job, kind_name: str) -> JobFacts:
    submitter = session.get_one(User, job.user_id)
    return JobFacts(
        job_name=job.original_name,
        job_type=kind_name,
        company=session.get_one(Company, job.company_id).name,
        submitter=submitter.email,
        started=job.started,
        ended=job.ended or place.now(),
        successes=job.success_count,
        warnings=job.warning_count,
        errors=job.error_count,
        problems=tuple(job_reports.problems(session, job.id, MAX_PROBLEMS)),
        download_url=job_reports.download_url(session, job.id),
        server_url=place.settings.resolved_public_url,
        fatal=job.fatal_error,
    )


def sender_of(place: Workplace) -> SmtpSender | None:
    """Return the mail server of the settings, or None: then mails stay in the outbox."""
    chosen = place.settings
    if not chosen.smtp_host:
        return None
    return SmtpSender(
        chosen.smtp_host,
        chosen.smtp_port,
        chosen.smtp_username,
        chosen.smtp_password,
        chosen.smtp_starttls,
        chosen.mail_from,
    )


def deliver(place: Workplace, sender: SmtpSender) -> int:
    """Try to send the mails that are due; return how many went out."""
    sent = 0
    while mail := _claim(place):
        sent += _send(place, sender, mail)
    return sent


def _claim(place: Workplace) -> OutboxMail | None:
    """Take the mail that is due first: the next attempt is set before this one, so that no crash forgets it."""
    now = place.now()
    with place.database.transaction() as session:
        mail = next(iter(outbox.due(session, now, limit=1)), None)
        if mail is not None:
            mail.attempts += 1
            mail.next_attempt = now + delay(mail.attempts)
        return mail


def delay(attempts: int) -> timedelta:
    """Return how long to wait after so many attempts: one minute, then twice as long each time, at most two hours."""
    return min(_FIRST_DELAY * (1 << min(attempts - 1, MOST_ATTEMPTS)), _LONGEST_DELAY)


def _send(place: Workplace, sender: SmtpSender, mail: OutboxMail) -> bool:
    error: MailNotSent | None = None
    try:
        sender.send(mail.message.encode(), mail.recipient)
    except MailNotSent as problem:
        _LOG.warning("mail %s did not go out: %s", mail.id, problem.reason)
        error = problem
    with place.database.transaction() as session:
        kept = session.get_one(OutboxMail, mail.id)
        if error is None:
            kept.state = MailState.SENT
            kept.sent = place.now()
            kept.last_error = ""
        else:
            kept.last_error = error.reason
            if not error.temporary or mail.attempts >= MOST_ATTEMPTS:
                kept.state = MailState.FAILED
    return error is None

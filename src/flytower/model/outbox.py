"""The outbox: mails are rows first, written with what they tell of, and sent later."""

from collections.abc import Sequence
from datetime import datetime
from enum import StrEnum

from sqlalchemy import ForeignKey, Index, Text, UniqueConstraint, select
from sqlalchemy.orm import Mapped, Session, mapped_column

from flytower.model.base import Base, BigId
from flytower.model.insertion import insert_absent


class MailState(StrEnum):
    """Where a mail is."""

    WAITING = "waiting"
    SENT = "sent"
    FAILED = "failed"


class OutboxMail(Base):
    """One mail about a job.

    Attributes:
        kind: what it tells, such as ``completion``; one of each kind per job.
        message_id: fixed when the row is written, so that a mail sent twice is recognised as one.
        message: the whole message, RFC 5322.
        next_attempt: not before this moment.
    """

    __tablename__ = "outbox_mail"
    __table_args__ = (UniqueConstraint("job_id", "kind"), Index(None, "state", "next_attempt"))

    id: Mapped[int] = mapped_column(BigId, primary_key=True)
    job_id: Mapped[int] = mapped_column(BigId, ForeignKey("job.id", ondelete="CASCADE"))
    kind: Mapped[str]
    recipient: Mapped[str]
    message_id: Mapped[str] = mapped_column(unique=True)
    message: Mapped[str] = mapped_column(Text)
    state: Mapped[str] = mapped_column(default=MailState.WAITING.value)
    attempts: Mapped[int] = mapped_column(default=0)
    next_attempt: Mapped[datetime]
    created: Mapped[datetime]
    sent: Mapped[datetime | None]
    last_error: Mapped[str] = mapped_column(Text, default="")


def add(session: Session, mail: OutboxMail) -> bool:
    """Keep a mail to be sent, unless the job has one of its kind; tell whether it is new.

    ``mail`` is not added to the session: it only carries the values.
    """
    names = ("job_id", "kind", "recipient", "message_id", "message", "next_attempt", "created")
    return insert_absent(session, OutboxMail, [{name: getattr(mail, name) for name in names}], ("job_id", "kind")) == 1


def due(session: Session, now: datetime, limit: int = 10) -> Sequence[OutboxMail]:
    """Return waiting mails whose next attempt has come, locked against other senders until the transaction ends."""
    return session.scalars(
        select(OutboxMail)
        .where(OutboxMail.state == MailState.WAITING.value, OutboxMail.next_attempt <= now)
        .order_by(OutboxMail.next_attempt, OutboxMail.id)
        .limit(limit)
        .with_for_update(skip_locked=True)
    ).all()

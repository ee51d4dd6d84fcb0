"""One mail: what it consists of, and the Internet message it becomes."""

import re
from dataclasses import dataclass
from datetime import datetime
from email.headerregistry import Address
from email.message import EmailMessage
from email.policy import SMTP, SMTPUTF8
from email.utils import format_datetime, parseaddr

# Controls, line and paragraph separators and lone surrogates, which end a header or can't be sent.
_UNPRINTABLE = re.compile(r"[\s\x00-\x1f\x7f-\x9f\u2028\u2029\ud800-\udfff]+")
_MAILBOX = re.compile(
    r"(?P<local>[^\s\x00-\x1f\x7f<>,;:\"()\[\]\\@]{1,64})@(?P<domain>[^\s\x00-\x1f\x7f<>,;:\"()\\@]{1,253})"
)
_MESSAGE_ID = re.compile(r"<[!-;=?A-~]{1,200}@[!-;=?A-~]{1,200}>")


class MailNotSent(Exception):  # noqa: N818 - reads as what happened
    """A mail did not go out.

    `reason` says why in one line, without any credentials; `temporary` whether the same mail may go out later.
    """

    def __init__(self, reason: str, *, temporary: bool) -> None:
        super().__init__(reason)
        self.reason = reason
        self.temporary = temporary


@dataclass(frozen=True, slots=True)
class Mail:
    """A mail to one person, rendered and ready to be stored.

    `to` is a bare address; `text` is plain text, `html` the same for programs that prefer it, or None; `message_id`
    is `<unique@host>`, chosen once per mail so that a second delivery shows as the same mail; `sent_at` has a time
    zone and becomes the Date.
    """

    to: str
    subject: str
    text: str
    html: str | None
    message_id: str
    sent_at: datetime

    def message(self, sender: str) -> EmailMessage:
        """Return the Internet message from this sender, which may have a display name.

        Whatever stands in the subject stays there: it is made one line. Raises `MailNotSent`, permanently, for an
        address that is none, and ValueError for a Message-ID of another form or a time without zone.
        """
        if _MESSAGE_ID.fullmatch(self.message_id) is None:
            raise ValueError(f"not a Message-ID: {self.message_id[:80]!r}")
        if self.sent_at.tzinfo is None:
            raise ValueError("the time of a mail needs its time zone")
        author, reader = mailbox(sender), mailbox(self.to)
        plain = author.addr_spec.isascii() and reader.addr_spec.isascii()
        message = EmailMessage(policy=(SMTP if plain else SMTPUTF8).clone(cte_type="7bit"))
        message["From"] = author
        message["To"] = reader
        # An encoded word in the text would be decoded, and with it any line end that it hides.
        message["Subject"] = one_line(self.subject).replace("=?", "= ?")
        message["Date"] = format_datetime(self.sent_at)
        message["Message-ID"] = self.message_id
        message["Auto-Submitted"] = "auto-generated"
        message.set_content(self.text)
        if self.html is not None:
            message.add_alternative(self.html, subtype="html")
        return message


def mailbox(text: str) -> Address:
    """Return the address in `local@domain` or `Name <local@domain>`, an international domain in its ASCII form.

    Raises `MailNotSent`, permanently, when there is none.
    """
    name, bare = parseaddr(text) if "<" in text else ("", text)
    match = _MAILBOX.fullmatch(bare)
    if match is None:
        raise _no_address(text)
    try:
        domain = match["domain"].encode("idna").decode()
    except UnicodeError:
        raise _no_address(text) from None
    return Address(display_name=one_line(name).replace("=?", "= ?"), username=match["local"], domain=domain)


def one_line(text: str, limit: int = 500) -> str:
    """Return the text as one line of at most `limit` characters: each run of spaces and controls is one space."""
    line = _UNPRINTABLE.sub(" ", text).strip()
    return line if len(line) <= limit else line[: limit - 1] + "…"


def _no_address(text: str) -> MailNotSent:
    return MailNotSent(f"not a mail address: {one_line(text, 80)!r}", temporary=False)

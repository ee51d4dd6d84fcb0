"""Handing a mail to the mail server."""

import re
import smtplib
import socket
import ssl
from contextlib import suppress
from dataclasses import dataclass, field
from email.message import EmailMessage

from flytower.notify.mail import MailNotSent, mailbox, one_line

_LINE_END = re.compile(rb"\r\n|\r|\n")
_PERMANENT = range(500, 600)


@dataclass(frozen=True)
class SmtpSender:
    """A mail server and how to speak to it.

    An empty `username` means no login; it needs ASCII credentials. With `starttls` the connection is encrypted and
    the server's certificate checked (against `tls`, by default the system's authorities) before anything else is
    said. `sender` is the envelope's sender, to which bounces go. `timeout` is in seconds, for each step.
    """

    host: str
    port: int
    username: str = ""
    password: str = field(default="", repr=False)
    starttls: bool = False
    sender: str = "flytower@localhost"
    timeout: float = 30.0
    tls: ssl.SSLContext | None = field(default=None, repr=False)

    def send(self, mail: bytes | EmailMessage, to: str) -> None:
        """Hand one mail over, in a connection of its own; on return the server has taken it.

        Raises `MailNotSent`: temporary when the server could not be reached, would not let us in or asks to try
        later; permanent when it refuses this mail (a reply of 500 to 599), or an address is none.
        """
        recipient, sender = mailbox(to).addr_spec, mailbox(self.sender).addr_spec
        data = mail if isinstance(mail, bytes) else mail.as_bytes()
        options = () if (recipient + sender).isascii() else ("SMTPUTF8", "BODY=8BITMIME")
        session = self._open()
        try:
            session.sendmail(sender, [recipient], _LINE_END.sub(b"\r\n", data), options)
        except (smtplib.SMTPException, OSError) as error:
            raise _refused(error) from None
        finally:
            _leave(session)

    def _open(self) -> smtplib.SMTP:
        """Return a session ready for a mail; any failure is the server's or the settings', not the mail's."""
        session: smtplib.SMTP | None = None
        try:
            # The host name is given because smtplib would ask the DNS for it, which can take long.
            session = smtplib.SMTP(self.host, self.port, socket.gethostname(), self.timeout)
            self._enter(session)
        except (smtplib.SMTPException, OSError, UnicodeError) as error:
            if session is not None:
                session.close()
            place = f"mail server {self.host}:{self.port}"
            raise MailNotSent(f"{place}: {_entry_problem(error)}", temporary=True) from None
        return session

    def _enter(self, session: smtplib.SMTP) -> None:
        session.ehlo_or_helo_if_needed()
        if self.starttls:
            session.starttls(context=self.tls or ssl.create_default_context())
            session.ehlo()
        if self.username:
            session.login(self.username, self.password)


def _leave(session: smtplib.SMTP) -> None:
    # The mail is taken or refused by now: a failing farewell must not make it look otherwise.
    with suppress(smtplib.SMTPException, OSError):
        session.quit()
    session.close()


def _entry_problem(error: Exception) -> str:
    if isinstance(error, smtplib.SMTPAuthenticationError):
        return f"it refused the user name or password ({error.smtp_code})"  # its own words might repeat them
    if isinstance(error, UnicodeError):
        return "host, user name and password must be ASCII"  # the error's text contains them
    return _described(error)


def _refused(error: Exception) -> MailNotSent:
    if isinstance(error, smtplib.SMTPNotSupportedError):
        return MailNotSent("the mail server can't take addresses that are not ASCII", temporary=False)
    if isinstance(error, smtplib.SMTPRecipientsRefused):
        error = smtplib.SMTPResponseException(*next(iter(error.recipients.values())))
    permanent = isinstance(error, smtplib.SMTPResponseException) and error.smtp_code in _PERMANENT
    return MailNotSent(_described(error), temporary=not permanent)


def _described(error: Exception) -> str:
    if not isinstance(error, smtplib.SMTPResponseException):
        return one_line(f"{type(error).__name__}: {error}", 200)
    words = error.smtp_error
    text = words.decode(errors="replace") if isinstance(words, bytes) else words
    return one_line(f"it answered {error.smtp_code} {text}", 200)

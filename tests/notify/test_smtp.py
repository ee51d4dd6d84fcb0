"""Handing mails to a real mail server (aiosmtpd) on loopback."""

import dataclasses
import logging
import shutil
import socket
import ssl
import subprocess
from datetime import UTC, datetime
from email import message_from_bytes
from email.policy import default

import pytest

from flytower.notify.mail import Mail, MailNotSent
from flytower.notify.smtp import SmtpSender

SENDER = "Tower <tower@example.com>"
MAIL = Mail("user@example.com", "塔", "Hello\n.\nDots stay\n", None, "<1@tower.test>", datetime(2024, 5, 1, tzinfo=UTC))
MESSAGE = MAIL.message(SENDER)
PASSWORD = "s3cret-word"


def sender_to(server, **options):
    return SmtpSender(server.host, server.port, sender=SENDER, timeout=5, **options)


def failure_of(sender, to="user@example.com"):
    with pytest.raises(MailNotSent) as caught:
        sender.send(MESSAGE, to)
    return caught.value


@pytest.fixture(scope="module")
def certificate(tmp_path_factory):
    """Make a certificate for localhost, and contexts for a server that shows it and a client that trusts it."""
    openssl = shutil.which("openssl")
    if openssl is None:
        pytest.skip("openssl, which makes the certificate, is not installed here")
    place = tmp_path_factory.mktemp("tls")
    key, cert = place / "key.pem", place / "cert.pem"
    names = ["-subj", "/CN=localhost", "-addext", "subjectAltName=DNS:localhost,IP:127.0.0.1"]
    command = [openssl, "req", "-x509", "-newkey", "rsa:2048", "-nodes", "-keyout", key, "-out", cert, *names]
    subprocess.run(command, check=True, capture_output=True)  # noqa: S603 - the system's openssl
    server = ssl.create_default_context(ssl.Purpose.CLIENT_AUTH)
    server.load_cert_chain(cert, key)
    return server, ssl.create_default_context(cafile=cert)


class TestDelivering:
    def test_a_mail_arrives_as_it_was(self, mail_server):
        server = mail_server()

        sender_to(server).send(MESSAGE, "user@example.com")

        (mail,) = server.mails
        assert (mail.sender, mail.to) == ("tower@example.com", ["user@example.com"])
        message = message_from_bytes(mail.content, policy=default)
        assert message["Subject"] == "塔"
        assert message.get_content().replace("\r\n", "\n") == MAIL.text

    def test_stored_bytes_are_sent_with_the_line_ends_of_mail(self, mail_server):
        server = mail_server()

        sender_to(server).send(b"Subject: x\n\none\ntwo\r\nthree\r", "user@example.com")

        assert server.mails[0].content == b"Subject: x\r\n\r\none\r\ntwo\r\nthree\r\n"

    def test_an_international_address_is_sent_where_the_server_takes_it(self, mail_server):
        server = mail_server(enable_SMTPUTF8=True)
        mail = dataclasses.replace(MAIL, to="jürgen@example.com")

        sender_to(server).send(mail.message(SENDER), mail.to)

        assert server.mails[0].to == ["jürgen@example.com"]

    def test_an_unfriendly_farewell_does_not_unsend_the_mail(self, mail_server):
        server = mail_server()
        server.handler.replies["QUIT"] = "500 no"

        sender_to(server).send(MESSAGE, "user@example.com")

        assert len(server.mails) == 1


class TestRefused:
    @pytest.mark.parametrize(
        ("command", "reply", "temporary"),
        [
            ("RCPT", "550 5.1.1 No such user", False),
            ("RCPT", "451 4.7.1 Greylisted", True),
            ("DATA", "554 5.6.0 Spam", False),
            ("DATA", "452 4.3.1 Disk full", True),
        ],
    )
    def test_the_reply_s_code_tells_whether_to_try_again(self, mail_server, command, reply, temporary):
        server = mail_server()
        server.handler.replies[command] = reply

        failure = failure_of(sender_to(server))

        assert failure.temporary is temporary
        assert failure.reason == f"it answered {reply}"

    def test_a_server_without_international_addresses_refuses_them_for_good(self, mail_server):
        failure = failure_of(sender_to(mail_server()), "jürgen@example.com")

        assert failure.temporary is False

    def test_a_recipient_that_is_no_address_never_reaches_the_server(self, mail_server):
        server = mail_server()

        failure = failure_of(sender_to(server), "user@example.com>\r\nDATA")

        assert failure.temporary is False
        assert server.mails == []


class TestUnreachable:
    def test_no_server(self):
        with socket.create_server(("127.0.0.1", 0)) as closed:
            port = closed.getsockname()[1]

        failure = failure_of(SmtpSender("127.0.0.1", port))

        assert failure.temporary is True
        assert failure.reason.startswith(f"mail server 127.0.0.1:{port}: ConnectionRefusedError")

    def test_a_server_that_says_nothing(self):
        with socket.create_server(("127.0.0.1", 0)) as silent:
            failure = failure_of(SmtpSender("127.0.0.1", silent.getsockname()[1], timeout=0.1))

        assert failure.temporary is True

    def test_a_host_name_that_can_not_be(self):
        assert failure_of(SmtpSender("a..b", 25)).temporary is True


class TestLogin:
    def options(self, authenticate):
        return {"authenticator": authenticate, "auth_require_tls": False}

    def test_with_the_right_password_the_mail_goes(self, mail_server, authenticate):
        server = mail_server(**self.options(authenticate))

        sender_to(server, username="tower", password=PASSWORD).send(MESSAGE, "user@example.com")

        assert server.mails[0].login == "tower"

    @pytest.mark.parametrize("password", ["wr0ng-word", "nicht-ä"])
    def test_a_refused_login_is_the_settings_fault_and_repeats_no_secret(
        self, mail_server, authenticate, caplog, password
    ):
        caplog.set_level(logging.DEBUG, "flytower")
        server = mail_server(**self.options(authenticate))
        sender = sender_to(server, username="tower", password=password)

        failure = failure_of(sender)

        assert failure.temporary is True
        shown = f"{failure!r} {failure.reason} {sender!r} {caplog.text}"
        assert password not in shown
        assert server.mails == []

    def test_a_server_without_login_is_not_sent_the_password(self, mail_server):
        server = mail_server()

        assert failure_of(sender_to(server, username="tower", password=PASSWORD)).temporary is True
        assert server.mails == []


class TestEncrypted:
    def test_starttls_encrypts_before_login_and_mail(self, mail_server, authenticate, certificate):
        shown, trusted = certificate
        server = mail_server(tls_context=shown, require_starttls=True, authenticator=authenticate)

        sender_to(server, starttls=True, tls=trusted, username="tower", password=PASSWORD).send(
            MESSAGE, "user@example.com"
        )

        assert (server.mails[0].encrypted, server.mails[0].login) == (True, "tower")

    def test_an_unknown_certificate_is_not_trusted(self, mail_server, certificate):
        server = mail_server(tls_context=certificate[0])

        failure = failure_of(sender_to(server, starttls=True))

        assert failure.temporary is True
        assert "CERTIFICATE_VERIFY_FAILED" in failure.reason
        assert server.mails == []

    def test_a_server_that_can_not_encrypt_gets_nothing(self, mail_server):
        server = mail_server()

        assert failure_of(sender_to(server, starttls=True)).temporary is True
        assert server.mails == []

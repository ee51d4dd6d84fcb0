"""The Internet message a mail becomes, read back as a mail program reads it."""

import dataclasses
from datetime import UTC, datetime
from email import message_from_bytes
from email.policy import default

import pytest

from flytower.notify.mail import Mail, MailNotSent, mailbox, one_line

MAIL = Mail(
    to="user@example.com",
    subject="Export is done",
    text="Hello\n",
    html=None,
    message_id="<job-54091.1@tower.test>",
    sent_at=datetime(2024, 5, 1, 12, 30, tzinfo=UTC),
)


def sent(sender="tower@example.com", **changes):
    """Return the message as its reader's program gets it."""
    message = dataclasses.replace(MAIL, **changes).message(sender)
    return message_from_bytes(message.as_bytes(), policy=default)


def raw_header_names(**changes):
    head = dataclasses.replace(MAIL, **changes).message("tower@example.com").as_bytes().split(b"\r\n\r\n")[0]
    return [line.split(b":")[0].decode() for line in head.split(b"\r\n") if not line.startswith((b" ", b"\t"))]


def test_the_headers_are_those_of_the_mail():
    message = sent()

    assert message["From"] == "tower@example.com"
    assert message["To"] == "user@example.com"
    assert message["Subject"] == "Export is done"
    assert message["Date"] == "Wed, 01 May 2024 12:30:00 +0000"
    assert message["Message-ID"] == "<job-54091.1@tower.test>"
    assert message["Auto-Submitted"] == "auto-generated"


def test_the_same_mail_is_the_same_bytes():
    assert MAIL.message("tower@example.com").as_bytes() == MAIL.message("tower@example.com").as_bytes()


def test_text_of_any_language_arrives():
    message = sent(subject="Export „塔“ ist fertig " + "ü" * 200, text="塔 und ü\n")

    assert message["Subject"] == "Export „塔“ ist fertig " + "ü" * 200
    assert message.get_content() == "塔 und ü\r\n"


def test_the_message_is_seven_bit_for_servers_that_know_no_more():
    assert dataclasses.replace(MAIL, subject="塔", text="塔 ü\n").message("tower@example.com").as_bytes().isascii()


def test_html_is_an_alternative_to_the_text():
    message = sent(html="<p>Hello</p>")

    assert message.get_content_type() == "multipart/alternative"
    assert message.get_body(("html",)).get_content().strip() == "<p>Hello</p>"
    assert message.get_body(("plain",)).get_content().strip() == "Hello"


def test_a_sender_can_have_a_display_name():
    (author,) = sent("Türmer <tower@example.com>")["From"].addresses

    assert (author.display_name, author.addr_spec) == ("Türmer", "tower@example.com")


def test_an_international_domain_is_sent_in_its_ascii_form():
    assert sent(to="user@bücher.example")["To"] == "user@xn--bcher-kva.example"


def test_an_international_local_part_is_sent_as_it_is():
    message = dataclasses.replace(MAIL, to="jürgen@example.com").message("tower@example.com")

    assert "To: jürgen@example.com\r\n".encode() in message.as_bytes()


@pytest.mark.parametrize(
    "hostile",
    [
        "x\r\nBcc: victim@example.com",
        "x\nBcc: victim@example.com",
        "x\rBcc: victim@example.com",
        "x\u2028Bcc: victim@example.com",
        "x\x85Bcc: victim@example.com",
        "x\x0bBcc: victim@example.com",
        "x\r\n\r\n<script>",
        "=?utf-8?q?x=0D=0ABcc:_victim@example.com?=",
        "=?utf-8?b?eA0KQmNjOiB2aWN0aW1AZXhhbXBsZS5jb20=?=",
        "ü" * 60 + " =?utf-8?q?x=0ABcc:_victim@example.com?=",
        "x" * 100 + "\r\nBcc: victim@example.com",
    ],
)
def test_a_subject_can_not_become_another_header(hostile):
    expected = ["From", "To", "Subject", "Date", "Message-ID", "Auto-Submitted"]

    names = raw_header_names(subject=hostile)

    assert names[:6] == expected
    assert "Bcc" not in names
    assert "Bcc" not in sent(subject=hostile)
    assert sent(subject=hostile).get_content() == "Hello\r\n"


@pytest.mark.parametrize(
    "address",
    [
        "",
        "user",
        "user@",
        "@example.com",
        "a@b@c",
        "user@example.com\r\nBcc: victim@example.com",
        "user@example.com, victim@example.com",
        "user@example.com\n",
        "user @example.com",
        "user@exa mple.com",
        "user@example.com> SIZE=1",
        "user@a..example",
        "u\0ser@example.com",
        "x" * 65 + "@example.com",
    ],
)
def test_what_is_no_address_is_never_sent_to(address):
    with pytest.raises(MailNotSent, match="not a mail address") as caught:
        sent(to=address)
    assert caught.value.temporary is False
    assert "\n" not in caught.value.reason


@pytest.mark.parametrize("message_id", ["", "abc", "<a@b", "<a b@c>", "<a@b>\r\nBcc: x@y", "<@b>"])
def test_a_message_id_has_its_form(message_id):
    with pytest.raises(ValueError, match="not a Message-ID"):
        sent(message_id=message_id)


def test_a_time_without_zone_is_refused():
    with pytest.raises(ValueError, match="time zone"):
        sent(sent_at=datetime(2024, 5, 1))  # noqa: DTZ001 - the point


def test_one_line_collapses_and_shortens():
    assert one_line("  a \r\n\t b\0c  ") == "a b c"
    assert one_line("abcdef", 4) == "abc…"


def test_a_mailbox_is_read_with_or_without_a_name():
    assert mailbox("a@b.example").addr_spec == mailbox("A <a@b.example>").addr_spec == "a@b.example"

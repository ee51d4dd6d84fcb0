"""Mails about jobs: written when the job ends, sent by a real mail server's client, at least once."""

import socket
import threading
from contextlib import closing, contextmanager
from datetime import timedelta
from email import message_from_string
from email.policy import default

import pytest
from sqlalchemy import select

from flytower.config import Settings
from flytower.contract.clock import system_clock
from flytower.jobs import outbox
from flytower.model import OutboxMail


class MailServer(threading.Thread):
    """As much SMTP as a client needs; answers DATA with the replies given, then with 250."""

    def __init__(self, *replies):
        super().__init__()
        self.replies = list(replies)
        self.mails = []
        self.listener = socket.create_server(("127.0.0.1", 0))
        self.port = self.listener.getsockname()[1]

    def run(self):
        while True:
            try:
                connection, _ = self.listener.accept()
            except OSError:
                return
            with connection, connection.makefile("rwb") as session:
                self.talk(session)

    def talk(self, session):
        session.write(b"220 ready\r\n")
        session.flush()
        for line in session:
            command = line[:4].upper()
            if command == b"DATA":
                session.write(b"354 go\r\n")
                session.flush()
                self.mails.append(b"".join(iter(session.readline, b".\r\n")).decode())
                session.write(self.replies.pop(0) if self.replies else b"250 taken\r\n")
            else:
                session.write(b"221 bye\r\n" if command == b"QUIT" else b"250 ok\r\n")
            session.flush()


@contextmanager
def mail_server(*replies):
    server = MailServer(*replies)
    server.start()
    with closing(server.listener):
        yield server
        server.listener.shutdown(socket.SHUT_RDWR)
    server.join()


@pytest.fixture
def place_for(house):
    def place(port, clock=system_clock):
        settings = Settings(data_dir=house.settings.data_dir, smtp_host="127.0.0.1", smtp_port=port)
        return house.place(settings=settings, clock=clock)

    return place


@pytest.fixture
def export(house, picture):
    """Export one asset with this emailSetting; return the job."""

    def exported(email_setting="All", name="a.jpg", **values):
        asset_id = house.add_asset(name, picture(), **values)
        return house.work_off(house.submit_export([asset_id], "convert", email_setting=email_setting))

    return exported


def kept(house):
    with house.database.reading() as session:
        return session.scalars(select(OutboxMail).order_by(OutboxMail.id)).all()


def test_mail_tells_of_the_job(house, export):
    job = export()
    mail = kept(house)[0]
    message = message_from_string(mail.message, policy=default)
    assert (mail.job_id, mail.kind, mail.recipient, mail.state) == (job.id, "completion", "user@example.com", "waiting")
    assert (message["To"], message["Message-ID"]) == ("user@example.com", mail.message_id)
    assert "http://localhost:8070/Exports/DemoCompany/" in message.get_content()


@pytest.mark.parametrize(
    ("setting", "sent_when_good", "sent_when_bad"),
    [("All", 1, 1), ("JobCompletion", 1, 1), ("Error", 0, 1), ("ErrorAndWarning", 0, 1), ("None", 0, 0)],
)
def test_setting_decides(house, export, setting, sent_when_good, sent_when_bad):
    export(setting)
    assert len(kept(house)) == sent_when_good
    export(setting, "v.mp4", type="Video")
    assert len(kept(house)) == sent_when_good + sent_when_bad


def test_mail_goes_out_once(house, export, place_for):
    export()
    with mail_server() as server:
        place = place_for(server.port)
        assert [outbox.deliver(place, outbox.sender_of(place)) for _ in range(2)] == [1, 0]
    assert f"Message-ID: {kept(house)[0].message_id}" in server.mails[0]
    assert (kept(house)[0].state, kept(house)[0].sent is None) == ("sent", False)


def test_without_a_mail_server_it_stays(house, export):
    export()
    assert outbox.sender_of(house.place()) is None
    assert kept(house)[0].state == "waiting"


def test_mail_that_may_go_later_is_tried_again_with_the_same_message_id(house, export, place_for):
    export()
    with mail_server(b"451 later\r\n") as server:
        first = place_for(server.port)
        assert outbox.deliver(first, outbox.sender_of(first)) == 0
        assert (kept(house)[0].state, kept(house)[0].attempts) == ("waiting", 1)
        assert "451" in kept(house)[0].last_error
        later = place_for(server.port, lambda: system_clock() + timedelta(minutes=2))
        assert outbox.deliver(later, outbox.sender_of(later)) == 1
    assert kept(house)[0].state == "sent"
    assert {message_from_string(mail)["Message-ID"] for mail in server.mails} == {kept(house)[0].message_id}


def test_mail_that_is_refused_for_good_is_not_tried_again(house, export, place_for):
    export()
    with mail_server(b"554 never\r\n") as server:
        place = place_for(server.port)
        outbox.deliver(place, outbox.sender_of(place))
    assert (kept(house)[0].state, "554" in kept(house)[0].last_error) == ("failed", True)


def test_waiting_gets_longer_up_to_two_hours():
    minutes = [outbox.delay(attempts).total_seconds() / 60 for attempts in range(1, 13)]
    assert minutes == [1, 2, 4, 8, 16, 32, 64, 120, 120, 120, 120, 120]

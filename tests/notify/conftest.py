"""A real mail server on loopback, with what it takes kept for the test."""

import asyncio
import threading
from types import SimpleNamespace

import pytest
from aiosmtpd.smtp import SMTP, AuthResult


class Handler:
    """Takes every mail, or answers `replies["RCPT"]` or `replies["DATA"]` instead."""

    def __init__(self):
        self.mails = []
        self.replies = {}

    async def handle_RCPT(self, server, session, envelope, address, options):  # noqa: N802, ARG002 - aiosmtpd's
        if "RCPT" in self.replies:
            return self.replies["RCPT"]
        envelope.rcpt_tos.append(address)
        return "250 OK"

    async def handle_DATA(self, server, session, envelope):  # noqa: N802, ARG002 - aiosmtpd's
        if "DATA" in self.replies:
            return self.replies["DATA"]
        self.mails.append(
            SimpleNamespace(
                sender=envelope.mail_from,
                to=envelope.rcpt_tos,
                content=envelope.content,
                encrypted=session.ssl is not None,
                login=session.auth_data and session.auth_data.login.decode(),
            )
        )
        return "250 OK"

    async def handle_QUIT(self, server, session, envelope):  # noqa: N802, ARG002 - aiosmtpd's
        return self.replies.get("QUIT", "221 Bye")


@pytest.fixture
def authenticate():
    """Let in the user `tower` with the password `s3cret-word`."""

    def check(server, session, envelope, mechanism, data):
        accepted = (data.login, data.password) == (b"tower", b"s3cret-word")
        return AuthResult(success=accepted, handled=False, auth_data=data)

    return check


class Server:
    """aiosmtpd in a thread of its own, on a free port."""

    def __init__(self, **options):
        self.handler = Handler()
        self.loop = asyncio.new_event_loop()
        self.options = options
        self.server = self.loop.run_until_complete(self.loop.create_server(self.protocol, "127.0.0.1", 0))
        self.host, self.port = self.server.sockets[0].getsockname()
        self.thread = threading.Thread(target=self.loop.run_forever)
        self.thread.start()

    def protocol(self):
        return SMTP(self.handler, hostname="mail.test", loop=self.loop, **self.options)

    @property
    def mails(self):
        return self.handler.mails

    def close(self):
        asyncio.run_coroutine_threadsafe(self.finish(), self.loop).result(5)
        self.loop.call_soon_threadsafe(self.loop.stop)
        self.thread.join(5)
        self.loop.close()

    async def finish(self):
        self.server.close()
        others = asyncio.all_tasks() - {asyncio.current_task()}
        for task in others:
            task.cancel()
        await asyncio.gather(*others, return_exceptions=True)


@pytest.fixture
def mail_server():
    """Start a mail server with aiosmtpd's options."""
    servers = []

    def start(**options):
        servers.append(Server(**options))
        return servers[-1]

    yield start
    for server in servers:
        server.close()

"""What a user's own tests import: a real server in a process of its own, gone when the test is over.

::

    from flytower.testing import serving

    with serving(demo=True) as server:
        client = zeep.Client(server.wsdl_url("2014-04-03"))

The same as a pytest fixture: ``pytest_plugins = ["flytower.testing.fixtures"]``.
"""

import json
import signal
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, fields
from pathlib import Path
from typing import IO, Any, cast

from flytower.config import Settings

_STOP_SECONDS = 10


class ServerDidNotStart(Exception):  # noqa: N818  reads as what happened
    """The server ended before it was ready; what it wrote to standard error says why."""


@dataclass(frozen=True, slots=True)
class Server:
    """A running server.

    Attributes:
        url: scheme, host and port, without a trailing slash.
        data_dir: where it keeps everything; it may go with the server.
        process: its launcher.
    """

    url: str
    data_dir: Path
    process: "subprocess.Popen[str]"

    @property
    def soap_url(self) -> str:
        """Where SOAP 1.1 and 1.2 requests go."""
        return f"{self.url}/scene7/services/IpsApiService"

    @property
    def plain_url(self) -> str:
        """Where plain XML requests go."""
        return f"{self.url}/scene7/api/IpsApiService"

    @property
    def upload_url(self) -> str:
        """Where files are posted to."""
        return f"{self.url}/scene7/UploadFile"

    def wsdl_url(self, version: str) -> str:
        """Return where the WSDL of a version such as ``2014-04-03`` is."""
        return f"{self.url}/scene7/webservice/IpsApi-{version}.wsdl"

    def kill(self) -> None:
        """End all of it at once, as a power failure would; start another on the same ``data_dir`` to go on."""
        self.process.kill()
        self.process.wait()

    def stop(self) -> None:
        """End it as Ctrl-C does."""
        if self.process.poll() is None:
            self.process.send_signal(signal.SIGINT)
            self.process.wait(_STOP_SECONDS)


def start(**settings: Any) -> Server:
    """Start a server on a free port and return it when it answers.

    ``settings`` are those of `flytower.config.Settings`. Without ``data_dir`` everything lies in a temporary directory
    that goes with the server. The caller has to `stop` it. Raises ServerDidNotStart.
    """
    if "data_dir" not in settings:
        settings.setdefault("ephemeral", True)
    settings.setdefault("port", 0)
    given = {name: str(value) if isinstance(value, Path) else value for name, value in settings.items()}
    command = [sys.executable, "-m", "flytower.testing", json.dumps(given)]
    process = subprocess.Popen(command, stdout=subprocess.PIPE, text=True)  # noqa: S603  ourselves
    with cast("IO[str]", process.stdout) as output:
        line = output.readline()
    if not line:
        raise ServerDidNotStart(f"the server ended with code {process.wait()}")
    ready = json.loads(line)
    return Server(ready["url"], Path(ready["data_dir"]), process)


@contextmanager
def serving(**settings: Any) -> Iterator[Server]:
    """Start a server as `start` does, and stop it at the end of the block."""
    server = start(**settings)
    try:
        yield server
    finally:
        server.stop()


def run(given: str) -> None:
    """Be the server that `start` has started: run with these settings (JSON), and print where it is."""
    from flytower import launcher  # noqa: PLC0415  only the server's own process needs it

    values: dict[str, Any] = json.loads(given)
    paths = {one.name for one in fields(Settings) if "Path" in str(one.type)}
    values.update({name: Path(value) for name, value in values.items() if name in paths})
    settings = Settings.load(None, **values)
    launcher.run(settings, _announce)


def _announce(settings: Settings) -> None:
    ready = {"url": settings.resolved_public_url, "data_dir": str(settings.data_dir)}
    sys.stdout.write(json.dumps(ready) + "\n")
    sys.stdout.flush()

"""zeep: builds its types from the WSDL at run time."""

import sys
from importlib.metadata import PackageNotFoundError, version
from pathlib import Path

from harness import Client, Missing


class Zeep(Client):
    name = "zeep"
    language = "Python"
    speaks = (*Client.speaks, ("2013-02-15", "1.2"))

    def version(self) -> str:
        try:
            return version("zeep")
        except PackageNotFoundError:
            raise Missing("zeep is not installed: it comes with flytower[dev]") from None

    def command(self, folder: Path) -> list[str]:
        del folder
        return [sys.executable, str(self.home / "driver.py")]


CLIENT = Zeep()

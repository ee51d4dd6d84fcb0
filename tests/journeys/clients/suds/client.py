"""suds-community: the maintained fork of suds, a proxy made at run time."""

import sys
from pathlib import Path

from harness import PYTHON_PACKAGES, Client

SUDS = "1.2.0"


class Suds(Client):
    name = "suds-community"
    language = "Python"
    pip = (f"suds-community=={SUDS}",)

    def version(self) -> str:
        show = "import suds; print(suds.__version__)"
        return self.asked(sys.executable, "-c", show, **self.environment()).split()[0]

    def environment(self) -> dict[str, str]:
        return {"PYTHONPATH": str(PYTHON_PACKAGES)}

    def command(self, folder: Path) -> list[str]:
        del folder
        return [sys.executable, str(self.home / "driver.py")]


CLIENT = Suds()

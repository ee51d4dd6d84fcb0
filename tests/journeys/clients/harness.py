"""Programs in other languages go the export journey with their own SOAP libraries; this is what they have in common.

A *driver* is a small program in a client's own language, in a folder of its own beside this file. It is told by
environment variables where to go, and prints one JSON object a line; README.md of this folder has both. The folder's
``client.py`` declares a `Client` under the name ``CLIENT``: what it needs, how it generates code, how it is run.
"""

import importlib.util
import os
import shutil
import subprocess
import sys
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

HERE = Path(__file__).parent
ROOT = HERE.parents[2]
TOOLS = ROOT / ".clients"
"""Where everything that is installed or generated for clients lies."""

PYTHON_PACKAGES = TOOLS / "python"
NODE_FOLDER = TOOLS / "node"
NODE_MODULES = NODE_FOLDER / "node_modules"
RECORD = TOOLS / "record.json"

NO_WSDL, OURS, PUBLISHED, BOTH = "none", "ours", "published", "both"
GENERATE_SECONDS = 300
RUN_SECONDS = 120
ENVIRONMENT = dict(os.environ)  # noqa: TID251  what programs get that are not ours


class Missing(Exception):  # noqa: N818  reads as what is the case
    """A client's tool chain is not there; the message says what is missing and how that showed."""


class Failed(Exception):  # noqa: N818  reads as what happened
    """A program ended badly; the message holds the command and the end of what it wrote."""


@dataclass(frozen=True, slots=True)
class Case:
    """One run of one client.

    Attributes:
        client: its name.
        version: date of the API version it speaks.
        wsdl: whose WSDL it reads: ``ours``, ``published``, or ``none`` where requests are written by hand; ``both`` is
            no run but the comparison of the code that was generated from either.
        soap: ``1.1``, ``1.2``, or ``plain`` for XML without an envelope.
    """

    client: str
    version: str
    wsdl: str
    soap: str

    def __str__(self) -> str:
        """Name it as the test's name does."""
        return f"{self.client}-{self.version}-{self.wsdl}-{self.soap}"


class Client:
    """One SOAP library; subclasses say how it is installed and run.

    Attributes:
        name: as its makers write it.
        language: as its makers write it.
        speaks: API version and binding (`Case.soap`) of each kind of run.
        reads_wsdl: whether it reads a WSDL at all.
        debian: names of Debian packages it needs.
        pip: requirements, installed into `PYTHON_PACKAGES`.
        npm: packages with their versions, installed into `NODE_MODULES`.
    """

    name: str
    language: str
    speaks: Sequence[tuple[str, str]] = (("2014-04-03", "1.1"), ("2013-02-15", "1.1"))
    reads_wsdl: bool = True
    debian: Sequence[str] = ()
    pip: Sequence[str] = ()
    npm: Sequence[str] = ()

    def version(self) -> str:
        """Return the installed version of the library. Raises Missing where it, or what runs it, is not there."""
        raise NotImplementedError

    def prepare(self) -> None:
        """Install below `TOOLS` what no package of the kinds above gives; called where `version` has said Missing."""

    def generate(self, wsdl: Path, folder: Path) -> None:
        """Make the driver from a WSDL in an empty folder: generate, compile. Nothing to do for a dynamic client."""

    def sources(self, folder: Path) -> dict[str, str]:
        """Return what was generated, text by path, less what differs from run to run; by default nothing."""
        del folder
        return {}

    def command(self, folder: Path) -> list[str]:
        """Return the command that runs the driver; ``folder`` is the one that `generate` has filled."""
        raise NotImplementedError

    def environment(self) -> dict[str, str]:
        """Return environment variables that the driver needs beside those every driver gets."""
        return {}

    @property
    def home(self) -> Path:
        """Folder of the driver's own files."""
        return Path(sys.modules[type(self).__module__].__file__ or "").parent

    @property
    def generates(self) -> bool:
        """Whether code is generated from a WSDL before it runs."""
        return type(self).generate is not Client.generate

    def cases(self) -> Iterator[Case]:
        """Yield every run."""
        for wsdl in (PUBLISHED, OURS) if self.reads_wsdl else (NO_WSDL,):
            yield from (Case(self.name, version, wsdl, soap) for version, soap in self.speaks)

    def needs(self, program: str) -> str:
        """Return where a program lies. Raises Missing."""
        found = shutil.which(program)
        if found is None:
            raise Missing(f"there is no program {program}")
        return found

    def asked(self, *command: str | Path, **variables: str) -> str:
        """Return what a command prints, for `version`. Raises Missing where it fails."""
        self.needs(str(command[0]))
        try:
            return execute(command, variables=variables).strip()
        except Failed as failure:
            raise Missing(str(failure)) from None


def execute(
    command: Sequence[str | Path],
    *,
    folder: Path | None = None,
    variables: Mapping[str, str] | None = None,
    seconds: float = GENERATE_SECONDS,
) -> str:
    """Run a program to its end and return its standard output. Raises Failed."""
    words = [str(word) for word in command]
    environment = ENVIRONMENT | dict(variables or {})
    try:
        done = subprocess.run(  # noqa: S603  programs of the drivers
            words, cwd=folder, env=environment, capture_output=True, text=True, timeout=seconds, check=False
        )
    except subprocess.TimeoutExpired as late:
        raise Failed(f"{words} took more than {seconds} s: {late.stdout!r} {late.stderr!r}") from None
    if done.returncode:
        raise Failed(f"{words} ended with {done.returncode}: {done.stdout[-2000:]}\n{done.stderr[-4000:]}")
    return done.stdout


def unless_there(program: str, *packages: str) -> tuple[str, ...]:
    """Return Debian packages that a machine needs only where it has no such program from elsewhere."""
    return () if shutil.which(program) else packages


def clients() -> dict[str, Client]:
    """Return the clients there are, by name: one for each folder with a ``client.py``."""
    found = (_declared(path) for path in sorted(HERE.glob("*/client.py")))
    return {client.name: client for client in found}


def _declared(path: Path) -> Client:
    name = f"clients_{path.parent.name}"
    spec = importlib.util.spec_from_file_location(name, path)
    assert spec is not None
    assert spec.loader is not None
    module = importlib.util.module_from_spec(spec)
    sys.modules[name] = module
    spec.loader.exec_module(module)
    declared: Client = module.CLIENT
    return declared


def published_folder() -> Path | None:
    """Return the folder of published WSDL files that the variable PUBLISHED_CONTRACT names."""
    named = ENVIRONMENT.get("PUBLISHED_CONTRACT")
    return Path(named).resolve() if named else None


def wsdl_file(case: Case) -> Path:
    """Return the WSDL a run reads. Raises Missing where it is a published one and nobody said where those are."""
    folder = published_folder() if case.wsdl == PUBLISHED else ROOT / "wsdl"
    if folder is None:
        raise Missing("PUBLISHED_CONTRACT names no folder of published WSDL files")
    return folder / f"IpsApi-{case.version}.wsdl"


def required() -> bool:
    """Say whether a missing tool chain is a failure."""
    return ENVIRONMENT.get("CLIENTS_REQUIRED") == "1"

"""Runs of the drivers: every one that was asked for starts at once, as many side by side as there are cores."""

import json
import os
import shutil
from collections.abc import Iterable
from concurrent.futures import Future, ThreadPoolExecutor
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from harness import RUN_SECONDS, TOOLS, Case, Client, execute, wsdl_file
from seeded import COMPANY, PASSWORD, USER, ZONE, Seeded

Step = dict[str, Any]


@dataclass(frozen=True, slots=True)
class Built:
    """A driver made from one WSDL: the folder it lies in and the text of what was generated."""

    folder: Path
    sources: dict[str, str]


class Runs:
    """Builds and runs of one call of pytest; each happens once.

    Args:
        clients: the clients, by name.
        seeded: where they go.
    """

    def __init__(self, clients: dict[str, Client], seeded: Seeded) -> None:
        self._clients = clients
        self._seeded = seeded
        self._pool = ThreadPoolExecutor(max_workers=os.cpu_count())
        self._versions: dict[str, Future[str]] = {}
        self._built: dict[tuple[str, str, str], Future[Built]] = {}
        self._done: dict[Case, Future[list[Step]]] = {}

    def begin(self, cases: Iterable[Case], compared: Iterable[Case] = ()) -> None:
        """Start runs, and builds only of those that are ``compared``.

        What a thread waits for always began earlier, so that a small pool is enough.
        """
        runs = list(cases)
        builds = [*runs, *compared]
        for name in dict.fromkeys(case.client for case in builds):
            self._versions[name] = self._pool.submit(self._clients[name].version)
        for case in builds:
            key = (case.client, case.version, case.wsdl)
            if key not in self._built:
                self._built[key] = self._pool.submit(self._build, case)
        for case in runs:
            self._done[case] = self._pool.submit(self._run, case)

    def end(self) -> None:
        """Wait for the runs that are under way; those that have not begun are not run."""
        self._pool.shutdown(cancel_futures=True)

    def version(self, client: str) -> str:
        """Return the installed version of a client. Raises Missing."""
        return self._versions[client].result()

    def built(self, case: Case) -> Built:
        """Return what was made from a run's WSDL. Raises Missing, or Failed with what the generator wrote."""
        return self._built[case.client, case.version, case.wsdl].result()

    def steps(self, case: Case) -> list[Step]:
        """Return what the driver reported. Raises Missing, or Failed with what it wrote to standard error."""
        return self._done[case].result()

    def _build(self, case: Case) -> Built:
        client = self._clients[case.client]
        self.version(case.client)
        folder = TOOLS / "built" / client.home.name / f"{case.wsdl}-{case.version}"
        shutil.rmtree(folder, ignore_errors=True)
        folder.mkdir(parents=True)
        if client.reads_wsdl:
            client.generate(wsdl_file(case), folder)
        return Built(folder, client.sources(folder))

    def _run(self, case: Case) -> list[Step]:
        client = self._clients[case.client]
        command = client.command(self.built(case).folder)
        variables = self._variables(case) | client.environment()
        output = execute(command, folder=client.home, variables=variables, seconds=RUN_SECONDS)
        return [json.loads(line) for line in output.splitlines()]

    def _variables(self, case: Case) -> dict[str, str]:
        server = self._seeded.server
        return {
            "WSDL": str(wsdl_file(case)) if self._clients[case.client].reads_wsdl else "",
            "ENDPOINT": server.plain_url if case.soap == "plain" else server.soap_url,
            "SOAP": case.soap,
            "API_VERSION": case.version,
            "USER_NAME": USER,
            "PASSWORD": PASSWORD,
            "COMPANY": COMPANY,
            "FOREIGN_COMPANY": self._seeded.foreign_company,
            "TZ": ZONE,
        }

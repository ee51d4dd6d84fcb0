"""Print the table of docs/clients.md from the record of the last runs; `make docs-clients` puts it there."""

import sys
from collections.abc import Iterable, Iterator

from harness import BOTH, NO_WSDL, OURS, PUBLISHED, Case, Client, clients
from record import FAILED, PASSED, Record

HEAD = ("Client", "Library version", "Language", "API version", "SOAP", "Published WSDL", "Our WSDL", "Generated code")
NOT_RUN = "not run"
DIFFERS = "differs"
SAME = {PASSED: "the same", FAILED: DIFFERS}
Row = tuple[str, ...]


def rows(known: Iterable[Client], record: Record) -> Iterator[Row]:
    """Yield a row for each client, API version and binding, in the order of the clients' names."""
    for client in sorted(known, key=lambda one: one.name.lower()):
        for version, soap in client.speaks:
            yield row(client, version, soap, record)


def row(client: Client, version: str, soap: str, record: Record) -> Row:
    """Return one row; the library's version is the one that the last of its runs had."""
    cases = {wsdl: Case(client.name, version, wsdl, soap) for wsdl in (NO_WSDL, OURS, PUBLISHED, BOTH)}
    found = {wsdl: record.entries[case] for wsdl, case in cases.items() if case in record.entries}
    result = {wsdl: found[wsdl].result if wsdl in found else NOT_RUN for wsdl in cases}
    wsdls = (result[PUBLISHED], result[OURS]) if client.reads_wsdl else ("", f"written by hand: {result[NO_WSDL]}")
    code = SAME.get(result[BOTH], NOT_RUN) if client.generates and soap == "1.1" else ""
    library = next((entry.library for entry in found.values()), NOT_RUN)
    return (client.name, library, client.language, version, soap, *wsdls, code)


def table(lines: Iterable[Row]) -> str:
    """Return rows as a table of Markdown."""
    ruler = ("---",) * len(HEAD)
    return "".join(f"| {' | '.join(line)} |\n".replace("|  |", "| |") for line in (HEAD, ruler, *lines))


if __name__ == "__main__":
    sys.stdout.write("\n" + table(rows(clients().values(), Record.load())))

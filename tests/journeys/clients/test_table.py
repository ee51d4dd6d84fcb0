"""docs/clients.md lists the runs there are."""

import pytest
from harness import ROOT, clients
from record import FAILED, Record

from table import DIFFERS, HEAD, NOT_RUN, rows

PAGE = ROOT / "docs" / "clients.md"
NAMED = [HEAD.index(column) for column in ("Client", "Language", "API version", "SOAP")]


def listed():
    _, marker, generated = PAGE.read_text().partition("<!-- generated")
    assert marker
    lines = [line for line in generated.splitlines() if line.startswith("| ")]
    head, _, *cells = [tuple(cell.strip() for cell in line.strip("|").split("|")) for line in lines]
    assert head == HEAD
    return cells


def named(row):
    return [row[column] for column in NAMED]


def test_the_table_has_every_run_of_every_driver_and_no_other():
    expected = rows(clients().values(), Record({}))
    assert [named(row) for row in listed()] == [named(row) for row in expected], "run `make docs-clients`"


@pytest.mark.parametrize("bad", [NOT_RUN, FAILED, DIFFERS])
def test_every_run_that_is_listed_was_one_and_passed(bad):
    assert not [row for row in listed() if any(cell.endswith(bad) for cell in row)]

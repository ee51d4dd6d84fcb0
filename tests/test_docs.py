"""The documentation says what the code does: generated parts are current, and what is named exists."""

import re
from dataclasses import fields
from pathlib import Path

import pytest

from flytower.cli import operations_table, settings_table
from flytower.config import PREFIX, Settings
from flytower.imaging.command_docs import ABOUT, WITHOUT_EFFECT, commands_table, entries
from flytower.operations import load

ROOT = Path(__file__).parent.parent
DOCS = ROOT / "docs"
PAGES = [*sorted(ROOT.glob("*.md")), *sorted(DOCS.glob("*.md"))]
GENERATED = re.compile(r"^<!-- generated .* -->\n", re.MULTILINE)
LINK = re.compile(r"\]\(([^)\s]+)\)")
HEADING = re.compile(r"^#+ (.+)$", re.MULTILINE)
FENCE = re.compile(r"^```.*?^```", re.MULTILINE | re.DOTALL)


def generated_part(name):
    head, table = GENERATED.split((DOCS / name).read_text())
    assert head.strip(), f"{name} has lost its head"
    return table


def page_id(page):
    return str(page.relative_to(ROOT))


def anchors(page):
    titles = HEADING.findall(FENCE.sub("", page.read_text()))
    return {re.sub(r"[^\w\- ]", "", title.lower()).replace(" ", "-") for title in titles}


def test_the_settings_are_those_of_the_code():
    assert generated_part("configuration.md") == settings_table(), "run `make docs`"


def test_the_operations_are_those_of_the_code():
    assert generated_part("coverage.md") == operations_table(), "run `make docs`"


def test_the_commands_are_those_of_the_code():
    assert generated_part("image-serving.md") == commands_table(), "run `make docs`"


def test_every_command_is_described_and_none_is_missing():
    assert {entry.name for entry in entries()} == set(ABOUT)


def test_every_command_is_implemented_but_those_with_a_reason():
    assert {entry.name for entry in entries() if not entry.implemented} == set(WITHOUT_EFFECT)


@pytest.mark.parametrize("entry", entries(), ids=lambda entry: entry.name)
def test_the_test_that_is_named_for_a_command_mentions_it(entry):
    text = (ROOT / "tests" / ABOUT[entry.name].test).read_text()
    assert re.search(rf"\b({'|'.join(entry.names)})=", text)


@pytest.mark.parametrize("page", [*PAGES, *sorted((ROOT / "docker").glob("*"))], ids=page_id)
def test_every_variable_that_is_named_is_a_setting(page):
    known = {PREFIX + one.name.upper() for one in fields(Settings)}
    assert set(re.findall(rf"{PREFIX}[A-Z_]*[A-Z]", page.read_text())) <= known


@pytest.mark.parametrize("page", PAGES, ids=page_id)
def test_every_link_inside_the_repository_leads_somewhere(page):
    for target in LINK.findall(page.read_text()):
        if "://" in target:
            continue
        path, _, anchor = target.partition("#")
        file = page.parent / path if path else page
        assert file.exists(), f"{target} does not exist"
        assert not anchor or anchor in anchors(file), f"{target}: there is no such heading"


@pytest.mark.parametrize("page", PAGES, ids=page_id)
def test_every_make_target_that_is_named_exists(page):
    targets = set(re.findall(r"^([a-z-]+):", (ROOT / "Makefile").read_text(), re.MULTILINE))
    code = "\n".join(re.findall(r"`[^`\n]+`", page.read_text()) + FENCE.findall(page.read_text()))
    assert set(re.findall(r"\bmake ([a-z-]+)", code)) <= targets


def test_every_page_is_linked_from_the_readme():
    linked = {target.partition("#")[0] for target in LINK.findall((ROOT / "README.md").read_text())}
    assert {page_id(page) for page in DOCS.glob("*.md")} <= linked


def test_the_readme_stays_short():
    assert len((ROOT / "README.md").read_text().splitlines()) <= 200


def test_the_picture_stays_small():
    assert (DOCS / "contact-sheet.jpg").stat().st_size <= 120 * 1024


@pytest.mark.parametrize(
    "operation", [one for one in load().values() if one.written], ids=lambda operation: operation.name
)
def test_every_operation_with_behaviour_has_a_test_in_the_operations_room(operation):
    tests = "".join(file.read_text() for file in (ROOT / "tests" / "operations").glob("test_*.py"))
    names = {operation.function.__name__, operation.param.__name__}
    assert names & set(re.findall(r"\w+", tests)), f"tests/operations has neither of {sorted(names)}"

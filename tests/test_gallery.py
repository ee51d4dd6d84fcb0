"""The gallery shows every command, and what it shows is what its list of examples says."""

from pathlib import Path

import pytest

from flytower.imaging import RequestContext
from flytower.imaging.command_docs import entries
from flytower.imaging.replies.asked import asked
from flytower.testing.gallery import ANSWERS, EXAMPLES, PAGE, groups, kept_answers, page, questions
from flytower.testing.gallery_pictures import records

DOCS = Path(__file__).parent.parent / "docs"
LISTED = [example for group in groups(DOCS) for example in group.examples]
MOST_BYTES = 3_000_000


@pytest.fixture(scope="module")
def catalog(tmp_path_factory):
    return records(tmp_path_factory.mktemp("pictures"))


def test_every_command_that_is_implemented_has_an_example():
    shown = {example.command for example in LISTED} | {question.command for question in questions(DOCS)}
    assert {entry.name for entry in entries() if entry.implemented} <= shown


@pytest.mark.parametrize("example", LISTED, ids=lambda example: example.name)
def test_every_example_renders_without_a_warning(example, catalog, tmp_path):
    rendered = example.render(catalog, tmp_path)
    assert rendered.warnings == ()
    assert (DOCS / "gallery" / f"{example.name}.{rendered.extension}").is_file(), "run `make gallery`"


@pytest.mark.parametrize("example", [one for one in LISTED if one.command], ids=lambda example: example.name)
def test_every_example_holds_its_command(example):
    (entry,) = [entry for entry in entries() if entry.name == example.command]
    assert any(f"{name}=" in example.request for name in entry.names)


@pytest.mark.parametrize("question", questions(DOCS), ids=lambda question: question.command)
def test_every_question_holds_its_command_and_can_be_read(question):
    _, _, query = question.path.partition("?")
    assert f"{question.command}=" in query
    asked(query, RequestContext())


def test_the_page_is_that_of_the_examples(catalog):
    assert (DOCS / PAGE).read_text() == page(DOCS, catalog), "run `make gallery`"


def test_nothing_else_lies_beside_the_examples(catalog):
    files = {f"gallery/{one.name}.{one.recipe(catalog).output.extension}" for one in LISTED}
    assert len(files) == len(LISTED)
    there = {str(path.relative_to(DOCS)) for path in (DOCS / "gallery").iterdir()}
    assert there == files | {EXAMPLES, ANSWERS}
    assert kept_answers(DOCS).keys() == {question.path for question in questions(DOCS)}


def test_the_pictures_stay_small():
    assert sum(path.stat().st_size for path in (DOCS / "gallery").iterdir()) < MOST_BYTES

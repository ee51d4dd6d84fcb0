"""The page that shows what commands look like: `python -m flytower.testing.gallery [DOCS]`.

Its examples are in `gallery/examples.toml` below the documentation's directory. Each is rendered as an export would.
"""

import json
import re
import sys
import tempfile
import tomllib
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from flytower.imaging import DEFAULT_LIMITS, CatalogRecord, Recipe, RequestContext, parse_request_in
from flytower.imaging.render import Rendered, render
from flytower.testing.gallery_answers import answered
from flytower.testing.gallery_pictures import records

EXAMPLES = "gallery/examples.toml"
ANSWERS = "gallery/answers.json"
PAGE = "image-gallery.md"
_HEAD = """# Gallery

What the commands of [Image Serving](image-serving.md) look like: each request, and what this renderer made of it. A
request begins with the name of its path object; `-` stands for none. `make gallery` writes this page from
[a list of examples](gallery/examples.toml).
"""
_ANSWERS_HEAD = """
## Answers that are no rendering

What a server says, after status, type and caching of its answer. Lines that hold the time are left out.
"""


@dataclass(frozen=True, slots=True)
class Example:
    """One request and what to look at in its reply.

    Attributes:
        command: the documented name of the command it is about; empty for a mere source.
        title: what to look at.
        request: the request string.
        picture: name of the path object; empty for none.
        name: of the file of its reply, less the extension.
    """

    command: str
    title: str
    request: str
    picture: str
    name: str

    def recipe(self, catalog: Mapping[str, CatalogRecord]) -> Recipe:
        """Read the request. Raises RequestError."""
        context = RequestContext(
            object_name=self.picture,
            path_object=bool(self.picture),
            record=catalog.get(self.picture),
            find=catalog.get,
        )
        return parse_request_in(self.request, context)

    def render(self, catalog: Mapping[str, CatalogRecord], folder: Path) -> Rendered:
        """Render it into `folder`. Raises RequestError and RenderError."""
        recipe = self.recipe(catalog)
        source = catalog[self.picture].path if self.picture else None
        return render(source, recipe, folder / f"{self.name}.{recipe.output.extension}", DEFAULT_LIMITS)


@dataclass(frozen=True, slots=True)
class Group:
    """Examples under one heading, with a sentence about all of them."""

    title: str
    text: str
    examples: tuple[Example, ...]


@dataclass(frozen=True, slots=True)
class Question:
    """A request that is answered over HTTP only; `path` follows ``/is/``."""

    command: str
    title: str
    path: str


def questions(docs: Path) -> list[Question]:
    """Read the list of what a server is asked."""
    return [Question(**given) for given in _listed(docs)["answer"]]


def kept_answers(docs: Path) -> dict[str, str]:
    """What the server said when the page was written, by path."""
    kept: dict[str, str] = json.loads((docs / ANSWERS).read_text(encoding="utf-8"))
    return kept


def _listed(docs: Path) -> dict[str, Any]:
    return tomllib.loads((docs / EXAMPLES).read_text(encoding="utf-8"))


def groups(docs: Path) -> list[Group]:
    """Read the list of examples."""
    listed = _listed(docs)["group"]
    return [Group(group["title"], group["text"], tuple(map(_example, group["example"]))) for group in listed]


def _example(given: Mapping[str, str]) -> Example:
    command = given["command"]
    name = given.get("name") or re.sub(r"(?<=[a-z])(?=[A-Z])|_", "-", command).lower()
    return Example(command, given["title"], given["request"], given.get("picture", "boat"), name)


def page(docs: Path, catalog: Mapping[str, CatalogRecord]) -> str:
    """Write the page; the catalog tells the format of each reply."""
    pictures = "".join(f"\n## {group.title}\n\n{group.text}\n\n{_table(group, catalog)}" for group in groups(docs))
    answers = kept_answers(docs)
    return _HEAD + pictures + _ANSWERS_HEAD + "".join(_answer(one, answers[one.path]) for one in questions(docs))


def _answer(question: Question, answer: str) -> str:
    return f"\n`{question.command}`: {question.title}\n\n```\nGET /is/{question.path}\n\n{answer}\n```\n"


def _table(group: Group, catalog: Mapping[str, CatalogRecord]) -> str:
    return "\n".join(("| Command | Request | Reply |", "| --- | --- | --- |", *_rows(group, catalog))) + "\n"


def _rows(group: Group, catalog: Mapping[str, CatalogRecord]) -> Iterator[str]:
    for example in group.examples:
        command = f"`{example.command}`: " if example.command else ""
        file = f"gallery/{example.name}.{example.recipe(catalog).output.extension}"
        words = f"`{example.picture or '-'}?{example.request}`"
        yield f"| {command}{example.title} | {words} | ![{example.name}]({file}) |"


def main(docs: Path) -> None:
    """Render every example, ask a server, and write the page; pictures of examples that are gone are removed."""
    for old in (docs / EXAMPLES).parent.iterdir():
        if old.name != Path(EXAMPLES).name:
            old.unlink()
    with tempfile.TemporaryDirectory() as place:
        catalog = records(Path(place))
        for group in groups(docs):
            for example in group.examples:
                example.render(catalog, (docs / EXAMPLES).parent)
        answers = answered([question.path for question in questions(docs)], catalog)
        (docs / ANSWERS).write_text(json.dumps(answers, indent=1, ensure_ascii=False) + "\n", encoding="utf-8")
        (docs / PAGE).write_text(page(docs, catalog), encoding="utf-8")


if __name__ == "__main__":
    main(Path(sys.argv[1] if len(sys.argv) > 1 else "docs"))

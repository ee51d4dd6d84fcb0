"""From the names and nested requests in `src=` and `mask=` to files and Recipes.

Source: IS reference, request nesting, image catalogs (records referenced by src and mask), object resolution.
"""

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, field, replace
from typing import Any

from flytower.imaging.catalog import CatalogRecord, RequestContext
from flytower.imaging.command import GLOBAL_TARGETS, WITHOUT_FIELD, command_table
from flytower.imaging.errors import MissingPictureError, RequestError
from flytower.imaging.nested import Reference, parse_reference, split_request
from flytower.imaging.recipe import FileContent, NestedContent, Recipe, TextContent
from flytower.imaging.segments import CANVAS, COMPOSITE, Assignment, Sources, merge
from flytower.imaging.text.records import DEFAULT_FONT, FontSource
from flytower.imaging.values import Arguments

_CONTENT = ("src", "text", "textPs")
_NO_RECORD = ("src", "mask", "template")

IGNORED_WHERE_NESTED = frozenset(
    {"fmt", "qlt", "iccEmbed", "printRes", "quantize", "req", "bgc", "jpegSize", "pscan", "pathEmbed", "xmpEmbed"}
)
"""Commands about the reply's file, which a nested request does not have. Source: IS reference, request nesting."""


@dataclass(slots=True)
class Counter:
    """How many layers and effects a request has so far, nested requests included."""

    layers: int = 0


@dataclass(frozen=True, slots=True)
class Nesting:
    """Where a request stands among those it is nested in: how deep, the count they share, what it ignores."""

    depth: int = 0
    counter: Counter = field(default_factory=Counter)
    ignored: frozenset[str] = frozenset()


ReadNested = Callable[[Sources, RequestContext, Nesting], Recipe]


class Contents:
    """The pictures that one request refers to. `notes` collects the warnings of nested requests."""

    def __init__(
        self, context: RequestContext, variables: Mapping[str, str], nesting: Nesting, read: ReadNested
    ) -> None:
        self.notes: list[str] = []
        self.path_object = context.path_object
        self._context = context
        self._variables = variables
        self._nesting = nesting
        self._read = read
        self._records: dict[str, CatalogRecord] = {}

    def count(self, layers: int) -> None:
        """Take note of layers and effects. Raises RequestError when they are too many."""
        self._nesting.counter.layers += layers
        most = self._context.limits.max_layers
        if self._nesting.counter.layers > most:
            raise RequestError(f"the request has more than {most} layers and effects, nested requests included")

    def picture(self, reference: Reference) -> FileContent | NestedContent:
        """The file of another picture, or the Recipe of a nested request."""
        if reference.request is not None:
            return self._nested(reference)
        record = self._record(reference)
        if record is None:
            return FileContent(reference.name)
        return FileContent(reference.name, record.path, record.resolution)

    def mask(self, reference: Reference) -> FileContent | NestedContent:
        """The same as a mask: a record's own mask, if it has one, else its picture."""
        if reference.request is not None:
            return self._nested(reference)
        record = self._record(reference)
        if record is None:
            return FileContent(reference.name)
        return FileContent(reference.name, record.mask or record.path)

    def text(self, content: TextContent) -> TextContent:
        """Text with the fonts of the catalog that it belongs to."""
        default = self._context.attributes.default_font or DEFAULT_FONT
        return replace(content, fonts=FontSource(self._context.font_dir, default, self._context.font_stamp))

    def defaults(self, reference: Reference) -> dict[str, Any]:
        """What a record says of a layer that shows its picture: anchor and mask."""
        record = self._record(reference) if reference.request is None else None
        return {} if record is None else record_defaults(reference.name, record)

    def from_records(self, assignments: Iterable[Assignment]) -> tuple[list[Assignment], list[Assignment]]:
        """The commands of the records that layers name as src: those the request overrides, and those it does not.

        Of layers above 0 only the former count, and only what belongs to a layer.
        """
        below: list[Assignment] = []
        above: list[Assignment] = []
        for layer, reference in _pictures(assignments).items():
            record = self._record(reference) if reference.request is None else None
            if record is None:
                continue
            below += self._of_record(record.modifier, layer, reference)
            if layer == CANVAS:
                above += self._of_record(record.post_modifier, layer, reference)
        return below, above

    def _of_record(self, text: str, layer: str, reference: Reference) -> list[Assignment]:
        if not text:
            return []
        context = replace(self._context, variables=self._variables)
        found = []
        for assignment in merge(Sources(text, "", ""), context).assignments:
            target, _, effect = assignment.segment.partition(" ")
            if target not in (COMPOSITE, CANVAS) or assignment.command in _NO_RECORD:
                raise RequestError(f"{reference}: a picture made of layers can only be nested: src=is(...)")
            if layer == CANVAS:
                found.append(assignment)
            elif _belongs_to_a_layer(assignment):
                found.append(assignment._replace(segment=f"{layer} {effect}".strip()))
        return found

    def _record(self, reference: Reference) -> CatalogRecord | None:
        """What the catalog says; None only where there is no catalog."""
        if self._context.find is None:
            return None
        if reference.name not in self._records:
            found = self._context.find(reference.name) if reference.name else None
            if found is None:
                raise MissingPictureError(f"{reference}: there is no such picture")
            self._records[reference.name] = found
        return self._records[reference.name]

    def _nested(self, reference: Reference) -> NestedContent:
        if self._nesting.depth >= self._context.limits.max_nesting:
            raise RequestError(f"{reference}: requests are nested more than {self._context.limits.max_nesting} deep")
        name, modifiers = split_request(reference.request or "")
        record = self._record(Reference(name, None, reference.command)) if name else None
        context = replace(
            self._context,
            object_name=name,
            record=record,
            path_object=bool(name),
            variables={key: value for key, value in self._variables.items() if key != "object"},
            watermark=None,
            attributes=self._context.attributes.for_nested(),
        )
        sources = Sources(record.modifier, modifiers, record.post_modifier) if record else Sources("", modifiers, "")
        nesting = Nesting(self._nesting.depth + 1, self._nesting.counter, IGNORED_WHERE_NESTED)
        recipe = self._read(sources, context, nesting)
        self.notes += recipe.warnings
        return NestedContent(replace(recipe, warnings=()))


def record_defaults(name: str, record: CatalogRecord) -> dict[str, Any]:
    """The fields of a layer that a record fills where the request leaves them empty."""
    fields: dict[str, Any] = {}
    if record.mask is not None:
        fields["mask"] = FileContent(name, record.mask, of_record=True)
    if record.anchor is not None:
        fields["anchor"] = record.anchor
    return fields


def _pictures(assignments: Iterable[Assignment]) -> dict[str, Reference]:
    """What each layer names as its picture; the last of src and text decides."""
    wishes = {found.segment: found for found in assignments if found.command in _CONTENT}
    return {
        layer: parse_reference(Arguments(found.command, found.value, []))
        for layer, found in wishes.items()
        if found.command == "src" and " " not in layer
    }


def _belongs_to_a_layer(assignment: Assignment) -> bool:
    spelling = command_table().get(assignment.command.casefold())
    return spelling is not None and spelling.command.target not in GLOBAL_TARGETS | WITHOUT_FIELD

"""Which layer each command of a request addresses, and which of several settings holds.

Source: IS reference, specifying layers, layer, effect, substitution variables, image catalogs (precedence).
"""

import re
from collections.abc import Iterable, Mapping
from typing import NamedTuple

from flytower.imaging.catalog import RequestContext
from flytower.imaging.command import GLOBAL_TARGETS, Target, command_table
from flytower.imaging.errors import RequestError
from flytower.imaging.syntax import Macros, decode, definition, has_reference, is_nested, shown, substitute

COMPOSITE = "comp"
CANVAS = "0"

PREDEFINED_MACROS = {
    "shadow": "color=0,0,0&opac=75&blendMode=mult&pos=3,4&op_blur=5",
    "glow": "color=255,255,190&opac=75&blendMode=screen&op_blur=5",
}
"""What everyone has; a saved format of the same name takes its place. Source: IS reference, layer effects."""

_LAYER_NUMBER = re.compile(r"[0-9]{1,9}")
_EFFECT_NUMBER = re.compile(r"[+-]?[0-9]{1,9}")


class Assignment(NamedTuple):
    """One effective command: the segment it addresses, its documented name (its own when unknown), its value.

    `segment` is "comp", a layer's number, or either followed by " effect n". View and request commands are in "comp",
    layer commands that fall through from comp in "0".
    """

    segment: str
    command: str
    value: str


class _Segments:
    """The segment that commands fall into, as `layer=` and `effect=` open them; names are shared by all sources.

    `problem` is the first thing wrong with names: one that no layer has, as far as can be seen here, or that two have.
    Only who knows all strings of the request can tell whether it stays so.
    """

    def __init__(self) -> None:
        self._layer = COMPOSITE
        self._names: dict[str, str] = {}
        self.current = COMPOSITE
        self.problem: RequestError | None = None

    def rewind(self) -> None:
        self._layer = self.current = COMPOSITE

    def open(self, name: str, raw: str) -> None:
        modifier = f"{name}={raw}"
        if has_reference(raw):
            raise RequestError(f"{shown(modifier)}: no variable may stand here")
        value = decode(raw).strip()
        if name == "layer":
            self._layer = self.current = self._select(value, modifier)
        elif not _EFFECT_NUMBER.fullmatch(value) or int(value) == 0:
            raise RequestError(f"{shown(modifier)}: an effect's number is an integer other than 0")
        else:
            self.current = f"{self._layer} effect {int(value)}"

    def _select(self, value: str, modifier: str) -> str:
        key, _, name = (part.strip() for part in value.partition(","))
        if _LAYER_NUMBER.fullmatch(key):
            segment = str(int(key))
        elif key.casefold() == COMPOSITE:
            segment = COMPOSITE
        else:
            if key not in self._names:
                self._note(f"{shown(modifier)}: there is no layer of this name")
            return self._names.setdefault(key, f"-{len(self._names) + 1}")
        if name and (name.casefold() == COMPOSITE or self._names.setdefault(name, segment) != segment):
            self._note(f"{shown(modifier)}: the name '{shown(name)}' belongs to another layer")
        return segment

    def _note(self, problem: str) -> None:
        self.problem = self.problem or RequestError(problem)


class Sources(NamedTuple):
    """The strings a request is made of, weakest first: the record's Modifier, the request, its PostModifier."""

    modifier: str
    query: str
    post_modifier: str


class Merged(NamedTuple):
    """One assignment per segment and command, in the order in which they won, and all variables by name.

    `problem` is what is wrong with the names of layers. Each layer without a number is given one below 0.
    """

    assignments: tuple[Assignment, ...]
    variables: dict[str, str]
    problem: RequestError | None = None


def merge(sources: Sources, context: RequestContext) -> Merged:
    """Expand, substitute and merge the strings of one request. Raises RequestError, `Merged.problem` included."""
    merged = merge_parts(sources, context)
    if merged.problem is not None:
        raise merged.problem
    return merged


def merge_parts(sources: Sources, context: RequestContext) -> Merged:
    """The same for strings that are not all of a request: a record or a template may give the layers their names."""
    table = Macros({**PREDEFINED_MACROS, **_folded(context.macros)})
    expanded = [table.expand(source) for source in sources]
    if sum(map(len, expanded)) > context.limits.max_commands:
        raise RequestError(f"the request has more than {context.limits.max_commands} commands")
    variables = _variables(expanded, context)
    segments = _Segments()
    slots: dict[tuple[str, str], Assignment] = {}
    for modifiers in expanded:
        segments.rewind()
        for modifier in modifiers:
            if modifier[0] != "$":
                _assign(modifier, variables, segments, slots)
    return Merged(tuple(slots.values()), variables, segments.problem)


def unresolved(query: str, context: RequestContext, *, whole: bool = True) -> tuple[Assignment, ...]:
    """The commands of a request with its macros, without those whose values hold a variable.

    Names of layers count where nobody else may have given them: a record, a template, or, of a request that is not
    `whole`, the rest of it.
    """
    table = Macros({**PREDEFINED_MACROS, **_folded(context.macros)})
    segments = _Segments()
    slots: dict[tuple[str, str], Assignment] = {}
    for modifier in table.expand(query):
        if modifier[0] != "$" and not has_reference(modifier):
            _assign(modifier, {}, segments, slots)
    recorded = context.record is not None and context.record.modifier
    if segments.problem is not None and whole and not recorded and (COMPOSITE, "template") not in slots:
        raise segments.problem
    return tuple(slots.values())


def _folded(macros: Mapping[str, str]) -> dict[str, str]:
    return {name.casefold(): body for name, body in macros.items()}


def _variables(expanded: list[list[str]], context: RequestContext) -> dict[str, str]:
    """All definitions before any is used: a template's defaults stand where a request cannot reach."""
    own, *requested = (_definitions(modifiers) for modifiers in expanded)
    merged = {"object": context.object_name, **own, **context.variables}
    for definitions in requested:
        merged |= definitions
    return merged


def _definitions(modifiers: Iterable[str]) -> dict[str, str]:
    pairs = (definition(modifier) for modifier in modifiers)
    return dict(pair for pair in pairs if pair is not None)


def _assign(
    modifier: str, variables: Mapping[str, str], segments: _Segments, slots: dict[tuple[str, str], Assignment]
) -> None:
    name, _, raw = modifier.partition("=")
    key = name.strip().casefold()
    if key in ("layer", "effect"):
        if raw:
            segments.open(key, raw)
        return
    value = substitute(raw, variables, nested=is_nested(modifier))
    spelling = command_table().get(key)
    if spelling is None:
        slot, found = (segments.current, key), Assignment(segments.current, name, value)
    elif not value.strip() and not spelling.command.keeps_empty:
        return
    else:
        segment = _address(spelling.command.target, segments.current)
        slot, found = (segment, spelling.command.name), Assignment(segment, spelling.name, value)
    slots.pop(slot, None)
    slots[slot] = found


def _address(target: Target, current: str) -> str:
    if target in GLOBAL_TARGETS:
        return COMPOSITE
    return CANVAS if target is Target.LAYER and current == COMPOSITE else current

"""req=resolve and req=validate: a request as it is understood. Source: IS reference, their pages."""

from collections.abc import Iterable
from urllib.parse import quote

from flytower.imaging.attributes import DEFAULT_ATTRIBUTES
from flytower.imaging.catalog import RequestContext
from flytower.imaging.draft import Draft
from flytower.imaging.request import merged_in
from flytower.imaging.segments import COMPOSITE, Assignment, unresolved
from flytower.imaging.syntax import is_nested

_SAFE = "/,:;@!*'$()- _.~|[]{}\"<>^`\\"


def resolved(name: str, query: str, context: RequestContext) -> str:
    """The final request: commands of the record, macros and variables in their places, by layer.

    Commands come in the order comp, layers, effects; `req` itself is left out.
    """
    found = [one for one in merged_in(query, context)[0].assignments if one.command != "req"]
    parts: list[str] = []
    for segment in sorted({one.segment for one in found}, key=_place):
        parts += _opened(segment)
        parts += [f"{one.command}={_encoded(one)}" for one in found if one.segment == segment]
    return f"{name}?{'&'.join(parts)}"


def check(query: str, context: RequestContext, *, whole: bool = True) -> None:
    """Parse a request as one for a picture, without variables and without looking at what it refers to.

    One that is not `whole` is only a part of requests, such as a macro. Raises RequestError, naming command and value.
    """
    draft = Draft(DEFAULT_ATTRIBUTES)
    for assignment in unresolved(query, context, whole=whole):
        if assignment.command != "req":
            draft.take(assignment)


def _place(segment: str) -> tuple[int, bool, int]:
    layer, _, effect = segment.partition(" effect ")
    return -1 if layer == COMPOSITE else int(layer), bool(effect), int(effect or 0)


def _opened(segment: str) -> Iterable[str]:
    layer, _, effect = segment.partition(" effect ")
    if segment == COMPOSITE:
        return []
    return [f"layer={layer}", f"effect={effect}"] if effect else [f"layer={layer}"]


def _encoded(assignment: Assignment) -> str:
    modifier = f"{assignment.command}={assignment.value}"
    return assignment.value if is_nested(modifier) else quote(assignment.value, safe=_SAFE)

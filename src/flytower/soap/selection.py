"""Which fields an answer shows: responseFieldArray and excludeFieldArray. Source: IPS reference, searchAssets."""

from collections.abc import Iterable
from typing import Final, NamedTuple

from flytower.contract.faults import invalid_parameter
from flytower.contract.record import Record, WireField, live_fields
from flytower.contract.version import Version

MOST_PATHS: Final = 2000
DEEPEST_PATH: Final = 40
_LONGEST_PATH: Final = 2000
"""In characters: so long that no path of that many names comes near."""

_Tree = dict[str, "_Tree | None"]
"""Paths by their first name; None stands for the named element with everything below it."""


class Selected(NamedTuple):
    """One field of a record that is shown.

    Attributes:
        name: wire name.
        requested: named by its own path, so that it appears even without a value (wire fact B6).
        below: what is shown of the record inside, or None for all of it.
    """

    name: str
    requested: bool
    below: "Selection | None"


Selection = tuple[Selected, ...]


def selection_of(param: Record, answer: type[Record], version: Version) -> Selection | None:
    """Return what a request wants to see of its answer, or None for everything.

    Paths are element names below the Return element, such as ``assetArray/items/imageInfo/width``; one that is in no
    answer of this version selects nothing. With both arrays, the first is applied first.

    Raises:
        IpsApiFault: 30001 for more or deeper paths than any answer has.
    """
    include = _tree(param, "response_field_array", "responseFieldArray")
    exclude = _tree(param, "exclude_field_array", "excludeFieldArray")
    if not include and not exclude:
        return None
    return _select(answer, version, include or None, exclude or {})


def _tree(param: Record, attribute: str, field: str) -> _Tree:
    array = getattr(param, attribute, None)
    paths: Iterable[str] = array.items if array else ()
    tree: _Tree = {}
    for count, path in enumerate(paths, 1):
        if len(path) > _LONGEST_PATH:
            raise invalid_parameter(f"{field}/items", path, f"longer than {_LONGEST_PATH} characters")
        names = [name.strip() for name in path.split("/") if name.strip()]
        if len(names) > DEEPEST_PATH:
            raise invalid_parameter(f"{field}/items", path, f"more than {DEEPEST_PATH} names")
        if count > MOST_PATHS:
            raise invalid_parameter(field, f"{count} paths", f"more than {MOST_PATHS}")
        _add(tree, names)
    return tree


def _add(tree: _Tree, names: list[str]) -> None:
    for name in names[:-1]:
        below = tree.setdefault(name, {})
        if below is None:  # a shorter path took everything already
            return
        tree = below
    if names:
        tree[names[-1]] = None


def _select(record: type[Record], version: Version, include: _Tree | None, exclude: _Tree) -> Selection | None:
    if include is None and not exclude:
        return None
    shown = (_selected(field, version, include, exclude) for field in live_fields(record, version))
    return tuple(field for field in shown if field is not None)


def _selected(field: WireField, version: Version, include: _Tree | None, exclude: _Tree) -> Selected | None:
    name = field.wire_name
    if include is not None and name not in include:
        return None
    if name in exclude and exclude[name] is None:
        return None
    requested = include is not None and include[name] is None
    below = None
    if issubclass(field.type, Record):
        below = _select(field.type, version, include[name] if include else None, exclude.get(name) or {})
    return Selected(name, requested, below)

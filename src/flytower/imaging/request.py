"""From a request string to a Recipe. Source: IS reference, syntax and features, command reference."""

from collections.abc import Mapping
from dataclasses import replace
from functools import lru_cache
from pathlib import Path
from typing import Any, NamedTuple
from urllib.parse import quote

from flytower.imaging.attributes import Attributes
from flytower.imaging.catalog import CatalogRecord, RequestContext
from flytower.imaging.command import command_table
from flytower.imaging.contents import IGNORED_WHERE_NESTED, Contents, Nesting, record_defaults
from flytower.imaging.draft import Draft
from flytower.imaging.errors import MissingPictureError, RequestError
from flytower.imaging.limits import Limits
from flytower.imaging.nested import parse_reference
from flytower.imaging.recipe import (
    FileContent,
    LayerRecipe,
    LayerSize,
    NestedContent,
    PathObject,
    Recipe,
    View,
    Watermark,
)
from flytower.imaging.reply_kinds import ReplyKind
from flytower.imaging.segments import Assignment, Merged, Sources, merge, merge_parts
from flytower.imaging.syntax import shown
from flytower.imaging.values import Arguments

_NO_MACROS: Mapping[str, str] = {}
_NOTHING: frozenset[str] = frozenset()
_KEPT = ("wid", "hei", "fmt", "qlt")
_NO_WATERMARKS = IGNORED_WHERE_NESTED | {"wid", "hei", "scl", "fit", "rgn", "rgnN", "rect", "sizeN"}


def parse_request(
    query: str,
    *,
    macros: Mapping[str, str] = _NO_MACROS,
    object_name: str = "",
    modifier: str = "",
    post_modifier: str = "",
) -> Recipe:
    """The Recipe of a request on one picture, where no other can be looked up.

    `query` is what follows the `?` (still HTTP-encoded), `macros` the saved image formats by name without `$`,
    `object_name` the value of `$object$`; `modifier` is overridden by the query, `post_modifier` overrides it.
    Raises RequestError, naming command and value. What is understood and not done is in `Recipe.warnings`.
    """
    context = RequestContext(macros=macros, object_name=object_name)
    return _parsed(Sources(modifier, query, post_modifier), context)


def parse_request_in(query: str, context: RequestContext, *, ignored: frozenset[str] = _NOTHING) -> Recipe:
    """The Recipe of a request that may refer to other pictures; see `RequestContext`.

    Commands named in `ignored` count as absent, `req` for one. Raises RequestError, or MissingPictureError for a
    picture that the catalog does not have, unless a default image stands in for it.
    """
    try:
        return _whole(query, context, ignored)
    except MissingPictureError:
        stood_in = _with_default_image(query, context, ignored)
        if stood_in is None:
            raise
        return stood_in


def _whole(query: str, context: RequestContext, ignored: frozenset[str]) -> Recipe:
    recipe = _with_record(_parsed(_sources(query, context.record), context, ignored), context)
    if context.missing and isinstance(recipe.layer.content, PathObject):
        raise MissingPictureError(f"Unable to find /{shown(context.object_name)}.")
    return _with_watermark(recipe, context)


def _sources(query: str, record: CatalogRecord | None) -> Sources:
    return Sources(record.modifier, query, record.post_modifier) if record else Sources("", query, "")


def _with_watermark(recipe: Recipe, context: RequestContext) -> Recipe:
    """The request with its watermark; thumbnails never have one."""
    if context.watermark is None or recipe.reply is ReplyKind.TMB:
        return recipe
    return replace(recipe, watermark=_watermark(context.watermark, context))


def _with_default_image(query: str, context: RequestContext, ignored: frozenset[str]) -> Recipe | None:
    """The request with the default image in place of what is missing; None where there is none.

    Answers other than img and tmb have none, even if `req` is ignored as far as pixels go.
    Source: IS reference, defaultImage and DefaultImageMode.
    """
    effective = merged_in(query, context)[0].assignments
    wishes = {found.command: found.value for found in effective}
    kind = wishes.get("req", "img").partition(",")[0].strip().casefold()
    name = wishes.get("defaultImage", context.attributes.default_image).strip()
    find = context.find
    if kind not in ("img", "tmb") or not name or find is None:
        return None
    record = find(name)
    if record is None:
        return None
    missing, context = context.missing, replace(context, missing=False)
    if context.attributes.default_image_mode:
        stands_in = replace(context, find=lambda wanted: find(wanted) or record)
        stands_in = replace(stands_in, record=record) if missing else stands_in
        recipe = _with_record(_read(_sources(query, stands_in.record), stands_in, Nesting(ignored=ignored)), stands_in)
        recipe = _with_file(recipe, name, record) if missing else recipe
    else:
        kept = "&".join(f"{command}={quote(wishes[command])}" for command in _KEPT if command in wishes)
        alone = replace(context, object_name=name, record=record, path_object=True)
        recipe = _read_nested(_sources(kept, record), alone, Nesting(ignored=ignored))
    return replace(_with_watermark(recipe, context), default_image=True)


def effective_commands(
    query: str,
    *,
    macros: Mapping[str, str] = _NO_MACROS,
    object_name: str = "",
    modifier: str = "",
    post_modifier: str = "",
) -> tuple[Assignment, ...]:
    """The commands that hold after macros, variables and precedence, one per segment and command."""
    context = RequestContext(macros=macros, object_name=object_name)
    return merge(Sources(modifier, query, post_modifier), context).assignments


def merged_in(query: str, context: RequestContext) -> tuple[Merged, RequestContext]:
    """The commands that hold, a template's included, and the context in which they do. Raises RequestError."""
    return _with_template(_sources(query, context.record), context)


class _NeedsCatalogError(Exception):
    """A request refers to other pictures, so what it means depends on the catalog."""


class _Key(NamedTuple):
    """All that a Recipe can depend on, as long as the request refers to no other picture."""

    sources: Sources
    macros: frozenset[tuple[str, str]]
    object_name: str
    path_object: bool
    alone: bool
    limits: Limits
    attributes: Attributes
    ignored: frozenset[str]
    font_dir: Path | None
    font_stamp: tuple[int, ...]


def _parsed(sources: Sources, context: RequestContext, ignored: frozenset[str] = _NOTHING) -> Recipe:
    """The Recipe, from the cache for requests that refer to no other picture: one serves every picture of a job."""
    known = None if context.variables else _without_catalog(_key(sources, context, ignored))
    return _read(sources, context, Nesting(ignored=ignored)) if known is None else known


def _key(sources: Sources, context: RequestContext, ignored: frozenset[str]) -> _Key:
    macros: frozenset[tuple[str, str]] = frozenset()
    name = ""
    if any("$" in source for source in sources):
        macros = frozenset(context.macros.items())
        named = any("$object$" in text.casefold() for text in (*sources, *context.macros.values()))
        name = context.object_name if named else ""
    alone = context.find is None
    found = (context.path_object, alone, context.limits, context.attributes, ignored)
    return _Key(sources, macros, name, *found, context.font_dir, context.font_stamp)


@lru_cache(maxsize=256)
def _without_catalog(key: _Key) -> Recipe | None:
    context = RequestContext(
        macros=dict(key.macros),
        object_name=key.object_name,
        path_object=key.path_object,
        find=None if key.alone else _not_here,
        limits=key.limits,
        attributes=key.attributes,
        font_dir=key.font_dir,
        font_stamp=key.font_stamp,
    )
    try:
        return _read(key.sources, context, Nesting(ignored=key.ignored))
    except _NeedsCatalogError:
        return None


def _not_here(_name: str) -> CatalogRecord | None:
    raise _NeedsCatalogError


def _read(sources: Sources, context: RequestContext, nesting: Nesting) -> Recipe:
    merged, context = _with_template(sources, context)
    contents = Contents(context, merged.variables, nesting, _read_nested)
    below, above = contents.from_records(merged.assignments)
    draft = Draft(context.attributes)
    for assignment in (*below, *merged.assignments, *above):
        if assignment.command not in nesting.ignored:
            draft.take(assignment)
    if context.find is None and any(found.command == "template" for found in merged.assignments):
        draft.notes.append("template: no other picture can be looked up here, so the command was ignored.")
    recipe = draft.recipe(contents)
    return replace(recipe, warnings=tuple(dict.fromkeys((*recipe.warnings, *contents.notes))))


def _with_template(sources: Sources, context: RequestContext) -> tuple[Merged, RequestContext]:
    """The commands of the request and of the template it names.

    The template's body takes the place of the record's Modifier, and the path object is only `$object$` from then on.
    """
    merged = merge_parts(sources, context)
    wish = next((found for found in merged.assignments if found.command == "template"), None)
    if wish is None or context.find is None:
        if merged.problem is not None:
            raise merged.problem
        return merged, context
    reference = parse_reference(Arguments("template", wish.value, []))
    if sources.post_modifier and wish not in merge_parts(sources._replace(post_modifier=""), context).assignments:
        raise RequestError(f"{reference}: a PostModifier may not name a template")
    record = context.find(reference.name) if reference.request is None else None
    if record is None:
        raise RequestError(f"{reference}: there is no such template")
    context = replace(context, path_object=False, record=None)
    return merge(Sources(record.modifier, sources.query, sources.post_modifier), context), context


def _read_nested(sources: Sources, context: RequestContext, nesting: Nesting) -> Recipe:
    """A nested request, whose path object is one more file."""
    recipe = _with_record(_read(sources, context, nesting), context)
    return _with_file(recipe, context.object_name, context.record)


def _with_file(recipe: Recipe, name: str, record: CatalogRecord | None) -> Recipe:
    """The same with a file in place of the path object."""
    if not isinstance(recipe.layer.content, PathObject):
        return recipe
    content = FileContent(name, record.path, record.resolution) if record else FileContent(name)
    return _with_layer(recipe, content=content)


def _with_record(recipe: Recipe, context: RequestContext) -> Recipe:
    """What the catalog says of the path object, where the request does not. A lone layer has no use for an anchor."""
    layer, record = recipe.layer, context.record
    if record is None or not isinstance(layer.content, PathObject):
        return recipe
    fields = {
        name: value for name, value in record_defaults(context.object_name, record).items() if not getattr(layer, name)
    }
    if len(recipe.layers) == 1:
        fields.pop("anchor", None)
    if record.resolution:
        fields["content"] = PathObject(record.resolution)
    return _with_layer(recipe, **fields) if fields else recipe


def _with_layer(recipe: Recipe, **fields: Any) -> Recipe:
    return replace(recipe, layers=(replace(recipe.layer, **fields), *recipe.layers[1:]))


def _watermark(record: CatalogRecord, context: RequestContext) -> Watermark:
    """A record as a watermark: of its view only align counts, and sizeN is a part of the picture below."""
    attributes = context.attributes.for_nested()
    context = replace(context, object_name="", record=record, watermark=None, attributes=attributes)
    sources = Sources(record.modifier, "", record.post_modifier)
    recipe = _read_nested(sources, context, Nesting(1, ignored=_NO_WATERMARKS))
    wish = next((found for found in merge(sources, context).assignments if found.command == "sizeN"), None)
    size = None if wish is None else command_table()["sizen"].command.parse(Arguments("sizeN", wish.value, [], True))
    layer = LayerRecipe(
        content=NestedContent(replace(recipe, warnings=(), view=View())),
        size=size if isinstance(size, LayerSize) else None,
        blend_mode=recipe.layer.blend_mode,
    )
    return Watermark(layer, recipe.view.align)

"""From a request string to a Recipe. Source: IS reference, syntax and features, command reference."""

from collections import defaultdict
from collections.abc import Mapping
from dataclasses import replace
from functools import lru_cache
from typing import Any

from flytower.imaging.command import Command, Target, command_table
from flytower.imaging.commands.fmt import DEFAULT_CHOICE, FormatChoice
from flytower.imaging.commands.icc import profile_pixel_type
from flytower.imaging.errors import RequestError
from flytower.imaging.formats import FormatRule
from flytower.imaging.recipe import (
    DEFAULT_QUALITY,
    Composite,
    Format,
    IccOutput,
    LayerRecipe,
    Output,
    Palette,
    PixelType,
    Quantize,
    Recipe,
    Sharpening,
    View,
)
from flytower.imaging.segments import CANVAS, COMPOSITE, Assignment, Sources, merge
from flytower.imaging.syntax import shown
from flytower.imaging.values import Arguments

_NO_MACROS: Mapping[str, str] = {}
_ALPHA_GIF_COLORS = 255


def parse_request(
    query: str,
    *,
    macros: Mapping[str, str] = _NO_MACROS,
    object_name: str = "",
    modifier: str = "",
    post_modifier: str = "",
) -> Recipe:
    """The Recipe of a request.

    `query` is what follows the `?` (still HTTP-encoded), `macros` the saved image formats by name without `$`,
    `object_name` the value of `$object$`; `modifier` is overridden by the query, `post_modifier` overrides it.
    Raises RequestError, naming command and value. What is understood and not done is in `Recipe.warnings`.
    """
    sources, used, name = _essentials(Sources(modifier, query, post_modifier), macros, object_name)
    return _parse(sources, used, name)


def effective_commands(
    query: str,
    *,
    macros: Mapping[str, str] = _NO_MACROS,
    object_name: str = "",
    modifier: str = "",
    post_modifier: str = "",
) -> tuple[Assignment, ...]:
    """The commands that hold after macros, variables and precedence, one per segment and command."""
    return merge(Sources(modifier, query, post_modifier), macros, object_name)


def _essentials(
    sources: Sources, macros: Mapping[str, str], object_name: str
) -> tuple[Sources, frozenset[tuple[str, str]], str]:
    """What the result can depend on, so that one cached Recipe serves every picture of a job."""
    if not any("$" in source for source in sources):
        return sources, frozenset(), ""
    texts = (*sources, *macros.values())
    named = any("$object$" in text.casefold() for text in texts)
    return sources, frozenset(macros.items()), object_name if named else ""


@lru_cache(maxsize=256)
def _parse(sources: Sources, macros: frozenset[tuple[str, str]], object_name: str) -> Recipe:
    draft = _Draft()
    for assignment in merge(sources, dict(macros), object_name):
        draft.take(assignment)
    return draft.recipe()


class _Draft:
    """A Recipe in the making: the parsed values by the record and field they belong to."""

    def __init__(self) -> None:
        self.notes: list[str] = []
        self._fields: dict[Target, dict[str, Any]] = defaultdict(dict)
        self._layer: dict[str, Any] = {}
        self._operations: dict[str, list[tuple[int, Any]]] = defaultdict(list)
        self._sharpening: dict[str, dict[str, Any]] = defaultdict(dict)
        self._other_segments: dict[str, list[str]] = defaultdict(list)

    def take(self, assignment: Assignment) -> None:
        """Parse one effective command into its place."""
        spelling = command_table().get(assignment.command.casefold())
        if spelling is None:
            shown_command = f"{shown(assignment.command)}={shown(assignment.value)}"
            self.notes.append(f"{shown_command}: this command is not known and was ignored.")
            return
        if assignment.segment not in (COMPOSITE, CANVAS):
            self._other_segments[assignment.segment].append(assignment.command)
            return
        arguments = Arguments(assignment.command, assignment.value, self.notes, spelling.normalised)
        command = spelling.command
        if spelling.alias:
            arguments.note(f"'{spelling.name}' is not a documented command; {command.name} is used.")
        if command.count is not None:
            arguments.limit(command.count)
        self._put(command, command.parse(arguments), assignment.segment)

    def _put(self, command: Command, value: object, segment: str) -> None:
        if command.target is Target.OPERATION:
            if value is not None:
                self._operations[segment].append((command.order, value))
        elif command.target is Target.SHARPENING:
            self._sharpening[segment][command.field] = value
        elif command.target is Target.LAYER or (command.target is Target.COMPOSITE and segment == CANVAS):
            self._layer[command.field] = value
        else:
            self._fields[command.target][command.field] = value

    def recipe(self) -> Recipe:
        """The finished Recipe; RequestError when its parts do not go together."""
        mask_only = self._fields[Target.REQUEST].get("mask_only", False)
        for segment, commands in self._other_segments.items():
            self.notes.append(
                f"layer={segment}: more than one layer is not implemented yet; ignored: {shown(', '.join(commands))}."
            )
        return Recipe(
            layers=(
                LayerRecipe(
                    **self._layer, operations=self._ordered(CANVAS), sharpening=Sharpening(**self._sharpening[CANVAS])
                ),
            ),
            composite=Composite(**self._fields[Target.COMPOSITE], operations=self._ordered(COMPOSITE)),
            view=self._view(),
            output=_output(self._fields[Target.OUTPUT], mask_only=mask_only),
            mask_only=mask_only,
            warnings=tuple(dict.fromkeys(self.notes)),
        )

    def _ordered(self, segment: str) -> tuple[Any, ...]:
        return tuple(operation for _, operation in sorted(self._operations[segment], key=lambda pair: pair[0]))

    def _view(self) -> View:
        view = View(**self._fields[Target.VIEW], sharpening=Sharpening(**self._sharpening[COMPOSITE]))
        if view.fit is not None and view.wid is None and view.hei is None and view.scl is None:
            raise RequestError(f"fit={view.fit.mode}: fit needs wid or hei")
        return view


def _output(fields: Mapping[str, Any], *, mask_only: bool) -> Output:
    choice: FormatChoice = fields.get("format", DEFAULT_CHOICE)
    rule = choice.rule
    icc: IccOutput | None = fields.get("icc")
    quality, full_chroma = fields.get("quality", (DEFAULT_QUALITY, False))
    return Output(
        format=rule.format,
        alpha=rule.alpha,
        pixel_type=_pixel_type(choice, icc, mask_only=mask_only),
        compression=choice.compression,
        quality=quality,
        full_chroma=full_chroma,
        progressive_scans=fields.get("progressive_scans"),
        icc=icc,
        icc_embed=fields.get("icc_embed", False) and rule.embeds_profile,
        quantize=_quantize(fields.get("quantize", Quantize()), rule),
        extension=rule.extension,
        mime=rule.mime,
    )


def _pixel_type(choice: FormatChoice, icc: IccOutput | None, *, mask_only: bool) -> PixelType:
    """The profile's type, else the one fmt names, else gray for a mask, else RGB."""
    profile_type = profile_pixel_type(icc.name) if icc else None
    if icc and profile_type and profile_type not in choice.rule.pixel_types:
        raise RequestError(f"icc={shown(icc.name)}: fmt={choice.rule.format} cannot hold {profile_type} pixels")
    if profile_type or choice.pixel_type:
        return profile_type or choice.pixel_type or PixelType.RGB
    gray = mask_only and PixelType.GRAY in choice.rule.pixel_types
    return PixelType.GRAY if gray else PixelType.RGB


def _quantize(quantize: Quantize, rule: FormatRule) -> Quantize:
    """What a palette format can do; other formats have no palette and ignore the command."""
    if not rule.alpha or rule.format not in (Format.GIF, Format.PNG8):
        return quantize
    if quantize.palette is Palette.MAC:
        raise RequestError(f"quantize=mac: not available with fmt={rule.format}-alpha")
    if rule.format is Format.GIF and quantize.colors > _ALPHA_GIF_COLORS:
        return replace(quantize, colors=_ALPHA_GIF_COLORS, forced=quantize.forced[:_ALPHA_GIF_COLORS])
    return quantize

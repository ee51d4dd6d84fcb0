"""A Recipe in the making: the values of the effective commands, by the layer, effect or view they belong to."""

from collections import defaultdict
from typing import Any, Protocol

from flytower.imaging.attributes import DEFAULT_ATTRIBUTES, Attributes
from flytower.imaging.command import WITHOUT_FIELD, Command, Target, command_table
from flytower.imaging.draft_output import output_of
from flytower.imaging.draft_view import view_of
from flytower.imaging.errors import RequestError
from flytower.imaging.nested import Reference
from flytower.imaging.recipe import (
    PATH_OBJECT,
    SOLID,
    Blur,
    Composite,
    Content,
    EffectRecipe,
    FileContent,
    Grow,
    LayerRecipe,
    NestedContent,
    Noise,
    Opacity,
    Recipe,
    Sharpening,
    SolidContent,
    TextContent,
)
from flytower.imaging.reply_kinds import ReplyKind
from flytower.imaging.segments import CANVAS, COMPOSITE, Assignment
from flytower.imaging.syntax import shown
from flytower.imaging.text.checks import checked_text
from flytower.imaging.thumbnails import simplified, thumbnail_of
from flytower.imaging.values import Arguments, plain

_EFFECT_COMMANDS = frozenset({"blend_mode", "color", "mask_use", "opac", "pos"})
_EFFECT_OPERATIONS = (Grow, Blur, Noise)


class Contents(Protocol):
    """What turns references to other pictures into what can be rendered; see `contents.py`."""

    path_object: bool

    def picture(self, reference: Reference) -> FileContent | NestedContent:
        """What `src=` refers to."""
        ...

    def mask(self, reference: Reference) -> FileContent | NestedContent:
        """What `mask=` refers to."""
        ...

    def text(self, content: TextContent) -> TextContent:
        """Text with the fonts that it is set in."""
        ...

    def defaults(self, reference: Reference) -> dict[str, Any]:
        """The fields that the catalog fills of a layer that shows this."""
        ...

    def count(self, layers: int) -> None:
        """Take note of layers and effects; RequestError when they are too many."""
        ...


class _Segment:
    """The parsed values of one layer, effect or the composite."""

    def __init__(self) -> None:
        self.fields: dict[str, Any] = {}
        self.sharpening: dict[str, Any] = {}
        self._operations: dict[str, tuple[int, Any]] = {}

    def put(self, command: Command, value: object) -> None:
        if command.target is Target.OPERATION:
            self._operations[command.name] = (command.order, value)
        elif command.target is Target.SHARPENING:
            self.sharpening[command.field] = value
        else:
            self.fields[command.field] = value

    def operations(self) -> tuple[Any, ...]:
        ordered = sorted(self._operations.values(), key=lambda pair: pair[0])
        return tuple(operation for _, operation in ordered if operation is not None)


class Draft:
    """Takes effective commands one after the other; the later one holds."""

    def __init__(self, attributes: Attributes = DEFAULT_ATTRIBUTES) -> None:
        self.notes: list[str] = []
        self._attributes = attributes
        self._global: dict[Target, dict[str, Any]] = defaultdict(dict)
        self._segments: dict[str, _Segment] = defaultdict(_Segment)

    def take(self, assignment: Assignment) -> None:
        """Parse one effective command into its place."""
        spelling = command_table().get(assignment.command.casefold())
        if spelling is None:
            shown_command = f"{shown(assignment.command)}={shown(assignment.value)}"
            self.notes.append(f"{shown_command}: this command is not known and was ignored.")
            return
        arguments = Arguments(assignment.command, assignment.value, self.notes, spelling.normalised)
        command = spelling.command
        if _ignored_by_effects(assignment.segment, command):
            arguments.note("an effect has no use for this command.")
            return
        if spelling.alias:
            arguments.note(f"'{spelling.name}' is not a documented command; {command.name} is used.")
        if command.count is not None:
            arguments.limit(command.count)
        value = command.parse(arguments)
        if command.target in (Target.REQUEST, Target.OUTPUT, Target.VIEW):
            self._global[command.target][command.field] = value
        elif command.target not in WITHOUT_FIELD:
            self._segments[assignment.segment].put(command, value)

    def recipe(self, contents: Contents) -> Recipe:
        """The finished Recipe; RequestError when its parts do not go together."""
        request = {"effect_mask": self._attributes.apply_effect_mask, **self._global[Target.REQUEST]}
        kind = request.get("reply", ReplyKind.IMG)
        composite = self._segments[COMPOSITE]
        layers = tuple(self._layers(contents))
        view = view_of(self._global[Target.VIEW], Sharpening(**composite.sharpening), self._attributes, kind)
        thumbnail = None
        if kind is ReplyKind.TMB:
            layers, thumbnail = simplified(layers, thumbnail_of(view, self._attributes.thumb))
        return Recipe(
            layers=layers,
            composite=Composite(
                **composite.fields, operations=composite.operations(), effects=self._effects(COMPOSITE, contents)
            ),
            view=view,
            output=output_of(self._global[Target.OUTPUT], self._attributes, mask_only=kind is ReplyKind.MASK),
            thumbnail=thumbnail,
            colour=self._attributes.colour,
            **request,
            warnings=tuple(dict.fromkeys(self.notes)),
        )

    def _layers(self, contents: Contents) -> list[LayerRecipe]:
        numbers = {int(name.split()[0]) for name in self._segments if name.split()[0] != COMPOSITE} | {int(CANVAS)}
        layers = (self._layer(number, contents) for number in sorted(numbers))
        return [layer for layer in layers if layer is not None]

    def _layer(self, number: int, contents: Contents) -> LayerRecipe | None:
        segment = self._segments[str(number)]
        fields = dict(segment.fields)
        content = _content(number, fields, contents)
        if content is None:
            self.notes.append(f"layer={number}: it has neither src nor text nor color and shows nothing.")
            return None
        if isinstance(fields.get("content"), Reference):
            fields = {**contents.defaults(fields["content"]), **fields}
        if isinstance(fields.get("mask"), Reference):
            fields["mask"] = contents.mask(fields["mask"])
        contents.count(1)
        layer = LayerRecipe(
            **{**fields, "content": content, "number": number},
            operations=segment.operations(),
            sharpening=Sharpening(**segment.sharpening),
            effects=self._effects(str(number), contents),
        )
        _check(layer)
        return checked_text(layer, self.notes)

    def _effects(self, parent: str, contents: Contents) -> tuple[EffectRecipe, ...]:
        prefix = f"{parent} effect "
        numbers = sorted(int(name.removeprefix(prefix)) for name in self._segments if name.startswith(prefix))
        contents.count(len(numbers))
        return tuple(self._effect(parent, number) for number in numbers)

    def _effect(self, parent: str, number: int) -> EffectRecipe:
        segment = self._segments[f"{parent} effect {number}"]
        fields = dict(segment.fields)
        if fields.get("color") is None:
            raise RequestError(f"effect={number}: an effect of layer={parent} needs color")
        fields["opac"] = fields.get("opac", Opacity()).layer
        operations = tuple(entry for entry in segment.operations() if isinstance(entry, _EFFECT_OPERATIONS))
        return EffectRecipe(**fields, number=number, operations=operations)


def _ignored_by_effects(segment: str, command: Command) -> bool:
    if "effect" not in segment or command.target in WITHOUT_FIELD:
        return False
    if command.target is Target.OPERATION:
        return command.name not in ("op_grow", "op_blur", "op_noise")
    return command.field not in _EFFECT_COMMANDS


def _content(number: int, fields: dict[str, Any], contents: Contents) -> Content | None:
    """What a layer shows: what src or text says, the path object on layer 0, else its color."""
    wish = fields.get("content")
    if isinstance(wish, Reference):
        return contents.picture(wish)
    if isinstance(wish, TextContent):
        return contents.text(wish)
    if wish is not None:
        return wish  # type: ignore[no-any-return]
    if number == 0 and contents.path_object:
        return PATH_OBJECT
    if fields.get("color") is not None:
        return SOLID
    if number == 0:
        raise RequestError("layer=0: it has neither src nor color, and the request names no picture")
    return None


def _check(layer: LayerRecipe) -> None:
    if layer.number == 0 and layer.size is not None and layer.size.normalised:
        size = f"sizeN={plain(layer.size.width)},{plain(layer.size.height)}"
        raise RequestError(f"{size}: layer 0 and comp take their size in pixels only (size=)")
    if not isinstance(layer.content, SolidContent) or layer.mask is not None:
        return
    if layer.size is not None and layer.size.width and layer.size.height:
        return
    if layer.size is not None or layer.clip_path is None:
        raise RequestError(f"layer={layer.number}: a layer of nothing but color needs both sides of size")
    if layer.rotate or layer.scale is not None or layer.res is not None or layer.anchor is not None:
        raise RequestError(f"layer={layer.number}: sized by its clipPath, it takes neither scale nor rotate nor anchor")

"""What the parts of a text layer must have to do with one another. Source: IS reference, text, textPath, textAttr."""

from dataclasses import replace
from typing import Any

from flytower.imaging.errors import RequestError
from flytower.imaging.layer_recipe import LayerRecipe
from flytower.imaging.text.records import Resolving, Smoothing, TextAttr, TextContent, Wrapping

_ONLY_PHOTOSHOP = {
    "text_angle": "textAngle",
    "text_flow_path": "textFlowPath",
    "text_flow_x_path": "textFlowXPath",
    "text_path": "textPath",
    "path_attr": "pathAttr",
}
_ONLY_FOR_TEXT = {"text_attr": "textAttr", **_ONLY_PHOTOSHOP}
_PHOTOSHOP_SMOOTHING = frozenset({Smoothing.CRISP, Smoothing.SHARP, Smoothing.STRONG, Smoothing.SMOOTH})
_NOT_FOR_TEXT = {"mask": "mask", "crop": "crop", "scale": "scale", "res": "res", "crop_path_e": "cropPathE"}


def checked_text(layer: LayerRecipe, notes: list[str]) -> LayerRecipe:
    """The layer as it can be rendered; what has no meaning for it goes, with a note.

    Raises RequestError for textPath with textFlowPath, for an end beyond that of an open textPath, and for `text` of
    several alignments in a box without a width.
    """
    if layer.text_path and layer.text_flow_path is not None:
        raise RequestError(f"textPath=: layer={layer.number} has textFlowPath, too; text takes only one of them")
    content = layer.content
    if not isinstance(content, TextContent):
        idle = [command for name, command in _ONLY_FOR_TEXT.items() if getattr(layer, name) != _plain(name)]
        notes += [f"{command}=: layer={layer.number} is no text and has no use for this command." for command in idle]
        return layer
    dropped = [name for name in _NOT_FOR_TEXT if getattr(layer, name)]
    if not content.photoshop:
        dropped += [name for name in _ONLY_PHOTOSHOP if getattr(layer, name) != _plain(name)]
        _check_alignments(layer, content)
    else:
        _check_path(layer)
        notes += _without_use(layer)
    for name in dropped:
        command = _NOT_FOR_TEXT.get(name) or _ONLY_PHOTOSHOP[name]
        notes.append(f"{command}=: {content.command} of layer={layer.number} has no use for this command.")
    bare = replace(layer, **{name: _plain(name) for name in dropped})
    return replace(bare, text_attr=_fitting_attr(layer.text_attr, content, notes))


def _plain(name: str) -> Any:
    return getattr(LayerRecipe(), name)


def _check_path(layer: LayerRecipe) -> None:
    if layer.path_attr.end > 1 and any(pieces[0][0] != pieces[-1][-1] for pieces in layer.text_path):
        raise RequestError(f"pathAttr=: layer={layer.number} has an open textPath, on which text ends at 1 at most")


def _without_use(layer: LayerRecipe) -> list[str]:
    """What to say of commands of `textPs` that go with others, and stand without or against them."""
    name = f"textPs of layer={layer.number}"
    found = []
    if layer.text_flow_x_path is not None and layer.text_flow_path is None:
        found.append(f"textFlowXPath=: {name} has no textFlowPath; it was ignored.")
    if layer.path_attr != _plain("path_attr") and not layer.text_path:
        found.append(f"pathAttr=: {name} has no textPath; it was ignored.")
    if layer.text_angle and layer.text_path:
        found.append(f"textAngle=: {name} has a textPath; it was ignored.")
    return found


def _check_alignments(layer: LayerRecipe, content: TextContent) -> None:
    if layer.clip_path is not None or (layer.size is not None and layer.size.width):
        return
    kinds = {paragraph.style.align for paragraph in content.body.paragraphs if paragraph.spans}
    if len(kinds) > 1:
        words = ", ".join(f"\\{kind}" for kind in sorted(kinds))
        raise RequestError(
            f"text=: layer={layer.number} takes its width from its text, so it can have only one of {words}"
        )


def _fitting_attr(attr: TextAttr, content: TextContent, notes: list[str]) -> TextAttr:
    """The attributes without what belongs to the other command."""
    if content.photoshop:
        foreign = attr.resolving is not Resolving.FIXED or attr.wrapping is not Wrapping.WRAP
        fitting = replace(attr, resolving=Resolving.FIXED, wrapping=Wrapping.WRAP)
    else:
        foreign = attr.smoothing in _PHOTOSHOP_SMOOTHING
        fitting = replace(attr, smoothing=Smoothing.NORM) if foreign else attr
    if foreign:
        notes.append(f"textAttr=: {content.command} does not know all of these values; it takes its defaults instead.")
    return fitting

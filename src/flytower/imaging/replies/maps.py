"""req=map: which image maps a request has, and how the finished one is written. Source: IS reference, image maps."""

from collections.abc import Callable

from flytower.imaging.catalog import RequestContext
from flytower.imaging.image_maps import LayerMap
from flytower.imaging.replies.asked import Style
from flytower.imaging.replies.properties import Written, padded, plain, xml_document, xml_text
from flytower.imaging.reply_kinds import ReplyForm
from flytower.imaging.request import merged_in
from flytower.imaging.segments import CANVAS, COMPOSITE

Attributes = tuple[tuple[str, str], ...]


def layer_maps(query: str, context: RequestContext, map_of: Callable[[str], str]) -> list[LayerMap]:
    """The map of each layer: `map=`, else `mapA=`, else that of the picture it shows, which `map_of` finds by name."""
    merged, context = merged_in(query, context)
    said: dict[str, dict[str, str]] = {}
    for one in merged.assignments:
        said.setdefault(one.segment, {})[one.command] = one.value
    if context.path_object:
        said.setdefault(CANVAS, {}).setdefault("src", context.object_name)
    return [
        _map(None if segment == COMPOSITE else int(segment), commands, map_of)
        for segment, commands in said.items()
        if " " not in segment
    ]


def _map(layer: int | None, commands: dict[str, str], map_of: Callable[[str], str]) -> LayerMap:
    if "map" in commands:
        return LayerMap(layer, commands["map"], in_source=False)
    if "mapA" in commands:
        return LayerMap(layer, commands["mapA"], in_source=True)
    name = commands.get("src", "").strip()
    return LayerMap(layer, map_of(name) if name and "(" not in name else "", in_source=True)


def written_map(text: str, areas: list[Attributes], style: Style) -> Written:
    """A map as elements of HTML, as XML in a root element `map`, or as a JSON array of objects."""
    if style.form is ReplyForm.JSON:
        return padded({"map": [dict(area) for area in areas]}, style)
    if style.form is ReplyForm.XML:
        elements = ("".join(f' {name}="{xml_text(value)}"' for name, value in area) for area in areas)
        return xml_document(f"<map>{''.join(f'<area{one}/>' for one in elements)}</map>", style)
    return plain(text, style)

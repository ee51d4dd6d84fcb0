"""The table of docs/image-serving.md: what each command is, where it stands, how much of it is here, its test."""

import importlib
import pkgutil
from collections.abc import Iterator, Mapping
from typing import NamedTuple

from flytower.imaging.command import Command, Target
from flytower.imaging.formats import REFUSED_FORMATS
from flytower.imaging.reply_kinds import REFUSED

SCOPES: Mapping[Target, str] = {
    Target.REQUEST: "the whole request",
    Target.OUTPUT: "the reply's file",
    Target.VIEW: "the view",
    Target.LAYER: "layer 0",
    Target.COMPOSITE: "the composite",
    Target.OPERATION: "the composite",
    Target.SHARPENING: "the view",
    Target.TEMPLATE: "the whole request",
    Target.REPLY: "the answer over HTTP",
    Target.DATA: "the composite's data",
}
"""What a command addresses where a request starts (`layer=comp`)."""

IMPLEMENTED = "implemented"
_NO_NETWORK = "accepted without effect: there is no delivery network here"
_NO_SAVING = "accepted without effect: the server writes no files for clients"
WITHOUT_EFFECT: Mapping[str, str] = {
    "bfc": _NO_NETWORK,
    "network": _NO_NETWORK,
    "name": _NO_SAVING,
    "timeout": _NO_SAVING,
}
"""Commands that are read and change nothing, and why."""

_REFUSED_VALUES: Mapping[str, list[str]] = {"fmt": sorted(REFUSED_FORMATS), "req": sorted(REFUSED)}
_ONLY_HTTP = f"{IMPLEMENTED} over HTTP; no effect on a file"


class About(NamedTuple):
    """What a command does, in a few words, and the file below `tests/` that says most of it."""

    meaning: str
    test: str


_ASKED, _CATALOGS = "imaging/replies/test_asked.py", "web/test_serving_catalogs.py"
_CLIP, _EFFECTS, _MASK = (f"imaging/steps/test_{name}.py" for name in ("clip", "effects", "mask"))
_CONTROL = "imaging/test_request_control.py"
_GEOMETRY, _PLACING = "imaging/test_vectors_geometry.py", "imaging/test_vectors_layers.py"
_ICC, _SHARPEN = "imaging/steps/test_convert_colour.py", "imaging/steps/test_sharpen.py"
_JPEG, _OUTPUT = "imaging/encode/test_jpeg.py", "imaging/test_vectors_output.py"
_LAYERS, _OPERATIONS = "imaging/test_layers.py", "imaging/steps/test_operations.py"
_PROPERTIES = "web/test_property_replies.py"
_TEXT, _TEXT_PATHS = "imaging/text/test_layers.py", "imaging/text/test_paths.py"

ABOUT: Mapping[str, About] = {
    "align": About("where the picture lies in a reply of another aspect, -1 to 1", _GEOMETRY),
    "anchor": About("the point of a source that it turns around and is placed by", _PLACING),
    "bfc": About("lets a delivery network choose the format a browser likes best", _CATALOGS),
    "bgc": About(
        "fills what the picture leaves free, and what the format cannot leave clear",
        "imaging/steps/test_flatten.py",
    ),
    "bgColor": About("fills the layer's rectangle behind all of it", "imaging/steps/test_fill.py"),
    "blendMode": About("how a layer's colors mix with those below", _LAYERS),
    "cache": About("what clients and servers may keep of the answer", _ASKED),
    "clipPath": About("makes everything outside a path transparent", _CLIP),
    "clipPathE": About("the same by the name of a path that the file holds", _CLIP),
    "clipXPath": About("makes the inside of a path transparent", _CLIP),
    "clipXPathE": About("makes the inside of a path that the file names transparent", _CLIP),
    "color": About("the color of a solid layer or an effect; behind other layers a fill", _LAYERS),
    "crop": About("cuts the source", _GEOMETRY),
    "cropPathE": About("cuts the source to the rectangle around a path that the file holds", _CLIP),
    "defaultImage": About("the picture to show where there is none of the name", _CATALOGS),
    "dpr": About("how many pixels of the reply make one of those asked for", "imaging/test_vectors_serving.py"),
    "effect": About("opens an effect of the layer it follows: below 0 outside, above 0 inside", _EFFECTS),
    "effectMask": About("whether effects are cut away where they overlap their layer", _EFFECTS),
    "extend": About("adds to the sides of a layer, or cuts them", _GEOMETRY),
    "fit": About("how the picture fills the reply's size", _GEOMETRY),
    "flip": About("mirrors", _GEOMETRY),
    "fmt": About("format, pixel type and compression of the reply", _OUTPUT),
    "handler": About("the function that the JSON form calls", _ASKED),
    "hei": About("height of the reply in pixels", _GEOMETRY),
    "hide": About("leaves a layer out", _LAYERS),
    "icc": About("converts the reply to a color profile", _ICC),
    "iccEmbed": About("puts the profile into the file", _ICC),
    "id": About("tells versions apart for caches, and names a JSON answer", _PROPERTIES),
    "imageSet": About("a set of pictures, for req=set and req=imageset", _PROPERTIES),
    "jpegSize": About("the most kilobytes a JPEG may have", _JPEG),
    "labelkey": About("the field of user data that labels the members of a set", _CONTROL),
    "layer": About("opens a layer: what follows belongs to it", _LAYERS),
    "locale": About("which localized pictures and strings stand in", _CATALOGS),
    "map": About("an image map, its areas in pixels of the layer", _PROPERTIES),
    "mapA": About("the same in pixels of the source", _CONTROL),
    "mask": About("another picture's light as the layer's opacity", _MASK),
    "maskUse": About("whether a mask counts, as it is or inverted", _MASK),
    "message": About("the text of req=message, for the server's log", _PROPERTIES),
    "name": About("the file that req=savetofile would write", _CONTROL),
    "network": About("lets a delivery network choose the quality by the connection", _CATALOGS),
    "op_blur": About("Gaussian blur", _OPERATIONS),
    "op_brightness": About("lighter or darker", _OPERATIONS),
    "op_colorbalance": About("more or less of red, green and blue", "imaging/steps/test_colour_balance.py"),
    "op_colorize": About("one color for all", "imaging/steps/test_colorize.py"),
    "op_contrast": About("away from or toward middle gray", _OPERATIONS),
    "op_grow": About("light parts grow or shrink", "imaging/steps/test_grow.py"),
    "op_growMask": About("the mask grows or shrinks, with the picture", _MASK),
    "op_growMaskR": About("the mask grows or shrinks by pixels of the reply", _MASK),
    "op_hue": About("a turn of the color circle", "imaging/steps/test_hue.py"),
    "op_invert": About("the negative", _OPERATIONS),
    "op_noise": About("random noise", "imaging/steps/test_noise.py"),
    "op_saturation": About("toward or away from gray", "imaging/steps/test_saturation.py"),
    "op_sharpen": About("light sharpening after all scaling", _SHARPEN),
    "op_usm": About("unsharp mask, its radius in pixels of the full picture", _SHARPEN),
    "op_usmR": About("unsharp mask, its radius in pixels of the reply", _SHARPEN),
    "opac": About("opacity of the layer, and of its contents alone", _LAYERS),
    "origin": About("the point of a layer that is placed", _PLACING),
    "pathAttr": About("direction and range of the text on its path", _TEXT_PATHS),
    "pathEmbed": About("puts the source's paths into the file", "imaging/test_photoshop_paths.py"),
    "perspective": About("draws a layer into any convex quadrilateral", "imaging/steps/test_perspective.py"),
    "pos": About("where a layer lies", _PLACING),
    "printRes": About("dots an inch that the file names", "imaging/test_request.py"),
    "pscan": About("number of scans of a progressive JPEG", _OUTPUT),
    "qlt": About("quality of the compression, and whether chroma keeps its resolution", _JPEG),
    "quantize": About("the colors of a GIF or a PNG with a palette", "imaging/encode/test_indexed.py"),
    "rect": About("cuts a rectangle, such as a tile, out of the reply", _GEOMETRY),
    "req": About("what kind of answer is asked for, and in which form", _PROPERTIES),
    "res": About("scales a layer to a resolution", _GEOMETRY),
    "resMode": About("the filter that scales", "imaging/steps/test_scale.py"),
    "rgn": About("the region that the reply shows", _GEOMETRY),
    "rotate": About("turns a layer, in degrees", _GEOMETRY),
    "scale": About("scales a layer by a factor", _GEOMETRY),
    "scl": About("scales the picture down by a factor", _GEOMETRY),
    "size": About("scales a layer to a size", _PLACING),
    "src": About("the picture, color or nested request that a layer shows", _LAYERS),
    "template": About("a record whose request takes this one's place", _LAYERS),
    "text": About("a text as a layer, set the way a simple editor does", _TEXT),
    "textAngle": About("turns text inside of its layer, in degrees", _TEXT_PATHS),
    "textAttr": About("resolution, smoothing and wrapping of text", _TEXT),
    "textFlowPath": About("a shape that text fills", _TEXT_PATHS),
    "textFlowXPath": About("a shape that text flows around", _TEXT_PATHS),
    "textPath": About("a line that text follows", _TEXT_PATHS),
    "textPs": About("a text as a layer, set the way Photoshop does", _TEXT_PATHS),
    "timeout": About("how long req=savetofile would wait", _CONTROL),
    "type": About("which kind of static content may answer", "web/test_static_content.py"),
    "wid": About("width of the reply in pixels", _GEOMETRY),
    "xmpEmbed": About("puts the source's XMP into the file", "imaging/test_xmp.py"),
}


class Entry(NamedTuple):
    """One row of the table: a command under all its names, the first of them the documented one."""

    names: tuple[str, ...]
    scope: str
    state: str

    @property
    def name(self) -> str:
        """The documented name."""
        return self.names[0]

    @property
    def implemented(self) -> bool:
        """Whether it does what its page says."""
        return self.state.startswith(IMPLEMENTED)


def entries() -> list[Entry]:
    """Every command, by name; those that open a layer or an effect, which are grammar, too."""
    return sorted((*_declared(), *_GRAMMAR), key=lambda entry: entry.name.casefold())


def commands_table() -> str:
    """All commands as a Markdown table."""
    lines = ["| Command | What it is | At `comp` it addresses | State | Test |", "| --- | --- | --- | --- | --- |"]
    for entry in entries():
        names = ", ".join(f"`{name}`" for name in entry.names)
        meaning, test = ABOUT.get(entry.name, _UNKNOWN)
        lines.append(f"| {names} | {meaning} | {entry.scope} | {entry.state} | [{test}](../tests/{test}) |")
    return "\n".join(lines) + "\n"


_UNKNOWN = About("-", "")
_GRAMMAR = (
    Entry(("layer",), "-", IMPLEMENTED),
    Entry(("effect",), "the composite's effects", IMPLEMENTED),
)


def _declared() -> Iterator[Entry]:
    package = importlib.import_module("flytower.imaging.commands")
    for found in pkgutil.iter_modules(package.__path__):
        module = importlib.import_module(f"{package.__name__}.{found.name}")
        for command in module.COMMANDS:
            yield Entry(_names(command), SCOPES[command.target], _state(command))


def _names(command: Command) -> tuple[str, ...]:
    twin = (f"{command.name}N",) if command.normalised else ()
    return (command.name, *twin, *command.aliases)


def _state(command: Command) -> str:
    if command.name in WITHOUT_EFFECT:
        return WITHOUT_EFFECT[command.name]
    if command.target in (Target.REPLY, Target.DATA):
        return IMPLEMENTED if command.name == "defaultImage" else _ONLY_HTTP  # it names a picture in a file, too
    refused = ", ".join(f"`{value}`" for value in _REFUSED_VALUES.get(command.name, []))
    return f"{IMPLEMENTED}; refused: {refused}" if refused else IMPLEMENTED

"""req=set: a set of pictures and videos as a tree. Source: IS reference, media set requests, catalog::ImageSet.

Element and attribute names are those that viewers read: set, item, i (image), s (swatch), v (video), n (name), dx and
dy (pixels), iv (version), l (label), pv (version of this format).
"""

import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from enum import StrEnum
from typing import Any, NamedTuple

from flytower.imaging.errors import MissingPictureError, RequestError
from flytower.imaging.replies.asked import Style
from flytower.imaging.replies.properties import Written, padded, property_data, xml_document, xml_text
from flytower.imaging.reply_kinds import ReplyForm
from flytower.imaging.syntax import decode, shown

DEEPEST = 4
"""Most sets in one another."""

MOST_ITEMS = 1000
"""Most items of a set with those nested in it."""

VIDEO_EXTENSIONS = ("mp3", "mp4", "flv", "f4v", "swf", "xml")

_FORMAT = "1.0"
_BRACKETS = {"{": "}", "(": ")"}
_COLOUR = re.compile(r"\s*(0x[0-9a-f]{6})\s*(.*)", re.IGNORECASE | re.DOTALL)


class SetType(StrEnum):
    """What a set or an item is."""

    IMAGE = "img"
    IMAGE_SET = "img_set"
    SPIN = "spin"
    VIDEO = "video"
    VIDEO_SET = "video_set"
    STATIC = "static"
    ECATALOG = "ecat"
    MEDIA_SET = "media_set"
    UNKNOWN = "unknown"


_OF_ASSET_TYPE = {
    "MEDIASET": SetType.MEDIA_SET,
    "SPINSET": SetType.SPIN,
    "SPINSET2D": SetType.SPIN,
    "VIDEOSET": SetType.VIDEO_SET,
    "IMAGESET": SetType.IMAGE_SET,
    "ECATALOG": SetType.ECATALOG,
}
_OF_WORD = {
    **dict.fromkeys(("img", "basic", "advanced_image"), SetType.IMAGE),
    **dict.fromkeys(("img_set", "advanced_image_set", "advanced_imageset", "advanced_swatchset"), SetType.IMAGE_SET),
    **{kind.value: kind for kind in (SetType.SPIN, SetType.VIDEO, SetType.VIDEO_SET, SetType.STATIC, SetType.ECATALOG)},
}


class SetRecord(NamedTuple):
    """What the catalogs say of a name. Without `is_image` it is in the static content catalog only."""

    name: str
    is_image: bool = True
    width: int = 0
    height: int = 0
    version: str = ""
    path: str = ""
    image_set: str = ""
    asset_type: str = ""
    user_data: str = ""

    @property
    def is_video(self) -> bool:
        """Whether its file is one that viewers play."""
        return not self.is_image and self.path.rpartition(".")[2].casefold() in VIDEO_EXTENSIONS


FindRecord = Callable[[str], SetRecord | None]
"""From a name as sets give it (company/name or name) to what the catalogs say."""


@dataclass(slots=True)
class Node:
    """An element of the answer."""

    name: str
    attributes: dict[str, str] = field(default_factory=dict)
    children: list["Node"] = field(default_factory=list)


def media_set(record: SetRecord, find: FindRecord, label_key: str = "") -> Node:
    """The tree of a record. Raises RequestError for sets nested too deeply and media sets in media sets."""
    return _Builder(find, label_key).set_of(record, 0)


def written_set(node: Node, style: Style) -> Written:
    """The tree in XML, or in JSON, where several elements of a name are an array and one is an object."""
    if style.form is ReplyForm.JSON:
        return padded({node.name: _json(node)}, style)
    return xml_document(_xml(node), style)


class _Builder:
    """Makes one tree; it counts its items."""

    def __init__(self, find: FindRecord, label_key: str) -> None:
        self._find = find
        self._label_key = label_key
        self._items = 0

    def set_of(self, record: SetRecord, depth: int) -> Node:
        kind = _kind(record)
        if depth and kind is SetType.MEDIA_SET:
            raise RequestError(f"{shown(record.name)}: a media set lies in a set")
        if depth > DEEPEST:
            raise RequestError(f"{shown(record.name)}: sets are nested more than {DEEPEST} deep")
        node = Node("set", {"pv": _FORMAT, "type": kind, "n": record.name})
        if record.image_set:
            node.children = [self._entry(entry, kind, depth) for entry in _split(record.image_set, ",")]
        else:
            node.children = [self._single(record)]
        return node

    def _entry(self, entry: str, kind: SetType, depth: int) -> Node:
        self._items += 1
        if self._items > MOST_ITEMS:
            raise RequestError(f"the set has more than {MOST_ITEMS} items")
        parts = _split(entry, ";")
        if len(parts) == 1 and _inner(entry) != entry.strip():
            inner = _split(_inner(entry), ";")
            parts = inner if kind is SetType.IMAGE_SET else parts  # {swatch set;swatch}
        swatch = parts[1] if len(parts) > 1 else ""
        if kind is SetType.ECATALOG:
            return self._pages(parts[0], swatch)
        word = parts[2].strip().casefold() if len(parts) > 2 else ""  # noqa: PLR2004  name, swatch, type
        return self._member(parts[0], swatch, _OF_WORD.get(word), depth)

    def _member(self, text: str, swatch: str, kind: SetType | None, depth: int) -> Node:
        inline = _inner(text)
        if inline != text.strip():
            return self._nested(SetRecord("", image_set=inline), swatch, depth)
        record = self._record(text)
        kind = kind or _kind(record)
        if record.image_set and kind is not SetType.IMAGE:
            return self._nested(record, swatch, depth)
        item = self._single(record)
        if swatch.strip():
            item.children = [child for child in item.children if child.name != "s"]
            item.children.append(self._swatch(swatch))
        return item

    def _nested(self, record: SetRecord, swatch: str, depth: int) -> Node:
        inner = self.set_of(record, depth + 1)
        children = [inner, *([self._swatch(swatch)] if swatch.strip() else [])]
        return Node("item", {"type": inner.attributes["type"]}, children)

    def _pages(self, text: str, swatch: str) -> Node:
        records = [self._record(page) for page in _split(text, ":")]
        pages = [self._named("i", record) for record in records]
        return Node("item", _size(records[0]), [*pages, *([self._swatch(swatch)] if swatch.strip() else [])])

    def _single(self, record: SetRecord) -> Node:
        if not record.is_image:
            kind = SetType.VIDEO if record.is_video else SetType.STATIC
            return Node("item", {"type": kind}, [Node("v", {"n": record.name, "path": record.path})])
        return Node("item", _size(record), [self._named("i", record), self._named("s", record)])

    def _swatch(self, text: str) -> Node:
        colour = _COLOUR.fullmatch(_inner(text))
        if colour is None:
            return self._named("s", self._record(text))
        label = {"l": decode(colour[2].strip())} if colour[2].strip() else {}
        return Node("s", {"c": colour[1], **label})

    def _named(self, element: str, record: SetRecord) -> Node:
        known = {name.casefold(): value for name, value in (property_data(record.user_data) or {}).items()}
        label = known.get(self._label_key.casefold(), "") if self._label_key else ""
        return Node(element, {"n": record.name, **({"l": label} if label else {})})

    def _record(self, text: str) -> SetRecord:
        name = decode(text.strip().partition("?")[0].replace("+", "%2B"))
        record = self._find(name)
        if record is None:
            raise MissingPictureError(f"Unable to find {shown(name)}.")
        return record


def _kind(record: SetRecord) -> SetType:
    """AssetType, else what the form of the set tells, else what the record is."""
    if not record.image_set:
        if record.is_image:
            return SetType.IMAGE
        return SetType.VIDEO if record.is_video else SetType.STATIC
    known = _OF_ASSET_TYPE.get(record.asset_type.upper())
    if known is not None:
        return known
    entries = _split(record.image_set, ",")
    if any(len(_split(entry, ":")) > 1 for entry in entries):
        return SetType.ECATALOG
    semicolons = max((len(_split(entry, ";")) - 1 for entry in entries), default=0)
    if semicolons:
        return SetType.MEDIA_SET if semicolons > 1 else SetType.IMAGE_SET
    return SetType.SPIN if any(_inner(entry) != entry.strip() for entry in entries) else SetType.UNKNOWN


def _size(record: SetRecord) -> dict[str, str]:
    return {"dx": str(record.width), "dy": str(record.height), "iv": record.version}


def _inner(text: str) -> str:
    """What stands in the brackets around a whole text; without them the text itself."""
    text = text.strip()
    closing = _BRACKETS.get(text[:1])
    if closing is None or not text.endswith(closing):
        return text
    try:
        _pieces(text[1:-1], "")
    except RequestError:  # the first bracket is closed before the end
        return text
    return text[1:-1].strip()


def _split(text: str, separator: str) -> list[str]:
    return (
        [piece for piece in _pieces(text, separator) if piece.strip()] if separator == "," else _pieces(text, separator)
    )


def _pieces(text: str, separator: str) -> list[str]:
    """Cut at separators outside of brackets. Raises RequestError where brackets do not match."""
    return list(_cut(text, separator))


def _cut(text: str, separator: str) -> Iterator[str]:
    open_brackets: list[str] = []
    start = 0
    for index, letter in enumerate(text):
        if letter in _BRACKETS:
            open_brackets.append(_BRACKETS[letter])
        elif letter in _BRACKETS.values():
            if not open_brackets or open_brackets.pop() != letter:
                raise RequestError(f"{shown(text)}: the brackets of the set do not match")
        elif letter == separator and not open_brackets:
            yield text[start:index]
            start = index + 1
    if open_brackets:
        raise RequestError(f"{shown(text)}: the brackets of the set do not match")
    yield text[start:]


def _xml(node: Node) -> str:
    attributes = "".join(f' {name}="{xml_text(value)}"' for name, value in node.attributes.items())
    inner = "".join(_xml(child) for child in node.children)
    return f"<{node.name}{attributes}>{inner}</{node.name}>" if inner else f"<{node.name}{attributes}/>"


def _json(node: Node) -> dict[str, Any]:
    groups: dict[str, list[dict[str, Any]]] = {}
    for child in node.children:
        groups.setdefault(child.name, []).append(_json(child))
    return {**node.attributes, **{name: group[0] if len(group) == 1 else group for name, group in groups.items()}}

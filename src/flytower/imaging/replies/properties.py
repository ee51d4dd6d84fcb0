"""Properties as text, JavaScript, XML and JSON with padding. Source: IS reference, response data, properties."""

import json
import re
from collections.abc import Mapping
from html import escape
from typing import Any, NamedTuple

from flytower.imaging.replies.asked import Style
from flytower.imaging.reply_kinds import ReplyForm

_JAVA = {"\\": "\\\\", "\n": "\\n", "\r": "\\r", "\t": "\\t", "\f": "\\f"}
_SCRIPT = {**_JAVA, "'": "''", "\u2028": "\\u2028", "\u2029": "\\u2029"}
_NO_XML = re.compile("[^\t\n\r\x20-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")
_MIME = {ReplyForm.XML: "text/xml", ReplyForm.TEXT: "text/plain"}
_CODECS = {"UTF-16LE": "utf-16-le", "UTF-16BE": "utf-16-be"}
_NO_SCRIPT = str.maketrans({"<": "\\u003c", ">": "\\u003e", "&": "\\u0026"})


class Written(NamedTuple):
    """An answer's body and its Content-Type."""

    body: bytes
    content_type: str


def properties(values: Mapping[str, str], style: Style, moment: str) -> Written:
    """Write properties, whose names are `object.property`, in the form asked for.

    `moment` is the time of the answer as the text form shows it.
    """
    if style.form is ReplyForm.JSON:
        return padded(dict(values), style)
    if style.form is ReplyForm.XML:
        return xml_document(_group(values), style)
    if style.form is ReplyForm.JAVASCRIPT:
        return plain("".join(f"{name}='{_translated(value, _SCRIPT)}'\n" for name, value in values.items()), style)
    lines = ["#S7Z OK", f"#{moment}", *(f"{name}={_translated(value, _JAVA)}" for name, value in values.items())]
    return plain("".join(f"{line}\r\n" for line in lines), style)


def plain(text: str, style: Style) -> Written:
    """Text as it is, as the form's media type."""
    return Written(text.encode("utf-8", "replace"), f"{_MIME.get(style.form, 'text/javascript')}; charset=utf-8")


def padded(value: Any, style: Style) -> Written:
    """A value in JSON as the argument of a call, with the request's identifier."""
    call = f"/*jsonp*/{style.handler}({_json(value)},{_json(style.request_id)});"
    return Written(call.encode("ascii"), "text/javascript; charset=utf-8")


def failure(title: str, message: str, style: Style) -> Written:
    """An error in the form asked for. Clients of the JSON form have a function s7jsonError, whatever their handler."""
    if style.form is ReplyForm.JSON:
        return padded({"message": message, "title": title}, style._replace(handler="s7jsonError"))
    if style.form is ReplyForm.TEXT:
        return plain(f"{message}\n", style)
    return properties({"error.title": title, "error.message": message}, style, "")


def xml_document(element: str, style: Style) -> Written:
    """An XML document with this root element, in the encoding asked for."""
    text = f'<?xml version="1.0" encoding="{style.encoding}"?>\n{element}\n'
    codec = _CODECS.get(style.encoding, style.encoding)
    # What the encoding lacks is written as a character reference.
    return Written(text.encode(codec, "xmlcharrefreplace"), f"text/xml; charset={style.encoding.lower()}")


def xml_text(text: str) -> str:
    """Text as it may stand in an attribute of an XML document; characters that XML cannot hold are left out."""
    return escape(_NO_XML.sub("", text))


def property_data(text: str) -> dict[str, str] | None:
    """The properties of a catalog field, `name=value` with `??` or breaks between; None for other text."""
    lines = [line for line in re.split(r"\?\?|\r\n|\r|\n", text) if line.strip()]
    pairs = [line.partition("=") for line in lines]
    if not pairs or any(not equals or not name.strip() for name, equals, _ in pairs):
        return None
    return {name.strip(): value.strip() for name, _, value in pairs}


def catalog_field(name: str, text: str, style: Style) -> Written:
    """A catalog field that holds property data, such as UserData; without that form it is the one property `name`."""
    if style.form is ReplyForm.TEXT:
        return plain(text.replace("??", "\r\n") + "\r\n", style)
    values = property_data(text)
    return properties({name: text} if values is None and text else values or {}, style, "")


def raw_field(name: str, text: str, style: Style) -> Written:
    """A catalog field that is returned as it is, such as ImageSet."""
    if style.form is ReplyForm.TEXT:
        return plain(text + "\r\n", style)
    return properties({name: text}, style, "")


def _group(values: Mapping[str, str]) -> str:
    groups: dict[str, list[str]] = {}
    for name, value in values.items():
        group, _, own = name.rpartition(".")
        groups.setdefault(group, []).append(f'<property name="{xml_text(own)}" value="{xml_text(value)}"/>')
    parts = [
        f'<prop-group name="{xml_text(group)}">{"".join(lines)}</prop-group>' if group else "".join(lines)
        for group, lines in groups.items()
    ]
    return f"<prop-group>{''.join(parts)}</prop-group>"


def _translated(value: str, table: Mapping[str, str]) -> str:
    return "".join(table.get(letter, letter) for letter in value)


def _json(value: Any) -> str:
    return json.dumps(value, separators=(",", ":")).translate(_NO_SCRIPT)

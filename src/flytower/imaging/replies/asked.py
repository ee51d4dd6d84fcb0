"""What kind of answer a request asks for, and what it says about the answer. Source: IS reference, req."""

import re
from dataclasses import dataclass, field
from typing import NamedTuple

from flytower.imaging.catalog import RequestContext
from flytower.imaging.command import command_table
from flytower.imaging.errors import RequestError
from flytower.imaging.reply_kinds import ENCODED, ENCODINGS, FORMS, PICTURES, REFUSED, ReplyForm, ReplyKind
from flytower.imaging.segments import Assignment, Sources, merge_parts
from flytower.imaging.syntax import shown
from flytower.imaging.values import Arguments

DEFAULT_HANDLER = "s7jsonResponse"
_MAY_SAY = re.compile(r"req|cache|locale|type|\$", re.IGNORECASE)  # most requests for pictures say nothing of the kind
_KIND_COMMANDS = frozenset({"req", "handler", "id", "cache", "locale"})


class Style(NamedTuple):
    """How properties are written down; `handler` and `request_id` are of the JSON form only."""

    form: ReplyForm = ReplyForm.TEXT
    encoding: str = "UTF-8"
    handler: str = DEFAULT_HANDLER
    request_id: str = ""


PLAIN = Style()


@dataclass(frozen=True, slots=True)
class Asked:
    """An answer as a request asks for it.

    `client_cache` False: clients are to keep nothing. `words` are the values of commands that mean nothing to
    pictures, by name (`labelkey`, `imageSet`, `message`, `type`, ...). `plain`: the request says nothing else.
    """

    kind: ReplyKind = ReplyKind.IMG
    style: Style = PLAIN
    locale: str | None = None
    client_cache: bool = True
    words: dict[str, str] = field(default_factory=dict)
    plain: bool = True

    @property
    def is_picture(self) -> bool:
        """Whether pixels are asked for."""
        return self.kind in PICTURES


def asked(query: str, context: RequestContext) -> Asked:
    """Read the commands about the answer. Of `context` only macros, variables and limits count.

    Raises RequestError for a kind or form that does not exist, and for what is never answered, with the reason.
    """
    if not _MAY_SAY.search(query):
        return _PICTURE
    found = {one.command: one for one in merge_parts(Sources("", query, ""), context).assignments}
    values = {name: _value(one) for name, one in found.items()}
    kind, style = _kind(values)
    return Asked(
        kind=kind,
        style=style,
        locale=values.get("locale"),
        client_cache=values.get("cache", "on").partition(",")[0].strip().casefold() != "off",
        words=values,
        plain=not found.keys() - _KIND_COMMANDS,
    )


_PICTURE = Asked(plain=False)


def perhaps_asked(query: str, context: RequestContext) -> Asked:
    """What a request asks for, as far as that can be told of one that may make no sense; else a picture."""
    try:
        return asked(query, context)
    except RequestError:
        return _PICTURE


def _value(assignment: Assignment) -> str:
    spelling = command_table().get(assignment.command.casefold())
    if spelling is not None and assignment.command in _KIND_COMMANDS - {"req"}:
        spelling.command.parse(Arguments(assignment.command, assignment.value, []))
    return assignment.value


def _kind(values: dict[str, str]) -> tuple[ReplyKind, Style]:
    arguments = Arguments("req", values.get("req", ""), [])
    kind = arguments.keyword(0, ReplyKind, ReplyKind.IMG)
    if kind in REFUSED:
        raise arguments.error(REFUSED[kind])
    if kind in PICTURES:
        return kind, PLAIN
    forms = FORMS[kind]
    form = arguments.keyword(1, ReplyForm, forms[0])
    if form not in forms:
        raise arguments.error(f"'{shown(form)}' is none of {', '.join(forms)}")
    encoding = arguments.at(2) if form is ReplyForm.XML and kind in ENCODED else ""
    if encoding.casefold() not in ENCODINGS and encoding:
        raise arguments.error(f"'{shown(encoding)}' is none of {', '.join(ENCODINGS.values())}")
    return kind, Style(
        form,
        ENCODINGS[encoding.casefold() or "utf-8"],
        values.get("handler", DEFAULT_HANDLER),
        values.get("id", ""),
    )
